"""叫号: the next one for a window, exactly one, whoever else calls at that moment; and calling again (B2, B3)."""

from datetime import datetime
from functools import cache

from django.utils.translation import gettext_lazy as _

from yimen.journal import door, rows
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.office.models import Window
from yimen.tickets import order, priority, serving
from yimen.tickets._turn import lock, turn
from yimen.tickets.lifecycle import Act
from yimen.tickets.models import Ticket
from yimen.tickets.reasons import LEAST, MOST, Chosen

SKIP_LOCKED = "FOR NO KEY UPDATE OF t SKIP LOCKED"
# The same order as `order.next_for`, held to it by a test. Sorted are those who wait in one hall: tens, at most hundreds. What
# the window calls is read once and not for each of them, and only the first is read whole;
# what was sent elsewhere since it was found is passed over.
_NEXT = """WITH w AS MATERIALIZED (
 SELECT w.id, q.mode, COALESCE(q.mode, CASE w.kind WHEN 'general' THEN 'all' ELSE 'closed' END) AS way,
 COALESCE(q.is_paused, FALSE) AS is_paused
 FROM office_window w LEFT JOIN tickets_queuewindow q ON q.window_id = w.id WHERE w.id = %s),
l AS MATERIALIZED (SELECT line_id, position FROM tickets_windowline WHERE window_id = %s AND position IS NOT NULL),
c AS (
 SELECT t.id, t.line_id, t.for_window_id, t.number, t.code,
 t.place + CASE WHEN w.mode = 'lines' THEN COALESCE(l.position, 0) ELSE 0 END * CAST(%s AS bigint)
 - CASE t.priority WHEN '' THEN 0 ELSE CAST(%s AS bigint) END AS turn
 FROM tickets_ticket t CROSS JOIN w LEFT JOIN l ON l.line_id = t.line_id
 WHERE t.centre_id = %s AND t.taken_on = %s AND t.state = 'waiting' AND w.way <> 'closed' AND NOT w.is_paused
 AND (t.for_window_id = w.id OR (t.for_window_id IS NULL AND (l.line_id IS NOT NULL OR w.way = 'all')))
 ORDER BY turn, t.number, t.code)
SELECT {columns} FROM c JOIN tickets_ticket t ON t.id = c.id AND t.state = 'waiting' AND t.line_id = c.line_id
AND (t.for_window_id = c.for_window_id OR (t.for_window_id IS NULL AND c.for_window_id IS NULL))
ORDER BY c.turn, c.number, c.code
LIMIT 1 {lock}"""
_CHOSEN = """SELECT {columns} FROM tickets_ticket t
WHERE t.id = %s AND t.state = 'waiting' AND (t.for_window_id IS NULL OR t.for_window_id = %s) {lock}"""


@door.verb
def call_next(window: Window, *, by: Actor, at: datetime) -> Ticket:
    """The next ticket for this window comes to it; what it had in hand is finished with the same press.

    Raises NotYours at another's window; NotNow where the window is paused or closed, or nobody waits for it: then what is
    in hand stays in hand.
    """
    if by.window_id != window.pk:
        raise NotYours(_("您只能在自己的窗口叫号。"), code="another_window")
    with door.together():
        ahead = [serving.in_hand_foreseen(window), _next_of(window, at)]
        lock(window, by=by, at=at, ahead=ahead)  # else two presses at one window would each call somebody
        serving.finish_what_is_in_hand(window, by=by, at=at)
        ticket = _one(_next_of(window, at))
        if ticket is None:
            raise _nobody(window)
        with turn(ticket, Act.CALL, by=by, at=at, code=ticket.code, window=window.number) as ticket:
            _bring(ticket, window, at)
    return ticket


