"""The page of one version of an item: where it stands, its rules for the office, the guide as people read it with what
the lint says beside it, the file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yimen.catalogue import defining, definitions, owning, publishing, reviewing, standing
from yimen.catalogue.acts import Act
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import AfterCompletion, FieldKind, Seat, State
from yimen.catalogue.lint.examining import errors, examine
from yimen.catalogue.models import Claim, ItemVersion, VersionState
from yimen.catalogue.writing import write
from yimen.faces.manage import changes, findings
from yimen.faces.manage.catalogue import WORDS
from yimen.faces.manage.forms import DayField
from yimen.faces.manage.frame import EDITORS, READERS, actor_of, centre_of, show
from yimen.faces.manage.ownership import may_write
from yimen.faces.shared import guides
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.guides import Fact
from yimen.faces.shared.now import now, today
from yimen.journal.errors import Malformed, NotNow, NotThere, NotYours, Refused, Sentence
from yimen.office.actor import Actor

Typed = Mapping[str, str]
_SEATS: dict[Seat, Sentence] = {
    Seat.HOUSEHOLD: _("户籍所在地"),
    Seat.RESIDENCE: _("居住地"),
    Seat.PLACE: _("事项所在地"),
}
_AFTER: dict[AfterCompletion, Sentence] = {
    AfterCompletion.RESTART: _("补正后重新计算"),
    AfterCompletion.RESUME: _("补正后接着计算"),
}
_FIELDS: dict[FieldKind, Sentence] = {
    FieldKind.TEXT: _("文字"), FieldKind.NUMBER: _("数字"), FieldKind.DATE: _("日期"), FieldKind.CHOICE: _("选择"),
    FieldKind.YES_NO: _("是或否"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Stood:
    """A state that the version was in: its word, since when, the minute it rests on, why it was given back."""

    words: Sentence
    from_on: date
    minute: str
    reason: str


@require_safe
@staff_only(*READERS)
def version(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """A version of an item: to be read, and to be moved on by who may."""
    return _page(request, _found(request, code, version))


@require_POST
@staff_only(*EDITORS)
def act(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """送审, 退回修改, 发布, 取消; what is refused stands on the page with what was typed."""
    found, named = _found(request, code, version), request.POST.get("act", "")
    if named not in _ACTS:
        raise NotThere()
    perform, said = _ACTS[named]
    try:
        perform(found, request.POST, actor_of(request))
    except (Malformed, NotNow, NotYours) as refused:
        return _page(request, found, refused=refused)
    messages.success(request, said % {"name": found.name, "number": found.number})
    return redirect("manage:version", code, version)


def _send(version: ItemVersion, _typed: Typed, by: Actor) -> None:
    reviewing.send_to_review(version, by=by, at=now())


def _give_back(version: ItemVersion, typed: Typed, by: Actor) -> None:
    reviewing.give_back(version, reason=typed.get("reason", ""), by=by, at=now())


def _publish(version: ItemVersion, typed: Typed, by: Actor) -> None:
    reviewing.publish(version, from_on=_day(typed, "from_on"), minute=typed.get("minute", ""), by=by, at=now())


def _retire(version: ItemVersion, typed: Typed, by: Actor) -> None:
    is_draft = standing.state_of(version) is not State.PUBLISHED  # put aside at once
    reviewing.retire(version, from_on=today() if is_draft else _day(typed, "until_on"), by=by, at=now())


def _day(typed: Typed, name: str) -> date:
    try:
        day: date = DayField().clean(typed.get(name, ""))
    except ValidationError as wrong:
        raise Malformed(_("日子没有填对，事项没有变动。"), fields={name: wrong.messages[0]}) from wrong
    return day


_ACTS: dict[str, tuple[Callable[[ItemVersion, Typed, Actor], None], Sentence]] = {
    Act.SEND_TO_REVIEW: (_send, _("已送审：%(name)s第%(number)s版。")),
    Act.RETURN_DRAFT: (_give_back, _("已退回修改：%(name)s第%(number)s版。")),
    Act.PUBLISH: (_publish, _("已发布：%(name)s第%(number)s版。")),
    Act.RETIRE: (_retire, _("已取消：%(name)s第%(number)s版。")),
}


def _found(request: HttpRequest, code: str, number: int) -> ItemVersion:
    return owning.version_for(actor_of(request), code, number)


def _page(request: HttpRequest, found: ItemVersion, *, refused: Refused | None = None) -> HttpResponse:
    definition = definitions.of_version(found.pk)
    states = list(VersionState.objects.filter(version=found).order_by("number"))
    faults = examine(definition, defining.current())
    page: dict[str, Any] = {
        "definition": definition, "guide": guides.shown(definition, (), defining.current()), "rules": _rules(definition),
        "states": [_Stood(WORDS[one.state], one.from_on, one.minute, reviewing.reason_of(one)) for one in states],
        "file": write(definition, dictionary=defining.current()),
        "is_in_force": ItemVersion.objects.in_force(today()).filter(pk=found.pk).exists(),
        "marks": findings.beside(definition, defining.current()), "marks_template": "manage/_marks.html",
        "tallies": findings.tallies(definition, defining.current()), "to_mend": publishing.to_mend(definition),
        "is_kept_back": _is_draft(states) and not definition.as_printed and bool(errors(faults)),
        "refused": refused, "typed": request.POST, "today": today(), **_since(found, definition),
    }  # fmt: skip
    if may_write(request, found.item):
        page |= _acts(request, found)
    return show(request, "version", "catalogue", status=refused.status if refused else 200, **page)


def _acts(request: HttpRequest, found: ItemVersion) -> dict[str, Any]:
    """What this actor can do with the version, and what must be known before it."""
    by, on, possible = actor_of(request), today(), reviewing.possible(found)
    begins = found.states.filter(state=State.PUBLISHED.value).values_list("from_on", flat=True).first()
    claimed = Claim.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=on), centre=centre_of(request), item=found.item
    )
    others = reviewing.others(by, on=on) if possible else []
    return {
        "acts": {str(one) for one in possible}, "is_new": standing.is_new(found), "is_newest": standing.is_newest(found),
        "others": [one.name for one in others], "is_own": reviewing.second_needed(found, by=by, on=on),
        "may_edit": standing.is_newest(found) and Act.RETURN_DRAFT not in possible,
        "is_unclaimed": standing.state_of(found) is State.PUBLISHED and not claimed.exists(),
        "draft": _draft_after(found), "offer_on": max(begins or on, on), "is_published": begins is not None,
    }  # fmt: skip


def _draft_after(found: ItemVersion) -> ItemVersion | None:
    """The newest version of the item, where it is a later one."""
    return ItemVersion.objects.filter(item_id=found.item_id, number__gt=found.number).order_by("-number").first()


def _since(found: ItemVersion, definition: Definition) -> dict[str, Any]:
    """What changed since the version in force; else since the last one published before it; else since the draft before."""
    before = ItemVersion.objects.filter(item_id=found.item_id, number__lt=found.number).order_by("-number")
    base = ItemVersion.objects.in_force(today()).filter(item_id=found.item_id, number__lt=found.number).first()
    base = base or before.filter(states__state=State.PUBLISHED.value).first() or before.first()
    if base is None:
        return {"base": None, "changes": ()}
    return {"base": base.number, "changes": changes.between(definitions.of_version(base.pk), definition)}


def _is_draft(states: list[VersionState]) -> bool:
    return not states or states[-1].state in (State.DRAFT, State.REVIEW)


def _rules(one: Definition) -> list[Fact]:
    """What the office goes by, in words."""
    decides: list[Sentence] = [step.name for step in one.steps if step.is_decision] or [_("窗口决定")]
    fields = [f"{field.name}（{_FIELDS[field.kind]}{'' if field.required else '，选填'}）" for field in one.form_fields]
    rules = [
        (one.decided_at_window, _("窗口受委托作决定")),
        (one.who_accepts_may_decide, _("受理的人可以作决定")),
        (one.deemed_acceptance, _("逾期不答复视为受理")),
        (one.completion_in_process, _("受理后可以要求补正")),
        (one.refusal_needs_leader, _("不予受理须先请示领导")),
    ]
    return [
        Fact(_("派件按"), (_SEATS[one.seat],)),
        Fact(_("作决定"), tuple(decides)),
        Fact(_("补正之后"), (_AFTER[one.completion],)),
        Fact(_("特别约定"), tuple(words for holds, words in rules if holds) or (_("没有"),)),
        *([Fact(_("申请表"), tuple(fields))] if fields else []),
    ]
