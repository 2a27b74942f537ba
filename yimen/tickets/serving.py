"""At the window: the person came, did not come, came back, goes to another line or window, is done (B2)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.journal import door, rows
from yimen.journal.errors import Malformed, NotNow
from yimen.journal.moments import localdate
from yimen.office import policies
from yimen.office.actor import Actor
from yimen.office.models import Staff, Window
from yimen.tickets import order, priority
from yimen.tickets._turn import turn
from yimen.tickets.lifecycle import Act
from yimen.tickets.models import Line, QueueWindow, Ticket

_NOTE = 200  # characters
_IN_HAND = "window_id = %s AND state IN ('called', 'serving')"


@door.verb
def start(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """到窗: the person stands at the window. A visit may also end without it: then serving counts from the call."""
    with turn(ticket, Act.START, by=by, at=at, code=ticket.code) as ticket:
        ticket.came_at = at
    return ticket


@door.verb
def miss(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """过号: called and not come. The window is free; whoever comes back is taken in again (`return_`)."""
    with turn(ticket, Act.MISS, by=by, at=at, code=ticket.code) as ticket:
        ticket.missed_at = at
    return ticket


@door.verb
def return_(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """过号回来: waits again behind so many others of the line as the policy queue.behind says, or at its end.

    Raises NotNow where more of the line were called since than the policy queue.lapses says: the number is no good any more.
    """
    insist_today(ticket, at)
    others = int(policies.value("queue.behind", on=localdate(at))[0].split()[0])
    with turn(ticket, Act.RETURN, by=by, at=at, code=ticket.code) as ticket:
        _insist_not_lapsed(ticket, at)
        waiting = Ticket.objects.waiting().filter(
            centre_id=ticket.centre_id, taken_on=ticket.taken_on, line_id=ticket.line_id
        )
        ahead = [(place, bool(its)) for place, its in waiting.values_list("place", "priority")]
        spans, is_preferred = priority.spans(on=ticket.taken_on), bool(ticket.priority)
        ticket.place = order.back(others, ahead, spans, is_preferred=is_preferred, at=at)
        ticket.window_id = None
    return ticket


@door.verb
def transfer(
    ticket: Ticket, *, line: Line | None = None, window: Window | None = None, note: str = "", by: Actor, at: datetime
) -> Ticket:
    """转窗: the ticket waits for another line, or for one window alone; its number and its place stay, so that nobody who
    was sent on stands at the end again. The note is personal and read at the next window.

    Raises Malformed unless exactly one of line and window is named, in this hall and open.
    """
    insist_today(ticket, at)
    note = note.strip()
    _check_target(ticket, line, window, note)
    with turn(ticket, Act.TRANSFER, by=by, at=at, code=ticket.code) as ticket:
        if note:
            door.note(note=note)
        if line is not None:
            ticket.line_id = line.pk
        ticket.for_window_id = window.pk if window else None
        ticket.window_id = ticket.came_at = None
    return ticket


@door.verb
def transfer_to_person(ticket: Ticket, *, person: Staff, note: str = "", by: Actor, at: datetime) -> Ticket:
    """转窗 to somebody: the ticket waits for the window at which they sit today. Raises Malformed where they sit at none
    that calls."""
    insist_today(ticket, at)
    window = window_of_person(person, ticket.centre_id, on=localdate(at))
    if window is None or window.pk == ticket.window_id:
        words = _("%(name)s今天不在别的窗口，请另选一位，或者转到业务、窗口。") % {"name": person.name}
        raise Malformed(words, fields={"to": words})
    return transfer(ticket, window=window, note=note, by=by, at=at)


@door.verb
def next_matter(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """再办一件: the same visit goes on with a further matter, a case or a question; how many there were is counted."""
    with turn(ticket, Act.NEXT_MATTER, by=by, at=at, code=ticket.code) as ticket:
        ticket.came_at = ticket.came_at or ticket.called_at
        ticket.matters += 1
    return ticket


@door.verb
def finish(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """办完: the visit is over."""
    with turn(ticket, Act.FINISH, by=by, at=at, code=ticket.code) as ticket:
        is_known = ticket.taken_on == localdate(at) and ticket.called_at is not None
        ticket.finished_at = max(at, ticket.called_at) if is_known and ticket.called_at else None
    return ticket


def finish_what_is_in_hand(window: Window, *, by: Actor, at: datetime) -> None:
    """Inside a turn that has the window under lock: the ticket in its hand, if there is one, is finished."""
    for ticket in rows.select(*_in_hand(window), lock=True):
        finish(door.hold(ticket), by=by, at=at)


def in_hand_foreseen(window: Window) -> rows.Statement:
    """The statement by which `finish_what_is_in_hand` reads, for who asks it ahead."""
    return rows.asked(*_in_hand(window), lock=True)


def _in_hand(window: Window) -> tuple[type[Ticket], str, list[Any]]:
    return Ticket, _IN_HAND, [rows.key(window.pk)]


def insist_today(ticket: Ticket, at: datetime) -> None:
    """A number is good for its day. Raises NotNow."""
    if ticket.taken_on != localdate(at):
        raise NotNow(_("%(code)s号不是今天的号，请重新取号。") % {"code": ticket.code}, code="not_of_today")


def window_of_person(person: Staff, centre_id: UUID, *, on: date) -> Window | None:
    """The window of a centre at which somebody sits on a day, by the posts they hold."""
    running = Q(posts__holdings__until_on__isnull=True) | Q(posts__holdings__until_on__gte=on)
    held = Q(posts__holdings__staff=person, posts__holdings__from_on__lte=on, posts__is_open=True)
    return Window.objects.filter(running & held, centre_id=centre_id).order_by("number").first()


def window_number(ticket: Ticket) -> int | None:
    """The number over the window where the ticket is."""
    return Window.objects.values_list("number", flat=True).get(pk=ticket.window_id) if ticket.window_id else None


def way_of(window: Window) -> QueueWindow:
    """How the window takes part in the queue, as kept, or as it holds for one that was never set."""
    found = QueueWindow.objects.filter(window_id=window.pk).first()
    if found is not None:
        return found
    return QueueWindow(centre_id=window.centre_id, window_id=window.pk, mode=mode_unset(window))


def mode_unset(window: Window) -> str:
    """How a window that was never set takes part: a general one serves all, any other none."""
    is_general = window.kind == Window.Kind.GENERAL
    return QueueWindow.Mode.ALL.value if is_general else QueueWindow.Mode.CLOSED.value


def _insist_not_lapsed(ticket: Ticket, at: datetime) -> None:
    most = int(policies.value("queue.lapses", on=localdate(at))[0].split()[0])
    since = Ticket.objects.filter(
        centre_id=ticket.centre_id, taken_on=ticket.taken_on, line_id=ticket.line_id, called_at__gt=ticket.missed_at
    )
    if (called := since.count()) > most:
        words = _("%(code)s号过号以后，这一类业务又叫了%(n)s个号，已经作废，请重新取号。")
        raise NotNow(words % {"code": ticket.code, "n": called}, code="lapsed")


def _check_target(ticket: Ticket, line: Line | None, window: Window | None, note: str) -> None:
    if (line is None) == (window is None):
        words = _("请选转到哪一类业务，或者哪一个窗口。")
        raise Malformed(words, fields={"to": words})
    if len(note) > _NOTE:
        words = _("说明最多200个字。")
        raise Malformed(words, fields={"note": words})
    if line is not None and (line.centre_id != ticket.centre_id or not line.is_open):
        raise Malformed(_("这一类业务现在不办。"), fields={"to": _("请选另一类业务。")})
    if window is not None and not _calls(window, ticket.centre_id, ticket.window_id):
        raise Malformed(_("这个窗口现在不叫号。"), fields={"to": _("请选另一个窗口。")})


def _calls(window: Window, centre_id: UUID, here: UUID | None) -> bool:
    is_another = window.centre_id == centre_id and window.pk != here
    return is_another and way_of(window).mode != QueueWindow.Mode.CLOSED
