"""Pages on which anybody says what is wrong in a guide, and sees by the number what came of it (A6)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yimen.catalogue import definitions, reporting
from yimen.faces.portal import forms, offers
from yimen.faces.shared import error_reports
from yimen.faces.shared.now import today
from yimen.journal.errors import Malformed, NotThere
from yimen.office.actor import Actor


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """指南有误: a short form; sent, it has a number."""
    definition = offers.one(code, on=today())
    form = error_reports.ReportForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        if not error_reports.counted(request.META["REMOTE_ADDR"]):
            form.add_error(None, str(error_reports.TOO_OFTEN))
            status = 429
        else:
            try:
                made = error_reports.send(definition, form.cleaned_data, channel="portal", by=Actor.public())
            except Malformed as refused:
                form.refuse(refused)
            else:
                asked = urlencode({"number": made.number, "sent": "1"})
                return redirect(f"{reverse('portal:corrections')}?{asked}")
    page = {"here": "items", "definition": definition, "form": form}
    return render(request, "portal/report.html", page, status=status)


@never_cache
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """查纠错答复, by the number: what part of which guide, and the answer; never who said it, nor what."""
    typed = request.GET.get("number", "")
    page: dict[str, Any] = {"here": "items", "typed": typed[:40], "was_sent": request.GET.get("sent") == "1"}
    if not typed:
        return render(request, "portal/corrections.html", page)
    try:
        found = reporting.by_number(forms.plain(typed))
    except NotThere as refused:
        return render(request, "portal/corrections.html", page | {"problem": refused}, status=404)
    page |= {
        "report": found, "about": reporting.ABOUT[found.about], "name": definitions.of_version(found.version_id).name
    }  # fmt: skip
    return render(request, "portal/corrections.html", page)
