"""Pages on which a citizen sees how far a case is: by the receipt's QR, or by number and last four."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yimen.cases import progress
from yimen.faces.portal import attempts, rating
from yimen.faces.portal.forms import ProgressForm
from yimen.faces.shared import lights
from yimen.faces.shared.now import now
from yimen.journal.errors import NotThere

# One answer for a wrong number and for wrong digits: nobody learns which numbers exist.
_NOT_FOUND = _("没有找到相符的办件。请核对编号和后4位；仍查不到的，请到窗口询问")


@never_cache
@require_safe
def by_token(request: HttpRequest, token: str) -> HttpResponse:
    """Progress without typing: the token is in the receipt's QR."""
    try:
        return _page(request, progress.by_token(token, at=now()), rates=token if rating.may_rate(token) else "")
    except NotThere as missing:
        raise Http404 from missing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_number(request: HttpRequest) -> HttpResponse:
    """Two fields; posted, so that neither stands in an address."""
    form = ProgressForm(request.POST or None, initial={"number": request.GET.get("number", "")})
    if not form.is_valid():
        return _form(request, form)
    number = form.cleaned_data["number"]
    if not attempts.counted(request.META["REMOTE_ADDR"], number):
        return render(request, "429.html", status=429)
    try:
        return _page(request, progress.by_number(number, form.cleaned_data["last_four"], at=now()))
    except NotThere:
        form.add_error(None, _NOT_FOUND)
        return _form(request, form)


def _form(request: HttpRequest, form: ProgressForm) -> HttpResponse:
    page = {"here": "progress", "form": form}
    return render(request, "portal/progress_search.html", page, status=422 if form.errors else 200)


def _page(request: HttpRequest, found: progress.Progress, *, rates: str = "") -> HttpResponse:
    asking = [one for one in found.notices if one.missing or one.answer_by]
    light = lights.shown(found.light, found.light_words)
    root = request.GET.get("root", "")  # of the paper whose QR was scanned
    page = {"here": "progress", "progress": found, "asking": asking, "light": light, "root": root, "rates": rates}
    return render(request, "portal/progress.html", page)
