"""On which days an office sits here: weekdays, market days, dates that are named. Pure (B10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from yimen.office import market

WEEKDAYS = "一二三四五六日"
_FAR = 370  # days that are looked at for the next ones


@dataclass(frozen=True, slots=True)
class Days:
    """The rule: any of these. Within `from_on` and `until_on` (None: until further notice)."""

    from_on: date
    until_on: date | None = None
    weekdays: frozenset[int] = frozenset()  # 0 is Monday
    figures: frozenset[int] = frozenset()  # of market days, see `market`
    lunar: bool = True
    dates: frozenset[date] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing says a day."""
        return not (self.weekdays or self.figures or self.dates)


def sits_on(days: Days, day: date) -> bool:
    """Whether the office sits here on that day."""
    if day < days.from_on or (days.until_on is not None and day > days.until_on):
        return False
    if day in days.dates or day.weekday() in days.weekdays:
        return True
    return bool(days.figures) and market.is_market(day, days.figures, lunar=days.lunar)


def coming(days: Days, *, on: date) -> Iterator[date]:
    """The days from `on` on, as far as a year."""
    return (day for day in (on + timedelta(days=one) for one in range(_FAR)) if sits_on(days, day))


def words(days: Days) -> str:
    """每周二、周四；农历逢三、八赶集日；3月5日."""
    said = []
    if days.weekdays:
        said.append("每周" + "、".join(WEEKDAYS[one] for one in sorted(days.weekdays)))
    if days.figures:
        said.append(f"{market.words(days.figures, lunar=days.lunar)}（赶集日）")
    if days.dates:
        said.append("、".join(f"{one.month}月{one.day}日" for one in sorted(days.dates)))
    return "；".join(said)
