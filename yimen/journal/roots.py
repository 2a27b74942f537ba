"""Each day's last entry of a stream is a root: kept in rows of its own, printed, sent elsewhere (design 4, L4)."""

from datetime import date, datetime

from yimen.journal import rows
from yimen.journal.followers import Follower, follow
from yimen.journal.models import Entry, Root
from yimen.journal.moments import localdate


def written(root: Root) -> str:
    """A root as `tools/verify_journal.py --root` reads it."""
    return f"{root.centre_id}:{root.epoch}:{root.number}:{root.hash}"


def of_day(day: date) -> list[Root]:
    """The roots of a day, of every stream that moved on it."""
    return list(Root.objects.filter(day=day).order_by("centre_id"))


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
