"""我能办吗、要带什么: a few questions, and what the item answers. Nothing is kept, nothing stands in the address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from yimen.faces.portal import offers
from yimen.faces.shared import asking
from yimen.faces.shared.now import today


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The questions that matter, with what was answered; and the item's answer once something was."""
    definition = offers.one(code, on=today())
    if not asking.can_ask(definition):
        raise Http404
    typed = request.POST if request.method == "POST" else {}
    asked = asking.about(definition, typed)
    shown = {"here": "items", "definition": definition, "asked": asked, "form": asking.Questions(asked, typed)}
    return render(request, "portal/check.html", shown | {"is_answered": request.method == "POST"})
