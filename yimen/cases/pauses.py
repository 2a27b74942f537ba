"""The rows that stop a clock, inside a turn: those that a step brings with it, and their end."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from yimen.cases import announcing, timing
from yimen.cases.lifecycle import State
from yimen.cases.models import Case, Pause, Task
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import StepDef
from yimen.journal.door import add
from yimen.journal.moments import localdate
from yimen.office.actor import Actor


def open_now(case: Case) -> list[Pause]:
    """The pauses that stand open, under the case's lock."""
    return [one for one in timing.of_case(Pause, case) if one.until_on is None]


def allowed(case: Case) -> list[Pause]:
    """Those of them that somebody allowed; a step's own ends with its task."""
    return [one for one in open_now(case) if one.task_id is None]


def told(case: Case, *, on: date) -> list[tuple[str, str]]:
    """What makes the clock stand, for people: a sign ("pause"; "over": longer than planned) and a sentence each."""
    if case.state != State.IN_PROCESS or case.due_on is not None:
        return []
    return [_told(one, on) for one in sorted(open_now(case), key=lambda one: (one.from_on, one.id))]


def begin_by_rule(case: Case, definition: Definition, opened: Sequence[tuple[StepDef, Task]], *, at: datetime) -> None:
    """Steps opened whose own time does not count: the clock stands from today until they are done, and the person is told
    how long that may take (行政许可法 45). The caller counts again."""
    on = localdate(at)
    for step, task in opened:
        planned = timing.after(step.limit, on)[0] if step.limit else on
        add(
            Pause(
                case_id=case.id, centre_id=case.centre_id, kind=step.kind.value, name=step.name, basis=step.basis, from_on=on,
                planned_until_on=planned, task=task,
            )
        )  # fmt: skip
        announcing.special(case, definition, name=step.name, basis=step.basis, planned=planned, by=Actor.clock(), at=at)


def end_with(case: Case, definition: Definition, closed: Iterable[Task], others: Iterable[Task], *, on: date) -> None:
    """Tasks were closed: the pauses that they brought end today, and the clock goes on tomorrow."""
    keys = {task.id for task in closed}
    ended = [one for one in open_now(case) if one.task_id in keys]
    for one in ended:
        one.until_on = on
    if ended:
        timing.recount(case, definition, others)


def end_all(case: Case, *, on: date) -> bool:
    """The case has ended: nothing stops any more. Whether something did."""
    ended = open_now(case)
    for one in ended:
        one.until_on = on
    return bool(ended)


def _told(one: Pause, on: date) -> tuple[str, str]:
    words = {"name": one.name, "from": f"{one.from_on:%-m月%-d日}", "until": f"{one.planned_until_on:%-m月%-d日}"}
    if on > one.planned_until_on:
        return "over", _("停表：%(name)s，%(from)s起，已超过预计的%(until)s") % words
    return "pause", _("停表：%(name)s，%(from)s起，预计至%(until)s") % words
