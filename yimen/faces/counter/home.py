"""The first page of the counter: what to do, for whom, and what waits here."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yimen.cases import using, villages
from yimen.catalogue import finding, signposting
from yimen.catalogue.definitions import Definition
from yimen.faces.counter import hand, lists, queue, whole
from yimen.faces.shared import asking
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import today
from yimen.journal.errors import NotThere
from yimen.office.actor import Actor

LONGEST_SEARCH = 60
MOST_FOUND = 8
MOST_ELSEWHERE = 3


@require_safe
@staff_only(*hand.COUNTER)
def home(request: HttpRequest) -> HttpResponse:
    """Search, lists and drafts; asked by htmx while the clerk types, the results alone."""
    actor, on = hand.by(request), today()
    person = hand.person(actor, request.GET.get("person", ""))
    asked = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    takes_in = actor.role in hand.FRONT
    offered = offered_here(actor, on) if takes_in and asked else ()
    visit = hand.visit(actor, request.GET.get("ticket", ""))
    if person:  # the page stays theirs when the next is called
        visit = visit or queue.in_hand(actor)
        queue.bind(request, visit)
    bundles = () if hand.is_village(actor) else signposting.bundles()  # a village takes in one by one
    page: dict[str, Any] = {
        "visit": visit,
        "asked": asked,
        "found": [(one, asking.can_ask(one)) for one in _found(asked, offered, actor, on)[:MOST_FOUND]],
        "bundles": finding.find(asked, bundles)[:MOST_ELSEWHERE] if asked else [],
        "elsewhere": finding.find(asked, signposting.elsewhere())[:MOST_ELSEWHERE] if asked else [],
        "person": person,
        "joins": hand.joined(actor, request.GET.get("joins", "")),
        "purpose": "intake",
        "draft": request.GET.get("draft", ""),
    }
    page["beside"] = _beside(request, offered_here(actor, on) if request.GET.get("with") else ())
    page["before"] = "".join(f"{one.code}{whole.SIGN}" for one in page["beside"])
    page["onward"] = _onward(page)
    if request.headers.get("HX-Target") == "results":
        return render(request, "counter/_results.html", page)
    top = lists.top(actor)
    page |= {
        "top": top,
        "takes_in": takes_in,
        "lists": lists.all_waiting(actor, on, top),
        "drafts": lists.drafts_of(actor),
    }
    page["own"] = lists.of_person(actor, person.pk, on) if person else None
    return render(request, "counter/home.html", page)


def _found(asked: str, offered: Iterable[Definition], actor: Actor, on: date) -> list[Definition]:
    """What fits, of those alike the most used at this centre first."""
    return finding.find(asked, offered, used=using.times(on=on, centre_id=actor.centre_id)) if asked else []


def offered_here(actor: Actor, on: date) -> tuple[Definition, ...]:
    """What the clerk's centre takes in."""
    return villages.offered(actor.centre_id, on=on) if actor.centre_id else ()


def _beside(request: HttpRequest, offered: Sequence[Definition]) -> list[Definition]:
    """The items with which a further one is taken in on one form."""
    codes = request.GET.get("with", "").split(whole.SIGN)
    known = {one.code: one for one in offered}
    return [known[one] for one in codes if one in known]


def _onward(page: dict[str, Any]) -> str:
    """What goes on from here into intake: the person, the number with which they came, the case it is handled with."""
    told = {"person": page["person"] and page["person"].pk, "ticket": page["visit"] and page["visit"].pk}
    if page["person"] and page["joins"]:
        told["joins"] = page["joins"].number
    if page["before"] and page["draft"]:
        told["draft"] = page["draft"]
    return urlencode({name: value for name, value in told.items() if value})


@require_safe
@staff_only(*hand.COUNTER)
def waiting(request: HttpRequest, state: str) -> HttpResponse:
    """One list in full, a page at a time."""
    actor = hand.by(request)
    if state not in lists.states_for(actor):
        raise NotThere()
    shown = lists.waiting(actor, state, today(), after=request.GET.get("after", ""))
    return render(request, "counter/waiting.html", {"list": shown, "top": lists.top(actor)})
