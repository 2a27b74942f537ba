"""The wait foretold: a look ahead at who is called when, window by window, with a figure and an honest span (B6). Pure.

The windows that call now are walked forward: whichever is free first calls whom `order` says, and is taken for as long as a
call of that line lasts on average. So whoever waits, and whoever would come now to each line, is foretold in one walk, with
the same order, ranks and windows as the hall itself. What varies is summed along the way and gives the span.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from heapq import heapify, heappop, heappush
from math import inf, sqrt
from statistics import NormalDist
from uuid import UUID

from yimen.journal.moments import OFFICE_ZONE
from yimen.tickets import order
from yimen.tickets.order import Spans, View, Waiting

Hours = tuple[time, time]  # opens, closes
NEWCOMER = ""  # the code of somebody who would come now
_SURE = 1.28  # standard deviations to each side: four of five waits lie within, were they distributed normally
_LEARNED = 0.08  # by which a learned average is off itself
_REST = 0.6  # the squared deviation of what is left of a visit, in squares of its average
_FIVE = 5  # minutes: to these a span is rounded
_MINUTE, _HOUR = 60, 3600
_NORMAL = NormalDist()
_SPREADS, _MOST_SPREAD = sqrt(0.5), 1.3  # the deviation of that gamma in averages; no visit lasts less than none
_LAST = 10**9  # the number of who has none yet


@dataclass(frozen=True, slots=True)
class Pace:
    """How long one call takes a window, from the call to the next: seconds on average, and their variance. Calls that nobody
    answered are among them."""

    seconds: float
    variance: float


@dataclass(frozen=True, slots=True)
class Desk:
    """A window that calls now; `busy_since`: when it called whom it has in hand, a ticket of `line`."""

    view: View
    busy_since: datetime | None = None
    line: UUID | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """From now to the call: minutes expected, and between which four of five waits lie. Of the first, whole minutes rounded
    to the nearest; the span is rounded outwards, to five minutes where it is long. `is_today`: the hall is still open then;
    else the minutes are those that it would have to be."""

    minutes: int
    least: int
    most: int
    is_today: bool = True


@dataclass(frozen=True, slots=True)
class Foretold:
    """What is foretold: per line for who comes now, per number for who waits. What is missing nobody can say: no window
    calls it now."""

    lines: Mapping[UUID, Wait]
    tickets: Mapping[str, Wait]


PaceOf = Callable[[Waiting, int], Pace]  # a ticket, and the hour at which it is called


def foretell(  # noqa: PLR0913  # a hall at a moment is these
    waiting: Iterable[Waiting], desks: Sequence[Desk], lines: Iterable[UUID], pace_of: PaceOf, hours: Sequence[Hours], *,
    spans: Spans, at: datetime, is_preferred: bool = False,
) -> Foretold:  # fmt: skip
    """Walk ahead from `at` until everybody is called. `hours`: those of the day, in which windows call; `spans` as in
    `order.next_for`; `is_preferred`: who would come now has priority."""
    waiting, clock = list(waiting), _Clock(at, hours)
    last: dict[UUID, int] = {}
    for one in waiting:
        last[one.line] = max(one.place, last.get(one.line, 0))
    newcomers = [
        Waiting(NEWCOMER, _LAST, line, order.place_of(at, after=last.get(line, 0)), is_preferred=is_preferred)
        for line in lines
    ]
    walk = _Walk([*waiting, *newcomers], desks, pace_of, clock, spans)
    tickets: dict[str, Wait] = {}
    found: dict[UUID, Wait] = {}
    for ticket, seconds, variance in walk.calls():
        varies = variance + (_LEARNED * clock.worked(seconds)) ** 2
        wait = _wait(seconds, varies, is_today=clock.is_today(seconds))
        if ticket.code == NEWCOMER:
            found[ticket.line] = wait
        else:
            tickets[ticket.code] = wait
    return Foretold(found, tickets)


def told(wait: Wait | None) -> int | None:
    """The minutes as they are told to a program; None where nobody can say, or it will not be today."""
    return wait.minutes if wait and wait.is_today else None


def is_near(foretold: int, waited: timedelta) -> bool:
    """Whether a wait of so many foretold minutes came out near enough: within 30 of a hundred, or within 3 minutes where it
    is short (no ticket of a few minutes can be told to the half minute)."""
    minutes = waited.total_seconds() / _MINUTE
    return abs(minutes - foretold) <= max(3.0, 0.3 * foretold)


def left(pace: Pace, busy: float) -> float:
    """Seconds that a visit still takes after so many: less than all, never nothing (a gamma of shape two, which visits at
    windows resemble: few end at once, some last long)."""
    return pace.seconds * (busy + pace.seconds) / (2 * busy + pace.seconds) if pace.seconds else 0.0


class _Clock:
    """When windows call, in seconds from `at` on: not before the doors open, not in the noon break, in which what was begun
    is ended. Outside the hours of the day altogether the hall is taken as it is: working."""

    def __init__(self, at: datetime, hours: Sequence[Hours]) -> None:
        self.at = at
        local = at.astimezone(OFFICE_ZONE)
        now = _seconds(local.time())
        ahead = [(max(_seconds(opens), now) - now, _seconds(closes) - now) for opens, closes in hours]
        self._spans = [(begin, end) for begin, end in ahead if end > 0] or [(0, 24 * _HOUR)]
        self._hour = local.hour

    def calls(self, seconds: float) -> float:
        """When a window that is free then calls: at once, or when the hall opens next. After the last hours of the day at
        once, as if it stayed open."""
        return next((max(begin, seconds) for begin, end in self._spans if seconds < end), seconds)

    def worked(self, seconds: float) -> float:
        """How much of the time until then windows call."""
        inside = sum(max(0.0, min(end, seconds) - begin) for begin, end in self._spans)
        return inside + max(0.0, seconds - self._spans[-1][1])

    def is_today(self, seconds: float) -> bool:
        """Whether the hall is still open then."""
        return seconds < self._spans[-1][1]

    def hour(self, seconds: float) -> int:
        """The hour of the day it is then."""
        return int(self._hour + seconds // _HOUR) % 24


@dataclass(slots=True)
class _Callers:
    """The windows that call a line, and what has varied at them together so far."""

    places: frozenset[int]
    varies: float


class _Walk:
    """Who is called when. One list a way of calling, in the order in which it calls; whichever window is free goes on in it
    where the one before stood."""

    def __init__(  # a hall at a moment
        self, waiting: Sequence[Waiting], desks: Sequence[Desk], pace_of: PaceOf, clock: _Clock, spans: Spans
    ) -> None:
        self._pace_of, self._clock, self._desks = pace_of, clock, desks
        self._parts = _parts(desks)
        self._lists = _lists(desks, waiting, spans)
        self._called: set[int] = set()
        self._varies = [0.0] * len(desks)
        self._callers: dict[UUID, _Callers] = {}

    def calls(self) -> Iterable[tuple[Waiting, float, float]]:
        """Every call with the seconds until it and their variance, in the order of time."""
        free = [(self._left(place, desk), place) for place, desk in enumerate(self._desks)]
        heapify(free)
        while free:
            seconds, place = heappop(free)
            seconds = self._clock.calls(seconds)
            ticket = self._next(place)
            if ticket is None:
                continue
            yield ticket, seconds, self._variance(ticket, place)
            if ticket.code != NEWCOMER:
                pace = self._pace_of(ticket, self._clock.hour(seconds))
                self._vary(place, pace.variance)
                seconds += pace.seconds * self._part(place, pace)
            heappush(free, (seconds, place))

    def _left(self, place: int, desk: Desk) -> float:
        if desk.busy_since is None or desk.line is None:
            return 0.0
        pace = self._pace_of(Waiting("", 0, desk.line, 0), self._clock.hour(0))
        rest = left(pace, max(0.0, (self._clock.at - desk.busy_since).total_seconds()))
        self._varies[place] = _REST * rest**2
        return rest * self._part(place, pace)

    def _part(self, place: int, pace: Pace) -> float:
        """By which part of its average the visit is reckoned to last; see `_parts`. Visits that vary less spread less."""
        spreads = min(sqrt(pace.variance) / pace.seconds / _SPREADS, _MOST_SPREAD) if pace.seconds else 0.0
        return 1 + (self._parts.pop(place, 1.0) - 1) * spreads

    def _next(self, place: int) -> Waiting | None:
        for ticket in self._lists[place]:
            if id(ticket) not in self._called:
                self._called.add(id(ticket))
                return ticket
        return None

    def _variance(self, ticket: Waiting, place: int) -> float:
        """What varied until this call, shared among the windows that might have made it."""
        if ticket.for_window is not None:
            return self._varies[place]
        callers = self._callers.get(ticket.line)
        if callers is None:
            desks = [n for n, desk in enumerate(self._desks) if _calls(desk.view, ticket.line)]
            callers = _Callers(frozenset(desks), sum(self._varies[one] for one in desks))
            self._callers[ticket.line] = callers
        return callers.varies / len(callers.places) ** 2

    def _vary(self, place: int, more: float) -> None:
        self._varies[place] += more
        for callers in self._callers.values():
            if place in callers.places:
                callers.varies += more


def _lists(desks: Sequence[Desk], waiting: Sequence[Waiting], spans: Spans) -> list[Iterator[Waiting]]:
    """For each window whom it calls, in turn: one list for all that call alike."""
    sent = {one.for_window for one in waiting}
    shared: dict[object, Iterator[Waiting]] = {}
    found: list[Iterator[Waiting]] = []
    for view in (desk.view for desk in desks):
        alone = view.window if view.window in sent else None
        alike = alone, None if view.lines is None else frozenset(view.lines.items())
        if alike not in shared:
            shared[alike] = iter(order.in_turn(view, waiting, spans))
        found.append(shared[alike])
    return found


def _parts(desks: Sequence[Desk]) -> dict[int, float]:
    """By which part of its average the visit at each window, or the next one there, is reckoned to last: of several alike one
    ends early and one late, and of one alone more end before the average than after. Without this, windows that began
    together would be reckoned to end together, and every wait in a full hall be foretold too long."""
    alike: dict[frozenset[UUID] | None, list[int]] = {}
    for place in sorted(range(len(desks)), key=lambda one: _began(desks[one])):
        lines = desks[place].view.lines
        alike.setdefault(None if lines is None else frozenset(lines), []).append(place)
    return {
        place: _quantile((rank + 0.5) / len(places)) for places in alike.values() for rank, place in enumerate(places)
    }


def _began(desk: Desk) -> float:
    return desk.busy_since.timestamp() if desk.busy_since else inf


def _quantile(part: float) -> float:
    """Of a gamma of shape two and average one (Wilson and Hilferty 1931)."""
    shape = 2
    return float((1 - 1 / (9 * shape) + _NORMAL.inv_cdf(part) / (3 * sqrt(shape))) ** 3)


def _calls(view: View, line: UUID) -> bool:
    return view.lines is None or line in view.lines


def _wait(seconds: float, variance: float, *, is_today: bool) -> Wait:
    about = _SURE * sqrt(variance)
    minutes = round(seconds / _MINUTE)
    least, most = max(0.0, seconds - about) / _MINUTE, (seconds + about) / _MINUTE
    step = _FIVE if most > 2 * _FIVE else 1
    return Wait(minutes, min(int(least // step) * step, minutes), max(-int(-most // step) * step, minutes), is_today)


def _seconds(clock: time) -> int:
    return clock.hour * _HOUR + clock.minute * _MINUTE + clock.second
