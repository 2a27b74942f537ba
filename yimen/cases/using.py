"""What is asked for most: how often each item was received, kept by a follower, so that no page counts cases."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from json import loads
from uuid import UUID

from django.db.models import F

from yimen.cases.lifecycle import Act
from yimen.cases.models import ItemUse
from yimen.journal.followers import Follower, follow
from yimen.journal.kept import kept
from yimen.journal.models import Entry
from yimen.journal.moments import localdate

MONTHS = 12  # what was asked for before that no longer says what is asked for now


@kept
def times(*, on: date, centre_id: UUID | None = None) -> Mapping[str, int]:
    """How often each item was asked for in the last twelve months, by code, at a centre or (None) at all of them."""
    rows = ItemUse.objects.filter(month__gt=_months_before(on))
    own = rows.filter(centre_id=centre_id) if centre_id else rows
    counted: Counter[str] = Counter()
    for code, number in own.values_list("item_code", "times"):
        counted[code] += number
    return counted


def _months_before(on: date) -> date:
    months = on.year * 12 + on.month - 1 - MONTHS
    return date(months // 12, months % 12 + 1, 1)


def _count(entry: Entry, _at: datetime) -> None:
    here = {
        "centre_id": entry.centre_id,
        "item_code": loads(entry.body)["facts"]["item"],
        "month": localdate(entry.at).replace(day=1),
    }
    if not ItemUse.objects.filter(**here).update(times=F("times") + 1):
        ItemUse.objects.create(**here, times=1)


follow(Follower("cases.use", _count, hears=frozenset({f"cases.{Act.RECEIVE}"})))
