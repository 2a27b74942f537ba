"""When one can book: a day's hours cut into slots, and how many may book each. Pure.

A slot is as long as the rules say; a rest at the end of the hours that is shorter gives none. How many may book it: what
the windows can serve in that time, of which a share is bookable, so that who comes without a booking still finds a window.
A window that serves several lines counts for each of them with its part, so that bookings of all lines together never pass
the share either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from fractions import Fraction

_HOUR = 60
_WHOLE = 100  # percent


@dataclass(frozen=True, slots=True)
class Rules:
    """Minutes of a slot and of a visit; the percent that may be booked; minutes that one may come before and after a slot."""

    minutes: int
    share: int
    each: int
    early: int
    late: int


def cut(spans: Iterable[tuple[time, time]], *, minutes: int) -> list[tuple[time, time]]:
    """The slots of a day's hours, in order of time."""
    found = []
    for opens, closes in sorted(spans):
        begin, end = _minutes(opens), _minutes(closes)
        found += [(_clock(one), _clock(one + minutes)) for one in range(begin, end - minutes + 1, minutes)]
    return found


def overlap(hours: Sequence[tuple[time, time]], others: Sequence[tuple[time, time]]) -> list[tuple[time, time]]:
    """Where both are open, in order of time."""
    within = ((max(a[0], b[0]), min(a[1], b[1])) for b in others for a in hours)
    return sorted(one for one in within if one[0] < one[1])


def places(hands: Fraction, rules: Rules) -> int:
    """How many may book one slot of a line that so many windows serve; at least one where any does."""
    if not hands or not rules.share:
        return 0
    return max(1, int(hands * rules.minutes * rules.share / (rules.each * _WHOLE)))


def hands(serving: Iterable[int]) -> Fraction:
    """What the windows that serve a line give it, each by the number of lines that it serves."""
    return sum((Fraction(1, count) for count in serving), Fraction(0))


def free_place(taken: Sequence[int], count: int) -> int | None:
    """The first of so many places that nobody has taken; None where the slot is full."""
    return next((one for one in range(count) if one not in taken), None)


def comes_in_time(at: datetime, starts_at: datetime, ends_at: datetime, rules: Rules) -> bool:
    """Whether who comes at that moment still comes to the slot."""
    return earliest(starts_at, rules) <= at < missed_at(ends_at, rules)


def earliest(starts_at: datetime, rules: Rules) -> datetime:
    """From when on one may say that one has come."""
    return starts_at - timedelta(minutes=rules.early)


def missed_at(ends_at: datetime, rules: Rules) -> datetime:
    """The moment from which a booking whose person has not come is a no-show."""
    return ends_at + timedelta(minutes=rules.late)


def _minutes(clock: time) -> int:
    return clock.hour * _HOUR + clock.minute


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, _HOUR))
