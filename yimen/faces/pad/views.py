"""评价器 at a window: quiet until a service has ended; then five faces, the reasons, thanks. Two taps, none the clerk's (K3).

The page hears from the displays' stream that somebody is to be asked, and asks each second where the stream does not come
through; without JavaScript it is loaded anew every few seconds. It keeps nothing: what it shows is read from the queue.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yimen.faces.shared import devices as pages
from yimen.faces.shared.now import now
from yimen.journal.errors import Malformed, NotThere, Refused
from yimen.office import devices, watching
from yimen.office.models import Device
from yimen.tickets.models import Ticket
from yimen.voice import rating
from yimen.voice.grades import GRADES, REASONS, Grade


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def pad(request: HttpRequest, token: str) -> HttpResponse:
    """Quiet, or the faces; a face leads to its reasons, these to thanks. Raises NotThere for a pad out of service."""
    device = _device(token)
    if request.method != "POST":
        return _start(request, device)
    ticket = rating.visit_for(devices.actor(device), ticket_id=_uuid(request.POST.get("visit", "")))
    if request.POST.get("grade") not in set(GRADES):
        return _start(request, device)
    if "done" not in request.POST:
        return _reasons(request, device, ticket, Grade(request.POST["grade"]))
    try:
        grade, reasons = request.POST["grade"], request.POST.getlist("reason")
        rating.rate(ticket, grade=grade, reasons=reasons, by=devices.actor(device), at=now())
    except Malformed as refused:
        return _reasons(request, device, ticket, Grade(request.POST["grade"]), problem=refused)
    except Refused as refused:  # rated before, or long ago: whoever stands there is thanked and told
        return _show(request, device, "thanks", status=refused.status, problem=refused)
    return redirect("pad:thanks", token)


@require_safe
@never_cache
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """Thanks, for some seconds."""
    return _show(request, _device(token), "thanks")


@require_safe
@never_cache
def state(request: HttpRequest, token: str) -> JsonResponse:
    """The visit that the pad asks about now, or nothing: what the page looks at when its stream says so, or is silent."""
    device = _device(token)
    watching.heard(device, at=now())
    found = rating.asked_of(device.window, at=now())
    return JsonResponse({"visit": str(found.pk) if found else ""})


def _start(request: HttpRequest, device: Device) -> HttpResponse:
    found = rating.asked_of(device.window, at=now())
    if found is None:
        events = pages.events_of(request, device)
        return pages.may_hear(_show(request, device, "quiet", events=events), events)
    return _show(request, device, "faces", visit=found, grades=GRADES.items())


def _reasons(
    request: HttpRequest, device: Device, visit: Ticket, grade: Grade, *, problem: Refused | None = None
) -> HttpResponse:
    page = {
        "visit": visit,
        "grade": grade,
        "word": GRADES[grade],
        "reasons": REASONS[grade].items(),
        "problem": problem,
    }
    return _show(request, device, "reasons", status=problem.status if problem else 200, **page)


def _show(request: HttpRequest, device: Device, name: str, *, status: int = 200, **page: Any) -> HttpResponse:
    shown = {"device": device, "centre": device.centre, "window": device.window, "name": name} | page
    return render(request, f"pad/{name}.html", shown, status=status)


def _device(token: str) -> Device:
    return devices.by_token(token, kind=Device.Kind.PAD)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotThere() from None
