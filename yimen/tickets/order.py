"""Whose turn it is: first come, first served, where a window's further lines count as having come later. Pure.

A ticket's *place* is the moment by which it stands in the queue, in microseconds, so that places can be compared and
shifted as whole numbers. A window that serves several lines adds to the place of its second line a fixed span, to that of
its third twice the span, and so on, and calls the smallest sum. So the window's own line goes first as long as nobody has
waited longer by more than that: overtaking is bounded by the span, whatever comes. A window that serves all adds nothing.
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


def next_for(view: View, waiting: Iterable[Waiting], *, later: timedelta) -> Waiting | None:
    """The ticket this window calls next; None where nobody waits for it. `later`: the span for each further line."""
    step = span(later)
    mine = [(_score(view, one, step), one) for one in waiting if _is_mine(view, one)]
    return min(mine, key=lambda pair: pair[0])[1] if mine else None


def behind(others: int, places: Collection[int], *, at: datetime) -> int:
    """The place of who comes back: behind so many of those waiting (`places`), or at the end where there are fewer."""
    ordered = sorted(places)
    if len(ordered) <= others:
        return place_of(at, after=ordered[-1] if ordered else 0)
    place = ordered[others - 1] + 1 if others else ordered[0] - 1
    while others and place in ordered:
        place += 1
    return place


def _is_mine(view: View, one: Waiting) -> bool:
    if one.for_window is not None:
        return one.for_window == view.window
    return view.lines is None or one.line in view.lines


def _score(view: View, one: Waiting, step: int) -> tuple[int, int, str]:
    rank = 0 if view.lines is None else view.lines.get(one.line, 0)
    return (one.place + rank * step, one.number, one.code)
