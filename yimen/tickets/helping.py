"""求助: somebody at a kiosk calls for help; it stands at the guide desk and the windows until somebody goes there (B8, J6)."""

from datetime import datetime
from uuid import UUID

from yimen.journal import door
from yimen.journal.errors import NotThere
from yimen.office.actor import Actor
from yimen.office.models import Device
from yimen.tickets._turn import birth, lock, turn
from yimen.tickets.acts import HallAct
from yimen.tickets.models import HelpCall


@door.verb
def call(kiosk: Device, *, by: Actor, at: datetime) -> HelpCall:
    """Called; pressed again before anybody came, it is the same call."""
    with door.together():
        lock(kiosk.centre, by=by, at=at)  # else two taps would each find none
        waiting = open_at(kiosk)
        if waiting is not None:
            return waiting
        row = HelpCall(centre_id=kiosk.centre_id, device_id=kiosk.pk, called_at=at)
        with birth(row, HallAct.CALL_HELP, by=by, at=at):
            return row


@door.verb
def answer(row: HelpCall, *, by: Actor, at: datetime) -> HelpCall:
    """Somebody goes there. Answered twice it is the first answer."""
    with turn(row, HallAct.ANSWER_HELP, by=by, at=at) as row:
        row.answered_at = row.answered_at or at
        return row


def open_at(kiosk: Device) -> HelpCall | None:
    """The call at this kiosk to which nobody came yet."""
    return HelpCall.objects.filter(device=kiosk, answered_at__isnull=True).first()


def waiting(by: Actor) -> list[HelpCall]:
    """The calls in the actor's hall to which nobody came yet, the oldest first, each with its kiosk and where it stands."""
    if by.centre_id is None or not by.is_staff:
        return []
    rows = HelpCall.objects.filter(centre_id=by.centre_id, answered_at__isnull=True)
    return list(rows.select_related("device").order_by("called_at"))


def one(by: Actor, *, call_id: UUID) -> HelpCall:
    """A call of the actor's hall. Raises NotThere."""
    if by.centre_id is None or not by.is_staff:
        raise NotThere()
    found = HelpCall.objects.filter(pk=call_id, centre_id=by.centre_id).first()
    if found is None:
        raise NotThere()
    return found
