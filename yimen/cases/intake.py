"""Intake: receive, accept, refuse to accept (C2, C5, E3). One act, one function."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.cases import (
    announcing,
    clock,
    form,
    grounds,
    joining,
    joint,
    known,
    proposals,
    refusals,
    refusing,
    route,
    tasks,
    telling,
    timing,
    villages,
)
from yimen.cases._turn import birth, turn
from yimen.cases.lifecycle import Act
from yimen.cases.models import Application, Case, CaseMaterial, Completion
from yimen.catalogue import conditions, definitions, promise, situation
from yimen.catalogue.conditions import Verdict
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import Phase, RequirementDef
from yimen.journal import door, rows, source
from yimen.journal.errors import Broken, Malformed, NotNow, NotYours
from yimen.journal.moments import localdate
from yimen.office import centres, policies
from yimen.office.actor import Actor
from yimen.office.models import Centre
from yimen.papers.models import Paper
from yimen.registry.models import Person
from yimen.tickets import reading as tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What a person hands in: for which item, by whom, for which place, and which materials are there."""

    definition: Definition
    centre: Centre
    applicant: Person
    seat_id: UUID
    given: frozenset[UUID] = frozenset()
    variant: str = ""
    form: dict[str, Any] | None = None
    window_id: UUID | None = None
    channel: str = "counter"
    ticket_id: UUID | None = None
    joins: Case | None = None  # handled together with what the same person handed in before on the same day


@door.verb
def receive(handed: Handed, *, by: Actor, at: datetime) -> Case:
    """收件: the case exists and has its number; no clock runs yet; the receipt says by which day the office answers.

    Raises Malformed, NotYours; NotThere for a ticket of another hall.
    """
    return _receive(handed, announcing.receipt, by, at)


@door.verb
def begin(handed: Handed, *, by: Actor, at: datetime) -> Case:
    """收件 as the first half of another act, whose own paper the person gets. Raises Malformed, NotYours."""
    return _receive(handed, _nothing, by, at)


@door.verb
def accept(case: Case, *, by: Actor, at: datetime) -> Case:
    """受理: materials are there and in order; the clock begins on the next day; the receipt is issued.

    Raises NotNow where a required material is missing (ask for completion instead).
    """
    with turn(case, Act.ACCEPT, by=by, at=at) as case:
        definition = definitions.of_version(case.version_id)
        villages.insist_here(case)
        _insist_complete(case, definition)
        case.accepted_by_id = case.answerable_id = by.id
        _start(case, definition, on=localdate(at), by=by, at=at)
        door.cancel_alarm(case, "cases.deem_accepted")
    return case


def take_in(handed: Handed, *, by: Actor, at: datetime) -> Case:
    """收件 and 受理 in one: both, or neither."""

    def both() -> Case:
        with door.together():
            rows.ahead(_posts_foreseen(handed, at))
            return accept(begin(handed, by=by, at=at), by=by, at=at)

    return door.retried(both)


def turn_away(  # a refusal is these
    handed: Handed, *, code: str, reason: str, basis: str = "", by: Actor, at: datetime
) -> Case:
    """收件 and 不予受理 in one, at the window: registered with its reason, and told."""

    def both() -> Case:
        with door.together():
            case = begin(handed, by=by, at=at)
            return refuse_intake(case, code=code, reason=reason, basis=basis, by=by, at=at)

    return door.retried(both)


@door.verb
def deem_accepted(case: Case, *, by: Actor, at: datetime) -> Case:
    """Five working days without an answer: accepted as of the day the materials came (行政许可法 32). The clock's act."""
    with turn(case, Act.DEEM_ACCEPTED, by=by, at=at) as case:
        definition = definitions.of_version(case.version_id)
        _start(case, definition, on=handed_in_on(case), by=by, at=at)
    return case


@door.verb
def refuse_intake(  # a refusal is these
    case: Case, *, code: str, reason: str, basis: str = "", by: Actor, at: datetime
) -> Case:
    """不予受理: with a reason from the list and its words; registered (否定报备, C6). `basis`: what the window names; where
    nothing else is known it must. Raises Malformed, NotNow."""
    refusals.check(code, reason)
    with turn(case, Act.REFUSE_INTAKE, by=by, at=at, code=code, reason=reason, basis=basis.strip()) as case:
        case.reason_code, case.ended_on, case.answer_by_on = code, localdate(at), None
        door.cancel_alarm(case, "cases.deem_accepted")
        definition = definitions.of_version(case.version_id)
        villages.insist_here(case)
        refusing.insist_allowed(case, definition)
        stands_on = grounds.of_refusal(definition, code, basis)
        proposals.lapse(case)
        announcing.refusal(case, definition, code=code, reason=reason, basis=stands_on, by=by, at=at)
    return case


