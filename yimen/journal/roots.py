"""Each day's last entry of a stream is a root: kept in rows of its own, printed, sent elsewhere (design 4, L4)."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from yimen.journal import rows
from yimen.journal.canon import GENESIS, chained
from yimen.journal.followers import Follower, follow
from yimen.journal.models import Entry, Root, Stream
from yimen.journal.moments import localdate

_WRITTEN = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([0-9]{1,9}):([0-9]{1,18}):([0-9a-f]{64})")


class Standing(StrEnum):
    """How a root that somebody holds stands with the journal."""

    SAME = "same"
    CHANGED = "changed"  # the entry is there, and is another
    ABSENT = "absent"  # there never was one
    LOST = "lost"  # there may have been one: an older backup was restored since
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to a root; where it is the same, which act it was, of which centre, on which legal day."""

    standing: Standing
    act: str = ""
    centre_id: UUID | None = None
    on: date | None = None


def check(text: str) -> Checked:
    """Whether the entry that a root names is in the journal as it was when the root left the house.

    The entry is hashed anew, so that one whose row was changed and whose hash was left alone is found too.
    """
    form = _WRITTEN.fullmatch(text.strip().lower())
    if form is None:
        return Checked(Standing.MALFORMED)
    centre_id, epoch, number = UUID(form[1]), int(form[2]), int(form[3])
    entry = Entry.objects.filter(centre_id=centre_id, number=number).first()
    if entry is None or entry.epoch != epoch:
        restored = Stream.objects.filter(centre_id=centre_id, epoch__gt=epoch).exists()
        return Checked(Standing.LOST if restored else Standing.ABSENT)
    if entry.hash != form[4] or _hashed(entry) != form[4]:
        return Checked(Standing.CHANGED)
    return Checked(Standing.SAME, entry.act, centre_id, localdate(entry.at))


def written(root: Root) -> str:
    """A root as `tools/verify_journal.py --root` reads it."""
    return f"{root.centre_id}:{root.epoch}:{root.number}:{root.hash}"


def of_day(day: date) -> list[Root]:
    """The roots of a day, of every stream that moved on it."""
    return list(Root.objects.filter(day=day).order_by("centre_id"))


def _hashed(entry: Entry) -> str:
    before = Entry.objects.filter(centre_id=entry.centre_id, number=entry.number - 1).values_list("hash", flat=True)
    return chained(before.first() or GENESIS, entry.body)


def _keep(entry: Entry, _at: datetime) -> None:
    root = Root(
        centre_id=entry.centre_id,
        day=localdate(entry.recorded_at),
        epoch=entry.epoch,
        number=entry.number,
        hash=entry.hash,
    )
    tail = "(centre_id, day) DO UPDATE SET epoch = EXCLUDED.epoch, number = EXCLUDED.number, hash = EXCLUDED.hash"
    rows.run([rows.insert([root], conflict=tail)])


follow(Follower("journal.roots", _keep, strict=True))
