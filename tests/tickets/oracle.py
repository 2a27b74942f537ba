"""The best that can be foretold in an imagined week: by one who knows the true distributions and whom `week` will draw from.

It plays what may come some hundred times, from who waits and how long each window has been busy, and tells the minutes that
are near most often. What it misses, no forecast hits: it is the length of the very visits ahead. It does not know who is yet
to come, so where a window calls other lines first it is no bound, only a good measure.
"""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from uuid import UUID

from tests.tickets import week
from yimen.tickets import forecast, order
from yimen.tickets.order import View, Waiting

TIMES = 100
_TRIES = 40  # to draw a visit that has lasted so long already


def best(
    ahead: Iterable[Waiting], views: Sequence[View], busy: Mapping[int, tuple[float, UUID]], newcomer: Waiting,
    *, at: datetime, chance: random.Random,
) -> int | None:  # fmt: skip
    """The minutes; None where no window calls. `busy`: seconds since the call, and the line, of whom windows have in hand."""
    lists = [order.in_turn(view, [*ahead, newcomer], week.SHIFTS) for view in views]
    if not any(newcomer in ours for ours in lists):
        return None
    waits = sorted(_played(lists, busy, newcomer, at, chance) / 60 for _time in range(TIMES))
    return max(range(int(waits[-1]) + 2), key=lambda minutes: _near(waits, minutes))


def _near(waits: list[float], minutes: int) -> int:
    """How many of these waits would be near."""
    off = max(3.0, 0.3 * minutes)
    return bisect_right(waits, minutes + off) - bisect_left(waits, minutes - off)


def _played(
    lists: Sequence[Sequence[Waiting]], busy: Mapping[int, tuple[float, UUID]], newcomer: Waiting, at: datetime,
    chance: random.Random,
) -> float:  # fmt: skip
    """Seconds until the newcomer is called, this time."""
    free = [(_rest(*busy[place], chance) if place in busy else 0.0, place) for place in range(len(lists))]
    heapify(free)
    stands, called = [0] * len(lists), set[str]()
    while True:
        seconds, place = heappop(free)
        seconds = _open(at, seconds)
        ours = lists[place]
        while stands[place] < len(ours) and ours[stands[place]].code in called:
            stands[place] += 1
        if stands[place] == len(ours):
            continue
        ticket = ours[stands[place]]
        if ticket is newcomer:
            return seconds
        called.add(ticket.code)
        heappush(free, (seconds + week.lasts(ticket.line, chance), place))


def _rest(after: float, line: UUID, chance: random.Random) -> float:
    for _try in range(_TRIES):
        if (seconds := week.lasts(line, chance)) > after:
            return seconds - after
    return chance.expovariate(2 / (week.MINUTES[line] * 60))  # so ends a gamma of shape two


def _open(at: datetime, seconds: float) -> float:
    """The seconds from which on a window calls."""
    then = at + timedelta(seconds=seconds)
    for opens, closes in week.SPANS:
        if then.time() < opens:
            return (datetime.combine(then.date(), opens, tzinfo=then.tzinfo) - at).total_seconds()
        if then.time() < closes:
            return seconds
    return seconds


def share_near(told: list[week.Told]) -> float:
    """The part of the numbers whose wait came out near what the oracle said."""
    known = [one for one in told if one.best is not None]
    return sum(forecast.is_near(one.best, one.waited) for one in known if one.best is not None) / len(known)
