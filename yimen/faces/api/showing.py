"""Puts cases, tasks and items into the shapes that are answered."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from yimen.cases import answerable, offering, progress, reading, timing
from yimen.cases.models import Case, Proposal, Task
from yimen.catalogue import attaching, conditions, definitions, promise
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import StepDef
from yimen.catalogue.models import GuideFile
from yimen.faces.api import acts, answers
from yimen.faces.shared.now import today
from yimen.office.actor import Actor
from yimen.papers.models import Paper


def case(row: Case, by: Actor, on: date) -> answers.Case:
    """A case that the actor was let see, the applicant masked."""
    definition = definitions.of_version(row.version_id)
    tasks = list(row.tasks.select_related("post__centre").order_by("opened_at", "id"))
    colour, words = progress.light(row, on)
    mine = [one for one in tasks if one.state == Task.State.OPEN and one.post_id == by.post_id]
    stations = [answers.Station.model_validate(one) for one in _said(progress.stations(row, definition, tasks))]
    return answers.Case(
        number=row.number, item=definition.code, item_name=definition.name, variant=row.variant, state=row.state,
        state_words=row.get_state_display(), applicant=_applicant(row), centre=row.centre.code, seat=row.seat.name,
        taken_at=row.taken_at.code, taken_as=row.taken_as, arrived_on=row.arrived_on,
        received_on=row.received_on, accepted_on=row.accepted_on, due_on=row.due_on,
        due_provisional=row.due_provisional, light=colour, light_words=words, answer_by_on=row.answer_by_on,
        decided_on=row.decided_on, outcome=row.outcome, reason_code=row.reason_code, ended_on=row.ended_on,
        answerable=row.answerable.name if row.answerable else "", led_by=row.led_by.name if row.led_by else "",
        wanted_on=row.wanted_on, ready_on=row.ready_on, collect_by_on=row.collect_by_on,
        joint=reading.joint_numbers(row), joint_due_on=row.application.joint_due_on,
        proposals=[_proposal(one) for one in reading.proposals_waiting(row)],
        stations=stations, materials=[_material(one) for one in reading.materials(row)],
        asked=_asked(row, definition), papers=[_paper(one) for one in reading.papers(row)],
        tasks=[answers.CaseTask(**_task(one, definition)) for one in mine], acts=_acts(row, by),
    )  # fmt: skip


def task(row: Task, by: Actor) -> answers.Task:
    """A task at the actor's post."""
    definition = definitions.of_version(row.case.version_id)
    notice = getattr(row, "notice", None)
    return answers.Task(
        **_task(row, definition), number=row.case.number, item_name=definition.name, state=row.state,
        notice_from_on=notice.from_on if notice else None, notice_until_on=notice.until_on if notice else None,
        acts=_acts(row.case, by) if row.state == Task.State.OPEN else [],
    )  # fmt: skip


def brief(definition: Definition, on: date) -> answers.ItemBrief:
    """An item in a list."""
    return answers.ItemBrief(**_brief(definition, on))


def item(definition: Definition, on: date, centres: Sequence[str]) -> answers.Item:
    """Everything the guide says."""
    whole = {name: getattr(definition, name) for name in definition.names()}
    told = whole | {
        **_brief(definition, on),
        "id": definition.item_id,
        "statutory": _limit(definition.statutory),
        "delivery": _limit(definition.delivery),
        "eligibility": [_plain(one, "condition") for one in definition.eligibility],
        "variants": [_plain(one, "condition", "promised") for one in definition.variants],
        "requirements": [_plain(one, "condition") for one in definition.requirements],
        "steps": [_plain(one, "limit", "term") | {"not_before": _earliest(one)} for one in definition.steps],
        "special": [_plain(one, "limit") for one in definition.special],
        "files": [_file(one, definition.code) for one in attaching.of(definition.item_id)],
        "centres": centres,
    }
    return answers.Item.model_validate(told)


