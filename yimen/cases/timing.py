"""Writes the day by which a case is due, whenever something happened that can move it (design 6)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import TypeVar

from django.db import models

from yimen.cases import clock
from yimen.cases.models import Case, Completion, Extension, Pause, Task
from yimen.catalogue import promise
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import AfterCompletion, StepDef
from yimen.catalogue.promise import Promise, Unit
from yimen.journal import door, rows
from yimen.journal.moments import OFFICE_ZONE
from yimen.office import calendar, policies

Row = TypeVar("Row", bound=models.Model)
_OF_CASE = "case_id = %s"


def promise_of(definition: Definition, variant: str, *, on: date) -> Promise:
    """What the public was promised: the item's promise in this variant, else the limit in law, else the policy for silent
    items (E2). A yearly window for which the guide names no days has those of the policy."""
    stated = definition.promised_for(variant) or definition.statutory
    if stated and stated.is_dated:
        return stated
    value, _basis = policies.value("promise.yearly" if stated else "promise.silent", on=on)
    return replace(promise.parse(value), by_policy=True)


def basis_of(promised: Promise, definition: Definition, *, on: date) -> str:
    """On what a promise stands: the item's own basis, or the policy's where the item names no days."""
    if not promised.by_policy:
        return "、".join(definition.basis)
    return policies.value("promise.yearly" if promised.unit is Unit.YEARLY else "promise.silent", on=on)[1]


def is_silent(definition: Definition, variant: str) -> bool:
    """Whether neither the item nor the law names a limit: then the ceiling of 60 days is on the lengthened one (E2)."""
    return not (definition.promised_for(variant) or definition.statutory)


def history(case: Case, definition: Definition) -> clock.History:
    """What happened to the clock of a case, from its rows as they are, or as the open turn is about to leave them."""
    assert case.accepted_on is not None  # noqa: S101  # in process means accepted (constraint)
    pauses = [clock.Pause(row.from_on, row.until_on, row.kind) for row in of_case(Pause, case)]
    if definition.completion is AfterCompletion.RESUME:
        pauses += _completions(row for row in of_case(Completion, case) if row.while_in_process)
    granted = sorted(of_case(Extension, case), key=lambda row: (row.extended_on, row.id))
    extensions = tuple(promise.parse(row.added) for row in granted)
    return clock.History(case.accepted_on, tuple(pauses), case.restarted_on, extensions)


def of_case(model: type[Row], case: Case) -> list[Row]:
    """The rows of a case, those that the open turn holds and makes included."""
    stored: list[Row] = rows.select(model, _OF_CASE, [rows.key(case.id)])
    if not door.is_open():
        return stored
    made = [row for row in door.new(model) if row.case_id == case.id]  # type: ignore[attr-defined]  # rows of a case
    return [door.held_or(row) for row in stored] + made


def foreseen(model: type[models.Model], case: Case) -> rows.Statement:
    """The statement by which `of_case` reads, for who asks it ahead."""
    return rows.asked(model, _OF_CASE, [rows.key(case.id)])


def reckon(case: Case, definition: Definition, told: clock.History) -> None:
    """Write due day, whether it is provisional, and the limit in law onto the case."""
    days, on = calendar.current(), told.accepted_on
    case.due_on, case.due_provisional = clock.due_on(promise_of(definition, case.variant, on=on), told, days)
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
        stopped = told.pauses if told and step.counts else ()  # its own time runs where the case's does not
        lived = clock.History(opened_on, stopped, restarted_on)
        own, _provisional = clock.due_on(step.limit, lived, calendar.current())
    if case.decided_on is not None:
        return own
    return min(filter(None, (own, case.due_on)), default=None)


def recount(case: Case, definition: Definition, tasks: Iterable[Task]) -> None:
    """Something happened to the clock: the case's day is reckoned again, and the open tasks' days follow."""
    told = history(case, definition)
    reckon(case, definition, told)
    retime(case, tasks, {step.key: step for step in definition.steps}, told)


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
