"""我能办吗、要带什么: a few questions, and what the item answers. Nothing is kept, nothing stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yimen.catalogue import situation
from yimen.catalogue.conditions import Verdict
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import FieldDef, FieldKind
from yimen.catalogue.situation import Situation
from yimen.faces.portal import offers
from yimen.faces.shared import guides
from yimen.faces.shared.now import now
from yimen.journal.moments import localdate

VARIANT = "variant"
_LONGEST = 60  # characters of an answer that is typed


@dataclass(frozen=True, slots=True)
class Material:
    """A material of the answer: as the guide lists it, and on which questions it still hangs."""

    row: guides.Material
    hangs_on: tuple[str, ...] = ()


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The questions that matter, with what was answered; and the item's answer once something was."""
    definition = offers.one(code, on=localdate(now()))
    if not can_ask(definition):
        raise Http404
    typed = request.POST if request.method == "POST" else {}
    answers = situation.understood(definition.form_fields, typed)
    chosen = typed.get(VARIANT, "")
    known = {one.key for one in definition.variants}
    said = situation.judge(definition, answers, variant=chosen if chosen in known else "")
    open_keys = {one.key for one in said.questions}
    asked = [one for one in situation.askable(definition) if answers[one.key] is not None or one.key in open_keys]
    shown = {
        "here": "items", "definition": definition, "form": Questions(definition, asked, typed), "said": said,
        "may": _MAY[said.may], "is_answered": request.method == "POST", "open": said.may is Verdict.UNKNOWN,
        "bring": _materials(said, Verdict.YES, definition), "perhaps": _materials(said, Verdict.UNKNOWN, definition),
        "refused": said.may is Verdict.NO,
    }  # fmt: skip
    return render(request, "portal/check.html", shown)


def can_ask(definition: Definition) -> bool:
    """Whether anything of the item hangs on an answer."""
    return bool(situation.askable(definition)) or len(definition.variants) > 1


class Questions(forms.Form):
    """The questions, every one with a way to leave it open."""

    use_required_attribute = False

    def __init__(self, definition: Definition, asked: list[FieldDef], typed: Mapping[str, str]) -> None:
        super().__init__(initial={name: typed.get(name, "") for name in [VARIANT, *(one.key for one in asked)]})
        if len(definition.variants) > 1 and not any(one.condition for one in definition.variants):
            choices = [(one.key, one.name) for one in definition.variants]
            self.fields[VARIANT] = _choice(_("您属于哪种情形"), choices)
        for one in asked:
            self.fields[one.key] = _question(one)


def _question(one: FieldDef) -> forms.Field:
    if one.kind is FieldKind.YES_NO:
        return _choice(one.name, [("是", _("是")), ("否", _("否"))], one.note)
    if one.kind is FieldKind.CHOICE:
        return _choice(one.name, [(each, each) for each in one.choices], one.note)
    mode = "numeric" if one.kind is FieldKind.NUMBER else "text"
    entry = forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off", "class": "short"})
    return forms.CharField(label=one.name, help_text=one.note, required=False, max_length=_LONGEST, widget=entry)


def _choice(label: Any, choices: list[Any], note: str = "") -> forms.Field:
    every = [*choices, ("", _("不清楚"))]
    return forms.ChoiceField(label=label, help_text=note, required=False, choices=every, widget=forms.RadioSelect)


def _materials(said: Situation, verdict: Verdict, of: Definition) -> list[Material]:
    return [
        Material(guides.material(one.requirement, of), tuple(field.name for field in one.hangs_on))
        for one in said.of(verdict)
    ]


_MAY: dict[Verdict, str | Lazy] = {
    Verdict.YES: _("按您的回答，问到的条件都符合。"),
    Verdict.NO: _("按您的回答，暂不符合要求："),
    Verdict.UNKNOWN: _("还不能确定，要看下面的条件。"),
}
