"""公示栏: the public notices that run in a hall today, as they may hang on its displays: masked, and for their term (R2)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.cases.models import PublicNotice
from yimen.catalogue import definitions

MOST = 60  # of one hall on its displays


@dataclass(frozen=True, slots=True)
class Listed:
    """A masked name under its item, from a day to a day; both days are part of the term."""

    item: str
    masked: str
    from_on: date
    until_on: date


def running(centre_id: UUID, *, on: date) -> list[Listed]:
    """What runs that day, by item, the first to end first. What belongs to a case that has ended is taken down with it."""
    rows = PublicNotice.objects.filter(centre_id=centre_id, until_on__gte=on, from_on__lte=on, case__ended_on=None)
    found = rows.order_by("until_on", "masked").values_list(
        "case__version_id", "masked", "from_on", "until_on"
    )[:MOST]  # fmt: skip
    names = {one: definitions.of_version(one).name for one in {row[0] for row in found}}
    return sorted((Listed(names[row[0]], *row[1:]) for row in found), key=lambda one: (one.item, one.until_on))
