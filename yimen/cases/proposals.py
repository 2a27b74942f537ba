"""请示: what a post asks its supervisor or leader to allow, and their answer; a grant is carried out by its own verb."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.cases import tasks, timing
from yimen.cases._turn import turn
from yimen.cases.access import at_front
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case, Proposal
from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.office.models import Role

WAITING = frozenset({Proposal.State.ASKED.value, Proposal.State.ENDORSED.value})


@door.verb
def decline(case: Case, *, proposal_id: UUID, reason: str, by: Actor, at: datetime) -> Case:
    """不同意请示: the supervisor of what nobody has endorsed, else the leader; with a reason. Raises NotNow (answered)."""
    check_reason(reason)
    with turn(case, Act.DECLINE, by=by, at=at, proposal=proposal_id, reason=reason) as case:
        found = next((one for one in timing.of_case(Proposal, case) if one.pk == proposal_id), None)
        if found is None or found.state not in WAITING:
            raise NotNow(_("这份请示已经答复或者已经失效。"), code="already_answered")
        insist_answers(found, by)
        answer(found, Proposal.State.DECLINED, by=by, at=at)
    return case


def answers(found: Proposal, by: Actor) -> bool:
    """Whether this post is the one whose word the proposal waits for: an extension first the supervisor's, then the
    leader's (E4); a pause either's; a refusal the leader's (C6). Nobody answers for oneself."""
    if found.state not in WAITING or by.id == found.asked_by_id:
        return False
    if found.kind == Proposal.Kind.EXTENSION and found.state == Proposal.State.ASKED:
        return by.role == Role.SUPERVISOR
    leads = by.role in {Role.LEADER, Role.DIRECTOR}
    return leads or (found.kind == Proposal.Kind.PAUSE and by.role == Role.SUPERVISOR)


def waiting(case: Case, kind: str) -> Proposal | None:
    """The proposal of this kind that waits for an answer, under the case's lock."""
    mine = (one for one in timing.of_case(Proposal, case) if one.kind == kind and one.state in WAITING)
    return next(mine, None)


def insist_waiting(case: Case, kind: str) -> Proposal:
    """The same. Raises NotNow where there is none."""
    found = waiting(case, kind)
    if found is None:
        raise NotNow(_("没有待答复的请示，可能已经答复或者已经失效。"), code="nothing_asked")
    return found


def insist_answers(found: Proposal, by: Actor) -> None:
    """Raises NotYours where it is not this post's to answer."""
    if by.id == found.asked_by_id:
        raise NotYours(_("不能答复自己提出的请示。"), code="own_proposal")
    if not answers(found, by):
        raise NotYours(_("这份请示现在不由您的岗位答复。"), code="not_your_answer")


def put(case: Case, kind: str, reason: str, *, by: Actor, at: datetime, **wanted: object) -> Proposal:
    """Inside a turn: a new proposal. Raises NotNow where one of the kind waits already."""
    if waiting(case, kind) is not None:
        raise NotNow(_("同样的请示正等待答复，不必再提。"), code="already_asked")
    found = Proposal(
        case_id=case.pk, centre_id=case.centre_id, kind=kind, reason=reason.strip(), asked_on=localdate(at),
        asked_by_id=by.id, **wanted,
    )  # fmt: skip
    door.note(proposal=found.pk)
    return door.add(found)


def answer(found: Proposal, state: str, *, by: Actor, at: datetime) -> None:
    """Inside a turn: the proposal is granted or declined."""
    found.state, found.answered_by_id, found.answered_on = state, by.id, localdate(at)
    door.note(proposal=found.pk)


def lapse(case: Case) -> None:
    """Inside the turn that decides or ends a case: what waits for an answer needs none any more."""
    for one in timing.of_case(Proposal, case):
        if one.state in WAITING:
            one.state = Proposal.State.LAPSED.value


def insist_concerned(case: Case, by: Actor) -> None:
    """Raises NotYours where the actor neither holds a task of the case, nor answers for it, nor is its front."""
    if by.id == case.answerable_id or at_front(by, case):
        return
    if by.post_id not in {task.post_id for task in tasks.open_tasks(case)}:
        raise NotYours(_("这个办件不在您的岗位待办。"))


def check_reason(reason: str) -> None:
    """Words of at least four characters. Raises Malformed."""
    if len(reason.strip()) < 4:
        raise Malformed(_("请写明理由，至少4个字。"), fields={"reason": _("请写明理由，至少4个字。")})
