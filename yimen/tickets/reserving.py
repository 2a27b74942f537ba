"""备用号: a kiosk holds numbers for the time when it cannot reach us, gives them by itself, and hands them in afterwards.

They have a series and codes of their own (A9001), so that what the hall gives has no gaps and the two never meet. Held in
reserve, given or named as lost in the evening: so each is accounted for (docs/decisions/0016-a-kiosk-alone.md).
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.journal import demonstration, door, once, source
from yimen.journal.errors import Malformed, NotNow, NotThere, Refused
from yimen.journal.moments import localdate
from yimen.office import centres, opening, policies
from yimen.office.actor import NOBODY, Actor
from yimen.tickets import closing, codes, order, unplaced, visiting
from yimen.tickets._turn import birth, lock, turn
from yimen.tickets.acts import HallAct
from yimen.tickets.lifecycle import Act, State
from yimen.tickets.models import Line, Reserve, Ticket
from yimen.tickets.priority import CLAIMED
from yimen.tickets.unplaced import LeftOut

SERIES = "spare"  # the counters of reserves: spare-2026-03-02-A
PRESS = "kiosk.take"  # under this word a press at the kiosk is known, whether it was answered or not
_MOST = 12  # reserves of a kiosk for one line and day: a browser that forgets must not use them all up
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Given:
    """A number that the kiosk gave by itself: of which reserve, when by its clock; the key of the press before it that was
    sent and not answered, and the class of priority that was claimed ("" where there was none)."""

    reserve_id: UUID
    number: int
    taken_at: datetime
    press: str = ""
    priority: str = ""


@door.verb
def reserve(line: Line, *, by: Actor, at: datetime) -> Reserve:
    """The next numbers of the line's reserve are this kiosk's for today, as many as the policy queue.reserve says.

    Raises NotNow where the line is closed, neither the hall nor a visiting office opens today, or the kiosk has had too many.
    """
    on = localdate(at)
    if demonstration.offset() is None and not opening.spans_on(line.centre_id, on):
        raise NotNow(_("今天不开放，不预留备用号。"), code="closed_today")
    visiting.insist_here(line, at=at)
    count = int(policies.value("queue.reserve", on=on)[0].split()[0])
    if not count:
        raise NotNow(_("按本中心的设置，不预留备用号。"), code="no_reserves_here")
    held = Reserve(centre_id=line.centre_id, kiosk_id=by.id, line_id=line.pk, taken_on=on, reserved_at=at)
    with birth(held, HallAct.RESERVE, by=by, at=at):
        _insist_on_need(held)
        held.last = door.number_at_once(line.centre_id, series(on, line.letter), count)
        held.first = held.last - count + 1
        if held.last > codes.MOST:
            raise NotNow(_("今天的备用号已经用完。"), code="no_more_reserves")
        door.note(letter=line.letter, numbers=[held.first, held.last])
        door.set_alarm(centres.known(line.centre_id), closing.CLOSE_DAY, due_at=closing.end_of(on))
    return held


@door.verb
def hand_in(given: Given, *, by: Actor, at: datetime) -> Ticket:
    """补登: what the kiosk gave by itself becomes a ticket that waits since it was taken; told again, it is the same ticket.

    A slip is in somebody's hand, so no clock of a kiosk can make it void: a moment before the reserve or after now counts
    as the nearest that can be. Told after its day it is closed with that day. Raises NotThere for another kiosk's reserve,
    Malformed for a number that is not in it.
    """
    held = held_by(by, reserve_id=given.reserve_id)
    if not held.first <= given.number <= held.last:
        raise Malformed(_("这个号不在本机的备用号里。"), code="not_of_the_reserve")
    with door.together():
        held = lock(held, by=by, at=at)
        known = Ticket.objects.filter(centre_id=held.centre_id, taken_on=held.taken_on, code=_code(held, given.number))
        if (ticket := known.first()) is not None:
            return ticket
        return _born(held, given, by=by, at=at)


@door.verb
def void(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """作废: a number whose slip never came out, because its kiosk could not hear the answer and gave another. Nobody has it.

    NotNow once it is at a window or has ended.
    """
    with turn(ticket, Act.VOID, by=by, at=at, code=ticket.code) as ticket:
        return ticket


def settle(given: Given, *, by: Actor, at: datetime) -> Ticket:
    """Hand in, and of the press before it make this number: one that was not answered and yet heard had made another, which
    is void now; one that is still on its way will make none."""
    if not given.press:
        return hand_in(given, by=by, at=at)
    line = said(held_by(by, reserve_id=given.reserve_id).line_id, given.priority)
    made = once.once(lambda: hand_in(given, by=by, at=at), by=by, act=PRESS, key=given.press, given=line, at=at)
    ticket = made.subject or Ticket.objects.get(pk=made.subject_id)
    if ticket.reserve_id is not None:
        return ticket
    if ticket.state in (State.WAITING, State.MISSED):
        with suppress(NotNow):  # called at this very moment: then whoever it was stands at the window
            void(ticket, by=by, at=at)
    return hand_in(given, by=by, at=at)


def leave_out(given: Given, refused: Refused, *, by: Actor, at: datetime) -> bool:
    """What was handed in and refused is noted for whoever runs the hall, by the number that stands on its slip. Whether it
    could be."""
    code = slip_code(f"{given.reserve_id}", given.number, by=by)
    return unplaced.note(_left_out(given, refused.code, code), by=by, at=at) is not None


def slip_code(reserve_key: str, number: int, *, by: Actor) -> str:
    """What stands on the slip of a number, where the reserve that the kiosk names is one of its hall; else ""."""
    try:
        reserve_id = UUID(reserve_key)
    except ValueError:
        return ""
    held = Reserve.objects.select_related("line").filter(pk=reserve_id, centre_id=by.centre_id or NOBODY).first()
    return _code(held, number) if held and 1 <= number <= codes.MOST else ""


def said(line_id: UUID, priority: str) -> str:
    """What a press at the kiosk asks for, as its key keeps it."""
    return f"{line_id} {priority}".strip()


def held_by(by: Actor, *, reserve_id: UUID) -> Reserve:
    """A reserve of this kiosk. Raises NotThere."""
    found = Reserve.objects.select_related("line").filter(pk=reserve_id, kiosk_id=by.id).first()
    if found is None:
        raise NotThere()
    return found


def series(on: date, letter: str) -> str:
    """The name of the counter of a line's reserve on one day."""
    return f"{SERIES}-{on.isoformat()}-{letter}"


