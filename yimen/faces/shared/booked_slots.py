"""Days and slots as every face offers them, and a slot as it stands in an address: 20260303-0930."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from yimen.journal.moments import OFFICE_ZONE
from yimen.tickets import offering
from yimen.tickets.models import Line
from yimen.tickets.offering import Day, Slot

_WRITTEN = "%Y%m%d-%H%M"


def shown(line: Line, asked: str, *, at: datetime) -> dict[str, Any]:
    """The days that can be booked, the chosen one (the first with a free place where none is asked for), its slots as they
    are written in addresses."""
    days = offering.days(line, at=at)
    chosen = _chosen(days, read_day(asked))
    return {
        "days": days,
        "chosen": chosen,
        "slots": [(written(one.starts_at), one) for one in chosen.slots] if chosen else [],
    }


def written(starts_at: datetime) -> str:
    """A slot in an address."""
    return starts_at.astimezone(OFFICE_ZONE).strftime(_WRITTEN)


def read(text: str) -> datetime | None:
    """The inverse; None for anything else."""
    try:
        return datetime.strptime(text, _WRITTEN).replace(tzinfo=OFFICE_ZONE)
    except ValueError:
        return None


def words(slot: Slot) -> str:
    """09:00-09:30，余 2."""
    begins, ends = (one.astimezone(OFFICE_ZONE) for one in (slot.starts_at, slot.ends_at))
    return str(_("%(slot)s，余%(free)s") % {"slot": f"{begins:%H:%M}-{ends:%H:%M}", "free": slot.free})


def grouped(code: str) -> str:
    """123 456: as it is read out and typed."""
    return f"{code[:3]} {code[3:]}"


def read_day(text: str) -> date | None:
    """20260303 or 2026-03-03; None for anything else."""
    plain = text.replace("-", "")
    try:
        return date.fromisoformat(f"{plain[:4]}-{plain[4:6]}-{plain[6:]}")
    except ValueError:
        return None


def _chosen(days: list[Day], asked: date | None) -> Day | None:
    named = next((one for one in days if one.day == asked), None)
    return named or next((one for one in days if one.free), days[0] if days else None)
