"""更正: one's own slip mended by a new entry; what was written stays in the journal (L4)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.cases import delivery, form, intake, proposals
from yimen.cases._turn import turn
from yimen.cases.lifecycle import Act
from yimen.cases.models import Application, Case
from yimen.catalogue import definitions
from yimen.journal import door, rows
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.models import Entry
from yimen.journal.moments import localdate
from yimen.office.actor import Actor

_TAKEN_IN = ("cases.receive", "cases.accept", "cases.complete")


@door.verb
def correct_materials(case: Case, *, given: Collection[UUID], reason: str, by: Actor, at: datetime) -> Case:
    """更正材料登记: exactly these are there, as whoever took them in now says. Before the decision.

    Raises Malformed (not of this item, nothing changed, no reason), NotYours (another's entry).
    """
    proposals.check_reason(reason)
    with turn(case, Act.CORRECT_MATERIALS, by=by, at=at, reason=reason) as case:
        _insist_own(case, _TAKEN_IN, by)
        held, wanted, on = intake.materials_of(case), set(given), localdate(at)
        if wanted - {row.requirement_id for row in held}:
            words = _("所勾选的材料不属于这个办件。")
            raise Malformed(words, fields={"given": words})
        wrong = [row for row in held if row.is_given != (row.requirement_id in wanted)]
        if not wrong:
            raise Malformed(_("没有改动。"), fields={"given": _("请改正勾选的材料。")})
        keys = {one.id: one.key for one in definitions.of_version(case.version_id).requirements}
        door.note(
            added=sorted(keys[row.requirement_id] for row in wrong if not row.is_given),
            removed=sorted(keys[row.requirement_id] for row in wrong if row.is_given),
        )
        for row in wrong:
            row.is_given = not row.is_given
            row.given_on = on if row.is_given else None
    return case


@door.verb
def correct_form(case: Case, *, values: Mapping[str, Any], reason: str, by: Actor, at: datetime) -> Case:
    """更正申请表: the form as it should have been typed. Which fields changed is chained; what stood there is a personal
    fact. Before the decision. Raises Malformed (faults of the form, nothing changed, no reason), NotYours."""
    proposals.check_reason(reason)
    with turn(case, Act.CORRECT_FORM, by=by, at=at, reason=reason) as case:
        _insist_own(case, _TAKEN_IN, by)
        fields = definitions.of_version(case.version_id).form_fields
        if wrong := form.faults(fields, values):
            named = {f"form.{key}": text for key, text in wrong.items()}
            raise Malformed(_("申请表填写有误，请改正标出的栏目。"), fields=named)
        [stored] = rows.select(Application, "id = %s", [rows.key(case.application_id)])
        application = door.held_or(stored)
        was, now = dict(application.form or {}), form.written(fields, values)
        mine = {field.key for field in fields}
        changed = sorted(key for key in mine if was.get(key) != now.get(key))
        if not changed:
            raise Malformed(_("没有改动。"), fields={"values": _("请改正填错的栏目。")})
        names = {field.key: field.name for field in fields}
        door.note(fields=changed, was="；".join(f"{names[key]}：{was.get(key, '')}" for key in changed))
        application.form = {key: value for key, value in was.items() if key not in mine} | now
    return case


@door.verb
def correct_receipt(case: Case, *, way: str, receiver: str, reason: str, by: Actor, at: datetime) -> Case:
    """更正签收登记: how it was delivered and who signed, on the day of delivery. Raises Malformed, NotYours, NotNow."""
    proposals.check_reason(reason)
    delivery.check(way, receiver)
    receiver = receiver.strip()
    with turn(case, Act.CORRECT_RECEIPT, by=by, at=at, way=way, receiver=receiver, reason=reason) as case:
        _insist_own(case, ("cases.deliver",), by)
        if case.ended_on != localdate(at):
            raise NotNow(_("签收登记只能在送达当天更正。"), code="another_day")
    return case


def _insist_own(case: Case, acts: tuple[str, ...], by: Actor) -> None:
    """Raises NotYours where the actor did none of these acts to the case."""
    if not Entry.objects.filter(subject_id=case.pk, act__in=acts, actor=by.ref).exists():
        raise NotYours(_("只能更正自己登记的内容；别人的差错请告诉登记人或业务主管。"), code="not_your_slip")
