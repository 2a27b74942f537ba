"""The legal calendar as a value: which days work, which are published, and counting among them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, compress
from types import MappingProxyType
from typing import Self

FIRST = date(1990, 1, 1)
LAST = date(2099, 12, 31)
# The days off that the regulation of 2024 (全国年节及纪念日放假办法) fixes by the solar calendar. Those that
# follow the moon or a solar term are never guessed (design 6).
FIXED_DAYS_OFF = MappingProxyType(
    {
        (1, 1): "元旦",
        (5, 1): "劳动节",
        (5, 2): "劳动节",
        (10, 1): "国庆节",
        (10, 2): "国庆节",
        (10, 3): "国庆节",
    }
)

FIRST_ORDINAL = FIRST.toordinal()
LAST_ORDINAL = LAST.toordinal()
_WEEKEND = 5


class OutOfCalendar(ValueError):
    """A day before 1990 or after 2099 was asked for; the text is a Chinese sentence."""

    def __init__(self) -> None:
        super().__init__(f"日期超出日历范围，只能计算{FIRST.year}年至{LAST.year}年之间的日期。")


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """Working days from 1990 to 2099. Between `published_from` and `published_until`, both included, they are
    the State Council's; outside they are Monday to Friday without FIXED_DAYS_OFF, each day 尚未公布.

    Made by `Calendar.build`; every question is answered in constant time. `open_days` and `counts` are for
    the clock: the ordinals of all working days, and how many lie on or before FIRST_ORDINAL + index.
    """

    published_from: date
    published_until: date
    exceptions: Mapping[date, bool]
    names: Mapping[date, str]
    counts: list[int] = field(repr=False)
    open_days: list[int] = field(repr=False)

    @classmethod
    def build(
        cls,
        exceptions: Mapping[date, bool],
        published_until: date,
        *,
        published_from: date = FIRST,
        names: Mapping[date, str] = MappingProxyType({}),
    ) -> Self:
        """Make a calendar: `exceptions` says of each day that differs from the rule whether it works.

        Exceptions outside 1990-2099 are left out; those of unpublished years count, and stay unpublished.
        """
        works = _by_rule(published_from.toordinal(), published_until.toordinal())
        for day, does in exceptions.items():
            if FIRST <= day <= LAST:
                works[day.toordinal() - FIRST_ORDINAL] = does
        return cls(
            published_from=published_from,
            published_until=published_until,
            exceptions=MappingProxyType(dict(exceptions)),
            names=MappingProxyType(dict(names)),
            counts=list(accumulate(works)),
            open_days=list(compress(range(FIRST_ORDINAL, LAST_ORDINAL + 1), works)),
        )

    def works_on(self, day: date) -> bool:
        """Whether this is a working day, by publication or, where there is none, by the rule."""
        return self._upto(day) > (self._upto(date.fromordinal(day.toordinal() - 1)) if day > FIRST else 0)

    def is_published(self, day: date) -> bool:
        """Whether the State Council has said what this day is."""
        return self.published_from <= day <= self.published_until

    def name_of(self, day: date) -> str:
        """The holiday (or make-up day) that this day is, or "" if it has no name."""
        name = self.names.get(day, "")
        if name or self.is_published(day):
            return name
        return FIXED_DAYS_OFF.get((day.month, day.day), "")

    def nth_after(self, day: date, number: int) -> date:
        """The `number`-th working day after `day` (number ≥ 1)."""
        return self._open(self._upto(day) + number - 1)

    def next_on_or_after(self, day: date) -> date:
        """`day` itself if it works, else the next day that does."""
        return day if self.works_on(day) else self.nth_after(day, 1)

    def last_before(self, day: date) -> date:
        """The last working day strictly before `day`."""
        return self._open(self._upto(day) - (2 if self.works_on(day) else 1))

    def between(self, after: date, until: date) -> int:
        """How many working days lie after `after`, up to and with `until`; negative if that is earlier."""
        return self._upto(until) - self._upto(after)

    def _upto(self, day: date) -> int:
        if not FIRST <= day <= LAST:
            raise OutOfCalendar
        return self.counts[day.toordinal() - FIRST_ORDINAL]

    def _open(self, index: int) -> date:
        if not 0 <= index < len(self.open_days):
            raise OutOfCalendar
        return date.fromordinal(self.open_days[index])


def _by_rule(published_from: int, published_until: int) -> bytearray:
    """One byte a day, 1 for Monday to Friday, and 0 for the fixed days off wherever nothing is published."""
    monday_first = bytes([1, 1, 1, 1, 1, 0, 0])
    start = FIRST.weekday()
    length = LAST_ORDINAL - FIRST_ORDINAL + 1
    works = bytearray((monday_first * (length // 7 + 2))[start : start + length])
    for year in range(FIRST.year, LAST.year + 1):
        for month, day in FIXED_DAYS_OFF:
            ordinal = date(year, month, day).toordinal()
            if not published_from <= ordinal <= published_until:
                works[ordinal - FIRST_ORDINAL] = 0
    return works


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= _WEEKEND
