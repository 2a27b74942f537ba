"""Steps: a task is finished or sent back, a public notice goes up; the next stage opens when the last of this one is done
(D2, D3, D5)."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.cases import awaiting, delivery, pauses, route, tasks, timing
from yimen.cases._turn import turn
from yimen.cases.lifecycle import Act, State
from yimen.cases.models import Case, PublicNotice, Task
from yimen.catalogue import definitions, promise
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import Phase, StepDef, StepKind
from yimen.journal import door
from yimen.journal.errors import Broken, Malformed, NotNow
from yimen.journal.moments import localdate
from yimen.office import policies
from yimen.office.actor import Actor
from yimen.registry import masking


@door.verb
def finish(case: Case, *, task_id: UUID, opinion: str = "", by: Actor, at: datetime) -> Case:
    """办结环节: this step is done. Raises NotThere (the task is gone), NotYours, NotNow (a notice that still runs; a
    decision, which is decided, not finished; a step whose first day is still to come)."""
    definition = definitions.of_version(case.version_id)
    ahead = tasks.foreseen(case, definition, at=at)
    with turn(case, Act.FINISH, by=by, at=at, opinion=opinion, ahead=ahead) as case:
        task, others = tasks.mine(case, task_id, by)
        if task.is_decision:
            raise NotNow(_("这一环节须作出决定：准予或者不予批准。"), code="needs_decision")
        _insist_notice_over(task, definition, at)
        awaiting.insist_come(task, _step(definition, task), on=localdate(at))
        tasks.close(task, state=Task.State.DONE, by=by, at=at)
        if case.due_on is None:
            pauses.end_with(case, definition, [task], others, on=localdate(at))
        if not [one for one in others if one.stage == task.stage]:
            _go_on(case, definition, at)
    return case


@door.verb
def send_back(case: Case, *, task_id: UUID, reason: str, by: Actor, at: datetime) -> Case:
    """退回上一环节: with a reason; the earlier step is a new task of the next round, side steps are called off."""
    if len(reason.strip()) < 4:
        raise Malformed(_("请写明退回的理由，至少4个字。"), fields={"reason": _("请写明理由，至少4个字。")})
    with turn(case, Act.SEND_BACK, by=by, at=at, reason=reason) as case:
        task, others = tasks.mine(case, task_id, by)
        definition = definitions.of_version(case.version_id)
        earlier = route.before(route.stages(definition.steps, case.variant), task.stage)
        if earlier is None:
            raise NotNow(_("这已是第一个环节，不能再退回；材料有问题请要求补正。"), code="first_stage")
        tasks.close(task, state=Task.State.SENT_BACK, by=by, at=at)
        for other in others:
            tasks.close(other, state=Task.State.CANCELLED, by=by, at=at)
        if case.due_on is None:
            pauses.end_with(case, definition, [task, *others], (), on=localdate(at))
        case.round += 1
        tasks.open_stage(case, definition, earlier, at=at)
    return case


@door.verb
def post_notice(case: Case, *, task_id: UUID, by: Actor, at: datetime) -> Case:
    """张榜公示: the notice hangs from today for its term; its step can be finished when the term is over."""
    with turn(case, Act.POST_NOTICE, by=by, at=at) as case:
        task, _others = tasks.mine(case, task_id, by)
        definition, on = definitions.of_version(case.version_id), localdate(at)
        step = tasks.steps_of(definition).get(task.step_key)
        if step is None or step.kind is not StepKind.PUBLIC_NOTICE:
            raise NotNow(_("这一环节不是公示。"), code="not_a_notice")
        if PublicNotice.objects.filter(task=task).exists():
            raise NotNow(_("公示已经张贴。"), code="already_posted")
        until_on, basis = _term(step, at)
        door.add(
            PublicNotice(
                case_id=case.id,
                task=task,
                centre_id=case.centre_id,
                masked=masking.name(case.applicant.name),
                from_on=on,
                until_on=until_on,
                basis=basis,
            )
        )
        door.note(task=task.id, from_on=on, until_on=until_on, basis=basis)
    return case


@door.verb
def remind(case: Case, *, by: Actor, at: datetime) -> Case:
    """到日提醒: steps whose first day has come say so at their posts; the next day to come is watched. The clock's act."""
    with turn(case, Act.REMIND, by=by, at=at) as case:
        waiting, on = tasks.open_tasks(case), localdate(at)
        come = [one for one in waiting if one.not_before_on and one.not_before_on <= on and one.reminded_on is None]
        for task in come:
            task.reminded_on = on
        door.note(steps=[one.step_key for one in come])
        awaiting.watch(case, waiting, on=on)
    return case


def insist_running(case: Case) -> None:
    """Raises NotNow where a pause is open: work goes on, the decision waits."""
    if case.due_on is None:  # an open pause, and nothing else, leaves a case in process without its day (design 6)
        raise NotNow(_("办件停表中，停表结束前不能作出决定。"), code="paused")


def _go_on(case: Case, definition: Definition, at: datetime) -> None:
    stages = route.stages(definition.steps, case.variant)
    phase = Phase.BEFORE if case.state == State.IN_PROCESS else Phase.AFTER
    following = route.after(stages, case.stage, phase=phase)
    if following is not None:
        tasks.open_stage(case, definition, following, at=at)
    elif case.state == State.DECIDED:
        delivery.await_collection(case, definition, on=localdate(at))
    elif definition.decided_at_window:
        tasks.open_decision(case, None, at=at)
    else:
        raise Broken(_("该情形没有作出决定的环节，请联系事项管理员。"), code="no_route")


def _step(definition: Definition, task: Task) -> StepDef:
    return tasks.steps_of(definition)[task.step_key]


def _insist_notice_over(task: Task, definition: Definition, at: datetime) -> None:
    if _step(definition, task).kind is not StepKind.PUBLIC_NOTICE:
        return
    notice = PublicNotice.objects.filter(task_id=task.id).first()
    if notice is None:
        raise NotNow(_("还没有张榜公示，请先公示。"), code="not_posted")
    if localdate(at) <= notice.until_on:
        words = {"day": f"{notice.until_on:%Y年%-m月%-d日}"}
        raise NotNow(_("公示至%(day)s止，期满后才能办结这一环节。") % words, code="notice_runs")


def _term(step: StepDef, at: datetime) -> tuple[date, str]:
    on = localdate(at)
    if step.term:
        return timing.after(step.term, on)[0], _("办事指南载明").__str__()
    value, basis = policies.value("term.public_notice", on=on)
    return timing.after(promise.parse(value), on)[0], basis
