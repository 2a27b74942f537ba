"""T5: two who book the last place of a slot at one moment; T6: without the lock the second is turned away by the database."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection

from tests.locks.racing import Act, at_once, only_refusals, unlocked
from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.journal import doctor, rows
from yimen.journal.fold import replay
from yimen.office.actor import Actor
from yimen.tickets import arriving, booking
from yimen.tickets.models import Booking, Ticket

IS_POSTGRES = connection.vendor == "postgresql"
ROUNDS, RIVALS = 6, 4


@pytest.fixture
def queue(committed: Cast) -> Queue:
    """Window 1 serves line A alone: one place each half hour."""
    queue = lay(committed)
    queue.cut(queue.at(), window="A", window2="BC")
    return queue


def books(queue: Queue, number: int, slot: int) -> Act:
    at = queue.at()
    starts_at = at.replace(day=3, hour=0, minute=30) + timedelta(minutes=30 * slot)
    return lambda: booking.book(
        queue.lines["A"], starts_at=starts_at, name="石秀", phone=f"1380000{number:04d}", channel="portal",
        by=Actor.public(), at=at,
    )  # fmt: skip


def raced(queue: Queue, slot: int) -> list[object]:
    return at_once(*[books(queue, slot * RIVALS + one, slot) for one in range(RIVALS)])


def test_of_four_who_book_the_last_place_one_has_it_and_the_others_are_told(queue: Queue):
    for slot in range(ROUNDS):
        refused = only_refusals(raced(queue, slot))
        assert [one.code for one in refused] == ["slot_full"] * (RIVALS - 1)

    assert Booking.objects.count() == ROUNDS
    assert replay(queue.cast.hall.pk) == []
    assert doctor.examine() == []


@pytest.fixture
def without_the_lock(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """On PostgreSQL the row's lock; on SQLite the write lock at the start of every transaction."""
    monkeypatch.setattr(rows, "locked", unlocked(rows.locked))
    if not IS_POSTGRES:
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
        connection.close()
    yield
    connection.close()


def test_without_the_lock_the_constraint_holds_and_somebody_sees_a_broken_page(queue: Queue, without_the_lock: None):
    """The control: what the test above sees is the lock; and even so no place is given twice."""
    results = [one for slot in range(ROUNDS) for one in raced(queue, slot)]

    assert [one for one in results if isinstance(one, (IntegrityError, OperationalError))]
    held = Booking.objects.filter(state="booked").values_list("starts_at", flat=True)
    assert len(held) == len(set(held))


def test_a_code_scanned_at_two_kiosks_at_one_moment_brings_one_number(queue: Queue):
    made = books(queue, 1, 0)()
    at = queue.at(9, 0, day=3)

    results = at_once(*[lambda: arriving.arrive(made, by=queue.kiosk, at=at)] * 2)

    assert [one.code for one in only_refusals(results)] == ["booking_ended"]
    assert Ticket.objects.count() == 1
