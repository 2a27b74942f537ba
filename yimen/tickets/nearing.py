"""Shortly before the hall closes: whether who takes a number now will still be called. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

_HOUR = 60


@dataclass(frozen=True, slots=True)
class Late:
    """Who takes a number now may not be called before the hall closes at `closes`; `again` is when it opens again that day."""

    closes: time
    again: time | None


def late(clock: time, spans: Sequence[tuple[time, time]], *, minutes: int) -> Late | None:
    """None where there is time enough, or the hall is closed anyway.

    `spans` are the hours of the day in their order; `minutes` the wait as it is foretold, breaks included. Whoever
    is called before the hour is still served.
    """
    here = next((place for place, (opens, closes) in enumerate(spans) if opens <= clock < closes), None)
    if here is None:
        return None
    closes = spans[here][1]
    if _minutes(clock) + minutes < _minutes(closes):
        return None
    return Late(closes, spans[here + 1][0] if here + 1 < len(spans) else None)


def _minutes(clock: time) -> int:
    return clock.hour * _HOUR + clock.minute
