"""Before anything is taken in: whether one may and what to bring, a moment of life, and what is done elsewhere (A5, A12)."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from yimen.cases import villages
from yimen.faces.counter import hand, lists, queue
from yimen.faces.counter.forms import OWN
from yimen.faces.shared import asking, signs
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import today
from yimen.journal.errors import NotThere

CARRIED = (
    "person",
    "ticket",
    "joins",
)  # what goes on from page to page: for whom, with which number, together with what


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*hand.FRONT)
def check(request: HttpRequest, code: str) -> HttpResponse:
    """The questions of an item and its answer; nothing is kept, and what was answered goes on into intake."""
    actor = hand.by(request)
    typed = request.POST if request.method == "POST" else request.GET
    person, visit = hand.person(actor, typed.get("person", "")), hand.visit(actor, typed.get("ticket", ""))
    definition = hand.matter(actor, code, person, hand.joined(actor, typed.get("joins", ""))).definition
    if not asking.can_ask(definition):
        raise NotThere()
    if person:  # the page stays theirs when the next is called
        queue.bind(request, visit or queue.in_hand(actor))
    told = typed if request.method == "POST" else {}
    asked = asking.about(definition, told, before=OWN)
    settled = asked.said.variant
    page = _page(request) | {
        "definition": definition, "asked": asked, "form": asking.Questions(asked, told), "person": person,
        "is_answered": request.method == "POST", "carried": {name: typed.get(name, "") for name in CARRIED},
        "variant": settled.key if settled and asking.VARIANT not in {one.name for one in asked.questions} else "",
    }  # fmt: skip
    return render(request, "counter/check.html", page)


@require_safe
@staff_only(*hand.COUNTER)
def together(request: HttpRequest, code: str) -> HttpResponse:
    """A moment of life: its items one key away from intake, and one list of what to bring to hand out."""
    actor = hand.by(request)
    offered = villages.offered(actor.centre_id, on=today()) if actor.centre_id else ()
    page = _page(request) | {"shown": signs.together(code, offered), "takes_in": actor.role in hand.FRONT}
    return render(request, "counter/together.html", page)


@require_safe
@staff_only(*hand.COUNTER)
def elsewhere(request: HttpRequest, code: str) -> HttpResponse:
    """The slip of a matter that is not done here (A12)."""
    matter = signs.elsewhere(code)
    return render(request, "counter/elsewhere.html", _page(request) | {"matter": matter, "facts": signs.facts(matter)})


def _page(request: HttpRequest) -> dict[str, Any]:
    given = request.POST if request.method == "POST" else request.GET
    onward = urlencode({name: given[name] for name in CARRIED if given.get(name)})
    return {"top": lists.top(hand.by(request)), "onward": onward, "on": today()}
