"""延期: reasons, the supervisor's word, the leader's consent; then more days, and the person is told (E4)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from yimen.cases import announcing, clock, extensions, proposals, tasks, timing
from yimen.cases._turn import turn
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case, Extension, Proposal
from yimen.catalogue import definitions, promise
from yimen.catalogue.promise import Promise
from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.moments import localdate
from yimen.office import calendar
from yimen.office.actor import Actor


@door.verb
def ask_extension(case: Case, *, days: int, reason: str, by: Actor, at: datetime) -> Case:
    """请示延期: so many more days of the promise's own kind, with reasons; before the due day is over.

    Raises Malformed (no days, no reason, above the caps of extensions.py), NotYours, NotNow (overdue, asked already).
    """
    proposals.check_reason(reason)
    with turn(case, Act.ASK_EXTENSION, by=by, at=at, days=days, reason=reason) as case:
        proposals.insist_concerned(case, by)
        if case.due_on is None:
            raise NotNow(_("停表期间没有应办结日，恢复计时后才能请示延期。"), code="paused")
        _insist_in_time(case, at)
        added = _days(case, days)
        _insist_within_caps(case, added)
        proposals.put(case, Proposal.Kind.EXTENSION, reason, added=str(added), by=by, at=at)
    return case


@door.verb
def endorse(case: Case, *, opinion: str = "", by: Actor, at: datetime) -> Case:
    """主管同意延期: the supervisor's word; then it lies with the leader. Raises NotYours, NotNow (not asked, overdue)."""
    with turn(case, Act.ENDORSE, by=by, at=at, opinion=opinion) as case:
        asked = proposals.insist_waiting(case, Proposal.Kind.EXTENSION)
        proposals.insist_answers(asked, by)
        if asked.state != Proposal.State.ASKED:
            raise NotNow(_("主管已经同意，正等待领导批准。"), code="already_endorsed")
        _insist_in_time(case, at)
        asked.state, asked.endorsed_by_id = Proposal.State.ENDORSED.value, by.id
        asked.endorsed_on = localdate(at)
        door.note(proposal=asked.pk)
    return case


@door.verb
def extend(case: Case, *, by: Actor, at: datetime) -> Case:
    """批准延期: the leader's consent to what the supervisor has endorsed; the day moves and the person is told.

    Raises NotYours (not the leader, the same person who asked or endorsed), NotNow (not endorsed, the clock stands, overdue).
    """
    with turn(case, Act.EXTEND, by=by, at=at) as case:
        asked = proposals.insist_waiting(case, Proposal.Kind.EXTENSION)
        if asked.state != Proposal.State.ENDORSED:
            raise NotNow(_("业务主管还没有同意，不能批准。"), code="not_endorsed")
        proposals.insist_answers(asked, by)
        if by.id == asked.endorsed_by_id:
            raise NotYours(_("主管同意和领导批准应由两个人作出。"), code="same_person")
        added, was = promise.parse(asked.added), case.due_on
        if was is None:
            raise NotNow(_("停表期间不能批准延期，恢复计时后再批准。"), code="paused")
        _insist_in_time(case, at)
        _insist_within_caps(case, added)
        door.add(
            Extension(
                case_id=case.pk, centre_id=case.centre_id, added=asked.added, extended_on=localdate(at),
                consented_by_id=by.id,
            )
        )  # fmt: skip
        proposals.answer(asked, Proposal.State.GRANTED, by=by, at=at)
        definition = definitions.of_version(case.version_id)
        timing.recount(case, definition, tasks.open_tasks(case))
        _insist_ceiling(case)
        door.note(added=asked.added, was=was)
        announcing.extension(case, definition, added=added, was=was, reason=asked.reason or "", by=by, at=at)
    return case


def is_too_late(case: Case, *, on: date) -> bool:
    """Whether the due day is over: then nobody lengthens it any more, and who is asked can only say no (行政许可法 42: the
    consent comes within the time that it lengthens)."""
    return case.due_on is not None and on > case.due_on


def _insist_in_time(case: Case, at: datetime) -> None:
    if is_too_late(case, on=localdate(at)):
        raise NotNow(_("已经超过应办结日，不能再延期。"), code="overdue")


def most_days(case: Case) -> tuple[int, str]:
    """How many more days can still be asked for, and what they are called; 0 where none."""
    assert case.accepted_on is not None  # noqa: S101  # asked of cases in process
    definition = definitions.of_version(case.version_id)
    base = timing.promise_of(definition, case.variant, on=case.accepted_on)
    already = timing.history(case, definition).extensions
    return extensions.most(base, joint=case.is_joint, already=already), promise.unit_word(base)


def day_with(case: Case, added: str) -> date | None:
    """The day by which the case would have to be decided with so much more; None while the clock stands."""
    assert case.accepted_on is not None  # noqa: S101  # asked of cases in process
    definition = definitions.of_version(case.version_id)
    base = timing.promise_of(definition, case.variant, on=case.accepted_on)
    so_far = timing.history(case, definition)
    longer = so_far._replace(extensions=(*so_far.extensions, promise.parse(added)))
    return clock.due_on(base, longer, calendar.current())[0]


def _days(case: Case, days: int) -> Promise:
    assert case.accepted_on is not None  # noqa: S101  # in process
    base = timing.promise_of(definitions.of_version(case.version_id), case.variant, on=case.accepted_on)
    try:
        return Promise(base.unit, days)
    except ValueError as wrong:
        raise Malformed(str(wrong), fields={"days": str(wrong)}) from wrong


def _insist_within_caps(case: Case, added: Promise) -> None:
    assert case.accepted_on is not None  # noqa: S101  # in process
    definition = definitions.of_version(case.version_id)
    base = timing.promise_of(definition, case.variant, on=case.accepted_on)
    already = timing.history(case, definition).extensions
    if refusal := extensions.why_not_extend(base, added, joint=case.is_joint, already=already):
        raise Malformed(refusal, fields={"days": refusal})


def _insist_ceiling(case: Case) -> None:
    """Where an item says nothing, a case ends within 60 days of acceptance, lengthened or not (E2)."""
    definition = definitions.of_version(case.version_id)
    if case.accepted_on is None or case.due_on is None or not timing.is_silent(definition, case.variant):
        return
    if not extensions.within_ceiling(case.accepted_on, case.due_on):
        raise NotNow(_("事项没有载明时限的，延长后也须在受理之日起60日内办结；请减少天数另行请示。"), code="ceiling")
