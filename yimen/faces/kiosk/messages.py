"""留手机号: beside the number that was just taken, eleven digits tapped, for who wants to be told by message (B2).
Tapped wrong they are tapped anew, and taken back with one tap, as long as the slip is shown.

A quiet way: who wants none has their slip already. The digits stand on the page alone, never in an address, and go with it.
"""

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yimen.exchange import leaving, phones
from yimen.exchange.models import TicketPhone
from yimen.faces.kiosk import screens
from yimen.faces.shared import phones as offering
from yimen.faces.shared.now import now
from yimen.journal import source
from yimen.journal.errors import Refused
from yimen.journal.once import once
from yimen.office import devices
from yimen.office.models import Device
from yimen.tickets import reading
from yimen.tickets.models import Ticket

ROWS = ("123", "456", "789")
LONGEST = 40  # of what is typed
_ACTS = ("leave", "withdraw")  # every other press is a digit, or one less


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def message(request: HttpRequest, token: str, ticket_id: UUID) -> HttpResponse:
    """The pad; what was tapped stays where it is refused. Raises NotThere where there is no gateway."""
    device = devices.by_token(token, kind=Device.Kind.KIOSK)
    found = reading.ticket_for(devices.actor(device), ticket_id=ticket_id)
    offering.insist()
    press = request.POST.get("press", "")
    typed = _pressed(request.POST.get("said", "")[:LONGEST], press)
    if request.method != "POST" or press not in _ACTS:
        return _show(request, device, found, typed)
    try:
        _do(request, device, found, typed, press)
    except Refused as refused:
        return _show(request, device, found, typed, problem=refused)
    return redirect(screens.to(request, device, "ticket", str(found.pk), gone="1" if press == "withdraw" else ""))


def _do(request: HttpRequest, device: Device, ticket: Ticket, typed: str, act: str) -> None:
    """What was pressed, once however often it is sent."""
    by, at = devices.actor(device), now()

    def done() -> TicketPhone:
        if act == "withdraw":
            return leaving.withdraw(ticket, by=by, at=at)
        return leaving.leave(ticket, phone=typed, by=by, at=at)

    key = request.POST.get("key", "") or source.new_token()
    once(done, by=by, act="kiosk.message", key=key, given=[str(ticket.pk), act], at=at)


def _pressed(said: str, press: str) -> str:
    """The digits so far, after this tap. What is too long stays so and is said, it is not cut to another number."""
    digits = re.sub(r"[^0-9]", "", said)
    if press == "less":
        return digits[:-1]
    is_digit = press.isascii() and press.isdigit() and len(press) == 1
    return (digits + press)[: phones.DIGITS] if is_digit and len(digits) <= phones.DIGITS else digits


def _show(
    request: HttpRequest, device: Device, ticket: Ticket, typed: str, *, problem: Refused | None = None
) -> HttpResponse:
    page = {
        "ticket": ticket, "typed": phones.grouped(typed), "rows": ROWS, "key": source.new_token(), "problem": problem,
        "up": screens.to(request, device, "ticket", str(ticket.pk)),
        "again": screens.to(request, device, "message", str(ticket.pk)),
        "ahead": offering.near(), "phone": leaving.masked(ticket),
    }  # fmt: skip
    return screens.show(request, device, "message", status=problem.status if problem else 200, **page)
