"""How many windows to open: held to a simulation, and by table where it is plain (B6)."""

import heapq
import random
from uuid import UUID

import pytest

from yimen.tickets import demand
from yimen.tickets.demand import Group, Load

A, B, C, D = (UUID(int=number) for number in (1, 2, 3, 4))
ONE, TWO, THREE = (UUID(int=number) for number in (11, 12, 13))
TEN, QUARTER = 600.0, 900.0


def load(arrivals: float, minutes: float = 8, waiting: int = 0) -> Load:
    """Visits of a gamma of shape two."""
    return Load(arrivals, minutes * 60, (minutes * 60) ** 2 / 2, waiting)


def simulated(one: Load, windows: int, chance: random.Random, hours: int = 60) -> float:
    """What who comes in an hour waited on average, over so many hours that begin alike."""
    waited = 0.0
    came = 0
    for _hour in range(hours):
        busy = 1.0 if one.waiting else min(1.0, one.erlangs / windows)
        free = [chance.random() * one.seconds if chance.random() < busy else 0.0 for _window in range(windows)]
        heapq.heapify(free)
        moment, arrivals = 0.0, [0.0] * one.waiting
        while (moment := moment + chance.expovariate(one.arrivals / 3600)) < 3600:
            arrivals.append(moment)
        for place, comes in enumerate(arrivals):
            begins = max(comes, heapq.heappop(free))
            heapq.heappush(free, begins + chance.gammavariate(2, one.seconds / 2))
            if place >= one.waiting:
                waited, came = waited + begins - comes, came + 1
    return waited / came


@pytest.mark.parametrize("arrivals", [12, 40, 90])
@pytest.mark.parametrize("waiting", [0, 15])
def test_the_model_asks_for_as_many_windows_as_the_simulation_or_one_more_or_less(arrivals: int, waiting: int):
    one, chance = load(arrivals, waiting=waiting), random.Random(7)
    asked = demand.needed(one, limit=TEN, most=40)

    assert simulated(one, asked + 1, chance) <= TEN
    if asked > 2:
        assert simulated(one, asked - 2, chance) > TEN


@pytest.mark.parametrize(
    ("one", "windows"),
    [
        (load(0), 0),
        (load(0, waiting=1), 1),
        (load(1), 1),
        (load(60, minutes=10), 8),  # ten would be busy all the time; in an hour the backlog does not grow far
        (load(1000), 40),  # as many as there are
        (Load(5, 0, 0), 1),
    ],
)
def test_plain_cases(one: Load, windows: int):
    assert demand.needed(one, limit=QUARTER, most=40) == windows


def test_more_windows_never_mean_longer_waits_and_more_people_never_shorter_ones():
    waits = [demand.wait(load(40, waiting=5), windows) for windows in range(1, 15)]
    comes = [demand.wait(load(arrivals, waiting=5), 6) for arrivals in range(5, 80, 5)]

    assert waits == sorted(waits, reverse=True)
    assert comes == sorted(comes)
    assert demand.wait(load(10), 0) == 3600


def test_a_hall_falls_into_groups_by_its_dedicated_windows():
    plan = {ONE: None, TWO: (A,), THREE: (A, B)}

    assert demand.groups(plan, [A, B, C, D]) == [
        Group(frozenset({C, D}), frozenset({ONE})), Group(frozenset({A, B}), frozenset({TWO, THREE}))
    ]  # fmt: skip
    assert demand.groups({ONE: None, TWO: None}, [A]) == [Group(frozenset({A}), frozenset({ONE, TWO}))]
    assert demand.groups({}, [A]) == [Group(frozenset({A}), frozenset())]