def _file(one: GuideFile, code: str) -> answers.GuideFile:
    return answers.GuideFile(
        material=one.material, kind=one.kind, name=one.name, media_type=one.media_type, size_bytes=one.size_bytes,
        url=reverse("portal:file", args=[code, one.pk]),
    )  # fmt: skip


def _brief(definition: Definition, on: date) -> dict[str, Any]:
    return {
        "code": definition.code,
        "name": definition.name,
        "line": definition.line,
        "number": definition.number,
        "promised": _limit(timing.promise_of(definition, "", on=on)),
        "local": definition.local,
    }


def _limit(limit: promise.Promise | None) -> answers.Limit | None:
    return answers.Limit(text=str(limit), words=promise.words(limit)) if limit else None


def _earliest(step: StepDef) -> str | None:
    return str(step.not_before) if step.not_before else None


def _plain(element: Any, *special: str) -> dict[str, Any]:
    """The element's values; promises and conditions as they are written."""
    told = {name: getattr(element, name) for name in element.__dataclass_fields__}
    told |= {name: sorted(told[name]) for name in told.keys() & {"variants"}}
    for name in special:
        value = told[name]
        told[name] = _limit(value) if name != "condition" else conditions.plain(value) if value else None
    return told


def _said(stations: Sequence[progress.Station]) -> list[dict[str, Any]]:
    return [
        {"name": str(one.name), "status": one.status, "since_on": one.since_on, "holder": one.holder}
        for one in stations
    ]


def _applicant(row: Case) -> answers.MaskedApplicant:
    person = row.applicant
    return answers.MaskedApplicant(
        name=person.masked_name, document_kind=person.document_kind, number=person.masked_number,
        phone=person.masked_phone,
    )  # fmt: skip


def _material(one: reading.Material) -> answers.Material:
    asked = one.requirement
    return answers.Material(
        key=asked.key, name=asked.name, necessity=asked.necessity, is_given=one.is_given, given_on=one.given_on
    )


def candidates(row: Case, on: date) -> answers.Candidates:
    """Who could answer for the case, and which leaders could lead it."""
    everyone, leaders = answerable.candidates(row, on=on), answerable.candidates(row, on=on, roles=answerable.LEADERS)
    return answers.Candidates(
        staff=[answers.Candidate(id=one.pk, name=one.name) for one in everyone],
        leaders=[answers.Candidate(id=one.pk, name=one.name) for one in leaders],
    )


def _proposal(one: Proposal) -> answers.Proposal:
    return answers.Proposal(
        id=one.pk, kind=one.kind, kind_words=one.get_kind_display(), state=one.state,
        state_words=one.get_state_display(), asked_on=one.asked_on, added=one.added, special=one.special,
        until_on=one.until_on, code=one.code,
    )  # fmt: skip


def _asked(row: Case, definition: Definition) -> answers.Asked | None:
    found = progress.asked(row)
    if found is None:
        return None
    keys = {str(one.id): one.key for one in definition.requirements}
    return answers.Asked(
        requirements=[keys[one] for one in found.requirement_ids], remark=found.remark or "",
        asked_on=found.asked_on, answer_by_on=found.answer_by_on,
    )  # fmt: skip


def _paper(paper: Paper) -> answers.Paper:
    return answers.Paper(
        number=paper.number, kind=paper.kind, kind_words=paper.get_kind_display(), issued_on=paper.issued_on,
        state=paper.state,
    )  # fmt: skip


def _task(row: Task, definition: Definition) -> dict[str, Any]:
    return {
        "id": row.pk,
        "step_key": row.step_key,
        "step_name": reading.step_name(definition, row),
        "is_decision": row.is_decision,
        "opened_on": row.opened_on,
        "due_on": row.due_on,
        "not_before_on": row.not_before_on,
    }


def _acts(row: Case, by: Actor) -> list[str]:
    return sorted(str(act) for act in offering.acts_now(row, by, on=today()) & acts.OFFERED)
