"""Pages that point on: a moment of life with all its matters, and a matter that is done elsewhere."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yimen.catalogue import definitions
from yimen.faces.shared import signs
from yimen.faces.shared.now import today
from yimen.journal.errors import NotThere


@require_safe
def together(request: HttpRequest, code: str) -> HttpResponse:
    """All matters of a moment of life on one page, and one list of what to bring."""
    on = today()
    try:
        shown = signs.together(code, definitions.offered_anywhere(on=on))
    except NotThere as missing:
        raise Http404 from missing
    return render(request, "portal/together.html", {"here": "items", "shown": shown, "bundle": shown.bundle, "on": on})


@require_safe
def elsewhere(request: HttpRequest, code: str) -> HttpResponse:
    """Who does a matter that is not done here, where and when: a slip to hand out (A12)."""
    try:
        matter = signs.elsewhere(code)
    except NotThere as missing:
        raise Http404 from missing
    page = {"here": "items", "matter": matter, "facts": signs.facts(matter), "on": today()}
    return render(request, "portal/elsewhere.html", page)
