"""What the page of intake shows beside what is typed: materials in lines, the promise, what is done today."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from yimen.cases import intake, on_the_spot, reading, timing
from yimen.catalogue import promise
from yimen.catalogue.conditions import Verdict
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import FeeDef, Keeping, Necessity, RequirementDef
from yimen.faces.counter import whole
from yimen.faces.counter.forms import OWN, IntakeForm
from yimen.faces.counter.hand import Matter
from yimen.faces.shared import asking, guides
from yimen.faces.shared.templatetags.look import day
from yimen.office import entrustments

_NEEDED = {Verdict.YES: "这次要交", Verdict.NO: "这次不用交", Verdict.UNKNOWN: "视情况"}
_NECESSITY = {Necessity.CONDITIONAL: "视情况", Necessity.OPTIONAL: "可选"}


def unsent(matter: Matter, typed: QueryDict, known: dict[str, Any]) -> IntakeForm:
    """The form with what was typed so far, nothing yet found wrong; what is known of the person is filled in."""
    initial: dict[str, Any] = {name: typed.get(name) for name in typed if name not in ("given", "code")}
    initial |= {"given": typed.getlist("given"), "seat": typed.get("seat") or matter.seat}
    initial["code"] = typed.get("refusal") or ""
    if matter.joins is not None and "key" not in typed:  # nothing was sent yet
        initial |= _of_the_joined(matter)
    filled = {name: value for name, value in known.items() if value and name in IntakeForm.base_fields}
    keys = [key for key, _name in matter.seats]
    if filled.get("seat") not in keys or typed.get("seat"):
        filled.pop("seat", None)
    form = IntakeForm(initial=initial | filled, matter=matter)
    if not typed.get("number"):
        first = "number" if matter.person is None else "seat"
        form.fields[first].widget.attrs["autofocus"] = True
    return form


def _of_the_joined(matter: Matter) -> dict[str, Any]:
    """What the case it joins has already: the same materials, ticked, and the same place (H2)."""
    assert matter.joins is not None  # noqa: S101  # asked of a joint matter only
    there = {one.requirement.material_code for one in reading.materials(matter.joins) if one.is_given}
    ticked = [str(one.id) for one in matter.definition.requirements if one.material_code in there]
    return {"given": ticked, "seat": str(matter.joins.seat_id)}


def shown(form: IntakeForm, *, on: date) -> dict[str, Any]:
    """Everything the template reads."""
    matter = form.matter
    ticked = {str(one) for one in form["given"].value() or ()}
    told = {one.name.removeprefix(OWN): one.value() for one in form.own}
    asked, must = _materials(form, told)
    may_be_spot = not matter.is_several and on_the_spot.is_possible(matter.definition)
    is_spot = may_be_spot and entrustments.holds(matter.centre.pk, matter.definition.code, on=on)
    fitting = None if matter.is_several else _fitting(form)
    needed = {one.requirement.id: one.verdict for one in fitting.said.materials} if fitting else {}
    return {
        "form": form, "taken_as": matter.taken_as, "home": matter.centre, "definition": matter.definition,
        "is_spot": is_spot, "not_entrusted": may_be_spot and not is_spot,
        "rows": [_row(one, matter, needed.get(one.id), str(one.id) in ticked) for one in asked],
        "must": " ".join(must), "fitting": fitting if asking.can_ask(matter.definition) else None,
        "facts": _facts(form, on), "refusing": form.word == "refuse" or bool(form["code"].value()),
        "wrong_given": _errors(form["given"]), "taken_wrong": any(one.errors for one in form.taken),
        "before_open": any(one.value() or one.errors for one in form.before),
        "taken_names": "、".join(str(one.label) for one in form.taken),
    }  # fmt: skip


def _materials(form: IntakeForm, told: dict[str, Any]) -> tuple[list[RequirementDef], set[str]]:
    """The lines of the list in the chosen variants, each material once; and which of them must be there."""
    common = form.matter.definition
    lines: set[UUID] = set()
    must: set[str] = set()
    for part in form.matter.parts:
        variant = form.variant_of(part)
        lines |= {whole.key_of(one, common) for one in intake.asked(part, variant)}
        must |= {str(whole.key_of(one, common)) for one in intake.missing(part, variant, (), told)}
    return [one for one in common.requirements if one.id in lines], must


def _facts(form: IntakeForm, on: date) -> list[dict[str, Any]]:
    """Of several items each with its promise and its fees; what one item says is its guide's."""
    if not form.matter.is_several:
        part = form.matter.definition
        told = facts(part, form.variant_of(part), on=on)
        if form.matter.taken_as:  # it is the hall that accepts, on another day
            told[0]["lines"] = [*told[0]["lines"][:1], _("自中心受理次日起算")]
        return told
    return [
        {"label": part.name, "lines": [*_promised(part, form.variant_of(part), on), *map(_fee, part.fees)]}
        for part in form.matter.parts
    ]


