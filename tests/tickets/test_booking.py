"""预约: booked, moved, cancelled, come, missed, forgotten; nobody is named outside the row (I5, B4)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.tickets.queue import Queue
from yimen.journal import alarms, doctor
from yimen.journal.errors import Malformed, NotNow, NotThere, NotYours, Refused
from yimen.journal.fold import replay
from yimen.journal.models import Entry, Fact
from yimen.office import installation, policies
from yimen.office.actor import Actor
from yimen.office.models import Holding
from yimen.tickets import arriving, booked, booking, lines, offering
from yimen.tickets.models import Booking, Ticket

WANG = {"name": "王秀英", "phone": "13800001234"}
LI = {"name": "李建国", "phone": "13900005678"}


@pytest.fixture
def whole(queue: Queue) -> Queue:
    """Window 1 serves line A alone: one place each half hour; window 2 serves B and C."""
    queue.cut(queue.at(8, 31), window="A", window2="BC")
    return queue


def book(queue: Queue, start: datetime, who: dict[str, str] = WANG, letter: str = "A", **more: Any) -> Booking:
    at = more.pop("at", None) or queue.at(8, 40)
    by = more.pop("by", None) or Actor.public()
    return booking.book(queue.lines[letter], starts_at=start, **who, channel="portal", by=by, at=at)


def refused(act: Any) -> str:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def at_ten(queue: Queue, *, day: int = 3) -> datetime:
    """Ten o'clock of that day, without moving the clock."""
    return queue.at(8, 40).replace(day=day, hour=2, minute=0)


def test_a_day_offers_its_slots_from_now_on(whole: Queue):
    found = offering.days(whole.lines["A"], at=whole.at(9, 10))

    assert [one.day.day for one in found] == [2, 3, 4, 5, 6, 7, 8, 9]  # today and seven days ahead
    assert found[0].slots[0].starts_at == whole.at(9, 30)
    assert {one.places for one in found[0].slots} == {1}
    assert offering.day(whole.lines["A"], date(2026, 3, 20), at=whole.at(9, 10)).slots == ()


def test_a_booking_takes_the_place_and_names_nobody_in_the_journal(whole: Queue):
    made = book(whole, at_ten(whole))

    assert offering.slot(whole.lines["A"], at_ten(whole), at=whole.at(8, 41)).free == 0  # type: ignore[union-attr]
    entry = Entry.objects.get(subject_id=made.pk)
    assert entry.act == "bookings.book"
    assert not [secret for secret in (*WANG.values(), made.code, made.token) if secret in entry.body]
    assert not Fact.objects.filter(entry=entry).exists()
    assert replay(whole.cast.hall.pk) == []
    assert doctor.examine() == []


def test_the_last_place_is_given_once(whole: Queue):
    book(whole, at_ten(whole))

    assert refused(lambda: book(whole, at_ten(whole), LI)) == "slot_full"
    assert Booking.objects.count() == 1


def test_a_person_books_a_line_once_a_day_and_another_line_too(whole: Queue):
    book(whole, at_ten(whole))
    later = at_ten(whole) + timedelta(minutes=30)

    assert refused(lambda: book(whole, later)) == "booked_already"
    assert book(whole, later, {"name": "王小明", "phone": WANG["phone"]}).pk  # her son, by the same telephone
    assert book(whole, later, letter="B").pk
    assert (
        refused(lambda: book(whole, later, {"name": "王大明", "phone": WANG["phone"]}, letter="C")) == "too_many_open"
    )


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"name": ""}, "name"), ({"name": "王\x07"}, "name"), ({"phone": "1380000"}, "phone"), ({"phone": ""}, "phone")],
)
def test_what_is_typed_wrong_is_said_at_its_field(whole: Queue, typed: dict[str, str], field: str):
    with pytest.raises(Malformed) as found:
        book(whole, at_ten(whole), WANG | typed)
    assert list(found.value.fields) == [field]
    assert not Booking.objects.exists()


