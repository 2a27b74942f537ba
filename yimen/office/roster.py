"""排班: at which windows somebody sits on a day, from who holds and who covers their posts (I5, M2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from uuid import UUID

from django.db.models import Q, QuerySet

from yimen.office.models import Cover, Holding


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody at a window from one day to another, both included; without an end until further notice."""

    window_id: UUID
    staff_id: UUID
    from_on: date
    until_on: date | None
    is_cover: bool = False

    def is_on(self, day: date) -> bool:
        """Whether that day is one of them."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


def of_centre(centre_id: UUID, *, from_on: date, until_on: date) -> list[Sitting]:
    """Who sits at the windows of a centre on any of these days."""
    ends = Q(until_on__isnull=True) | Q(until_on__gte=from_on)
    holdings = _rows(Holding.objects.filter(ends, post__centre_id=centre_id, from_on__lte=until_on))
    covers = _rows(Cover.objects.filter(post__centre_id=centre_id, from_on__lte=until_on, until_on__gte=from_on))
    return [Sitting(*row) for row in holdings] + [Sitting(*row, is_cover=True) for row in covers]


def manned(sittings: Iterable[Sitting], on: date) -> frozenset[UUID]:
    """The windows at which somebody sits on that day. Who covers for a colleague is at their own window or at the colleague's,
    not at both: one person counts once. A window that is covered has its holder away."""
    that_day = [one for one in sittings if one.is_on(on)]
    covered = {one.window_id for one in that_day if one.is_cover}
    own = [one for one in that_day if not one.is_cover and one.window_id not in covered]
    found: dict[UUID, UUID] = {}
    for one in chain(own, (one for one in that_day if one.is_cover)):
        if one.window_id not in found and one.staff_id not in found.values():
            found[one.window_id] = one.staff_id
    return frozenset(found)


def _rows(rows: "QuerySet[Holding] | QuerySet[Cover]") -> Iterable[tuple[UUID, UUID, date, date | None]]:
    at_windows = rows.filter(post__is_open=True, post__window__isnull=False, staff__is_active=True)
    return at_windows.order_by("from_on", "id").values_list("post__window_id", "staff_id", "from_on", "until_on")
