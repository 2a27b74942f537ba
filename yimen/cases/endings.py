"""Endings besides delivery: withdrawn by the person, returned after examination, terminated (退回件, C3)."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.cases import announcing, completion, pauses, proposals, refusals, tasks, timing, villages
from yimen.cases._turn import turn
from yimen.cases.access import at_front
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case, Task
from yimen.catalogue import definitions
from yimen.journal import door
from yimen.journal.errors import NotYours
from yimen.journal.moments import localdate
from yimen.office.actor import Actor

_WHY = {Act.RETURN: "examined", Act.WITHDRAW: "withdrawn", Act.TERMINATE: "terminated"}


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
        if act is Act.RETURN and not _examines(case, waiting, by):
            raise NotYours(_("这个办件不在您的岗位待办。"))
        if act is Act.RETURN:
            villages.insist_here(case)
        for task in waiting:
            tasks.close(task, state="cancelled", by=by, at=at)
        definition = definitions.of_version(case.version_id)
        case.reason_code, case.ended_on, case.answer_by_on = code, localdate(at), None
        if case.came_from:  # no day can be named while an answer is out; so it stays
            completion.lapse(case)
            pauses.end_all(case, on=localdate(at))
        elif pauses.end_all(case, on=localdate(at)):
            timing.recount(case, definition, ())
        proposals.lapse(case)
        door.cancel_alarm(case, "cases.deem_accepted")
        door.cancel_alarm(case, "cases.return_unanswered")
        announcing.returned(case, definition, why=_WHY[act], reason=reason, by=by, at=at)
    return case


def _examines(case: Case, waiting: Iterable[Task], by: Actor) -> bool:
    """Whether the post holds a task of the case, or is the home's front for its line."""
    return by.post_id in {one.post_id for one in waiting} or at_front(by, case)
