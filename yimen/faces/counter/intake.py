"""Intake on one page: the person, the place, the materials; then one act, once, however often it is sent."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from yimen.cases import completion, drafts, on_the_spot, reading, together
from yimen.cases import intake as verbs
from yimen.cases.intake import Handed
from yimen.cases.lifecycle import State
from yimen.cases.models import Case
from yimen.catalogue.elements import Seat
from yimen.faces.counter import drafting, hand, lists, queue, sheet
from yimen.faces.counter.forms import PERSON_FIELDS, IntakeForm, tell
from yimen.faces.counter.hand import Matter
from yimen.faces.shared import downloads
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal import source
from yimen.journal.errors import Refused
from yimen.journal.once import once
from yimen.office.actor import Actor
from yimen.registry import identity, looks, persons
from yimen.registry.models import Person, Purpose

Doing = Callable[[Handed, IntakeForm, Actor, datetime], Case]
DONE: Final = {
    "receive": _("已代收，请把收件回执交给申请人，材料随件送交中心"),
    "accept": _("已受理"),
    "ask": _("已一次性告知"),
    "spot": _("已当场办结"),
    "refuse": _("已作出不予受理"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*hand.FRONT)
def intake(request: HttpRequest, code: str) -> HttpResponse:
    """The page as it is: empty, from a draft, or as typed; and each of its acts."""
    actor = hand.by(request)
    typed = _typed(request, actor)
    person, joins = hand.person(actor, typed.get("person", "")), hand.joined(actor, typed.get("joins", ""))
    matter = hand.matter(actor, code, person, joins, hand.visit(actor, typed.get("ticket", "")))
    word = request.POST.get("act", "")
    if word in (TOGETHER if matter.is_several else DOERS):
        return _do(request, matter, word)
    if word == "draft":
        return _keep(request, matter)
    if word == "more":
        return _add(request, matter)
    known = _look_up(typed, actor) if word == "look_up" else {}
    return _show(request, sheet.unsent(matter, typed, known), known=known)


@require_POST
@staff_only(*hand.FRONT)
def wipe_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """A draft thrown away."""
    drafts.wipe(draft_id, by=hand.by(request))
    messages.success(request, _("草稿已删除"))
    return redirect("counter:home")


def _do(request: HttpRequest, matter: Matter, word: str) -> HttpResponse:
    form, actor = IntakeForm(request.POST, matter=matter, word=word), hand.by(request)
    if not form.is_valid():
        return _show(request, form, status=422)
    given = {name: _plain(value) for name, value in form.cleaned_data.items()} | {"person": request.POST.get("person")}
    at, key = now(), request.POST.get("key", "")
    try:
        outcome = once(
            lambda: _act(form, word, actor, at), by=actor, act=f"counter.{word}", key=key, given=given, at=at
        )
    except Refused as refused:
        tell(form, refused)
        return _show(request, form, status=refused.status)
    if draft := _uuid(request.POST.get("draft", "")):
        drafts.wipe(draft, by=actor)
    case = Case.objects.visible_to(actor).get(pk=outcome.subject_id)
    messages.success(request, _said(case, actor, word) if matter.is_several else DONE[word])
    return redirect("counter:case", reading.case_for(actor, number=case.number).number)


def _said(case: Case, actor: Actor, word: str) -> str:
    """What became of several items: one of them may have gone its way while another waits for its materials."""
    mine = Case.objects.visible_to(actor).filter(application_id=case.application_id)
    states = list(mine.values_list("state", flat=True))
    waiting = states.count(State.COMPLETING)
    if not waiting or waiting == len(states):
        return _("%(n)d个事项%(done)s，联办") % {"n": len(states), "done": DONE[word] if waiting else DONE["accept"]}
    return _("联办：%(accepted)d个事项已受理，%(asked)d个已一次性告知") % {
        "accepted": len(states) - waiting, "asked": waiting,
    }  # fmt: skip


def _act(form: IntakeForm, word: str, actor: Actor, at: datetime) -> Case:
    """The person registered and the act done: both or neither."""
    matter, cleaned = form.matter, form.cleaned_data
    seat = UUID(cleaned["seat"])
    person = matter.person or persons.register(
        **{name: cleaned.get(name, "") for name in PERSON_FIELDS} | {"document_kind": _kind(form)},
        division_id=seat if matter.definition.seat is not Seat.PLACE else None, by=actor, at=at,
    )  # fmt: skip
    handed = [
        Handed(
            definition=part, centre=matter.centre, applicant=person, seat_id=seat, given=form.given_of(part),
            variant=form.variant_of(part), form=form.written_of(part) or None, window_id=actor.window_id,
            joins=matter.joins, ticket_id=matter.visit.pk if matter.visit else None,
            channel="village" if matter.taken_as else "counter",
        )
        for part in matter.parts
    ]  # fmt: skip
    return TOGETHER[word](handed, form, actor, at) if matter.is_several else DOERS[word](handed[0], form, actor, at)


def _kind(form: IntakeForm) -> str:
    """The kind that the number states: a permit typed as a resident's is a permit."""
    return form.identity.kind.value if form.identity else form.cleaned_data["document_kind"] or "resident"


