"""Steps that wait for their day, as the exchange of a notice for a certificate does (D3): from which day, and who is told.
Decided is decided: no promise runs while one waits."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from yimen.cases.models import Case, Task
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import Phase, StepDef, StepKind
from yimen.journal import door
from yimen.journal.errors import NotNow
from yimen.journal.moments import OFFICE_ZONE

ALARM = "cases.remind"


def day_of(case: Case, step: StepDef) -> date | None:
    """The first day on which the step can be done; None where it waits for none, or where the form does not name the day
    it is counted from: then who does the step looks at the papers."""
    if step.not_before is None or case.decided_on is None:
        return None
    since: date | None = case.decided_on
    if step.not_before.since:
        text = (case.application.form or {}).get(step.not_before.since)
        since = date.fromisoformat(text) if text else None
    return step.not_before.day(since) if since else None


def to_come(case: Case, definition: Definition) -> list[tuple[StepDef, date]]:
    """The steps after the decision that have a day, in this variant, each with its day."""
    steps = [one for one in definition.steps if one.phase is Phase.AFTER and one.not_before is not None]
    mine = [one for one in steps if not one.variants or case.variant in one.variants]
    return [(one, on) for one in mine if (on := day_of(case, one))]


def watch(case: Case, tasks: Iterable[Task], *, on: date) -> None:
    """Inside a turn: on the first day that is still to come the clock reminds those who wait."""
    days = [task.not_before_on for task in tasks if task.not_before_on and task.not_before_on > on]
    if days and min(days) < date.max:
        door.set_alarm(case, ALARM, due_at=datetime.combine(min(days), time.min, tzinfo=OFFICE_ZONE))


def insist_come(task: Task, step: StepDef, *, on: date) -> None:
    """Raises NotNow before the step's day."""
    if is_early(task, on):
        words = {"step": step.name, "day": f"{task.not_before_on:%Y年%-m月%-d日}"}
        raise NotNow(_("“%(step)s”%(day)s起才能办，还没有到日子，请告诉申请人那天以后再来。") % words, code="too_early")


def is_early(task: Task, on: date) -> bool:
    """Whether the step's day is still to come."""
    return task.not_before_on is not None and on < task.not_before_on


def words(day: date, kind: StepKind | None) -> str:
    """For the person: from which day to come, and what for."""
    told = {"day": f"{day.year}年{day.month}月{day.day}日"}
    return (_("%(day)s起可来换证") if kind is StepKind.EXCHANGE else _("%(day)s起可来办理")) % told
