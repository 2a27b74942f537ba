"""The decision: granted or refused; the promise is met by it (D6, D10, E1)."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.cases import delivery, proposals, route, steps, tasks, telling, timing
from yimen.cases._turn import turn
from yimen.cases.lifecycle import Act, State
from yimen.cases.models import Case, Proposal, Task
from yimen.catalogue import definitions
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import Phase
from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.moments import localdate
from yimen.office import entrustments
from yimen.office.actor import Actor
from yimen.papers.models import Paper


@door.verb
def decide(
    case: Case, *, task_id: UUID, outcome: str, opinion: str = "", by: Actor, at: datetime
) -> Case:  # a decision is these
    """作出决定: `outcome` granted or refused (then `opinion` holds the reasons). The result paper is issued.

    Who accepted does not decide (受审分离) unless the item says so; the window decides only under an entrustment (D10).
    Raises Malformed, NotThere, NotYours, NotNow (other tasks of the stage are open, the clock stands).
    """
    _check(outcome, opinion)
    ahead = [*tasks.foreseen(case, at=at), timing.foreseen(Proposal, case), telling.applicant_foreseen(case)]
    with turn(case, Act.DECIDE, by=by, at=at, outcome=outcome, opinion=opinion, ahead=ahead) as case:
        task, others = tasks.mine(case, task_id, by)
        definition = definitions.of_version(case.version_id)
        _insist_may_decide(case, definition, task, by, at)
        if not task.is_decision:
            raise NotNow(_("这一环节不是决定环节。"), code="not_a_decision")
        if others:
            raise NotNow(_("并行的其他环节还没有办完，暂不能决定。"), code="others_open")
        steps.insist_running(case)
        tasks.close(task, state=Task.State.DONE, by=by, at=at)
        proposals.lapse(case)
        case.outcome, case.decided_on = outcome, localdate(at)
        _go_on(case, definition, at)
        collect_by = timing.after(definition.delivery, case.decided_on)[0]
        reason = opinion if outcome == Case.Outcome.REFUSED else ""
        data = telling.result(case, definition, reason=reason, by=by, collect_by=collect_by)
        telling.issue(case, Paper.Kind.RESULT, data, at=at)
    return case


def _check(outcome: str, opinion: str) -> None:
    if outcome not in Case.Outcome.values:
        raise Malformed(_("请选择准予或者不予批准。"), fields={"outcome": _("请选择决定。")})
    if outcome == Case.Outcome.REFUSED and len(opinion.strip()) < 4:
        words = _("不予批准的，必须写明理由，至少4个字。")
        raise Malformed(words, fields={"opinion": words})


def _insist_may_decide(case: Case, definition: Definition, task: Task, by: Actor, at: datetime) -> None:
    if task.step_key == tasks.WINDOW_DECISION:
        if not _is_entrusted(case, definition, at):
            raise NotYours(_("没有责任机关对该事项的有效委托，不能在窗口作出决定。"), code="not_entrusted")
        return
    if case.accepted_by_id == by.id and not definition.who_accepts_may_decide:
        raise NotYours(_("受理人不能审批自己受理的办件（受审分离）。"), code="same_person")


def _is_entrusted(case: Case, definition: Definition, at: datetime) -> bool:
    return entrustments.holds(case.centre_id, definition.code, on=localdate(at))


def _go_on(case: Case, definition: Definition, at: datetime) -> None:
    """What follows a grant opens; a refusal, and a grant that nothing follows, is ready to be handed out."""
    stages = route.stages(definition.steps, case.variant)
    following = route.after(stages, case.stage, phase=Phase.AFTER)
    if case.outcome == Case.Outcome.GRANTED and following is not None:
        case.state = State.DECIDED
        tasks.open_stage(case, definition, following, at=at)
    else:
        delivery.await_collection(case, definition, on=localdate(at))