def facts(definition: Definition, variant: str, *, on: date) -> list[dict[str, Any]]:
    """The promise, the day it would fall on, fees and results, for the right side."""
    told = [(_("承诺时限"), _promised(definition, variant, on))]
    told.append((_("收费"), [_fee(fee) for fee in definition.fees]))
    told.append((_("办理条件"), list(definition.conditions)))
    told.append((_("责任机关"), [definition.body] if definition.body else []))
    told.append((_("办事依据"), list(definition.basis)))
    return [{"label": label, "lines": lines} for label, lines in told if lines]


def words_of(one: RequirementDef) -> str:
    """How many of a material, how large, kept or only looked at, and the guide's note."""
    counts = []
    if one.originals:
        counts.append(_("原件%(n)d份") % {"n": one.originals})
    if one.copies:
        counts.append(_("复印件%(n)d份") % {"n": one.copies})
    if one.keep_or_inspect is Keeping.INSPECT:
        counts.append(_("验看后退还"))
    return "，".join([*counts, *filter(None, (one.size, one.note))])


def check_row(key: UUID, one: RequirementDef, *, checked: bool) -> dict[str, Any]:
    """A line of `shared/_check_list.html`."""
    necessity = _(_NECESSITY[one.necessity]) if one.necessity in _NECESSITY else ""
    return {"value": str(key), "name": one.name, "words": words_of(one), "necessity": necessity, "checked": checked}


def _fitting(form: IntakeForm) -> asking.Asked:
    """Whether the person may, by what is typed so far."""
    typed = {one.name: str(one.value() or "") for one in form.own}
    part = form.matter.definition
    return asking.about(part, typed | {asking.VARIANT: form.variant_of(part)}, before=OWN)


def _row(one: RequirementDef, matter: Matter, needed: Verdict | None, checked: bool) -> dict[str, Any]:
    if matter.is_several:
        return _common_row(one, matter, checked)
    row = check_row(one.id, one, checked=checked)
    if one.condition is not None:  # in words when it is needed, instead of that it sometimes is
        row["words"] = "，".join(filter(None, (row["words"], guides.when(one.condition, matter.definition))))
        row["necessity"] = _(_NEEDED[needed or Verdict.UNKNOWN])
    return row


def _common_row(one: RequirementDef, matter: Matter, checked: bool) -> dict[str, Any]:
    """A material of several items: enough of it for all, and who needs it where not all do (H2)."""
    gathered = whole.gathered(one, matter.parts)
    enough = replace(one, originals=gathered.originals, copies=gathered.copies, note="、".join(gathered.notes))
    row = check_row(one.id, enough, checked=checked)
    whose = (
        "" if len(gathered.items) == len(matter.parts) else _("用于%(items)s") % {"items": "、".join(gathered.items)}
    )
    need = "" if gathered.is_always else _(_NECESSITY[Necessity.CONDITIONAL])
    return row | {"words": "，".join(filter(None, (row["words"], whose))), "necessity": need}


def _promised(definition: Definition, variant: str, on: date) -> list[str]:
    promised = timing.promise_of(definition, variant, on=on)
    said = [promise.words(promised)]
    if not on_the_spot.is_possible(definition):
        last, provisional = timing.after(promised, on)
        said.append(
            (_("今天受理，暂定%(day)s前办结") if provisional else _("今天受理，%(day)s前办结")) % {"day": day(last)}
        )
    return said


def _fee(fee: FeeDef) -> str:
    """The standard; before it what for, where the guide names more than 收费."""
    return fee.standard if fee.name == "收费" else f"{fee.name}：{fee.standard}"


def _errors(field: BoundField) -> list[str]:
    return [str(error) for error in field.errors]