@pytest.mark.parametrize("minutes", [-600, 10, 24 * 60 * 30])
def test_a_time_that_is_no_slot_is_refused(whole: Queue, minutes: int):
    assert refused(lambda: book(whole, at_ten(whole) + timedelta(minutes=minutes))) == "no_such_slot"


def test_a_closed_line_offers_nothing(whole: Queue):
    line = whole.lines["A"]
    lines.change(line, name=line.name, position=0, is_open=False, by=whole.by("director"), at=whole.at(8, 35))

    assert refused(lambda: book(whole, at_ten(whole))) == "no_such_slot"


def test_moved_it_keeps_its_code_and_frees_its_place(whole: Queue):
    made = book(whole, at_ten(whole))
    moved = booking.move(made, starts_at=at_ten(whole, day=4), by=Actor.public(), at=whole.at(8, 50))

    assert (moved.day, moved.code) == (date(2026, 3, 4), made.code)
    assert book(whole, at_ten(whole), LI, at=whole.at(8, 50)).nth == 0
    assert (
        refused(lambda: booking.move(moved, starts_at=at_ten(whole), by=Actor.public(), at=whole.at(8, 51)))
        == "slot_full"
    )
    assert Booking.objects.get(pk=made.pk).day == date(2026, 3, 4)


def test_cancelled_it_frees_its_place_and_cannot_be_used(whole: Queue):
    made = book(whole, at_ten(whole))
    booking.cancel(made, by=Actor.public(), at=whole.at(8, 50))

    assert book(whole, at_ten(whole), LI, at=whole.at(8, 50)).pk
    assert refused(lambda: arriving.arrive(made, by=whole.kiosk, at=whole.at(10, 0, day=3))) == "booking_ended"
    assert refused(lambda: booking.cancel(made, by=Actor.public(), at=whole.at(10, 0, day=3))) == "not_now"


def test_who_booked_joins_the_queue_at_the_time_of_the_slot(whole: Queue):
    made = book(whole, whole.at(8, 40).replace(hour=1, minute=30))  # 9:30 today
    early = whole.take("A", whole.at(9, 20))
    ticket = arriving.arrive(made, by=whole.kiosk, at=whole.at(9, 21))
    before, after = whole.take("A", whole.at(9, 29)), whole.take("A", whole.at(9, 31))

    assert ticket.booked_for == made.starts_at
    called = [whole.next("window", whole.at(9, 40)).code for _time in range(4)]
    assert called == [early.code, before.code, ticket.code, after.code]
    assert Booking.objects.get().ticket_id == ticket.pk
    assert replay(whole.cast.hall.pk) == []
    assert doctor.examine() == []


@pytest.mark.parametrize(
    ("hour", "minute", "day", "code"),
    [(9, 44, 3, "too_early"), (9, 30, 2, "too_early"), (10, 40, 3, "too_late"), (9, 0, 4, "too_late")],
)
def test_too_early_and_too_late_are_told(whole: Queue, hour: int, minute: int, day: int, code: str):
    made = book(whole, at_ten(whole))

    assert refused(lambda: arriving.arrive(made, by=whole.kiosk, at=whole.at(hour, minute, day=day))) == code
    assert not Ticket.objects.exists()


def test_a_booking_brings_one_number(whole: Queue):
    made = book(whole, at_ten(whole))
    arriving.arrive(made, by=whole.kiosk, at=whole.at(9, 50, day=3))

    assert refused(lambda: arriving.arrive(made, by=whole.kiosk, at=whole.at(9, 51, day=3))) == "booking_ended"
    assert Ticket.objects.count() == 1


def test_who_does_not_come_is_found_missing_by_the_clock_and_counted(whole: Queue):
    book(whole, at_ten(whole))
    came = book(whole, at_ten(whole) + timedelta(minutes=30), LI)
    arriving.arrive(came, by=whole.by("window"), at=whole.at(10, 30, day=3))
    alarms.ring(at=whole.at(10, 39, day=3))
    assert Booking.objects.filter(state="no_show").count() == 0

    alarms.ring(at=whole.at(10, 40, day=3))

    kept = booked.kept(whole.by("director"), from_on=date(2026, 3, 2), until_on=date(2026, 3, 5))
    assert [(one.letter, one.booked, one.came, one.no_shows) for one in kept] == [("A", 2, 1, 1)]


