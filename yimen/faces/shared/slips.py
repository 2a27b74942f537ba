"""The slip of a number as every face shows and prints it (`shared/_slip.html`)."""

from typing import Any

from yimen.office.models import Centre
from yimen.tickets import halls, reading
from yimen.tickets.models import Ticket


def shown(ticket: Ticket, centre: Centre) -> dict[str, Any]:
    """What the slip says: number, line, how many are ahead, which windows, since when. Nothing personal."""
    return {
        "ticket": ticket,
        "centre": centre,
        "ahead": reading.ahead_of(ticket),
        "windows": halls.windows_of(ticket.line),
    }
