"""When the legal calendar changes, open cases are counted again: in batches, with an entry for each that moved (design 6)."""

from datetime import date, datetime
from uuid import UUID

from yimen.cases import announcing, intake, tasks, timing
from yimen.cases._turn import turn
from yimen.cases.lifecycle import Act, State
from yimen.cases.models import Case, Completion
from yimen.catalogue import definitions, promise
from yimen.journal import door, jobs
from yimen.journal.followers import Follower, follow
from yimen.journal.models import Alarm, Entry
from yimen.office import calendar, policies
from yimen.office.actor import Actor

BATCH = 50  # a job's lease is two minutes
START = UUID(int=0)
_WHY = "国务院办公厅公布放假调休安排，工作日历相应调整"
_COUNTED = (State.RECEIVED, State.COMPLETING, State.IN_PROCESS)


@door.verb
def recount(case: Case, *, by: Actor, at: datetime) -> Case:
    """Count one case's days again by the calendar as it now is; alarms that were waiting for a published year are set."""
    with turn(case, Act.RECOUNT, by=by, at=at) as case:
        was = (case.due_on, case.due_provisional, case.answer_by_on)
        _COUNT[State(case.state)](case)
        door.note(was=[was[0], was[1], was[2]])
        if case.state == State.IN_PROCESS and case.due_on is not None and case.due_on != was[0]:
            definition = definitions.of_version(case.version_id)
            announcing.moved(case, definition, was=was[0], why=_WHY, by=by, at=at)
    return case


def would_move(case: Case) -> bool:
    """Whether counting again gives another day, or one that is no longer provisional. Reads only."""
    trial = Case.objects.get(pk=case.pk)
    if trial.state == State.IN_PROCESS:
        if trial.due_on is None:
            return False
        definition = definitions.of_version(trial.version_id)
        timing.reckon(trial, definition, timing.history(trial, definition))
        return _days(trial) != _days(case)
    answer_by, provisional = _answer_by(trial)
    return answer_by != case.answer_by_on or (not provisional and _lacks_alarm(trial))


def recount_batch(*, after: UUID, at: datetime) -> tuple[int, UUID | None]:
    """Count the open cases behind a key again; returns how many moved, and the key to go on from (None: no more).

    A case that cannot be counted keeps no other from it: the first error is raised when the batch is through.
    """
    calendar.forget()
    batch = list(Case.objects.filter(state__in=_COUNTED, pk__gt=after).order_by("pk")[:BATCH])
    moved, failed = 0, None
    for case in batch:
        try:
            if would_move(case):
                recount(case, by=Actor.clock(), at=at)
                moved += 1
        except Exception as error:  # told below, when the others are done
            failed = failed or error
    if failed is not None:
        raise failed
    return moved, batch[-1].pk if len(batch) == BATCH else None


def recount_open(*, at: datetime) -> int:
    """Count every open case again; returns how many moved."""
    moved, after = recount_batch(after=START, at=at)
    while after is not None:
        more, after = recount_batch(after=after, at=at)
        moved += more
    return moved


@jobs.does("cases.recount")
def _recount_job(after: UUID, *, at: datetime) -> None:
    """A batch a job: the next is asked for first, so that one that fails does not stop those behind it."""
    following = Case.objects.filter(state__in=_COUNTED, pk__gt=after).order_by("pk").values_list("pk", flat=True)
    ends = list(following[BATCH - 1 : BATCH])
    if ends:
        with door.together():
            _ask_batch(ends[0], at)
    recount_batch(after=after, at=at)


def _ask(_entry: Entry, at: datetime) -> None:
    _ask_batch(START, at + calendar.SEEN_WITHIN)


def _ask_batch(after: UUID, at: datetime) -> None:
    jobs.ask("cases.recount", after, lane=f"cases.recount:{after}", key=f"cases.recount:{after}", at=at)


follow(Follower("cases.recount", _ask, hears=frozenset({"office.publish_year", "office.set_day"}), from_birth=True))


def _count_running(case: Case) -> None:
    if case.due_on is None:
        return
    timing.recount(case, definitions.of_version(case.version_id), tasks.open_tasks(case))


def _count_received(case: Case) -> None:
    intake.await_answer(case, definitions.of_version(case.version_id), since=intake.handed_in_on(case))


def _count_completing(case: Case) -> None:
    case.answer_by_on, provisional = _answer_by(case)
    asked = door.hold(Completion.objects.get(case=case, answered_on__isnull=True))
    asked.answer_by_on = case.answer_by_on
    if not provisional:
        door.set_alarm(case, "cases.return_unanswered", due_at=timing.end_of(case.answer_by_on))


def _days(case: Case) -> tuple[object, ...]:
    return case.due_on, case.due_provisional, case.statutory_due_on


def _lacks_alarm(case: Case) -> bool:
    """Whether the act that follows by law was not set, because its day was provisional."""
    if case.state == State.RECEIVED and not definitions.of_version(case.version_id).deemed_acceptance:
        return False
    return not Alarm.objects.filter(subject_id=case.pk).exists()


def _answer_by(case: Case) -> tuple[date, bool]:
    key, on = "intake.answer", intake.handed_in_on(case)
    if case.state == State.COMPLETING:
        key, on = "completion.answer", Completion.objects.get(case=case, answered_on__isnull=True).asked_on
    return timing.after(promise.parse(policies.value(key, on=on)[0]), on)


_COUNT = {State.IN_PROCESS: _count_running, State.RECEIVED: _count_received, State.COMPLETING: _count_completing}
