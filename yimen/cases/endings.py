"""Endings besides delivery: withdrawn by the person, returned after examination, terminated (退回件, C3)."""

from datetime import datetime

from yimen.cases import refusals, tasks
from yimen.cases._turn import turn
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case
from yimen.journal import door
from yimen.journal.errors import NotYours
from yimen.journal.moments import localdate
from yimen.office.actor import Actor


@door.verb
def withdraw(case: Case, *, reason: str, by: Actor, at: datetime) -> Case:
    """申请人撤回: on the person's word, before the decision."""
    return _end(case, Act.WITHDRAW, "applicant_asked", reason, by, at)


@door.verb
def return_(case: Case, *, code: str, reason: str, by: Actor, at: datetime) -> Case:
    """退件: returned after examination, by a post that holds a task of it or by the home's front."""
    return _end(case, Act.RETURN, code, reason, by, at)


@door.verb
def terminate(case: Case, *, code: str, reason: str, by: Actor, at: datetime) -> Case:
    """终止办理: by the home's supervisor or director."""
    return _end(case, Act.TERMINATE, code, reason, by, at)


def _end(case: Case, act: Act, code: str, reason: str, by: Actor, at: datetime) -> Case:
    refusals.check(code, reason)
    with turn(case, act, by=by, at=at, code=code, reason=reason) as case:
        waiting = tasks.open_tasks(case)
        if act is Act.RETURN and by.centre_id != case.centre_id and by.post_id not in {one.post_id for one in waiting}:
            raise NotYours("这个办件不在您的岗位待办。")
        for task in waiting:
            tasks.close(task, state="cancelled", by=by, at=at)
        case.reason_code, case.ended_on, case.answer_by_on = code, localdate(at), None
        door.cancel_alarm(case, "cases.deem_accepted")
        door.cancel_alarm(case, "cases.return_unanswered")
    return case
