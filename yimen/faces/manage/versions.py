"""The page of one version of an item: where it stands, its rules for the office, the guide as people read it with what
the lint says beside it, the file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yimen.catalogue import defining, definitions, publishing
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import AfterCompletion, FieldKind, Seat, State
from yimen.catalogue.lint.examining import errors, examine
from yimen.catalogue.models import Item, ItemVersion, VersionState
from yimen.catalogue.writing import write
from yimen.faces.manage import findings
from yimen.faces.manage.catalogue import WORDS
from yimen.faces.manage.frame import READERS, actor_of, show
from yimen.faces.shared import guides
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.guides import Fact
from yimen.faces.shared.now import today
from yimen.journal.errors import NotThere, Sentence

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


@require_safe
@staff_only(*READERS)
def version(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """A version of an item, to be read."""
    mine = Item.objects.visible_to(actor_of(request)).filter(code=code)
    found = ItemVersion.objects.filter(item__in=mine, number=version).first()
    if found is None:
        raise NotThere()
    definition = definitions.of_version(found.pk)
    states = list(VersionState.objects.filter(version=found).order_by("number"))
    faults = examine(definition, defining.current())
    page: dict[str, Any] = {
        "definition": definition, "guide": guides.shown(definition, (), defining.current()), "rules": _rules(definition),
        "states": [(WORDS[one.state], one.from_on) for one in states],
        "file": write(definition, dictionary=defining.current()),
        "is_in_force": ItemVersion.objects.in_force(today()).filter(pk=found.pk).exists(),
        "marks": findings.beside(definition), "marks_template": "manage/_marks.html",
        "tallies": findings.tallies(definition), "to_mend": publishing.to_mend(definition),
        "is_kept_back": _is_draft(states) and not definition.as_printed and bool(errors(faults)),
    }  # fmt: skip
    return show(request, "version", "catalogue", **page)


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