def test_weeks_later_nobody_is_named_any_more(whole: Queue):
    made = book(whole, at_ten(whole))
    booking.cancel(made, by=Actor.public(), at=whole.at(9))
    alarms.ring(at=whole.at(9, day=31))
    assert Booking.objects.get().name == "王秀英"

    alarms.ring(at=whole.cast.clock.at(4, 1))

    row = Booking.objects.get()
    assert (row.name, row.phone, row.person_blind, row.phone_blind) == (None, None, None, None)
    assert booked.masked(row) == ("", "")
    assert replay(whole.cast.hall.pk) == []
    assert doctor.examine() == []


def test_it_is_found_by_its_link_by_code_and_digits_and_in_its_hall(whole: Queue):
    made = book(whole, at_ten(whole))

    assert booked.by_token(made.token) == booked.by_code(made.code, last_four="1234") == made
    assert booked.in_hall(whole.kiosk, said=f" {made.code[:3]} {made.code[3:]}") == made
    assert booked.in_hall(whole.kiosk, said=f"https://example.test/bookings/{made.token}/") == made
    assert booked.of_phone(whole.by("window"), phone="138 0000 1234") == [made]
    assert booked.masked(booked.of_day(whole.by("window"), on=date(2026, 3, 3))[0]) == ("王**", "138****1234")
    for wrong in ("", "12345", "王秀英", "\x00" * 400, "999999", "a" * 26):
        with pytest.raises(NotThere):
            booked.in_hall(whole.kiosk, said=wrong)
    with pytest.raises(NotThere):
        booked.by_code(made.code, last_four="0000")
    with pytest.raises(NotThere):
        booked.booking_for(whole.by("county"), booking_id=made.pk)


def test_who_may(whole: Queue):
    made = book(whole, at_ten(whole))

    for by in (whole.by("county"), whole.by("network"), whole.kiosk):
        with pytest.raises(NotYours):
            book(whole, at_ten(whole) + timedelta(minutes=30), LI, by=by)
    assert book(whole, at_ten(whole) + timedelta(minutes=30), LI, by=whole.by("supervisor")).pk
    with pytest.raises(NotYours):
        arriving.arrive(made, by=whole.by("network"), at=whole.at(10, day=3))
    with pytest.raises(NotYours):
        booking.miss(made, by=whole.by("director"), at=whole.at(10, day=3))


def test_a_full_slot_stays_so_when_fewer_windows_serve(whole: Queue):
    root, at = installation.root(), whole.at(8, 35)
    policies.set_policy(
        root, key="booking.share", new="0 percent", basis="试", from_on=date(2026, 3, 2), by=whole.by("network"), at=at
    )

    assert offering.days(whole.lines["A"], at=at) == []
    with pytest.raises(NotNow):
        book(whole, at_ten(whole))


def test_a_day_on_which_a_clerk_is_away_offers_what_the_others_can_serve(queue: Queue):
    queue.cut(queue.at(8, 31), window="A", window2="ABC")

    def away(who: str, since: date) -> None:
        Holding.objects.filter(post__window=queue.window(who)).update(until_on=since - timedelta(days=1))

    def places(day: int) -> list[int]:
        return [one.places for one in offering.day(queue.lines["A"], date(2026, 3, day), at=queue.at()).slots[:1]]

    assert places(4) == [2]
    away("window2", date(2026, 3, 5))
    assert (places(4), places(5)) == ([2], [1])
    away("window", date(2026, 3, 6))
    assert (places(5), places(6)) == ([1], [])
    assert [one.day for one in offering.days(queue.lines["A"], at=queue.at())][-1] == date(2026, 3, 5)
