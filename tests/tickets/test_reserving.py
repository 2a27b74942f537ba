"""备用号: what a kiosk gave while it could not reach us is handed in once, in its place, and every number is accounted for."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.tickets.queue import Queue
from yimen.journal import doctor, once
from yimen.journal.errors import Malformed, NotNow, NotThere, NotYours
from yimen.journal.models import Entry
from yimen.office import devices, policies
from yimen.office.actor import Actor
from yimen.office.models import Device
from yimen.tickets import closing, codes, lines, reserving, unplaced
from yimen.tickets.models import Reserve, Ticket
from yimen.tickets.reserving import Given
from yimen.tickets.unplaced import LeftOut

TEN = (10, 0)


def held(queue: Queue, letter: str = "A") -> Reserve:
    return reserving.reserve(queue.lines[letter], by=queue.kiosk, at=queue.at(8, 40))


def given(reserve: Reserve, number: int, at: datetime, press: str = "") -> Given:
    return Given(reserve.pk, number, at, press)


def another_kiosk(queue: Queue) -> Actor:
    second = devices.add(
        queue.cast.hall, kind=Device.Kind.KIOSK, name="取号机2", by=queue.cast.network, at=queue.at(8, 35)
    )
    return devices.actor(second)


def press(queue: Queue, key: str, at: datetime) -> Any:
    line = queue.lines["A"]
    return once.once(
        lambda: queue.take("A", at), by=queue.kiosk, act=reserving.PRESS, key=key, given=str(line.pk), at=at
    )


def evening(queue: Queue) -> None:
    closing.close_day(queue.cast.hall, by=Actor.clock(), at=queue.cast.clock.at(3, 3, 0, 0))


def test_a_reserve_leaves_no_gap_in_what_the_hall_gives(queue: Queue):
    first = queue.take("A", queue.at(8, 31))
    mine, theirs = held(queue), reserving.reserve(queue.lines["A"], by=another_kiosk(queue), at=queue.at(8, 41))

    assert [(one.first, one.last) for one in (mine, theirs)] == [(1, 20), (21, 40)]
    assert [first.code, queue.take("A", queue.at()).code] == ["A001", "A002"]
    assert doctor.examine() == []


def test_what_was_given_alone_waits_since_then_and_is_called_in_its_turn(queue: Queue):
    reserve = held(queue)
    late = queue.take("A", queue.at(9, 30))
    at = queue.at(*TEN)

    ticket = reserving.hand_in(given(reserve, 1, queue.at(9, 10)), by=queue.kiosk, at=at)

    assert (ticket.code, ticket.state, ticket.taken_at) == ("A9001", "waiting", queue.at(9, 10))
    assert [queue.next("window", at).code, queue.next("window2", at).code] == ["A9001", late.code]
    assert Entry.objects.get(subject_id=ticket.pk, act="tickets.hand_in").at == queue.at(9, 10)
    assert doctor.examine() == []


def test_handed_in_twice_it_is_one_ticket(queue: Queue):
    reserve = held(queue)
    at = queue.at(*TEN)
    once_, again = (reserving.hand_in(given(reserve, 3, queue.at(9)), by=queue.kiosk, at=at) for _time in range(2))

    assert once_.pk == again.pk
    assert Reserve.objects.get().given == 1


def test_a_number_of_another_kiosk_or_outside_its_reserve_is_refused_and_changes_nothing(queue: Queue):
    reserve, other = held(queue), another_kiosk(queue)
    at = queue.at(*TEN)

    with pytest.raises(NotThere):
        reserving.hand_in(given(reserve, 1, at), by=other, at=at)
    for number in (0, 21):
        with pytest.raises(Malformed):
            reserving.hand_in(given(reserve, number, at), by=queue.kiosk, at=at)
    with pytest.raises(NotYours):
        reserving.reserve(queue.lines["A"], by=queue.by("window"), at=at)
    assert not Ticket.objects.exists()


def test_a_clock_that_is_wrong_takes_no_number_from_anybody(queue: Queue):
    reserve, at = held(queue), queue.at(*TEN)
    wrong = (datetime(1970, 1, 2, tzinfo=at.tzinfo), at + timedelta(days=400), queue.at(9, 50))

    taken = [
        reserving.hand_in(given(reserve, number, moment), by=queue.kiosk, at=at)
        for number, moment in enumerate(wrong, 1)
    ]

    assert [one.taken_at for one in taken] == [queue.at(8, 40), at, queue.at(9, 50)]
    assert sorted(taken, key=lambda one: one.place) == taken  # of one kiosk, in the order of its numbers


def test_in_the_evening_what_was_not_given_is_named_as_lost(queue: Queue):
    reserve = held(queue)
    reserving.hand_in(given(reserve, 2, queue.at(9)), by=queue.kiosk, at=queue.at(*TEN))
    evening(queue)

    told = Entry.objects.get(act="tickets.give_back")
    assert f'"lost":[1,{",".join(map(str, range(3, 21)))}]' in told.body
    assert doctor.examine() == []


def test_told_after_midnight_it_is_of_its_day_and_ends_with_it(queue: Queue):
    reserve = held(queue)
    evening(queue)
    morning = queue.at(9, 0, day=3)

    ticket = reserving.hand_in(given(reserve, 1, queue.at(16)), by=queue.kiosk, at=morning)
    queue.take("A", queue.at(9, 1, day=3))
    doctor_says = doctor.examine()
    closing.close_day(queue.cast.hall, by=Actor.clock(), at=queue.at(9, 2, day=3))

    assert (ticket.taken_on.day, Ticket.objects.get(pk=ticket.pk).state) == (2, "left")
    assert queue.next("window", queue.at(9, 5, day=3)).code == "A001"
    assert doctor_says == doctor.examine() == []
    [told] = unplaced.waiting(queue.cast.hall.pk)  # nobody called it: whoever runs the hall hears of it
    assert (told.code, told.why, told.taken_at) == ("A9001", "after_its_day", queue.at(16))


def test_what_found_no_place_is_noted_once_and_no_more_than_can_be_read(queue: Queue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(unplaced, "MOST", 2)
    left = [LeftOut("x", number, "not_there") for number in (1, 1, 2, 3)]

    noted = [unplaced.note(one, by=queue.kiosk, at=queue.at(*TEN)) for one in left]
    waiting = unplaced.waiting(queue.cast.hall.pk)
    unplaced.settle(waiting[0], by=queue.by("supervisor"), at=queue.at(*TEN))

    assert noted[0] == noted[1] and noted[3] is None and [one.number for one in waiting] == [1, 2]
    assert [one.number for one in unplaced.waiting(queue.cast.hall.pk)] == [2]
    with pytest.raises(NotYours):
        unplaced.settle(waiting[1], by=queue.by("window"), at=queue.at(*TEN))
    with pytest.raises(NotThere):
        unplaced.one(queue.kiosk, unplaced_id=waiting[1].pk)
    assert doctor.examine() == []


def test_a_press_that_was_heard_and_not_answered_makes_one_number_in_the_end(queue: Queue):
    """The kiosk pressed, the network broke before the answer, and the person left with a number of the reserve."""
    reserve = held(queue)
    heard = press(queue, "heard", queue.at(9))
    at = queue.at(*TEN)

    ours = reserving.settle(given(reserve, 1, queue.at(9), "heard"), by=queue.kiosk, at=at)
    never = reserving.settle(given(reserve, 2, queue.at(9, 1), "on its way"), by=queue.kiosk, at=at)
    still = press(queue, "on its way", at)

    assert Ticket.objects.get(pk=heard.subject_id).state == "left"
    assert [ours.code, never.code, still.subject_id] == ["A9001", "A9002", never.pk]
    assert queue.next("window", at).code == "A9001"
    assert doctor.examine() == []


def test_the_line_may_be_closed_meanwhile_and_the_number_is_still_called(queue: Queue):
    reserve, line = held(queue), queue.lines["A"]
    lines.change(line, name=line.name, position=0, is_open=False, by=queue.by("director"), at=queue.at(9))

    reserving.hand_in(given(reserve, 1, queue.at(8, 50)), by=queue.kiosk, at=queue.at(*TEN))
    with pytest.raises(NotNow):
        reserving.reserve(line, by=queue.kiosk, at=queue.at(*TEN))
    assert queue.next("window", queue.at(10, 1)).code == "A9001"


def test_a_browser_that_forgets_does_not_use_up_the_reserve(queue: Queue):
    root = queue.cast.town.centres["PT"]
    at = queue.at(8, 31)
    policies.set_policy(
        root, key="queue.reserve", new="2 numbers", basis="试", from_on=at.date(), by=queue.by("network"), at=at
    )
    for _morning in range(12):
        held(queue)

    with pytest.raises(NotNow) as refused:
        held(queue)
    assert refused.value.code == "too_many_reserves"


def test_the_codes_of_a_reserve_are_nobody_elses():
    ordinary = [codes.code("A", number) for number in (1, 9000, 9001, 10_000)]

    assert ordinary == ["A001", "A9000", "A10000", "A10999"]
    assert [codes.spare_code("A", number) for number in (1, 999)] == ["A9001", "A9999"]
    assert [codes.read(typed) for typed in ("A017", "a17", " Ａ０１７ 号", "A10000", "17", "A0", "王秀英", "")] == [
        "A017", "A017", "A017", "A10000", "", "", "", "",
    ]  # fmt: skip
    assert [codes.ordinal(shown) for shown in (17, 9000, 9001, 9999, 10_000)] == [
        (17, False), (9000, False), (1, True), (999, True), (9001, False)
    ]  # fmt: skip
