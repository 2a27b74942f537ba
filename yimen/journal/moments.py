"""Moments and days: the office's zone, and the fixed-width strings the journal writes. Pure."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")
BACKDATING = timedelta(minutes=5)  # design 4: `at` may lie this far before `recorded_at` without being declared


def localdate(at: datetime) -> date:
    """The legal day of a moment: the day in the office's zone (design 6). `at` must be aware."""
    if at.tzinfo is None:
        raise ValueError("a moment without a zone has no legal day")
    return at.astimezone(OFFICE_ZONE).date()


def stamp(at: datetime) -> str:
    """A moment as 27 characters in UTC, e.g. 2026-03-02T01:30:00.000000Z: sorts as it happened."""
    if at.tzinfo is None:
        raise ValueError("a moment without a zone cannot be written down")
    utc = at if at.tzinfo is UTC else at.astimezone(UTC)
    return utc.isoformat(timespec="microseconds")[:26] + "Z"


def unstamp(text: str) -> datetime:
    """The inverse of `stamp`."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def day(value: date) -> str:
    """A day as 10 characters: 2026-03-02."""
    return value.isoformat()
