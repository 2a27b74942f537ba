"""停表: the special procedures of the version stop the clock, by the supervisor's leave; and the clock goes on (E7)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from yimen.cases import announcing, pauses, proposals, tasks, timing
from yimen.cases._turn import turn
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case, Pause, Proposal
from yimen.catalogue import definitions
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import SpecialDef
from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow
from yimen.journal.moments import localdate
from yimen.office.actor import Actor


@door.verb
def ask_pause(case: Case, *, special: str, until_on: date, reason: str, by: Actor, at: datetime) -> Case:
    """请示停表: for a special procedure, by the name the version gives it, with its planned end and the reason.

    Raises Malformed (the version does not name it, an end in the past), NotYours, NotNow (it runs or waits already).
    """
    proposals.check_reason(reason)
    if until_on < localdate(at):
        raise Malformed(_("预计结束日不能早于今天。"), fields={"until_on": _("请填今天或以后的日子。")})
    with turn(case, Act.ASK_PAUSE, by=by, at=at, special=special, until_on=until_on, reason=reason) as case:
        proposals.insist_concerned(case, by)
        _named(definitions.of_version(case.version_id), special)
        _refuse_second(case, special)
        proposals.put(case, Proposal.Kind.PAUSE, reason, special=special, until_on=until_on, by=by, at=at)
    return case


@door.verb
def pause(case: Case, *, by: Actor, at: datetime) -> Case:
    """停表: what was asked is allowed; from today the clock stands, the decision waits, and the person is told.

    Raises NotYours (not this post's word, one's own proposal), NotNow.
    """
    with turn(case, Act.PAUSE, by=by, at=at) as case:
        asked = proposals.insist_waiting(case, Proposal.Kind.PAUSE)
        proposals.insist_answers(asked, by)
        definition, on = definitions.of_version(case.version_id), localdate(at)
        special = _named(definition, asked.special)
        _refuse_second(case, asked.special)
        assert asked.until_on is not None  # noqa: S101  # a pause is asked with its end
        door.add(
            Pause(
                case_id=case.pk, centre_id=case.centre_id, kind=special.kind.value, name=special.name, basis=special.basis,
                approver_id=by.id, from_on=on, planned_until_on=max(on, asked.until_on),
            )
        )  # fmt: skip
        proposals.answer(asked, Proposal.State.GRANTED, by=by, at=at)
        timing.recount(case, definition, tasks.open_tasks(case))
        door.note(special=asked.special, until_on=asked.until_on)
        planned = max(on, asked.until_on)
        announcing.special(case, definition, name=special.name, basis=special.basis, planned=planned, by=by, at=at)
    return case


@door.verb
def resume(case: Case, *, special: str, by: Actor, at: datetime) -> Case:
    """恢复计时: the procedure is over; today is its last day out, and the clock counts again from tomorrow.

    Raises NotYours, NotNow (no such pause is open).
    """
    with turn(case, Act.RESUME, by=by, at=at, special=special) as case:
        proposals.insist_concerned(case, by)
        running = pauses.allowed(case)
        mine = next((one for one in running if one.name == special), None)
        if mine is None:
            raise NotNow(_("这项特别程序没有在停表。"), code="not_paused")
        mine.until_on = localdate(at)
        definition = definitions.of_version(case.version_id)
        timing.recount(case, definition, tasks.open_tasks(case))
        if case.due_on is not None:
            announcing.moved(case, definition, was=None, why=f"{special}结束", by=by, at=at)
    return case


def _named(definition: Definition, special: str) -> SpecialDef:
    found = next((one for one in definition.special if one.name == special), None)
    if found is None:
        words = _("事项没有载明这项特别程序，不能停表。")
        raise Malformed(words, fields={"special": words})
    return found


def _refuse_second(case: Case, special: str) -> None:
    if any(one.name == special for one in pauses.allowed(case)):
        raise NotNow(_("这项特别程序已经在停表。"), code="already_paused")
