"""Which backups are kept: every hour's for two days, every day's for a month, every month's for a year. Pure."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

# younger than this, one is kept for each …; the office's time
_RULES: tuple[tuple[timedelta, Callable[[datetime], Any]], ...] = (
    (timedelta(days=2), lambda at: (at.year, at.month, at.day, at.hour)),
    (timedelta(days=31), lambda at: (at.year, at.month, at.day)),
    (timedelta(days=366), lambda at: (at.year, at.month)),
)


def kept(made: Iterable[datetime], *, at: datetime) -> set[datetime]:
    """Those of the moments (in the office's zone) whose backups stay: the last of each hour, day or month, and always
    the newest of all."""
    moments = sorted(made)
    stay = set(moments[-1:])
    for young, slot_of in _RULES:
        last = {slot_of(moment): moment for moment in moments}  # the last of a slot overwrites the earlier
        stay |= {moment for moment in last.values() if at - moment < young}
    return stay
