"""Pages on which anybody checks a paper: by the root in its QR, or by its number and last four (F5)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yimen.cases import verifying
from yimen.faces.portal import attempts
from yimen.faces.portal.forms import PaperForm, RootForm
from yimen.journal import door, roots
from yimen.journal.errors import NotThere
from yimen.office import centres

# One answer for a wrong number and for wrong digits: nobody learns which numbers exist.
_NOT_FOUND = _("没有找到相符的文书。请核对编号和后4位；仍查不到的，请带文书到窗口核对")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """With `?root=`, whether it stands with the journal; posted, what the paper of that number is."""
    if request.method == "POST":
        return _by_number(request)
    root = request.GET.get("root", "")
    return _page(
        request, RootForm(initial={"root": root}), PaperForm(), checked=_checked(root) if root.strip() else None
    )


def _by_number(request: HttpRequest) -> HttpResponse:
    form = PaperForm(request.POST)
    if not form.is_valid():
        return _page(request, RootForm(), form)
    number = form.cleaned_data["number"]
    if not attempts.counted(request.META["REMOTE_ADDR"], verifying.counted_as(number)):
        return render(request, "429.html", status=429)
    try:
        return _page(
            request, RootForm(), PaperForm(), verified=verifying.by_number(number, form.cleaned_data["last_four"])
        )
    except NotThere:
        form.add_error(None, _NOT_FOUND)
        return _page(request, RootForm(), form)


def _checked(root: str) -> dict[str, object]:
    found = roots.check(root)
    centre = centres.known(found.centre_id).name if found.centre_id else ""
    return {
        "standing": found.standing.value,
        "on": found.on,
        "word": door.word(found.act),
        "centre": centre,
        "root": root,
    }


def _page(request: HttpRequest, root_form: RootForm, form: PaperForm, **found: object) -> HttpResponse:
    page = {"here": "verify", "root_form": root_form, "form": form, **found}
    return render(request, "portal/verify.html", page, status=422 if form.errors else 200)
