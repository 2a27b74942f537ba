"""Whose number it is: known by the blind index of a card alone, until the window opens the person (S4)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import NotNow, NotThere, NotYours
from yimen.journal.moments import localdate
from yimen.journal.secrets import blind
from yimen.journal.working import chore
from yimen.office.actor import Actor
from yimen.registry import grants, looks
from yimen.registry.models import Person, Purpose
from yimen.registry.persons import BY_NUMBER
from yimen.tickets.lifecycle import ENDINGS, IN_HAND, State
from yimen.tickets.models import Line, Ticket


def index(full: str) -> bytes:
    """The blind index of a card's number, by which the registry finds its person."""
    return blind(full, scope=BY_NUMBER)


def waiting(line: Line, holder: bytes, *, at: datetime) -> Ticket | None:
    """The number with which the holder of this card waits in the line already."""
    today = Ticket.objects.filter(centre_id=line.centre_id, taken_on=localdate(at), state=State.WAITING)
    return today.filter(line=line, holder_blind=holder).first()


def is_known(ticket: Ticket) -> bool:
    """Whether the registry knows who came with this number."""
    return ticket.holder_blind is not None and Person.objects.filter(number_blind=ticket.holder_blind).exists()


def open(ticket: Ticket, *, by: Actor, at: datetime) -> Person:
    """The person of the number in hand, for the window that has it: a grant for today, and the look is kept.

    Raises NotYours at another window, NotNow where it is not in hand, NotThere where the registry does not know them.
    """
    if by.post_id is None or by.window_id is None or by.window_id != ticket.window_id:
        raise NotYours(_("只有正在接待这个号的窗口可以打开办事人。"), code="another_window")
    if ticket.state not in IN_HAND:
        raise NotNow(_("这个号不在窗口上。"), code="nothing_in_hand")
    person = Person.objects.filter(number_blind=ticket.holder_blind).first() if ticket.holder_blind else None
    if person is None:
        raise NotThere()
    grants.grant(person.pk, post_id=by.post_id, purpose=Purpose.TICKET, until_on=localdate(at), at=at)
    looks.keep(person, purpose=Purpose.TICKET, by=by, at=at)
    return person


@chore
def forget(*, at: datetime) -> int:
    """Once the visit's day is over nobody needs to know whose number it was."""
    old = Ticket.objects.filter(holder_blind__isnull=False, taken_on__lt=localdate(at), state__in=sorted(ENDINGS))
    return old.update(holder_blind=None)
