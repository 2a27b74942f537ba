"""What the page of intake shows beside what is typed: materials in lines, the promise, what is done today."""

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
from yimen.faces.counter.forms import OWN, IntakeForm
from yimen.faces.counter.hand import Matter
from yimen.faces.shared import asking, guides
from yimen.faces.shared.templatetags.look import day

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
    """What the case it joins has already: the same materials ticked, the same fields filled, the same place (H2)."""
    assert matter.joins is not None  # noqa: S101  # asked of a joint matter only
    there = {one.requirement.material_code for one in reading.materials(matter.joins) if one.is_given}
    ticked = [str(one.id) for one in matter.definition.requirements if one.material_code in there]
    written = matter.joins.application.form or {}
    keys = {one.key for one in matter.definition.form_fields}
    own = {OWN + key: value for key, value in written.items() if key in keys}
    return {**own, "given": ticked, "seat": str(matter.joins.seat_id)}


def shown(form: IntakeForm, *, on: date) -> dict[str, Any]:
    """Everything the template reads."""
    definition = form.matter.definition
    variant = str(form["variant"].value() or "") if "variant" in form.fields else ""
    asked = intake.asked(definition, variant)
    ticked = {str(one) for one in form["given"].value() or ()}
    told = {one.name.removeprefix(OWN): one.value() for one in form.own}
    must = {str(one.id) for one in intake.missing(definition, variant, (), told)}
    fitting = asking.about(definition, _typed(form) | {asking.VARIANT: variant}, before=OWN)
    needed = {one.requirement.id: one.verdict for one in fitting.said.materials}
    return {
        "form": form, "definition": definition, "is_spot": on_the_spot.is_possible(definition),
        "rows": [_row(one, definition, needed.get(one.id), str(one.id) in ticked) for one in asked],
        "must": " ".join(must), "fitting": fitting if asking.can_ask(definition) else None,
        "facts": facts(definition, variant, on=on), "refusing": form.word == "refuse" or bool(form["code"].value()),
        "wrong_given": _errors(form["given"]),
    }  # fmt: skip


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


def _typed(form: IntakeForm) -> dict[str, str]:
    return {one.name: str(one.value() or "") for one in form.own}


def _row(one: RequirementDef, definition: Definition, needed: Verdict | None, checked: bool) -> dict[str, Any]:
    row = check_row(one.id, one, checked=checked)
    if one.condition is not None:  # in words when it is needed, instead of that it sometimes is
        row["words"] = "，".join(filter(None, (row["words"], guides.when(one.condition, definition))))
        row["necessity"] = _(_NEEDED[needed or Verdict.UNKNOWN])
    return row


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
