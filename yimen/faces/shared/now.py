"""The only place in faces that asks the time (design 9)."""

from datetime import UTC, date, datetime, timedelta

from yimen.journal import demonstration
from yimen.journal.moments import localdate


def now() -> datetime:
    """The moment at which a person acts: UTC, moved forward in a demonstration."""
    return datetime.now(UTC) + (demonstration.offset() or timedelta(0))


def today() -> date:
    """The legal day of now."""
    return localdate(now())
