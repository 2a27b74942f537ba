"""How many windows to open in the hour that comes, so that waits stay under a chosen limit: a queueing model (B6). Pure.

Who waits already is worked off as a fluid, who comes waits besides as Erlang's formula says (1917), with Allen and Cunneen's
correction for visits that vary less than Erlang's; where an hour is too short for that to come about, or the windows too few,
it grows as a random walk does. Held to a simulation by a test.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from statistics import NormalDist
from uuid import UUID

_HOUR = 3600.0
_STEPS = 4  # moments of the hour that are looked at
_FLAT = 1e-4
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Load:
    """What comes to a group of windows in an hour: arrivals, seconds a visit takes and their variance, who waits already."""

    arrivals: float
    seconds: float
    variance: float
    waiting: int = 0

    @property
    def erlangs(self) -> float:
        """How many windows are busy all the time with it."""
        return self.arrivals * self.seconds / _HOUR


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that the same windows call: those of a dedicated window stand together, what only general windows call is another
    group; `windows` are those that call it alone."""

    lines: frozenset[UUID]
    windows: frozenset[UUID]


def needed(load: Load, *, limit: float, most: int) -> int:
    """The fewest windows with which who comes in the hour waits no longer than `limit` seconds on average; `most` where not
    even these will do. Where somebody comes or waits, one at least."""
    if not load.waiting and load.arrivals <= 0:
        return 0
    return next((count for count in range(1, most) if wait(load, count) <= limit), max(most, 1))


def wait(load: Load, windows: int) -> float:
    """Seconds that who comes in the hour waits on average with so many windows."""
    if load.seconds <= 0:
        return 0.0
    if windows <= 0:
        return _HOUR
    each = load.seconds / windows  # seconds between two calls while all are busy
    grows = load.arrivals / _HOUR - 1 / each  # persons a second
    cleared = min(load.waiting / -grows, _HOUR) if grows < 0 else _HOUR if load.waiting else 0.0
    ahead = (load.waiting + max(load.waiting + grows * cleared, 0.0)) / 2 * each * cleared / _HOUR
    varies = 1 + load.variance / load.seconds**2
    walks = _walked(grows, sqrt(varies * load.arrivals / _HOUR), _HOUR - cleared) * each
    chance = min(_erlang(load, windows) * varies / 2, walks) if grows < 0 else walks
    return ahead + chance * (1 - cleared / _HOUR)


def groups(plan: Mapping[UUID, Collection[UUID] | None], lines: Iterable[UUID]) -> list[Group]:
    """How a hall falls into groups; `plan`: the lines of each window, None for one that calls all."""
    found: list[tuple[set[UUID], set[UUID]]] = []
    for window, served in plan.items():
        if not served:
            continue
        mine, here = set(served), {window}
        for other in [one for one in found if one[0] & mine]:
            found.remove(other)
            mine, here = mine | other[0], here | other[1]
        found.append((mine, here))
    named = {line for group, _windows in found for line in group}
    rest = frozenset(lines) - named
    general = frozenset(window for window, served in plan.items() if served is None)
    return [
        *([Group(rest, general)] if rest else []), *(Group(frozenset(mine), frozenset(here)) for mine, here in found)
    ]  # fmt: skip


def _walked(grows: float, varies: float, lasting: float) -> float:
    """How many wait on average over so many seconds, none at first, where all windows are busy: a walk that grows and varies so
    much a second, and cannot fall below nothing (the mean of the maximum of a Brownian motion with drift)."""
    if varies <= 0 or lasting <= 0:
        return max(grows, 0.0) * lasting / 2
    moments = [lasting * (2 * n + 1) / (2 * _STEPS) for n in range(_STEPS)]
    return sum(_risen(grows, varies, moment) for moment in moments) / _STEPS


def _risen(grows: float, varies: float, after: float) -> float:
    part = grows * sqrt(after) / varies
    below, beside = _NORMAL.cdf(part), _NORMAL.pdf(part) * varies * sqrt(after)
    if abs(part) < _FLAT:
        return 2 * beside
    return grows * after * below + beside + varies**2 / (2 * grows) * (2 * below - 1)


def _erlang(load: Load, windows: int) -> float:
    """Seconds of waiting on average in the long run, of visits that end as by chance."""
    busy = load.erlangs
    if busy <= 0:
        return 0.0
    full = exp(windows * log(busy) - lgamma(windows + 1)) * windows / (windows - busy)
    others = sum(exp(n * log(busy) - lgamma(n + 1)) for n in range(windows))
    return full / (others + full) * load.seconds / (windows - busy)
