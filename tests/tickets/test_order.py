"""T4: whose turn it is, by table and by property, against walks that look at every ticket."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines import LONG
from yimen.tickets import order
from yimen.tickets.order import Spans, View, Waiting

BEGAN = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
A, B, C = (UUID(int=number) for number in (1, 2, 3))
HERE, THERE = UUID(int=11), UUID(int=12)
TEN = timedelta(minutes=10)
HALF = timedelta(minutes=30)
SPANS = Spans(later=TEN, earlier=HALF)
STREAMS = 10_000


def waiting(line: UUID, minute: float, number: int = 1, **more: Any) -> Waiting:
    """A ticket of a line that came so many minutes after the doors opened."""
    place = order.place_of(BEGAN + timedelta(minutes=minute))
    return Waiting(f"{'_ABC'[line.int]}{number:03d}", number, line, place, **more)


def called(view: View, *tickets: Waiting) -> str:
    found = order.next_for(view, tickets, SPANS)
    return found.code if found else ""


def test_where_all_lines_are_alike_who_came_first_is_first():
    assert called(View(HERE), waiting(A, 5), waiting(B, 3), waiting(C, 4)) == "B001"


def test_the_windows_own_line_goes_before_a_further_one_that_came_a_little_earlier():
    assert called(View(HERE, {A: 0, B: 1}), waiting(A, 9), waiting(B, 0)) == "A001"


def test_but_not_before_one_that_has_waited_longer_by_more_than_the_span():
    assert called(View(HERE, {A: 0, B: 1}), waiting(A, 11), waiting(B, 0)) == "B001"


def test_the_third_line_waits_for_twice_the_span():
    view = View(HERE, {A: 0, B: 1, C: 2})

    assert called(view, waiting(A, 19), waiting(C, 0)) == "A001"
    assert called(view, waiting(A, 21), waiting(C, 0)) == "C001"


def test_a_line_that_the_window_does_not_serve_is_never_called():
    assert called(View(HERE, {A: 0}), waiting(B, 0)) == ""
    assert called(View(HERE, {}), waiting(A, 0)) == ""


def test_who_was_sent_to_a_window_is_called_there_and_nowhere_else():
    sent = waiting(C, 0, for_window=HERE)

    assert called(View(HERE, {A: 0}), sent) == "C001"
    assert called(View(THERE), sent) == ""


def test_of_one_line_the_smaller_number_is_first_even_at_one_moment():
    first = order.place_of(BEGAN)
    second = order.place_of(BEGAN - timedelta(seconds=3), after=first)

    assert second == first + 1


def test_who_has_priority_goes_before_those_who_came_at_most_so_much_earlier():
    assert called(View(HERE), waiting(A, 0), waiting(A, 29, 2, is_preferred=True)) == "A002"
    assert called(View(HERE), waiting(A, 0), waiting(A, 31, 2, is_preferred=True)) == "A001"


def test_of_two_with_priority_who_came_first_is_first():
    first, second = waiting(A, 20, 2, is_preferred=True), waiting(B, 21, 1, is_preferred=True)

    assert called(View(HERE), second, first, waiting(C, 5)) == "A002"


def test_who_has_priority_in_a_further_line_still_waits_for_its_span():
    view = View(HERE, {A: 0, B: 1})

    assert called(view, waiting(A, 0), waiting(B, 19, is_preferred=True)) == "B001"
    assert called(view, waiting(A, 0), waiting(B, 21, is_preferred=True)) == "A001"


def test_who_comes_back_with_priority_is_never_later_than_one_who_comes_only_now():
    at = BEGAN + timedelta(minutes=40)
    others = [(order.place_of(BEGAN + timedelta(minutes=one)), False) for one in (1, 36, 37, 38, 39)]

    place = order.back(3, others, SPANS, is_preferred=True, at=at)
    ordinary = order.back(3, others, SPANS, is_preferred=False, at=at)

    assert place == order.place_of(at)
    assert sum(one < ordinary for one, _preferred in others) == 3


@pytest.mark.parametrize(("others", "minutes", "before"), [(3, [1, 2, 3, 4, 5], 3), (3, [1, 2], 2), (0, [1, 2], 0)])
def test_who_comes_back_stands_behind_so_many_others(others: int, minutes: list[int], before: int):
    places = [order.place_of(BEGAN + timedelta(minutes=one)) for one in minutes]

    place = order.behind(others, places, at=BEGAN + timedelta(minutes=9))

    assert sum(one < place for one in places) == before
    assert place not in places


def test_two_who_come_back_after_each_other_stand_in_that_order():
    places = [order.place_of(BEGAN + timedelta(minutes=one)) for one in range(5)]
    first = order.behind(3, places, at=BEGAN)

    second = order.behind(3, [*places, first], at=BEGAN)

    assert places[2] < first < second < places[3]


LINES = st.sampled_from([A, B, C])
TICKETS = st.lists(st.tuples(LINES, st.integers(0, 90), st.booleans()), max_size=30).map(lambda drawn: came(drawn))
VIEWS = st.one_of(
    st.just(View(HERE)),
    st.lists(LINES, unique=True, max_size=3).map(lambda lines: View(HERE, {line: n for n, line in enumerate(lines)})),
)


def came(drawn: Sequence[tuple[UUID, int, bool]]) -> list[Waiting]:
    return [
        waiting(line, minute, number, is_preferred=has) for number, (line, minute, has) in enumerate(drawn, start=1)
    ]


def slowly(view: View, tickets: Sequence[Waiting]) -> Waiting | None:
    """The next ticket by comparing every one with every other, in minutes and ranks as a person would."""
    mine = [one for one in tickets if view.lines is None or one.line in view.lines]

    def comes_before(one: Waiting, other: Waiting) -> bool:
        ranks = [0 if view.lines is None else view.lines[which.line] for which in (one, other)]
        gap = timedelta(microseconds=other.place - one.place) + (ranks[1] - ranks[0]) * TEN
        gap += (one.is_preferred - other.is_preferred) * HALF
        return gap > timedelta(0) or (gap == timedelta(0) and one.number < other.number)

    first = [one for one in mine if all(one is other or comes_before(one, other) for other in mine)]
    return first[0] if first else None


def is_sound(view: View, tickets: Sequence[Waiting]) -> None:
    """Nobody comes before who is called; nobody alike is overtaken, nor one who came longer before than the spans for each
    line between and for priority; and whoever waits for the window is called in the end."""
    called = order.next_for(view, tickets, SPANS)
    assert called == slowly(view, tickets)
    if called is not None:
        alike = [one for one in tickets if (one.line, one.is_preferred) == (called.line, called.is_preferred)]
        assert [one for one in alike if one.place < called.place] == []
        for one in tickets:
            if view.lines is None or one.line in view.lines:
                ranks = 0 if view.lines is None else view.lines[one.line] - view.lines[called.line]
                bound = max(ranks, 0) * TEN + (called.is_preferred and not one.is_preferred) * HALF
                assert called.place - one.place <= order.span(bound)
    left, calls = list(tickets), 0
    while (following := order.next_for(view, left, SPANS)) is not None:
        left.remove(following)
        calls += 1
    assert calls == sum(view.lines is None or one.line in view.lines for one in tickets)


@given(VIEWS, TICKETS)
@settings(max_examples=500 if LONG else 150)
def test_the_order_is_sound(view: View, tickets: list[Waiting]):
    is_sound(view, tickets)


def test_ten_thousand_seeded_streams_are_called_in_a_sound_order():
    drawn = random.Random(20260302)
    for _stream in range(STREAMS):
        mine = drawn.choice([None, drawn.sample([A, B, C], drawn.randint(0, 3))])
        view = View(HERE) if mine is None else View(HERE, {line: rank for rank, line in enumerate(mine)})
        several = range(drawn.randint(0, 12))
        is_sound(
            view, came([(drawn.choice([A, B, C]), drawn.randint(0, 90), drawn.random() < 0.3) for _one in several])
        )


@given(st.integers(0, 5), st.lists(st.integers(0, 10**6), unique=True, max_size=12))
@settings(max_examples=500 if LONG else 150)
def test_who_comes_back_overtakes_only_those_beyond_so_many(others: int, places: list[int]):
    place = order.behind(others, places, at=BEGAN)

    assert place not in places
    assert sum(one < place for one in places) >= min(others, len(places))