@door.verb
def call_chosen(window: Window, ticket: Ticket, *, reason: str, note: str = "", by: Actor, at: datetime) -> Ticket:
    """选叫: one who waits comes to this window out of turn, with the reason; what it had in hand is finished. The reason is
    told, the note is personal.

    Raises NotYours at another's window; Malformed without a reason; NotNow where the ticket does not wait any more (another
    window calls it at this moment, say) or waits for another window alone: then what is in hand stays in hand.
    """
    if by.window_id != window.pk:
        raise NotYours(_("您只能在自己的窗口叫号。"), code="another_window")
    note = note.strip()
    _check_reason(reason, note)
    with door.together():
        lock(window, by=by, at=at)
        _insist_calling(window)
        found = _take_out(ticket, window, at)
        serving.finish_what_is_in_hand(window, by=by, at=at)
        facts = {"reason": reason, "note": note} if note else {"reason": reason}
        with turn(found, Act.CALL_CHOSEN, by=by, at=at, code=ticket.code, window=window.number, **facts) as ticket:
            _bring(ticket, window, at)
    return ticket


@door.verb
def recall(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """重呼: shown and spoken once more. NotNow unless it is called to this window and has not come."""
    serving.insist_today(ticket, at)
    with turn(ticket, Act.RECALL, by=by, at=at, code=ticket.code) as ticket:
        door.note(window=serving.window_number(ticket))
        ticket.times_called += 1
    return ticket


def _bring(ticket: Ticket, window: Window, at: datetime) -> None:
    ticket.window_id, ticket.for_window_id = window.pk, None
    ticket.called_at, ticket.came_at, ticket.missed_at = at, None, None
    ticket.times_called += 1


def _insist_calling(window: Window) -> None:
    way = serving.way_of(window)
    if way.is_paused or way.mode == way.Mode.CLOSED:
        raise _nobody(window)


def _check_reason(reason: str, note: str) -> None:
    if reason not in Chosen.values:
        raise Malformed(_("请选为什么不按次序叫。"), fields={"reason": _("请选为什么不按次序叫。")})
    if reason == Chosen.OTHER and len(note) < LEAST:
        raise Malformed(_("“其他原因”请写明，至少4个字。"), fields={"note": _("请写明原因，至少4个字。")})
    if len(note) > MOST:
        raise Malformed(_("说明最多200个字。"), fields={"note": _("说明最多200个字。")})


def _take_out(ticket: Ticket, window: Window, at: datetime) -> Ticket:
    """The chosen ticket under lock; one that another window is calling is not waited for. Raises NotNow."""
    serving.insist_today(ticket, at)
    found = _one((_locking(_CHOSEN, SKIP_LOCKED), [rows.key(ticket.pk), rows.key(window.pk)]))
    if found is None:
        words = _("%(code)s号现在不在等候，或者已转给别的窗口，没有叫到。") % {"code": ticket.code}
        raise NotNow(words, code="not_waiting")
    return found


def _next_of(window: Window, at: datetime) -> rows.Statement:
    """The next ticket under lock; those that another window is calling are passed over, not waited for."""
    spans = priority.spans(on=localdate(at))
    shifts = [order.span(spans.later), order.span(spans.earlier)]
    here = [rows.key(window.centre_id), rows.day(localdate(at))]
    return _locking(_NEXT, SKIP_LOCKED), [rows.key(window.pk), rows.key(window.pk), *shifts, *here]


@cache
def _locking(sql: str, lock: str) -> str:
    plan = rows.plan_of(Ticket)
    columns = ", ".join(f't."{field.column}"' for field in plan.fields)
    return sql.format(columns=columns, lock=lock if plan.has_locks else "")


def _one(asked: rows.Statement) -> Ticket | None:
    """A ticket that waits, found and locked in one statement."""
    found = rows.read(*asked)
    return door.hold(rows.plan_of(Ticket).load(found[0])) if found else None  # type: ignore[return-value]  # a ticket


def _nobody(window: Window) -> NotNow:
    """Why there was nobody to call, in words; nothing has changed."""
    way = serving.way_of(window)
    if way.is_paused:
        return NotNow(_("本窗口已暂停叫号，请先恢复。"), code="window_paused")
    if way.mode == way.Mode.CLOSED:
        return NotNow(_("本窗口现在不叫号，由中心主任在“窗口设置”中调整。"), code="window_closed")
    return NotNow(_("现在没有人在等候。"), code="nobody_waits")
