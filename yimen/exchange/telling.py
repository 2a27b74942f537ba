"""快到、叫到: who left a number is told when few are ahead and when they are called, out of what happens in the hall (B2).

A follower: it looks at a line only when somebody of it was called or changed places, never by itself. What it says is as it
stands when it reads, which may be later than the entry; each thing is said once, however often it reads.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from yimen.exchange import gateway, leaving, sending, wording
from yimen.exchange._turn import lock
from yimen.exchange.models import Message, TicketPhone
from yimen.journal.followers import Follower, follow
from yimen.journal.models import Entry
from yimen.journal.moments import localdate
from yimen.office import centres, policies
from yimen.office.actor import Actor
from yimen.tickets import reading
from yimen.tickets.lifecycle import ENDINGS, Act, State
from yimen.tickets.models import Ticket

_CALLS: Final = (Act.CALL, Act.CALL_CHOSEN)
_MOVES_UP: Final = (*_CALLS, Act.PREFER, Act.VOID)  # after these somebody who waits may have fewer ahead
_ENDS: Final = (Act.FINISH, Act.VOID, Act.CLOSE_DAY)
Near, Called = Message.Kind.TICKET_NEAR, Message.Kind.TICKET_CALLED
_HELPS: Final = {Near: timedelta(minutes=10), Called: timedelta(minutes=5)}  # how long it is worth sending


def _take(entry: Entry, at: datetime) -> None:
    if not _open().filter(centre_id=entry.centre_id).exists():
        return
    ticket = Ticket.objects.select_related("window").get(pk=entry.subject_id)
    act = entry.act.partition(".")[2]
    if act in _ENDS and ticket.state in ENDINGS:
        _ended(ticket, at)
    if not gateway.is_set() or ticket.taken_on != localdate(at):
        return
    if act in _CALLS:
        _called(ticket, at)
    if act in _MOVES_UP:
        _near(ticket, at)


def _called(ticket: Ticket, at: datetime) -> None:
    left = _open().filter(ticket_id=ticket.pk).first()
    if left is None or ticket.state != State.CALLED or ticket.window is None:
        return
    _ask(left, Called, wording.called(_name(ticket), ticket.code, ticket.window.number), at)


def _near(ticket: Ticket, at: datetime) -> None:
    """Whoever left a number and now stands near the head of this ticket's line."""
    most = policies.number("queue.message", on=ticket.taken_on)
    first = reading.first_of(ticket, most=most + 1)
    left = {one.ticket_id: one for one in _open().filter(ticket_id__in=first)}
    for ahead, key in enumerate(first):
        if one := left.get(key):
            _ask(one, Near, wording.near(_name(ticket), one.ticket.code, ahead), at)


def _ended(ticket: Ticket, at: datetime) -> None:
    """The number is wiped, and nothing is said any more; locked in the order in which a number is corrected."""
    for left in _open().filter(ticket_id=ticket.pk):
        leaving.forget(left, by=Actor.clock(), at=at)
    for message in sending.waiting_about(ticket.pk):
        sending.lapse(message, by=Actor.clock(), at=at)


def _ask(left: TicketPhone, kind: Message.Kind, words: str, at: datetime) -> None:
    """Under the lock of what was left: whoever corrects it now finds this message, or this message has the later number."""
    by, ticket = Actor.clock(), left.ticket
    left = lock(left, by=by, at=at)
    if left.phone is not None:
        sending.ask(ticket, kind=kind, phone=left.phone, words=words, lapses_at=at + _HELPS[kind], by=by, at=at)


def _open() -> QuerySet[TicketPhone]:
    return TicketPhone.objects.filter(wiped_at__isnull=True).select_related("ticket")


def _name(ticket: Ticket) -> str:
    return centres.known(ticket.centre_id).short_name


@sending.stands(Near)
def _still_waits(message: Message) -> bool:
    return Ticket.objects.filter(pk=message.subject_id, state=State.WAITING).exists()


@sending.stands(Called)
def _is_still_called(message: Message) -> bool:
    """By the call of which it speaks."""
    found = Ticket.objects.filter(pk=message.subject_id, state=State.CALLED, called_at__lte=message.asked_at)
    return found.exists()


_ACTS: Final[frozenset[str]] = frozenset(f"tickets.{act}" for act in {*_MOVES_UP, *_ENDS})
follow(Follower("exchange.tell", _take, hears=_ACTS, from_birth=True))
