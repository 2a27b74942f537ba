"""评价 on the portal: whoever holds the receipt rates the case once it has ended, once and of their own free will (K3)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yimen.cases.models import Case
from yimen.faces.shared.now import now
from yimen.journal.errors import Malformed, NotNow, NotThere
from yimen.office.actor import Actor
from yimen.voice import rating
from yimen.voice.grades import GRADES, REASONS, Grade


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """The grades; with one chosen its reasons, and room for words; sent, thanks. Rated before, it says so."""
    case = _case(token)
    typed = request.POST if request.method == "POST" else request.GET
    grade = typed.get("grade", "")
    if grade not in set(GRADES):
        return _show(request, case)
    if request.method != "POST":
        return _show(request, case, grade=grade)
    reasons, says = request.POST.getlist("reason"), request.POST.get("says", "")
    try:
        rating.rate_case(case, grade=grade, reasons=reasons, says=says, by=Actor.public(), at=now())
    except Malformed as refused:
        return _show(request, case, grade=grade, problem=refused, reasons=reasons, says=says)
    except NotNow as refused:
        return _show(request, case, problem=refused)
    return redirect("portal:rate", token)


def may_rate(token: str) -> bool:
    """Whether the case of a receipt has ended and nobody has rated it yet."""
    try:
        case = rating.case_by_token(token)
    except NotThere:
        return False
    return case.ended_on is not None and not rating.is_case_rated(case)


def _case(token: str) -> Case:
    try:
        return rating.case_by_token(token)
    except NotThere as missing:
        raise Http404 from missing


def _show(request: HttpRequest, case: Case, *, grade: str = "", problem: Any = None, **more: Any) -> HttpResponse:
    page = {
        "here": "progress", "token": case.token, "number": case.number, "grades": GRADES.items(), "grade": grade,
        "word": GRADES[Grade(grade)] if grade else "", "reasons": REASONS[Grade(grade)].items() if grade else (),
        "is_rated": rating.is_case_rated(case), "is_ended": case.ended_on is not None, "problem": problem,
        "longest": rating.LONGEST, "chosen": more.get("reasons", ()), "says": more.get("says", ""),
    }  # fmt: skip
    return render(request, "portal/rate.html", page, status=problem.status if problem else 200)
