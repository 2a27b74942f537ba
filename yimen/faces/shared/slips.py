"""The slip of a number as every face shows and prints it (`shared/_slip.html`)."""

from typing import Any

from yimen.faces.shared.now import now
from yimen.office.models import Centre
from yimen.tickets import halls, priority, reading
from yimen.tickets.models import Ticket


def shown(ticket: Ticket, centre: Centre) -> dict[str, Any]:
    """What the slip says: number, line, how many are ahead, which windows, since when, and whether the hall may close before
    it is called. Nothing personal."""
    ahead, windows = reading.ahead_of(ticket), halls.windows_of(ticket.line)
    return {
        "ticket": ticket,
        "centre": centre,
        "ahead": ahead,
        "windows": windows,
        "preferred": priority.word(ticket.priority, on=ticket.taken_on),
        "proof": priority.PROOF.get(ticket.priority, ""),
        "late": reading.late(centre.pk, ahead=ahead, windows=len(windows), at=now()),
    }
