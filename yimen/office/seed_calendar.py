"""The calendar we begin with: the State Council's days 2004-2026 as chinesecalendar gives them. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.metadata import version
from types import MappingProxyType
from typing import NamedTuple

from chinese_calendar import constants

from yimen.office.workdays import Calendar

_NAMES = {holiday.value: str(holiday.chinese) for holiday in constants.Holiday}


class SeedDay(NamedTuple):
    """A day off, or a make-up day, with its Chinese name."""

    day: date
    works: bool
    name: str


def seed_days() -> Iterator[SeedDay]:
    """All days off and make-up days that the package lists, by date."""
    off = ((day, False, _NAMES[name]) for day, name in constants.holidays.items())
    make_up = ((day, True, f"{_NAMES[name]}调休上班") for day, name in constants.workdays.items())
    return (SeedDay(*row) for row in sorted([*off, *make_up]))


def seed_years() -> range:
    """The years the package knows whole: 2004 to 2026 in version 1.11."""
    return range(min(constants.holidays).year, max(constants.holidays).year + 1)


def document_of(year: int) -> str:
    """The notice a year's days come from. The package keeps no document numbers, so none is claimed."""
    return f"国务院办公厅关于{year}年部分节假日安排的通知"


def source() -> str:
    """Where the rows come from, with the version."""
    return f"chinesecalendar {version('chinesecalendar')}"


@cache
def seed_calendar() -> Calendar:
    """The calendar of the seed, for where no database is."""
    days = list(seed_days())
    exceptions: Mapping[date, bool] = MappingProxyType({row.day: row.works for row in days})
    years = seed_years()
    return Calendar.build(
        exceptions,
        date(years[-1], 12, 31),
        published_from=date(years[0], 1, 1),
        names={row.day: row.name for row in days},
    )
