"""Where a list goes on, as it stands in an address: `?after=2026-03-02,<id>`. Pure."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

Key = tuple[str, str]


def read(text: str) -> Key | None:
    """The key in an address; None where there is none or it is not one: the list then begins at its top."""
    moment, comma, row = text.partition(",")
    if not comma:
        return None
    try:
        if moment:
            datetime.fromisoformat(moment)
        return moment, str(UUID(row))
    except ValueError:
        return None


def write(key: Key | None) -> str:
    """The key for an address; empty where the list ends."""
    return ",".join(key) if key else ""


def query(after: str) -> str:
    """`after=…` for an address."""
    return urlencode({"after": after})
