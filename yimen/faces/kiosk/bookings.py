"""我有预约: six digits tapped, or the QR code held before the scanner; then the number, at the time that was booked (B4)."""

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yimen.faces.kiosk import screens
from yimen.faces.shared import counting
from yimen.faces.shared.now import now, today
from yimen.journal import source
from yimen.journal.errors import NotNow, Refused
from yimen.journal.once import once
from yimen.office import devices
from yimen.office.models import Device
from yimen.tickets import arriving, booked, visiting

DIGITS = 6
ROWS = ("123", "456", "789")
MOST, SPAN_S = 60, 15 * 60  # tries at one kiosk: guessing six digits must not pay
LONGEST = 200  # of what a scanner types


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def booking(request: HttpRequest, token: str) -> HttpResponse:
    """The pad. The sixth digit, or what the scanner typed, takes the number; what was tapped stays where it finds nothing."""
    device = devices.by_token(token, kind=Device.Kind.KIOSK)
    said, press = request.POST.get("said", "")[:LONGEST], request.POST.get("press", "")
    typed = _pressed(said, press)
    is_whole = press == "take" or (len(typed) == DIGITS and press.isdigit())
    if request.method != "POST" or not is_whole:
        return _show(request, device, typed)
    return scanned(request, device, said if press == "take" else typed)


def scanned(request: HttpRequest, device: Device, said: str) -> HttpResponse:
    """The number of who booked, by the code or by what a scanner read; or the pad with what is to be said."""
    try:
        ticket_id = _arrive(request, device, said)
    except Refused as refused:
        return _show(request, device, _pressed(said, "") if len(said) <= DIGITS else "", problem=refused)
    return redirect(reverse("kiosk:ticket", args=[device.token, ticket_id]) + screens.tail(request))


@require_safe
@never_cache
def visiting_offices(request: HttpRequest, token: str) -> HttpResponse:
    """驻点窗口: which offices sit here on which days (B10)."""
    device = devices.by_token(token, kind=Device.Kind.KIOSK)
    return screens.show(request, device, "visiting", coming=visiting.of_centre(device.centre_id, on=today()))


def _arrive(request: HttpRequest, device: Device, said: str) -> UUID:
    by, at, key = devices.actor(device), now(), request.POST.get("key", "") or source.new_token()
    with counting.alone():
        if not counting.below(f"kiosk booking|{device.pk}", MOST, SPAN_S):
            raise NotNow(_("这里试的次数太多了，请到导办台报到。"), code="too_often")
    found = booked.in_hall(by, said=said)
    return once(
        lambda: arriving.arrive(found, by=by, at=at), by=by, act="kiosk.arrive", key=key, given=str(found.pk), at=at
    ).subject_id


def _pressed(said: str, press: str) -> str:
    """The digits so far, after this tap."""
    digits = re.sub(r"[^0-9]", "", said)[:DIGITS]
    if press == "less":
        return digits[:-1]
    return (digits + press)[:DIGITS] if press.isascii() and press.isdigit() and len(press) == 1 else digits


def _show(request: HttpRequest, device: Device, typed: str, *, problem: Refused | None = None) -> HttpResponse:
    page = {"typed": typed, "rows": ROWS, "key": source.new_token(), "problem": problem}
    return screens.show(request, device, "booking", status=problem.status if problem else 200, **page)
