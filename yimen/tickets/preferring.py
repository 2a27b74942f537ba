"""优先: who already waits is put in front, by the window or the guide desk, with the reason (B4)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import Malformed
from yimen.office.actor import Actor
from yimen.tickets._turn import turn
from yimen.tickets.lifecycle import Act
from yimen.tickets.models import Ticket
from yimen.tickets.priority import Priority
from yimen.tickets.reasons import LEAST, MOST
from yimen.tickets.serving import insist_today


@door.verb
def prefer(ticket: Ticket, *, priority: str, reason: str = "", by: Actor, at: datetime) -> Ticket:
    """优先: from now on it counts as having come earlier, as if it had been taken so. The class is told, what is written
    beside it is personal.

    Raises Malformed for a class that is none, and where the class is another case and no reason is written.
    """
    insist_today(ticket, at)
    reason = reason.strip()
    _check(priority, reason)
    with turn(ticket, Act.PREFER, by=by, at=at, code=ticket.code, priority=priority) as ticket:
        if reason:
            door.note(reason=reason)
        ticket.priority = priority
    return ticket


def _check(priority: str, reason: str) -> None:
    if priority not in Priority.values:
        words = _("请选优先的情形。")
        raise Malformed(words, fields={"priority": words})
    if priority == Priority.OTHER and len(reason) < LEAST:
        words = _("“其他情况”请写明理由，至少4个字。")
        raise Malformed(words, fields={"reason": words})
    if len(reason) > MOST:
        words = _("理由最多200个字。")
        raise Malformed(words, fields={"reason": words})
