"""Figures of a hall, a day or a period: visits, waits, service by hour, line, window, clerk; and the numbers behind each (B6).

Read from what `counting` keeps, never counted from tickets; a period is at most `MOST_DAYS` long.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db.models import Max, Sum

from yimen.journal.errors import NotThere
from yimen.office.actor import NOBODY, Actor
from yimen.office.models import Staff, Window
from yimen.tickets.lifecycle import State
from yimen.tickets.models import HallHour, Line, Ticket

MOST_DAYS: Final = 92
PAGE: Final = 50  # numbers on a page


class By(StrEnum):
    """How a period is broken down."""

    HOUR = "hour"
    LINE = "line"
    WINDOW = "window"
    CLERK = "clerk"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Sums:
    """What was counted, added up."""

    taken: int = 0
    called: int = 0
    waited_seconds: int = 0
    longest_seconds: int = 0
    served: int = 0
    timed: int = 0
    served_seconds: int = 0
    missed: int = 0
    left: int = 0
    foretold: int = 0
    foretold_near: int = 0

    @property
    def wait_minutes(self) -> float | None:
        """From the number taken to the first call, on average."""
        return self.waited_seconds / self.called / 60 if self.called else None

    @property
    def longest_minutes(self) -> int | None:
        """The longest of these."""
        return round(self.longest_seconds / 60) if self.called else None

    @property
    def service_minutes(self) -> float | None:
        """At the window, on average, where the end is known."""
        return self.served_seconds / self.timed / 60 if self.timed else None

    @property
    def near_percent(self) -> int | None:
        """How many of the waits that were foretold came out near."""
        return round(100 * self.foretold_near / self.foretold) if self.foretold else None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what it is about, as a key and in words."""

    key: str
    words: str
    sums: Sums


def total(by: Actor, first: date, last: date) -> Sums:
    """The whole period of the actor's hall."""
    return _sums(_hall(by, first, last).aggregate(**_ADDED))


def table(by: Actor, first: date, last: date, of: By) -> list[Row]:
    """The period broken down; rows in which nothing was counted are not there."""
    column = _COLUMNS[of]
    rows = _hall(by, first, last).values(column).annotate(**_ADDED).order_by(column)
    if of is By.WINDOW:
        rows = rows.exclude(window=0)
    if of is By.CLERK:
        rows = rows.exclude(clerk=NOBODY)
    found = list(rows)
    words = _WORDS[of](by, [row[column] for row in found])
    listed = [Row(str(row[column]), words.get(row[column], str(row[column])), _sums(row)) for row in found]
    return sorted(listed, key=lambda one: one.words) if of is By.LINE else listed


def numbers(  # noqa: PLR0913  # a question is these
    by: Actor, on: date, *, line: str = "", window: str = "", hour: str = "", state: str = "", after: str = ""
) -> list[Ticket]:
    """The numbers of a day behind a figure, `PAGE` and one more at most; `hour`: in which they were taken."""
    mine = Ticket.objects.visible_to(by).select_related("line", "window").filter(taken_on=on, code__gt=after)
    if line:
        mine = mine.filter(line__letter=line)
    if window.isdecimal():
        mine = mine.filter(window__number=int(window))
    if state in set(State):
        mine = mine.filter(state=state)
    if hour.isdecimal():
        mine = mine.filter(taken_at__hour=int(hour))
    return list(mine.order_by("code")[: PAGE + 1])


def _hall(by: Actor, first: date, last: date) -> Any:
    if by.centre_id is None or not by.is_staff:
        raise NotThere()
    return HallHour.objects.filter(
        centre_id=by.centre_id, on__gte=max(first, last - timedelta(days=MOST_DAYS)), on__lte=last
    )


def _sums(row: Mapping[str, Any]) -> Sums:
    return Sums(**{one.name: row[f"{one.name}_"] or 0 for one in fields(Sums)})


def _lines(_by: Actor, keys: list[Any]) -> Mapping[Any, str]:
    return {one.pk: str(one) for one in Line.objects.filter(pk__in=keys)}


def _windows(by: Actor, _keys: list[Any]) -> Mapping[Any, str]:
    return dict(Window.objects.filter(centre=by.centre_id or NOBODY).values_list("number", "name"))


def _clerks(_by: Actor, keys: list[Any]) -> Mapping[Any, str]:
    return dict(Staff.objects.filter(pk__in=keys).values_list("pk", "name"))


_ADDED: Final = {
    f"{one.name}_": Max(one.name) if one.name == "longest_seconds" else Sum(one.name) for one in fields(Sums)
}
_COLUMNS: Final = {By.HOUR: "hour", By.LINE: "line_id", By.WINDOW: "window", By.CLERK: "clerk", By.DAY: "on"}
_WORDS: Final[dict[By, Callable[[Actor, list[Any]], Mapping[Any, str]]]] = {
    By.HOUR: lambda _by, keys: {one: f"{one:02d}:00" for one in keys},
    By.LINE: _lines, By.WINDOW: _windows, By.CLERK: _clerks,
    By.DAY: lambda _by, keys: {one: one.isoformat() for one in keys},
}  # fmt: skip