def _ask(handed: Handed, form: IntakeForm, actor: Actor, at: datetime) -> Case:
    return completion.receive_and_ask(handed, remark=form.cleaned_data["remark"], by=actor, at=at)


def _refuse(handed: Handed, form: IntakeForm, actor: Actor, at: datetime) -> Case:
    typed = form.cleaned_data
    return verbs.turn_away(handed, code=typed["code"], reason=typed["reason"], basis=typed["basis"], by=actor, at=at)


DOERS: Final[dict[str, Doing]] = {
    "receive": lambda handed, form, actor, at: verbs.receive(handed, by=actor, at=at),
    "accept": lambda handed, form, actor, at: verbs.take_in(handed, by=actor, at=at),
    "ask": _ask,
    "spot": lambda handed, form, actor, at: on_the_spot.handle(handed, by=actor, at=at),
    "refuse": _refuse,
}


TOGETHER: Final[dict[str, Callable[[list[Handed], IntakeForm, Actor, datetime], Case]]] = {
    "accept": lambda handed, form, actor, at: together.take_in(handed, by=actor, at=at)[0],
    "ask": lambda handed, form, actor, at: together.take_in_or_ask(
        handed, remark=form.cleaned_data["remark"], by=actor, at=at
    )[0],
}


def _typed(request: HttpRequest, actor: Actor) -> QueryDict:
    """What stands on the page: as sent, as kept in a draft, or as the address says."""
    if request.method == "POST":
        return request.POST
    typed = QueryDict(mutable=True)
    if key := _uuid(request.GET.get("draft", "")):
        draft = drafts.one(actor, key)
        for name, values in draft.data.items():
            typed.setlist(name, values if isinstance(values, list) else [values])
        typed["draft"] = str(draft.pk)
    for name in ("person", "joins") if "draft" not in typed else ():
        if name in request.GET:
            typed[name] = request.GET[name]
    visit = hand.visit(actor, typed.get("ticket") or request.GET.get("ticket", "")) or queue.in_hand(actor)
    typed["ticket"] = str(visit.pk) if visit else ""
    return typed


def _look_up(typed: QueryDict, actor: Actor) -> dict[str, Any]:
    """What is known of the typed number: its warnings, and the person where this post may see them (a look is kept)."""
    text, kind = typed.get("number", ""), typed.get("document_kind") or "resident"
    try:
        read = identity.read(text, kind)
    except identity.Unreadable as error:
        return {"wrong": str(error)}
    known: dict[str, Any] = {"warnings": read.warnings, "document_kind": read.kind.value}
    found: list[Person] = persons.find(number=read.number, visible_to=actor, on=today()) if read.number else []
    same = next((one for one in found if one.document_kind == read.kind), None)
    if same is None:
        return known | {"is_new": bool(read.number)}
    full = looks.open(same, purpose=Purpose.INTAKE, by=actor, at=now())
    words = {"name": full.name, "phone": full.phone, "address": full.address, "seat": str(full.division_id or "")}
    return known | words | {"is_known": True}


def _keep(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Keep what is typed; asked in the background, answer nothing."""
    drafting.keep(matter, request.POST, by=hand.by(request), at=now())
    if request.headers.get("X-Requested-With") == "autosave":
        return HttpResponse(status=204)
    messages.success(request, _("草稿已存，保留30天"))
    return redirect("counter:home")


def _add(request: HttpRequest, matter: Matter) -> HttpResponse:
    """A further item on the same form: what is typed is kept, and goes along to where the item is chosen."""
    draft = drafting.keep(matter, request.POST, by=hand.by(request), at=now())
    told = {"with": matter.definition.code, "draft": draft.pk}
    told |= {name: request.POST[name] for name in ("person", "ticket", "joins") if request.POST.get(name)}
    return redirect(f"{reverse('counter:home')}?{urlencode(told)}")


def _show(request: HttpRequest, form: IntakeForm, *, known: Any = None, status: int = 200) -> HttpResponse:
    matter = form.matter
    posted = request.POST if request.method == "POST" else _typed(request, hand.by(request))
    queue.bind(request, matter.visit)
    page = sheet.shown(form, on=today()) | {
        "known": known, "top": lists.top(matter.actor), "person": matter.person, "visit": matter.visit,
        "joins": matter.joins, "parts": matter.parts if matter.is_several else (), "purpose": Purpose.INTAKE.value,
        "key": request.POST.get("key") or source.new_token(), "draft": posted.get("draft") or source.new_id(),
        "address": reverse("counter:intake", args=[matter.definition.code]),
        "files": [file for one in matter.parts for file in downloads.of(one.item_id, one.code)],
    }  # fmt: skip
    template = "_applicant.html" if request.headers.get("HX-Target") == "applicant" else "intake.html"
    return render(request, f"counter/{template}", page, status=status)


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else str(value)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
