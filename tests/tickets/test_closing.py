"""日终清号: in the evening the clock closes what was left, by itself, and nobody else may."""

from datetime import date

import pytest

from tests.tickets.queue import Queue
from yimen.journal import alarms, doctor
from yimen.journal.errors import NotNow, NotYours
from yimen.journal.fold import replay
from yimen.journal.models import Alarm, Entry
from yimen.tickets import calling, closing, serving
from yimen.tickets.models import Ticket


def a_day(queue: Queue) -> None:
    """One waits, one was missed, one is called, one is at the window, one is done."""
    for minute in range(5):
        queue.take("A", queue.at(9, minute))
    serving.finish(queue.next("window", queue.at(9, 5)), by=queue.by("window"), at=queue.at(9, 6))
    serving.miss(queue.next("window", queue.at(9, 7)), by=queue.by("window"), at=queue.at(9, 8))
    queue.next("window", queue.at(9, 9))
    serving.start(queue.next("window2", queue.at(9, 10)), by=queue.by("window2"), at=queue.at(9, 11))


def states() -> dict[str, str]:
    return dict(Ticket.objects.values_list("code", "state"))


def test_the_first_number_of_the_day_sets_the_alarm_of_the_evening(queue: Queue):
    queue.take("A", queue.at())
    queue.take("A", queue.at(9, 1))

    alarm = Alarm.objects.get(act="tickets.close_day")
    assert alarm.due_at == closing.end_of(date(2026, 3, 2))


def test_in_the_evening_the_clock_closes_what_was_left(queue: Queue):
    a_day(queue)

    assert alarms.ring(at=queue.at(0, 1, day=3)) == 1

    assert states() == {"A001": "served", "A002": "left", "A003": "served", "A004": "served", "A005": "left"}
    assert Entry.objects.filter(act="tickets.close_day", actor__startswith="clock").count() == 4
    assert replay(queue.cast.hall.pk) == []
    assert doctor.examine() == []


def test_nobody_knows_when_a_visit_ended_that_the_evening_closed(queue: Queue):
    a_day(queue)
    alarms.ring(at=queue.at(0, 1, day=3))

    assert Ticket.objects.get(code="A001").finished_at is not None
    assert Ticket.objects.get(code="A003").finished_at is None


def test_before_midnight_nothing_is_closed(queue: Queue):
    a_day(queue)
    before = states()

    assert alarms.ring(at=queue.at(23, 59)) == 0
    assert states() == before


def test_a_window_that_was_left_open_calls_the_next_morning_though_no_worker_ran(queue: Queue):
    a_day(queue)
    queue.take("A", queue.at(day=3))

    assert queue.next("window", queue.at(9, 1, day=3)).taken_on == date(2026, 3, 3)
    left_over = Ticket.objects.get(code="A003", taken_on=date(2026, 3, 2))
    assert (left_over.state, left_over.finished_at) == ("served", None)


def test_midnight_between_taking_and_calling_leaves_the_number_to_its_day(queue: Queue):
    ticket = queue.take("A", queue.at(23, 59), queue.by("window"))
    window, lin, at = queue.window("window"), queue.by("window"), queue.at(0, 0, day=3)

    with pytest.raises(NotNow) as nobody:
        queue.next("window", at)
    with pytest.raises(NotNow) as chosen:
        calling.call_chosen(window, ticket, reason="frail", by=lin, at=at)
    alarms.ring(at=at)
    assert (nobody.value.code, chosen.value.code, states()) == ("nobody_waits", "not_of_today", {"A001": "left"})
    assert queue.take("A", at, lin).code == "A001"


def test_a_person_may_not_close_the_day(queue: Queue):
    a_day(queue)

    with pytest.raises(NotYours):
        closing.close_day(queue.cast.hall, by=queue.by("director"), at=queue.at(day=3))