def await_answer(case: Case, definition: Definition, *, since: date) -> None:
    """Inside a turn: the office answers within five working days of the materials; else, where the item says so, the law
    answers for it. A day that no published calendar reaches sets nothing off."""
    case.answer_by_on, provisional = timing.after(promise.parse(policies.value("intake.answer", on=since)[0]), since)
    if definition.deemed_acceptance and not provisional:
        door.set_alarm(case, "cases.deem_accepted", due_at=timing.end_of(case.answer_by_on))


def handed_in_on(case: Case) -> date:
    """The day on which the materials last came before acceptance: of receipt in law, or of the completion that followed."""
    answers = Completion.objects.filter(case=case, while_in_process=False, answered_on__isnull=False)
    return answers.order_by("-round").values_list("answered_on", flat=True).first() or case.handed_in_on


def asked(definition: Definition, variant: str) -> list[RequirementDef]:
    """The materials asked for in this variant, in the guide's order."""
    return [one for one in definition.requirements if not one.variants or variant in one.variants]


def missing(
    definition: Definition, variant: str, given: Iterable[UUID], told: Mapping[str, Any] | None
) -> list[RequirementDef]:
    """The materials that must be there and are not: those always required, and those required by what the form says
    (`told`); what the form leaves open demands nothing (D4)."""
    there = set(given)
    answers = form.answers(definition.form_fields, told or {})
    wanted = (one for one in asked(definition, variant) if situation.wanted(one, answers) is Verdict.YES)
    return [one for one in wanted if one.id not in there]


def told(case: Case, definition: Definition) -> Mapping[str, Any]:
    """What the case's form says, where a material hangs on it; empty where none does."""
    hangs = any(one.condition is not None for one in definition.requirements)
    known = {field.key for field in definition.form_fields}
    return {key: value for key, value in (case.application.form or {}).items() if key in known} if hangs else {}


def materials_of(case: Case) -> list[CaseMaterial]:
    """The case's materials, read under its lock or made by this turn."""
    made = [row for row in door.new(CaseMaterial) if row.case_id == case.id]
    if made:
        return made
    return [door.held_or(row) for row in rows.select(CaseMaterial, "case_id = %s", [rows.key(case.id)])]


def _receive(handed: Handed, tell: Callable[..., object], by: Actor, at: datetime) -> Case:
    handed = replace(handed, form=_filled(handed))
    definition, on = handed.definition, localdate(at)
    _check(handed, on)
    if by.centre_id:
        villages.insist_serves(
            definition, centre_id=by.centre_id, home_id=handed.centre.id, seat_id=handed.seat_id, on=on
        )
    if handed.ticket_id:
        tickets.ticket_for(by, ticket_id=handed.ticket_id)
    with door.together():
        case = _newborn(handed, by, at)
        with birth(case, Act.RECEIVE, by=by, at=at, item=definition.code, channel=handed.channel):
            if not by.answers_for(definition.line):
                raise NotYours(_("您的岗位不受理这一条线的事项。"))
            for requirement in asked(definition, handed.variant):
                is_given = requirement.id in handed.given
                door.add(_material(case, requirement, on if is_given else None))
            door.number(handed.centre.id, f"{on:%y}", lambda value: _number(case, handed.centre.code, value))
            if by.post_id:
                tasks.show_to(case, by.post_id, on=on, at=at)
            if case.taken_as != Case.TakenAs.AGENT:
                await_answer(case, definition, since=on)
            tell(case, definition, by=by, at=at)
            if case.is_joint:
                joint.reckon(case, by=by, at=at)
    return case


def _posts_foreseen(handed: Handed, at: datetime) -> list[rows.Statement]:
    """Who could take the first steps, for an act that accepts at once."""
    return tasks.posts_foreseen(
        handed.definition, handed.variant, stage=0, phase=Phase.BEFORE, seat_id=handed.seat_id,
        home_id=handed.centre.id, on=localdate(at),
    )  # fmt: skip


def _filled(handed: Handed) -> dict[str, Any]:
    """The form without what is known already: from the item it is handled with, else from the applicant's record (H2)."""
    fields, given = handed.definition.form_fields, handed.form or {}
    before = handed.joins.application.form if handed.joins else None
    return known.filled(fields, known.carried(fields, given, before or {}), handed.applicant)


def _nothing(*_case: object, **_more: object) -> None:
    """No paper."""


def _newborn(handed: Handed, by: Actor, at: datetime) -> Case:
    case = rows.born(
        Case, joined_on=localdate(at) if handed.joins else None, centre_id=handed.centre.id,
        taken_at_id=by.centre_id or handed.centre.id, taken_as=_capacity(handed, by, at),
        item_id=handed.definition.item_id, version_id=handed.definition.version_id, line=handed.definition.line,
        variant=handed.variant, seat_id=handed.seat_id, received_on=localdate(at), received_at=at,
        token=source.new_token(), answerable_id=by.id if by.is_staff else None,
    )  # fmt: skip
    case.application, case.centre, case.applicant = _application(handed, by, at), handed.centre, handed.applicant
    return case


def _capacity(handed: Handed, by: Actor, at: datetime) -> str:
    if by.centre_id is None:
        return ""
    return villages.capacity(by.centre_id, handed.centre.id, handed.definition.code, on=localdate(at))


