"""否定报备: the ledger of refusals of a month, as it is read and as it is reported upward on paper."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yimen.cases import refused
from yimen.faces.lead.access import LEADS, actor
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import today
from yimen.office.models import Centre


@never_cache
@require_safe
@staff_only(*LEADS)
def refusals(request: HttpRequest) -> HttpResponse:
    """A month of the ledger, this one unless another is named (?month=2026-03)."""
    by, this = actor(request), today().replace(day=1)
    month = min(_month(request.GET.get("month", "")) or this, this)
    page = {
        "rows": refused.of_month(by, month), "month": month, "before": month - timedelta(days=1),
        "after": _next(month) if month < this else None, "centre": get_object_or_404(Centre, pk=by.centre_id),
    }  # fmt: skip
    return render(request, "lead/refusals.html", page)


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)
