"""Pages on which a citizen finds a matter and reads its guide."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yimen.cases import using
from yimen.catalogue import defining, definitions, finding, signposting
from yimen.catalogue.definitions import Definition
from yimen.catalogue.models import Care
from yimen.faces.portal import forms, offers
from yimen.faces.shared import asking, downloads, guides, situations
from yimen.faces.shared.now import now
from yimen.journal.moments import localdate

MOST_ELSEWHERE = 5
MOST_OFTEN = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search first, then situations of life, then departments."""
    offered, used = _offered()
    page = {
        "often": situations.entries(one for one in offered[:MOST_OFTEN] if one.code in used),
        "situations": situations.grouped(offered),
        "bundles": signposting.bundles(),
        "lines": situations.lines(offered),
    }
    return render(request, "portal/home.html", page)


@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """What a search found, or all matters of a department, or all there are."""
    offered, used = _offered()
    asked, line = forms.asked(request.GET.get("q", "")), request.GET.get("line", "")
    found = finding.find(asked, offered, used=used) if asked else [one for one in offered if line in ("", one.line)]
    page: dict[str, Any] = {"here": "items", "asked": asked, "line": line, "found": situations.entries(found)}
    if asked:
        page["bundles"] = finding.find(asked, signposting.bundles())
        page["elsewhere"] = finding.find(asked, signposting.elsewhere())[:MOST_ELSEWHERE]
    elif not line:
        page["bundles"] = signposting.bundles()
    return render(request, "portal/items.html", page)


@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """The whole guide of a matter; what the printed guide leaves out is said to be left out."""
    on = localdate(now())
    definition = offers.one(code, on=on)
    page = {
        "here": "items",
        "guide": guides.shown(
            definition, offers.places(definition, on=on), defining.current(), downloads.of(definition.item_id, code)
        ),
        "on": on,
    }
    page["care"] = Care.objects.filter(item=definition.item_id).select_related("post__centre").first()
    return render(request, "portal/guide.html", page | {"can_ask": asking.can_ask(definition)})


def _offered() -> tuple[tuple[Definition, ...], Mapping[str, int]]:
    """What some centre offers, the most used first; and how often each was asked for."""
    on = localdate(now())
    used = using.times(on=on)
    return finding.most_used_first(definitions.offered_anywhere(on=on), used), used