def _insist_on_need(held: Reserve) -> None:
    if not Line.objects.filter(pk=held.line_id, centre_id=held.centre_id, is_open=True).exists():
        raise NotNow(_("这一类业务现在不能取号。"), code="line_closed")
    today = Reserve.objects.filter(centre_id=held.centre_id, taken_on=held.taken_on, line_id=held.line_id)
    if today.filter(kiosk_id=held.kiosk_id).count() >= _MOST:
        raise NotNow(_("这台取号机今天预留的备用号太多，请检查它的浏览器是否保存数据。"), code="too_many_reserves")


def _born(held: Reserve, given: Given, *, by: Actor, at: datetime) -> Ticket:
    taken_at = _when(held, given, at)
    ticket = Ticket(
        centre_id=held.centre_id, line_id=held.line_id, taken_on=held.taken_on, taken_at=taken_at, number=given.number,
        code=_code(held, given.number), place=_place(held, given.number, taken_at), reserve_id=held.pk,
        token=source.new_token(), priority=given.priority if given.priority in CLAIMED else "",
    )  # fmt: skip
    with birth(ticket, Act.HAND_IN, by=by, at=taken_at):
        held.given += 1
        if held.taken_on < localdate(at):
            door.set_alarm(centres.known(held.centre_id), closing.CLOSE_DAY, due_at=closing.end_of(held.taken_on))
    if held.taken_on < localdate(at):
        unplaced.note(_left_out(given, unplaced.AFTER_ITS_DAY, ticket.code), by=by, at=at)
    return ticket


def _when(held: Reserve, given: Given, at: datetime) -> datetime:
    """The moment at which it was taken, within the day of the reserve and not after now."""
    return max(held.reserved_at, min(given.taken_at, at, closing.end_of(held.taken_on) - _MICROSECOND))


def _place(held: Reserve, number: int, taken_at: datetime) -> int:
    """By the moment, behind the numbers of the reserve before it, whatever the kiosk's clock did meanwhile."""
    before = Ticket.objects.filter(
        centre_id=held.centre_id, taken_on=held.taken_on, reserve=held, number__lt=number
    ).order_by("-number")
    return order.place_of(taken_at, after=before.values_list("place", flat=True).first() or 0)


def _code(held: Reserve, number: int) -> str:
    return codes.spare_code(held.line.letter, number)


def _left_out(given: Given, why: str, code: str) -> LeftOut:
    return LeftOut(f"{given.reserve_id}", given.number, why, code, given.taken_at)
