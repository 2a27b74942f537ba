"""The hall's figures out of the journal: each entry once, by hour, line, window and clerk; and what the forecast learns."""

from datetime import timedelta
from typing import Any

from django.db.models import Sum
from pytest_django import DjangoAssertNumQueries

from tests.tickets.queue import Queue
from yimen.journal import followers, kept
from yimen.office.actor import NOBODY, Actor
from yimen.tickets import closing, foretelling, serving
from yimen.tickets.models import HallHour, LinePace

WHAT = ("taken", "called", "served", "missed", "left", "waited_seconds", "served_seconds", "foretold", "foretold_near")


def sums(queue: Queue) -> dict[str, Any]:
    """After the followers took what happened; twice, which changes nothing."""
    for _round in range(2):
        followers.catch_up(at=queue.cast.clock.now)
    return HallHour.objects.aggregate(**{name: Sum(name) for name in WHAT})


def test_a_visit_is_counted_in_the_hours_in_which_its_acts_were(queue: Queue):
    ticket = queue.take("A", queue.at(9, 50))
    queue.next("window", queue.at(9, 55))
    serving.start(ticket, by=queue.by("window"), at=queue.at(9, 57))
    serving.finish(ticket, by=queue.by("window"), at=queue.at(10, 7))

    assert sums(queue) == {
        "taken": 1, "called": 1, "served": 1, "missed": 0, "left": 0, "waited_seconds": 300, "served_seconds": 600,
        "foretold": 1, "foretold_near": 0,
    }  # fmt: skip
    window, lin = queue.window("window").number, queue.by("window").id
    rows = HallHour.objects.order_by("hour", "window").values_list(
        "hour", "window", "clerk", "taken", "called", "served"
    )
    assert list(rows) == [(9, 0, NOBODY, 1, 0, 0), (9, window, lin, 0, 1, 0), (10, window, lin, 0, 0, 1)]
    assert {(row.calls, row.milliseconds) for row in LinePace.objects.all()} == {(1, 720_000)}


def test_who_is_sent_on_or_missed_is_called_once_and_learned_from_each_time(queue: Queue):
    ticket = queue.take("A", queue.at(9))
    queue.next("window", queue.at(9, 1))
    serving.transfer(ticket, line=queue.lines["B"], by=queue.by("window"), at=queue.at(9, 5))
    queue.next("window2", queue.at(9, 6))
    serving.miss(ticket, by=queue.by("window2"), at=queue.at(9, 8))

    counted = sums(queue)
    assert [counted[name] for name in ("called", "served", "missed", "waited_seconds")] == [1, 0, 1, 60]
    assert {(row.line.letter, row.milliseconds) for row in LinePace.objects.all()} == {("A", 240_000), ("B", 120_000)}


def test_who_left_is_counted_on_the_day_it_came(queue: Queue):
    queue.take("A", queue.at(15))
    queue.take("A", queue.at(16))
    queue.next("window", queue.at(16, 5))
    midnight = queue.at(0, day=3)
    closing.close_day(queue.cast.hall, by=Actor.clock(), at=midnight)

    counted = sums(queue)
    assert [counted[name] for name in ("taken", "served", "left")] == [2, 1, 1]
    assert {str(row.on) for row in HallHour.objects.all()} == {"2026-03-02"}


def test_what_was_learned_is_what_is_foretold(queue: Queue):
    for n in range(8):
        ticket = queue.take("A", queue.at(9, n * 3))
        queue.next("window", queue.at(9, n * 3))
        serving.finish(ticket, by=queue.by("window"), at=queue.at(9, n * 3 + 2))
    followers.catch_up(at=queue.cast.clock.now)
    kept.forget()  # in a hall: five seconds later

    at = queue.at(9, 30)
    for _person in range(6):
        queue.take("A", at)
    wait = foretelling.of_line(queue.lines["A"], at=at + timedelta(seconds=1))
    assert wait
    assert wait.minutes in range(8, 14)  # six for two windows: of ten minutes each it would be thirty


def test_a_window_that_calls_nobody_for_a_quarter_of_an_hour_is_not_reckoned_with(queue: Queue):
    def wait(minute: int) -> int:
        found = foretelling.of_line(queue.lines["A"], at=queue.at(9, minute))
        return found.minutes if found else -1

    for minute in (0, 1, 2, 3):
        queue.take("A", queue.at(9, minute))
    queue.next("window", queue.at(9, 5))
    assert wait(6) < 20  # three wait for two windows, of which one has somebody in hand
    assert wait(19) > wait(6)  # whoever came at 9:01 still waits: the other window is not manned


def test_in_a_rush_who_comes_within_a_second_shares_a_look_ahead(
    queue: Queue, django_assert_num_queries: DjangoAssertNumQueries
):
    at, line = queue.at(9), queue.lines["A"]
    for _person in range(40):
        queue.take("A", at)
    foretelling._looks.clear()

    first = foretelling.of_line(line, at=at)
    half = at + timedelta(seconds=0.5)
    with django_assert_num_queries(0):
        assert [foretelling.of_line(line, at=half) for _person in range(2)] == [first, first]
    assert foretelling.of_line(line, at=half) is not first  # a twentieth of them
    later = foretelling.of_line(line, at=at + timedelta(seconds=2))
    assert later is not first


def test_where_few_wait_only_who_comes_at_once_is_told_the_same(queue: Queue):
    at, line = queue.at(9), queue.lines["A"]
    queue.take("A", at)
    foretelling._looks.clear()

    first = foretelling.of_line(line, at=at)
    assert foretelling.of_line(line, at=at + timedelta(seconds=0.2)) is first
    assert foretelling.of_line(line, at=at + timedelta(seconds=0.9)) is not first
