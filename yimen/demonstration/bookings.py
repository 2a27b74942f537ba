"""Bookings of the demonstration for today, where the day has a slot left, and for tomorrow; a visiting office (I5, B10)."""

from collections.abc import Generator, Iterator
from datetime import datetime, time, timedelta
from typing import Final

from yimen.demonstration.town import Town
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.tickets import booking, lines, offering, visiting
from yimen.tickets.models import Line
from yimen.tickets.visiting_days import Days

Telling = Generator[datetime, None, None]

# Invented, as everybody in the demonstration; the line, and how many days ahead.
CALLERS: Final = (
    ("蒋明华", "13800000101", "B", 0, "telephone"), ("沈玉兰", "13800000102", "B", 0, "portal"),
    ("韩志强", "13800000103", "C", 0, "portal"), ("曹秀珍", "13800000104", "A", 0, "desk"),
    ("彭国栋", "13800000105", "B", 1, "portal"), ("董小梅", "13800000106", "C", 1, "telephone"),
    ("袁建平", "13800000107", "A", 1, "portal"),
)  # fmt: skip
_LETTER, _LINE = "I", "公积金"  # the line of the visiting office


def laying(town: Town, *, at: datetime) -> Telling:
    """A line for an office of the county, which sits in the hall two mornings a week; another one on market days."""
    yield at
    centre, director = town.centres["DY"], town.actor("director")
    line = lines.add(centre, letter=_LETTER, name=_LINE, by=director, at=at)
    mornings = Days(localdate(at), weekdays=frozenset({1, 3}))
    sits = visiting.Plan("县公积金中心", "一楼综合窗口", line, mornings, time(9), time(11, 30))
    visiting.add(centre, sits, by=director, at=at)
    market_days = Days(localdate(at), figures=frozenset({3, 8}))
    comes = visiting.Plan("县医保局", "一楼大厅", None, market_days, time(8, 30), time(11))
    visiting.add(centre, comes, by=director, at=at)


def tellings(town: Town, now: datetime) -> Iterator[Telling]:
    """One of each caller, in the last half hour."""
    for nth, caller in enumerate(CALLERS):
        yield _books(town, caller, nth, now)


def _books(town: Town, caller: tuple[str, str, str, int, str], nth: int, now: datetime) -> Telling:
    """A slot of the line on that day, another for each caller; nothing where the day has none left."""
    at = now - timedelta(minutes=len(CALLERS) - nth)
    yield at
    name, phone, letter, ahead, channel = caller
    line = Line.objects.get(centre=town.centres["DY"], letter=letter)
    free = [one for one in offering.day(line, localdate(now) + timedelta(days=ahead), at=now).slots if one.free]
    if free:
        by = Actor.public() if channel == "portal" else town.actor("guide")
        slot = free[(nth * 2) % len(free)]
        booking.book(line, starts_at=slot.starts_at, name=name, phone=phone, channel=channel, by=by, at=at)
