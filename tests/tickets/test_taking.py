"""取号: numbers without gaps, never twice, a series a line and day; who may take one, and when."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.tickets.queue import Queue
from yimen.journal import demonstration, doctor
from yimen.journal.errors import NotNow, NotYours
from yimen.journal.fold import replay
from yimen.journal.models import Counter, Entry
from yimen.journal.once import once
from yimen.office import devices
from yimen.office.models import Centre, Device
from yimen.tickets import codes, lines, reading, taking
from yimen.tickets.models import Line, Ticket


def test_each_line_counts_for_itself_from_one(queue: Queue):
    codes = [queue.take(letter, queue.at()).code for letter in "ABAAB"]

    assert codes == ["A001", "B001", "A002", "A003", "B002"]


def test_a_new_day_begins_at_one_again(queue: Queue):
    queue.take("A", queue.at())

    assert queue.take("A", queue.at(day=3)).code == "A001"
    assert Ticket.objects.count() == 2


def test_the_thousandth_number_has_four_digits():
    assert [codes.code("A", number) for number in (7, 999, 1000)] == ["A007", "A999", "A1000"]


def test_a_ticket_is_told_and_names_nobody(queue: Queue):
    ticket = queue.take("A", queue.at())

    entry = Entry.objects.get(subject_id=ticket.pk)
    assert (entry.act, entry.actor.partition(":")[0]) == ("tickets.take", "kiosk")
    assert ticket.token not in entry.body
    assert replay(queue.cast.hall.pk) == []
    assert doctor.examine() == []


def test_who_waits_knows_how_many_are_ahead(queue: Queue):
    queue.take("A", queue.at())
    queue.take("B", queue.at(9, 1))
    last = queue.take("A", queue.at(9, 2))

    assert reading.ahead_of(last) == 1


def test_a_number_that_comes_later_is_called_later_whatever_the_clock_of_its_kiosk_says(queue: Queue):
    first = queue.take("A", queue.at(9, 0))
    second = queue.take("A", queue.at(9, 0) - timedelta(seconds=40))

    assert second.place > first.place


@pytest.mark.parametrize(("who", "may"), [("window", True), ("reply", True), ("supervisor", True), ("director", True),
                                          ("network", False), ("village", False), ("county", False)])  # fmt: skip
def test_who_stands_in_the_hall_may_take_a_number_for_a_person(queue: Queue, who: str, may: bool):
    if may:
        assert queue.take("A", queue.at(), queue.by(who)).code == "A001"
        return
    with pytest.raises(NotYours):
        queue.take("A", queue.at(), queue.by(who))
    assert not Ticket.objects.exists()


def test_a_display_gives_no_numbers_and_a_kiosk_none_of_another_hall(queue: Queue):
    cast, at = queue.cast, queue.at()
    display = devices.add(cast.hall, kind=Device.Kind.BOARD, name="屏", by=cast.network, at=at)
    elsewhere = Centre.objects.get(code="DYLS")
    strange = Line.objects.create(centre=elsewhere, letter="A", name="民政", position=0)

    with pytest.raises(NotYours):
        queue.take("A", at, devices.actor(display))
    with pytest.raises(NotYours):
        taking.take(strange, by=queue.kiosk, at=at)


def test_a_kiosk_out_of_service_gives_none_from_that_moment_on(queue: Queue):
    devices.close(Device.objects.get(), by=queue.cast.network, at=queue.at())

    with pytest.raises(NotYours) as refused:
        queue.take("A", queue.at())
    assert refused.value.code == "no_authority"


def test_outside_the_opening_hours_a_kiosk_gives_none_and_a_person_may(queue: Queue):
    night = queue.at(12, 15)

    with pytest.raises(NotNow) as refused:
        queue.take("A", night)
    assert refused.value.code == "closed_now"
    assert queue.take("A", night, queue.by("window")).code == "A001"


def test_a_demonstration_is_shown_at_any_hour(queue: Queue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(demonstration, "offset", lambda: timedelta(0))

    assert queue.take("A", queue.at(21)).code == "A001"


def test_each_line_knows_since_when_its_longest_waiting_waits(queue: Queue):
    queue.take("A", queue.at(9)), queue.take("A", queue.at(9, 20))
    queue.take("B", queue.at(9, 30))
    since = reading.waiting_since(queue.cast.hall.pk, on=date(2026, 3, 2))

    assert since == {queue.lines["A"].pk: queue.at(9), queue.lines["B"].pk: queue.at(9, 30)}
    assert reading.waiting_since(queue.cast.hall.pk, on=date(2026, 3, 3)) == {}


def test_a_closed_line_gives_none(queue: Queue):
    line = queue.lines["A"]
    lines.change(line, name=line.name, position=0, is_open=False, by=queue.by("director"), at=queue.at())

    with pytest.raises(NotNow) as refused:
        queue.take("A", queue.at())
    assert refused.value.code == "line_closed"
    assert not Counter.objects.filter(series__startswith="ticket").exists()


def test_pressed_twice_it_is_one_ticket(queue: Queue):
    def press() -> Any:
        return once(lambda: queue.take("A", queue.at()), by=queue.kiosk, act="kiosk.take", key="k" * 8, given="A",
                    at=queue.at())  # fmt: skip

    first, second = press(), press()

    assert (first.was_done, second.was_done) == (False, True)
    assert first.subject_id == second.subject_id
    assert Ticket.objects.count() == 1


def test_taking_sends_few_statements(queue: Queue):
    queue.take("A", queue.at())
    with CaptureQueriesContext(connection) as sent:
        queue.take("A", queue.at(9, 1))

    statements = [one for one in sent.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) <= (9 if connection.vendor == "postgresql" else 10)  # two read who is ahead