def _application(handed: Handed, by: Actor, at: datetime) -> Application:
    """A new one, or that of the case it joins, whose form then holds the fields of both (H2)."""
    written = form.written(handed.definition.form_fields, handed.form or {})
    if handed.joins is None:
        return door.add(
            rows.born(
                Application, centre_id=handed.centre.id, applicant_id=handed.applicant.id, window_id=handed.window_id,
                channel=handed.channel, form=written or None, received_at=at, ticket_id=handed.ticket_id,
            )
        )  # fmt: skip
    if (handed.joins.applicant_id, handed.joins.centre_id) != (handed.applicant.id, handed.centre.id):
        raise Malformed(_("联办的各项应是同一位申请人在同一个中心申请的。"), code="another_applicant")
    application = joining.join(handed.joins, by=by, at=at)
    application.form = (application.form or {}) | written or None
    return application


def _number(case: Case, code: str, value: int) -> None:
    case.number = f"{code}{case.received_on:%y}-{value:06d}"


def _material(case: Case, requirement: RequirementDef, given_on: date | None) -> CaseMaterial:
    return rows.born(
        CaseMaterial, case_id=case.id, centre_id=case.centre_id, requirement_id=requirement.id, given_on=given_on,
        is_given=given_on is not None,
    )  # fmt: skip


def _check(handed: Handed, on: date) -> None:
    """The variant and the materials must be the item's, the form in order, the seat inside the centre and low enough."""
    definition = handed.definition
    keys = {one.key for one in definition.variants}
    if (handed.variant or keys) and handed.variant not in keys:
        raise Malformed(_("请选择办理情形。"), fields={"variant": _("请选择办理情形。")})
    if definition.version_id not in definitions.offered_ids(handed.centre.id, on=on):
        raise Malformed(_("本中心没有认领这个事项，或者该事项已不是现行版本。"), fields={"item": _("请重新选择事项。")})
    if handed.given - {one.id for one in definition.requirements}:
        raise Malformed(_("所勾选的材料不属于这个事项。"), fields={"given": _("请重新勾选材料。")})
    if wrong := form.faults(definition.form_fields, handed.form or {}):
        raise Malformed(
            _("申请表填写有误，请改正标出的栏目。"), fields={f"form.{key}": text for key, text in wrong.items()}
        )
    _insist_variant_fits(handed)
    levels = centres.lineage(handed.seat_id)
    if handed.centre.division_id not in levels:
        words = _("所选村（社区）不在本中心辖区内，请按申请人的户籍地或居住地重新选择。")
        raise Malformed(words, fields={"seat": words})
    if definition.seat_level not in levels.values():
        words = _("该事项须由村（社区）办理部分环节，请选到村（社区）一级。")
        raise Malformed(words, fields={"seat": words})


def _insist_variant_fits(handed: Handed) -> None:
    """Raises Malformed where what was written says that another variant is the one (D4)."""
    definition = handed.definition
    chosen = next((one for one in definition.variants if one.key == handed.variant), None)
    if chosen is None:
        return
    told = form.answers(definition.form_fields, handed.form or {})
    if conditions.judge(chosen.condition, told) is not Verdict.NO:
        return
    fits = [one.name for one in definition.variants if conditions.judge(one.condition, told) is Verdict.YES]
    words = _("按申请表填写的内容，不属于“%(chosen)s”") % {"chosen": chosen.name}
    words += _("，请改选“%(fits)s”。") % {"fits": "、".join(fits)} if fits else _("，请核对。")
    raise Malformed(words, fields={"variant": words})


def _insist_complete(case: Case, definition: Definition) -> None:
    given = [row.requirement_id for row in materials_of(case) if row.is_given]
    if lacking := missing(definition, case.variant, given, told(case, definition)):
        names = "、".join(one.name for one in lacking)
        raise NotNow(_("材料不齐，不能受理：还缺%(names)s。请一次性告知补正。") % {"names": names}, code="incomplete")


def _start(case: Case, definition: Definition, *, on: date, by: Actor, at: datetime) -> Paper:
    """The clock, the first stage and the receipt: the same whoever or whatever accepted."""
    case.accepted_on, case.answer_by_on = on, None
    case.accepted_entry_id = door.entry_id()
    timing.reckon(case, definition, clock.History(on))
    first = route.after(route.stages(definition.steps, case.variant), 0, phase=Phase.BEFORE)
    if first is not None:
        tasks.open_stage(case, definition, first, at=at)
    elif definition.decided_at_window:
        tasks.open_decision(case, by.post_id, at=at)
    else:
        raise Broken(_("该事项没有办理环节，也未授权窗口决定，请联系事项管理员。"), code="no_route")
    given = {row.requirement_id for row in materials_of(case) if row.is_given}
    received = [one for one in asked(definition, case.variant) if one.id in given]
    data = telling.acceptance(case, definition, received, by=by)
    return telling.issue(case, Paper.Kind.ACCEPTANCE, data, at=at)
