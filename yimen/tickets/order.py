"""Whose turn it is: first come, first served; a window's further lines count as having come later, priority earlier. Pure.

A ticket's *place* is the moment by which it stands in the queue, in microseconds, so that places can be compared and
shifted as whole numbers. A window that serves several lines adds to the place of its second line a fixed span, to that of
its third twice the span, and so on, and calls the smallest sum. So the window's own line goes first as long as nobody has
waited longer by more than that: overtaking is bounded by the span, whatever comes. A window that serves all adds nothing.
Who has priority counts as having come earlier by a fixed span of its own. So nobody is overtaken by one who came later by
more than the two spans together, however many with priority come.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ticket that waits, as far as the order is concerned; `for_window`: it was sent to that window alone."""

    code: str
    number: int
    line: UUID
    place: int
    for_window: UUID | None = None
    is_preferred: bool = False


@dataclass(frozen=True, slots=True)
class Spans:
    """What places are shifted by: each further line of a window counts as so much `later`, priority as so much `earlier`."""

    later: timedelta
    earlier: timedelta


@dataclass(frozen=True, slots=True)
class View:
    """What one window calls: every line alike (`lines` is None), or these with their ranks from 0; none at all for {}."""

    window: UUID
    lines: Mapping[UUID, int] | None = None


def place_of(at: datetime, *, after: int = 0) -> int:
    """The place of who comes at a moment, behind the place `after`, so that numbers of a line are called in their order."""
    return max(span(at - _BEGINNING), after + 1)


def span(lasting: timedelta) -> int:
    """A stretch of time as places are counted."""
    return lasting // _MICROSECOND


def counted(place: int, spans: Spans, *, is_preferred: bool) -> int:
    """The place as it counts among those of one line."""
    return place - span(spans.earlier) if is_preferred else place


def next_for(view: View, waiting: Iterable[Waiting], spans: Spans) -> Waiting | None:
    """The ticket this window calls next; None where nobody waits for it."""
    mine = [(_score(view, one, spans), one) for one in waiting if _is_mine(view, one)]
    return min(mine, key=lambda pair: pair[0])[1] if mine else None


def in_turn(view: View, waiting: Iterable[Waiting], spans: Spans) -> list[Waiting]:
    """All whom this window calls, in the order in which it would call them if nobody else did."""
    return sorted((one for one in waiting if _is_mine(view, one)), key=lambda one: _score(view, one, spans))


def behind(others: int, places: Collection[int], *, at: datetime) -> int:
    """The place of who comes back: behind so many of those waiting (`places`, as they count), or at the end where there are
    fewer."""
    ordered = sorted(places)
    if len(ordered) <= others:
        return place_of(at, after=ordered[-1] if ordered else 0)
    place = ordered[others - 1] + 1 if others else ordered[0] - 1
    while others and place in ordered:
        place += 1
    return place


def back(others: int, waiting: Iterable[tuple[int, bool]], spans: Spans, *, is_preferred: bool, at: datetime) -> int:
    """The place of who missed their call and comes back: behind so many of those who wait in the line (their places, and
    whether they have priority), but never later than one who only comes now."""
    counting = [counted(place, spans, is_preferred=preferred) for place, preferred in waiting]
    place = behind(others, counting, at=at)
    return min(place + span(spans.earlier), place_of(at)) if is_preferred else place


def _is_mine(view: View, one: Waiting) -> bool:
    if one.for_window is not None:
        return one.for_window == view.window
    return view.lines is None or one.line in view.lines


def _score(view: View, one: Waiting, spans: Spans) -> tuple[int, int, str]:
    rank = 0 if view.lines is None else view.lines.get(one.line, 0)
    place = counted(one.place, spans, is_preferred=one.is_preferred)
    return (place + rank * span(spans.later), one.number, one.code)
