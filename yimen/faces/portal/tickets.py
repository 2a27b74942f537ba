"""A number on the own phone: its place in line, which moves; and taking one by the code that the hall's kiosk shows (B2)."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yimen.faces.shared import phones, slips
from yimen.faces.shared.now import now
from yimen.journal import source
from yimen.journal.errors import NotThere, Refused
from yimen.journal.moments import localdate
from yimen.journal.once import once
from yimen.office import devices
from yimen.office.actor import Actor
from yimen.office.models import Device
from yimen.tickets import closing, foretelling, halls, phoning, reading, taking
from yimen.tickets.lifecycle import ENDINGS, State
from yimen.tickets.models import Ticket

COOKIE: Final = "ticket"  # the open number of this phone; nothing else is known of whose it is
_SOON = 3  # with so many ahead it is looked at more often:
_OFTEN, _SELDOM = 8, 20  # seconds


@never_cache
@require_safe
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """Where a number stands; the page asks again by itself. The token is in the slip's code."""
    try:
        found = reading.by_token(token)
    except NotThere as missing:
        raise Http404 from missing
    return render(request, "portal/ticket.html", _shown(found, now()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, token: str) -> HttpResponse:
    """留手机号: whoever holds the slip is told by message too, at another number, or no more. 404 where there is no gateway."""
    try:
        phones.insist()
        found = reading.by_token(token)
    except NotThere as missing:
        raise Http404 from missing
    if request.POST.get("act") == "withdraw":
        phones.taken_back(found, by=Actor.public(), at=now())  # refused it is gone already, as its page says
        return redirect("portal:ticket", token)
    form = phones.PhoneForm(request.POST if request.method == "POST" else None)
    if form.is_bound and phones.left(form, found, by=Actor.public(), at=now()):
        return redirect("portal:ticket", token)
    page = phones.offered(found) | {"ticket": found, "form": form}
    return render(request, "portal/ticket_message.html", page, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Lines to choose from, for who scanned the kiosk's code; a phone that has an open number is led to it."""
    at = now()
    mine = _mine(request, at)
    if mine is not None:
        return redirect("portal:ticket", mine.token)
    try:
        device = phoning.device_of(code, at=at)
        return _taken(request, device, code, at) if request.method == "POST" else _choose(request, device, at)
    except NotThere as missing:
        raise Http404 from missing
    except Refused as refused:
        return render(request, "portal/take.html", {"problem": refused}, status=refused.status)


def _choose(request: HttpRequest, device: Device, at: datetime) -> HttpResponse:
    lines = [one for one in foretelling.hall(device.centre_id, at=at).lines if one.line.is_open]
    is_open = taking.gives_numbers(device.centre_id, at=at)
    page = {"centre": device.centre, "lines": lines if is_open else [], "key": source.new_token(), "is_open": is_open}
    return render(request, "portal/take.html", page)


def _taken(request: HttpRequest, device: Device, code: str, at: datetime) -> HttpResponse:
    """The number, once however often it is pressed; the phone keeps its token until midnight."""
    by, key = devices.actor(device), request.POST.get("key", "")
    line = halls.line_for(by, line_id=_uuid(request.POST.get("line", "")))
    outcome = once(
        lambda: phoning.take(code, line, at=at), by=by, act="portal.take", key=key, given=str(line.pk), at=at
    )
    found = reading.ticket_for(by, ticket_id=outcome.subject_id)
    answer = redirect("portal:ticket", found.token)
    left = int((closing.end_of(localdate(at)) - at).total_seconds())
    answer.set_cookie(
        COOKIE, found.token, max_age=max(left, 1), httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return answer


def _mine(request: HttpRequest, at: datetime) -> Ticket | None:
    """The number this phone has and has not used up; one number a phone at a time."""
    try:
        found = reading.by_token(request.COOKIES.get(COOKIE, ""))
    except NotThere:
        return None
    return None if found.state in ENDINGS or found.taken_on != localdate(at) else found


def _shown(found: Ticket, at: datetime) -> dict[str, Any]:
    """What the phone shows; nothing personal, since a ticket knows of nobody."""
    slip = slips.shown(found, found.line.centre)
    is_past = found.taken_on != localdate(at)
    is_over = found.state in ENDINGS or is_past
    is_near = found.state != State.WAITING or slip["ahead"] <= _SOON
    return slip | phones.offered(found) | {
        "is_past": is_past, "at": at, "every": 0 if is_over else _OFTEN if is_near else _SELDOM,
        "step": "past" if is_past and found.state not in ENDINGS else found.state,
    }  # fmt: skip


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotThere() from None
