"""指南有误, by touch: one tap says which part of the guide is wrong, and the number is shown to take along (A6)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yimen.catalogue import reporting
from yimen.faces.kiosk import guide, screens
from yimen.faces.shared import error_reports
from yimen.journal import source
from yimen.journal.errors import NotThere, Refused
from yimen.office import devices
from yimen.office.models import Device


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """Six parts of the guide to choose from; a choice is the report."""
    device = devices.by_token(token, kind=Device.Kind.KIOSK)
    definition = guide.offered_here(device, code)
    problem = ""
    if request.method == "POST":
        if not error_reports.counted(f"kiosk|{device.pk}"):
            problem = str(error_reports.TOO_OFTEN)
        else:
            typed = {"about": request.POST.get("about", ""), "key": request.POST.get("key", "")}
            try:
                made = error_reports.send(definition, typed, channel="kiosk", by=devices.actor(device))
            except NotThere:
                raise
            except Refused as refused:
                problem = str(refused)
            else:
                return redirect(screens.to(request, device, "reported", made.number))
    return screens.show(
        request, device, "report", status=422 if problem else 200, definition=definition, problem=problem,
        choices=reporting.ABOUT.items(), key=source.new_token(), up=screens.to(request, device, "item", code),
    )  # fmt: skip


@require_safe
@never_cache
def reported(request: HttpRequest, token: str, number: str) -> HttpResponse:
    """The number, large, and where the answer is seen."""
    device = devices.by_token(token, kind=Device.Kind.KIOSK)
    found = reporting.by_number(number)
    return screens.show(request, device, "reported", number=found.number, up=screens.to(request, device, "guide"))
