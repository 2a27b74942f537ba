"""没补上的号: numbers that a kiosk gave by itself and that found no place in the queue, until somebody has seen to them.

A slip is in somebody's hand: so whoever runs the hall sees each of them, with why, and with what to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import NotThere, Sentence
from yimen.office.actor import Actor
from yimen.tickets._turn import birth, turn
from yimen.tickets.acts import HallAct
from yimen.tickets.models import Unplaced

AFTER_ITS_DAY, UNREADABLE = "after_its_day", "unreadable"
MOST = 100  # of one kiosk that nobody has seen to: a browser gone wrong must not fill the hall's page
_KEY, _HIGHEST = 64, 2**31 - 1  # as in the table
_ANEW: Sentence = _("有人拿着这个号，请在导办台给他另取一个号，并按优先叫号。")
# By the code of the refusal: why, and what to do.
WHY: Mapping[str, tuple[Sentence, Sentence]] = {
    "not_of_the_reserve": (_("这个号不在这台取号机预留的备用号里，多半是它的浏览器记错了。"), _ANEW),
    "not_there": (_("这个号属于另一台取号机的备用号，多半是换过机器。"), _ANEW),
    "key_reused": (_("取号机把两次按键记成了一次，说不清是哪一次的号。"), _ANEW),
    UNREADABLE: (
        _("取号机送来的这条记录看不懂，多半是它的时钟或浏览器出了错。"),
        _("有人拿着这个号，请在导办台给他另取一个号；再看一下取号机的日期和时间。"),
    ),
    AFTER_ITS_DAY: (
        _("取号机过了那一天才连上，这个号没有叫到就随当天结束了。"),
        _("本人再来时，请在导办台给他取号，并按优先叫号。"),
    ),
}
_OTHERWISE = _("系统没有收这个号。"), _ANEW


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is known of such a number: the reserve as the kiosk names it, the code on its slip and the kiosk's moment where
    they can be known, and the code of the refusal."""

    reserve_key: str
    number: int
    why: str
    code: str = ""
    taken_at: datetime | None = None


@door.verb
def note(left: LeftOut, *, by: Actor, at: datetime) -> Unplaced | None:
    """Kept until it is seen to; told again by the kiosk it is the same. None where the kiosk has too many."""
    key = "".join(sign for sign in left.reserve_key if sign.isprintable())[:_KEY]
    number = min(max(left.number, 0), _HIGHEST)
    mine = Unplaced.objects.filter(kiosk_id=by.id)
    known = mine.filter(reserve_key=key, number=number).first()
    if known is not None:
        return known
    if by.centre_id is None or mine.filter(settled_at__isnull=True)[MOST - 1 : MOST].exists():
        return None
    row = Unplaced(
        centre_id=by.centre_id, kiosk_id=by.id, reserve_key=key, number=number, code=left.code, why=left.why,
        taken_at=left.taken_at, noted_at=at,
    )  # fmt: skip
    with birth(row, HallAct.NOTE_UNPLACED, by=by, at=at, code=row.code, why=row.why):
        return row


@door.verb
def settle(row: Unplaced, *, by: Actor, at: datetime) -> Unplaced:
    """已处理: somebody saw to whoever holds it. Said twice it is the first time."""
    with turn(row, HallAct.SETTLE_UNPLACED, by=by, at=at, code=row.code) as row:
        row.settled_at = row.settled_at or at
        return row


def waiting(centre_id: UUID) -> list[Unplaced]:
    """Those of a hall that nobody has seen to yet, the oldest first, each with its kiosk."""
    rows = Unplaced.objects.filter(centre_id=centre_id, settled_at__isnull=True)
    return list(rows.select_related("kiosk").order_by("noted_at", "number"))


def one(by: Actor, *, unplaced_id: UUID) -> Unplaced:
    """One of the actor's hall. Raises NotThere."""
    if by.centre_id is None or not by.is_staff:
        raise NotThere()
    found = Unplaced.objects.filter(pk=unplaced_id, centre_id=by.centre_id).first()
    if found is None:
        raise NotThere()
    return found


def why(row: Unplaced) -> tuple[Sentence, Sentence]:
    """Why it found no place, and what to do."""
    return WHY.get(row.why, _OTHERWISE)
