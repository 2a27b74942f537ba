"""Where a list goes on, as it stands in an address: `?after=2026-03-02,<id>`. What is no such key begins at the top. Pure."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

Key = tuple[str, str]
Row = TypeVar("Row")


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


def part(rows: Sequence[Row], key: Callable[[Row], str], after: str, most: int) -> tuple[list[Row], str]:
    """Of a list in memory the next `most` rows behind the one with this key, and the key after which it goes on, "" at its
    end. Where no row has the key the list begins at the top."""
    begin = next((at + 1 for at, row in enumerate(rows) if key(row) == after), 0) if after else 0
    shown = list(rows[begin : begin + most])
    return shown, key(shown[-1]) if begin + most < len(rows) else ""


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
