"""指南有误 at the window: what the clerk finds wrong, or somebody tells, one key from intake (A6)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yimen.catalogue import definitions
from yimen.faces.counter import hand
from yimen.faces.shared import error_reports
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import today
from yimen.journal.errors import Malformed


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*hand.COUNTER)
def report(request: HttpRequest, code: str) -> HttpResponse:
    """A short form in a tab of its own; sent, it shows the number to tell the person. Raises NotThere."""
    definition, form = definitions.published(code, on=today()), error_reports.ReportForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = error_reports.send(definition, form.cleaned_data, channel="counter", by=hand.by(request))
        except Malformed as refused:
            form.refuse(refused)
        else:
            said = _("已报告，编号 %(number)s；凭编号在网上看答复。") % {"number": made.number}
            messages.success(request, said)
            return redirect("counter:report", code)
    page = {"definition": definition, "form": form}
    return render(request, "counter/report.html", page, status=422 if form.errors else 200)
