"""What the page of a case shows: facts, route, what happened, why this day; and at an open task, the step."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from yimen.cases import awaiting, timeline
from yimen.cases.lifecycle import State
from yimen.cases.models import Case, Task
from yimen.catalogue import definitions
from yimen.faces.desk import acting
from yimen.faces.shared import case_facts
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.registry.looks import FullView
from yimen.registry.models import Person


def shown(case: Case, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Everything of a case that the actor was let see; the applicant is masked."""
    on = localdate(at)
    return case_facts.facts(case, on=on) | applicant(case, by=by, on=on)


def applicant(case: Case, *, by: Actor, on: date, full: FullView | None = None) -> dict[str, Any]:
    """The applicant and the form: masked and closed, or in full for the one page that a look was kept for."""
    form = (case.application.form or {}) if full else {}
    asked = definitions.of_version(case.version_id).form_fields
    return {
        "case": case,
        "full": full,
        "may_look": not full and Person.objects.visible_to(by, on=on).filter(pk=case.applicant_id).exists(),
        "form_values": [(field.name, _value(form.get(field.key))) for field in asked] if full else [],
        "form_count": len(asked),
        "signed_by": timeline.signed_by(case) if full else "",
    }


def step(task: Task, *, by: Actor, on: date) -> dict[str, Any]:
    """What can be done at an open task, and why something cannot; nothing for one that is no longer open."""
    notice = getattr(task, "notice", None)
    if task.state != Task.State.OPEN:
        return {"notice": notice, "buttons": [], "waits": ""}
    waits = _waits(task, notice.until_on if notice and on <= notice.until_on else None, on)
    return {"notice": notice, "waits": waits, "buttons": acting.buttons(task, by, waits=waits)}


def _waits(task: Task, notice_until: date | None, on: date) -> str:
    case = task.case
    if task.is_decision and case.state == State.IN_PROCESS and case.due_on is None:
        return _("停表中，结束后才能作出决定。")
    if case.state == State.COMPLETING:
        return _("等待申请人补正，补正收件后才能继续办理。")
    if notice_until:
        return _("公示至%(day)s止，期满后才能办结。") % {"day": f"{notice_until:%-m月%-d日}"}
    if awaiting.is_early(task, on):
        return _("%(day)s起才能办，到日会在待办里提醒。") % {"day": f"{task.not_before_on:%Y年%-m月%-d日}"}
    return ""


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return "" if value is None else str(value)
