"""Writes the day by which a case is due, whenever something happened that can move it (design 6)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time

from yimen.cases import clock
from yimen.cases.models import Case, Completion, Extension, Pause, Task
from yimen.catalogue import promise
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import AfterCompletion, StepDef
from yimen.catalogue.promise import Promise
from yimen.journal.moments import OFFICE_ZONE
from yimen.office import calendar, policies


def promise_of(definition: Definition, *, on: date) -> Promise:
    """What the public was promised: the item's promise, else the limit in law, else the policy for silent items (E2). A
    yearly window for which the guide names no days has those of the policy."""
    stated = definition.promised or definition.statutory
    if stated and stated.is_dated:
        return stated
    value, _basis = policies.value("promise.yearly" if stated else "promise.silent", on=on)
    return replace(promise.parse(value), by_policy=True)


def history(case: Case, definition: Definition) -> clock.History:
    """What happened to the clock of a case, from its rows."""
    assert case.accepted_on is not None  # noqa: S101  # in process means accepted (constraint)
    pauses = [clock.Pause(row.from_on, row.until_on, row.kind) for row in Pause.objects.filter(case=case)]
    if definition.completion is AfterCompletion.RESUME:
        pauses += _completions(Completion.objects.filter(case=case, while_in_process=True))
    added = Extension.objects.filter(case=case).order_by("extended_on", "id").values_list("added", flat=True)
    extensions = tuple(promise.parse(text) for text in added)
    return clock.History(case.accepted_on, tuple(pauses), case.restarted_on, extensions)


def reckon(case: Case, definition: Definition, told: clock.History) -> None:
    """Write due day, whether it is provisional, and the limit in law onto the case."""
    days = calendar.current()
    case.due_on, case.due_provisional = clock.due_on(promise_of(definition, on=told.accepted_on), told, days)
    if definition.statutory:
        case.statutory_due_on, _provisional = clock.due_on(definition.statutory, told, days)


def stop(case: Case) -> None:
    """The clock stands: no day can be named."""
    case.due_on, case.due_provisional, case.statutory_due_on = None, False, None


def step_due_on(step: StepDef, case: Case, opened_on: date, told: clock.History | None = None) -> date | None:
    """The day by which a task is due: its step's own limit, never later than the case while that is undecided. What
    stopped or restarted the case's clock (`told`) did so for the step."""
    own = None
    if step.limit:
        restarted_on = told.restarted_on if told and told.restarted_on and told.restarted_on > opened_on else None
        lived = clock.History(opened_on, told.pauses if told else (), restarted_on)
        own, _provisional = clock.due_on(step.limit, lived, calendar.current())
    if case.decided_on is not None:
        return own
    return min(filter(None, (own, case.due_on)), default=None)


def retime(case: Case, tasks: Iterable[Task], steps: dict[str, StepDef], told: clock.History) -> None:
    """After the case's day moved: the open tasks' days follow."""
    for task in tasks:
        step = steps.get(task.step_key)
        task.due_on = step_due_on(step, case, task.opened_on, told) if step else case.due_on


def after(limit: Promise, on: date) -> tuple[date, bool]:
    """The last day of a limit that begins on the day after `on`, and whether it is provisional."""
    last, provisional = clock.due_on(limit, clock.History(on), calendar.current())
    assert last is not None  # noqa: S101  # nothing is paused here
    return last, provisional


def end_of(day: date) -> datetime:
    """The first moment after a legal day: when something not done on it is late."""
    return datetime.combine(date.fromordinal(day.toordinal() + 1), time.min, tzinfo=OFFICE_ZONE)


def _completions(rows: Iterable[Completion]) -> list[clock.Pause]:
    return [clock.Pause(row.asked_on, row.answered_on, "completion") for row in rows]
