"""The slip of a number as every face shows and prints it (`shared/_slip.html`)."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from yimen.catalogue import definitions
from yimen.catalogue.elements import Necessity
from yimen.faces.shared import guides, qr
from yimen.faces.shared.now import now
from yimen.journal.errors import NotThere
from yimen.office.models import Centre
from yimen.tickets import foretelling, halls, priority, reading
from yimen.tickets.lifecycle import State
from yimen.tickets.models import Ticket


def shown(ticket: Ticket, centre: Centre) -> dict[str, Any]:
    """What the slip says: number, line, how many are ahead or whereto it is called, how long it will take, which windows,
    since when, whether the hall may close before it is called, what to have ready for the matter where it is known, and the
    code that shows the place in line on the own phone. Nothing personal."""
    wait = foretelling.of_ticket(ticket, at=now())
    return {
        "ticket": ticket,
        "centre": centre,
        "waits": ticket.state == State.WAITING,
        "called_to": ticket.window if ticket.state == State.CALLED else None,
        "ahead": reading.ahead_of(ticket),
        "wait": wait,
        "windows": halls.windows_of(ticket.line),
        "preferred": priority.word(ticket.priority, on=ticket.taken_on),
        "proof": priority.PROOF.get(ticket.priority, ""),
        "late": reading.late(centre.pk, wait, at=now()),
        "code": qr.picture(
            settings.PUBLIC_URL + reverse("portal:ticket", args=[ticket.token]), _("二维码：手机看排队")
        ),
        **ready(ticket.item_code, on=ticket.taken_on),
    }


def ready(code: str, *, on: date) -> dict[str, Any]:
    """The matter by its code, and what everybody brings for it; nothing where none was chosen, or it is no more."""
    try:
        definition = definitions.published(code, on=on) if code else None
    except NotThere:
        definition = None
    if definition is None:
        return {"matter": "", "bring": []}
    needed = [one for one in definition.requirements if one.necessity is Necessity.REQUIRED]
    shown = [guides.material(one, definition) for one in needed]
    return {"matter": definition.name, "bring": [f"{one.name} {one.copies}".strip() for one in shown]}
