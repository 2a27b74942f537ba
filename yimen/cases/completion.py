"""补正: one notice that names everything that is missing, its answer, and what happens without one (C2, F1, E3)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.cases import announcing, intake, pauses, proposals, tasks, telling, timing, villages
from yimen.cases._turn import turn
from yimen.cases.access import at_front
from yimen.cases.lifecycle import Act, State
from yimen.cases.models import Case, Completion
from yimen.catalogue import definitions, promise
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import AfterCompletion, RequirementDef
from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.moments import localdate
from yimen.office import policies
from yimen.office.actor import Actor
from yimen.office.models import Role
from yimen.papers.models import Paper


@door.verb
def ask_completion(
    case: Case, *, requirement_ids: Collection[UUID] = (), remark: str = "", by: Actor, at: datetime
) -> Case:
    """一次性告知: every required material that is not there, those named besides, and a remark; a numbered notice.

    In process the clock stops and open tasks wait, where the version allows it. A second notice of the same phase needs
    the supervisor. Raises NotNow, NotYours, Malformed (nothing is missing and nothing was named).
    """
    with turn(case, Act.ASK_COMPLETION, by=by, at=at, remark=remark) as case:
        definition, on = definitions.of_version(case.version_id), localdate(at)
        in_process = case.accepted_on is not None
        rounds = list(Completion.objects.filter(case=case).values_list("while_in_process", flat=True))
        _insist_allowed(case, definition, by, is_second=in_process in rounds)
        needed = _needed(case, definition, requirement_ids, remark)
        term = promise.parse(policies.value("completion.answer", on=on)[0])
        answer_by = timing.after(term, on)
        case.came_from = State.IN_PROCESS if in_process else State.RECEIVED
        case.answer_by_on = answer_by[0]
        if in_process:
            timing.stop(case)
        door.add(
            Completion(
                case_id=case.pk,
                centre_id=case.centre_id,
                round=len(rounds) + 1,
                while_in_process=in_process,
                requirement_ids=[str(one.id) for one in needed],
                remark=remark or None,
                asked_on=on,
                answer_by_on=answer_by[0],
            )
        )
        door.cancel_alarm(case, "cases.deem_accepted")
        if not answer_by[1]:
            door.set_alarm(case, "cases.return_unanswered", due_at=timing.end_of(answer_by[0]))
        door.note(missing=[one.key for one in needed], answer_by_on=answer_by[0])
        lines = [_line(one) for one in needed] + ([remark.strip()] if remark.strip() else [])
        data = telling.completion(case, definition, lines, by=by, answer_by=answer_by)
        telling.issue(case, Paper.Kind.COMPLETION, data, at=at)
    return case


@door.verb
def complete(case: Case, *, given: Collection[UUID], by: Actor, at: datetime) -> Case:
    """补正收件: everything the notice named is there; the case goes back to where it came from.

    In process the clock begins anew on the next day, or goes on, as the version says. Raises NotNow while something of
    the notice is still missing.
    """
    with turn(case, Act.COMPLETE, by=by, at=at) as case:
        definition, on = definitions.of_version(case.version_id), localdate(at)
        asked = door.hold(Completion.objects.get(case=case, answered_on__isnull=True))
        _insist_answered(definition, asked, given)
        asked.answered_on = on
        for row in intake.materials_of(case):
            if row.requirement_id in given and not row.is_given:
                row.is_given, row.given_on = True, on
        case.state = case.came_from
        case.came_from, case.answer_by_on = "", None
        door.cancel_alarm(case, "cases.return_unanswered")
        if case.state == State.IN_PROCESS:
            _run_again(case, definition, asked)
            if case.due_on is not None:
                announcing.restarted(case, definition, by=by, at=at)
        else:
            intake.await_answer(case, definition, since=on)
    return case


@door.verb
def return_unanswered(case: Case, *, by: Actor, at: datetime) -> Case:
    """The told term passed without an answer: returned. The clock's act."""
    with turn(case, Act.RETURN_UNANSWERED, by=by, at=at) as case:
        case.reason_code, case.ended_on, case.answer_by_on = "not_completed", localdate(at), None
        for task in tasks.open_tasks(case):
            tasks.close(task, state="cancelled", by=by, at=at)
        lapse(case)
        pauses.end_all(case, on=localdate(at))
        proposals.lapse(case)
        definition = definitions.of_version(case.version_id)
        announcing.returned(case, definition, why="unanswered", reason="", by=by, at=at)
    return case


def lapse(case: Case) -> None:
    """Inside the turn that ends a case which waits for completion: nothing is asked of anybody any more."""
    asked = door.hold(Completion.objects.get(case=case, answered_on__isnull=True, lapsed_on__isnull=True))
    asked.lapsed_on, case.came_from = case.ended_on, ""


def _insist_allowed(case: Case, definition: Definition, by: Actor, *, is_second: bool) -> None:
    villages.insist_here(case)
    if case.accepted_on is not None and not definition.completion_in_process:
        raise NotNow(_("该事项受理后不再要求补正；有疑问请退回上一环节或核实。"), code="no_completion_in_process")
    if not at_front(by, case) and by.post_id not in {task.post_id for task in tasks.open_tasks(case)}:
        raise NotYours(_("这个办件不在您的岗位待办。"))
    if is_second and by.role != Role.SUPERVISOR:
        raise NotYours(_("材料已一次性告知过；再次要求补正须由业务主管办理。"), code="second_notice")


def _needed(case: Case, definition: Definition, requirement_ids: Collection[UUID], remark: str) -> list[RequirementDef]:
    asked = intake.asked(definition, case.variant)
    if unknown := set(requirement_ids) - {one.id for one in asked}:
        raise Malformed(
            _("所选材料不属于这个事项：%(n)d 项。") % {"n": len(unknown)}, fields={"given": _("请重新勾选。")}
        )
    there = [row.requirement_id for row in intake.materials_of(case) if row.is_given]
    told = intake.told(case, definition)
    lacking = {one.id for one in intake.missing(definition, case.variant, there, told)} | set(requirement_ids)
    needed = [one for one in asked if one.id in lacking]
    if not needed and not remark.strip():
        raise Malformed(
            _("材料已齐，没有需要补正的内容。"), fields={"given": _("请指明需要补正的材料，或写明需补正的内容。")}
        )
    return needed


def _line(requirement: RequirementDef) -> str:
    counts = []
    if requirement.originals:
        counts.append(f"原件{requirement.originals}份")
    if requirement.copies:
        counts.append(f"复印件{requirement.copies}份")
    return requirement.name + (f"（{'，'.join(counts)}）" if counts else "")


def _insist_answered(definition: Definition, asked: Completion, given: Collection[UUID]) -> None:
    lacking = set(asked.requirement_ids) - {str(one) for one in given}
    if lacking:
        names = "、".join(one.name for one in definition.requirements if str(one.id) in lacking)
        raise NotNow(_("通知书所列材料仍缺：%(names)s。") % {"names": names}, code="still_incomplete")


def _run_again(case: Case, definition: Definition, asked: Completion) -> None:
    if definition.completion is AfterCompletion.RESTART:
        case.restarted_on = asked.answered_on
    timing.recount(case, definition, tasks.open_tasks(case))


def receive_and_ask(handed: intake.Handed, *, remark: str = "", by: Actor, at: datetime) -> Case:
    """收件 and 一次性告知 in one, at the window: the case has its number, the person takes the notice home."""

    def both() -> Case:
        with door.together():
            return ask_completion(intake.begin(handed, by=by, at=at), remark=remark, by=by, at=at)

    return door.retried(both)
