"""Where a list goes on, as it stands in an address: `?after=2026-03-02,<id>`. What is no such key begins at the top. Pure."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from urllib.parse import urlencode
from uuid import UUID

Key = tuple[str, str]


def by_day(text: str) -> Key | None:
    """The key in the address of a list ordered by days; the day is empty behind the last row that has one."""
    return _read(text, lambda day: date.fromisoformat(day).isoformat() if day else "")


def by_moment(text: str) -> Key | None:
    """The key in the address of a list ordered by moments."""
    return _read(text, lambda moment: _aware(moment).isoformat())


def write(key: Key | None) -> str:
    """The key for an address; empty where the list ends."""
    return ",".join(key) if key else ""


def query(after: str) -> str:
    """`after=…` for an address."""
    return urlencode({"after": after})


def _read(text: str, place: Callable[[str], str]) -> Key | None:
    begins, comma, row = text.partition(",")
    try:
        return (place(begins), str(UUID(row))) if comma else None
    except (ValueError, OverflowError):
        return None


def _aware(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment.astimezone(UTC)
