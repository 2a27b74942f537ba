"""A new epoch: opened when an old backup was restored, by an entry that names what may have been issued since (L4)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.journal import door, ledger
from yimen.journal.errors import Malformed
from yimen.journal.models import Counter, Stream

_HOUSE = door.House(
    name="journal",
    acts={"open_epoch": door.Declared(_("恢复备份后开启新纪元"), late=True)},
    moves={},
    may=lambda _by, _act, _row: True,
    authority=lambda _by, _on: None,
)


@door.verb
def open_epoch(centre_id: UUID, *, lost: Mapping[str, int], by: door.Acting, at: datetime) -> Stream:
    """The centre's stream goes on in the next epoch. `lost`: for each series the highest number that may have been given
    since the backup; those above the counter are named as lost and never given again. Raises Malformed."""
    with door.together():
        counters = {one.series: one for one in Counter.objects.select_for_update().filter(centre_id=centre_id)}
        head = ledger.heads([centre_id])[centre_id]
        named = {}
        for series, highest in sorted(lost.items()):
            value = counters[series].value if series in counters else 0
            if highest < value:
                raise Malformed(_("填写的末号小于库中已有的号，请核对最后一张凭条。"), fields={series: _("末号偏小。")})
            if highest > value:
                named[series] = [value + 1, highest]
        with _HOUSE.turn(door.hold(head), "open_epoch", by=by, at=at, lost=named, after=head.number):
            door.next_epoch(centre_id)
        for series, (first, last) in named.items():
            door.skip(centre_id, series, last - first + 1)
    return Stream.objects.get(pk=centre_id)
