"""Slots by table: how a day is cut, how many may book, when one comes in time."""

from datetime import datetime, time, timedelta
from fractions import Fraction

import pytest

from yimen.journal.moments import OFFICE_ZONE
from yimen.tickets import slots
from yimen.tickets.slots import Rules

HALF = Rules(minutes=30, share=50, each=10, early=15, late=10)
TEN = datetime(2026, 3, 2, 10, 0, tzinfo=OFFICE_ZONE)


def times(*written: str) -> list[tuple[time, time]]:
    return [(time.fromisoformat(a), time.fromisoformat(b)) for a, b in (one.split("-") for one in written)]


def test_a_day_is_cut_into_whole_slots_and_a_rest_gives_none():
    assert slots.cut(times("13:30-14:40", "09:00-10:00"), minutes=30) == times(
        "09:00-09:30", "09:30-10:00", "13:30-14:00", "14:00-14:30"
    )
    assert slots.cut(times("09:00-09:20"), minutes=30) == []
    assert slots.cut([], minutes=30) == []


@pytest.mark.parametrize(
    ("serving", "places"),
    [
        ([], 0),  # no window, no booking
        ([1], 1),  # one window alone: three visits in half an hour, half of them
        ([1, 1], 3),
        ([3, 3], 1),  # two windows that serve three lines each give this one two thirds of a window
        ([1] * 8, 12),
        ([50], 1),  # a small part of a window is still one
    ],
)
def test_places_follow_the_windows_and_the_share(serving: list[int], places: int):
    assert slots.places(slots.hands(serving), HALF) == places


def test_where_nothing_is_shared_nothing_can_be_booked():
    assert slots.places(Fraction(2), Rules(30, 0, 10, 15, 10)) == 0


def test_the_first_free_place_is_given_and_none_in_a_full_slot():
    assert slots.free_place([0, 2], 3) == 1
    assert slots.free_place([0, 1, 2], 3) is None
    assert slots.free_place([4], 1) == 0  # one booked when there were more windows stands in nobody's way


@pytest.mark.parametrize(("minutes", "in_time"), [(-16, False), (-15, True), (0, True), (39, True), (40, False)])
def test_one_comes_in_time_from_a_little_before_until_a_little_after(minutes: int, in_time: bool):
    at = TEN + timedelta(minutes=minutes)

    assert slots.comes_in_time(at, TEN, TEN + timedelta(minutes=30), HALF) is in_time
