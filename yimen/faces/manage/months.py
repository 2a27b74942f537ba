"""A year at a glance: twelve months of days, each as it counts, and the year's holidays in words. Pure."""

from calendar import Calendar as Weeks
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Sentence
from yimen.office.workdays import Calendar, is_weekend

# how a day is drawn: its sign and its word
SIGNS: dict[str, tuple[Sentence, Sentence]] = {
    "work": ("", _("上班")),
    "weekend": ("", _("周末")),
    "off": (_("休"), _("放假")),
    "make_up": (_("班"), _("调休上班")),
}


@dataclass(frozen=True, slots=True)
class Day:
    """One square: `kind` is a key of SIGNS."""

    day: date
    kind: str
    sign: Sentence
    words: Sentence
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month by weeks, Monday first; None where the square belongs to a neighbour."""

    number: int
    weeks: list[list[Day | None]]
    working_days: int


@dataclass(frozen=True, slots=True)
class Span:
    """Days of one name and kind that follow each other."""

    first: date
    last: date
    kind: str
    name: str


def months(year: int, calendar: Calendar, today: date) -> list[Month]:
    """The twelve months of a year (1990-2099)."""
    return [_month(year, number, calendar, today) for number in range(1, 13)]


def spans(year: int, calendar: Calendar) -> list[Span]:
    """The named days of a year, neighbours joined; make-up days too."""
    found: list[Span] = []
    for day in _days(year):
        kind, name = kind_of(day, calendar), calendar.name_of(day)
        if kind not in ("off", "make_up"):
            continue
        before = found[-1] if found else None
        if before and (before.kind, before.name, before.last) == (kind, name, day - timedelta(days=1)):
            found[-1] = Span(before.first, day, kind, name)
        else:
            found.append(Span(day, day, kind, name))
    return found


def kind_of(day: date, calendar: Calendar) -> str:
    """How a day is drawn. A weekend inside a holiday has its name, so it is a day off."""
    if calendar.works_on(day):
        return "make_up" if is_weekend(day) else "work"
    return "weekend" if is_weekend(day) and not calendar.name_of(day) else "off"


def _month(year: int, number: int, calendar: Calendar, today: date) -> Month:
    weeks = [
        [_day(day, calendar, today) if day.month == number else None for day in week]
        for week in Weeks().monthdatescalendar(year, number)
    ]
    working = sum(1 for week in weeks for square in week if square and square.kind in ("work", "make_up"))
    return Month(number, weeks, working)


def _day(day: date, calendar: Calendar, today: date) -> Day:
    kind = kind_of(day, calendar)
    sign, words = SIGNS[kind]
    return Day(day, kind, sign, calendar.name_of(day) or words, day == today)


def _days(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=more) for more in range((date(year + 1, 1, 1) - first).days))
