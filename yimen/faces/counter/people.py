"""Finding a case by its number or a person by number, name or initials; seeing a person in full, with a purpose."""

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yimen.cases import reading
from yimen.faces.counter import hand, lists
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import Malformed, NotThere, Refused
from yimen.office.actor import Actor
from yimen.registry import identity, looks, persons
from yimen.registry.models import Person, Purpose

CASE_NUMBER = re.compile(r"[A-Z0-9]{2,6}\d{2}-\d{1,6}")
NUMBER = re.compile(r"[A-Z]*\d{4,}[0-9X]*")
LONGEST = 60
PURPOSES = frozenset({Purpose.INTAKE, Purpose.CASE, Purpose.DELIVERY})


@require_POST
@staff_only(*hand.COUNTER)
def find(request: HttpRequest) -> HttpResponse:
    """A POST, so that no identity number stands in an address or a log."""
    actor, asked = hand.by(request), request.POST.get("q", "").strip()[:LONGEST]
    plain = identity.plain_number(asked.replace("—", "-")) if asked else ""
    try:
        if number := _case_number(asked):
            return redirect("counter:case", reading.case_for(actor, number=number).number)
        found = _persons(asked, plain, actor)
    except Refused as refused:
        page = {"asked": asked, "problem": refused, "found": [], "top": lists.top(actor)}
        return render(request, "counter/found.html", page, status=refused.status)
    return render(request, "counter/found.html", {"asked": asked, "found": found, "top": lists.top(actor)})


@require_POST
@staff_only(*hand.COUNTER)
def look(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The person unmasked, the look kept with its purpose; into the rail by htmx, else a page of its own."""
    actor = hand.by(request)
    if request.POST.get("purpose") not in PURPOSES:
        raise Malformed(_("请说明查看的用途。"), fields={"purpose": _("请说明查看的用途。")})
    person = hand.person(actor, person_id)
    if person is None:
        raise NotThere()
    full = looks.open(person, purpose=Purpose(request.POST["purpose"]), by=actor, at=now())
    page = {"person": person, "full": full, "purpose": request.POST["purpose"], "top": lists.top(actor)}
    template = "_person.html" if request.headers.get("HX-Request") else "person.html"
    return render(request, f"counter/{template}", page)


def _case_number(asked: str) -> str:
    """A case's number out of what was typed on any keyboard, its zeros filled in; empty where it is none."""
    typed = re.sub(r"\s", "", asked).upper().replace("—", "-").replace("－", "-")
    if not CASE_NUMBER.fullmatch(typed):
        return ""
    head, _dash, tail = typed.partition("-")
    return f"{head}-{tail:0>6}"


def _persons(asked: str, plain: str, actor: Actor) -> list[Person]:
    if not asked:
        words = _("请输入办件编号，或办事人的证件号码、姓名、姓名首字母")
        raise Malformed(words, fields={"q": words})
    on = today()
    if NUMBER.fullmatch(plain):
        return persons.find(number=plain, visible_to=actor, on=on)
    if asked.isascii():
        return persons.find(initials=asked.lower(), visible_to=actor, on=on)
    return persons.find(name=asked, visible_to=actor, on=on)
