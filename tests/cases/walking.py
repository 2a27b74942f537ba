"""Short words for the tests of cases: who holds the open task of a step, and walking a case to a step."""

from datetime import datetime
from typing import Any

from tests.town import Cast
from yimen.cases import decisions, intake, steps
from yimen.cases.models import Case, Task
from yimen.journal.models import Entry
from yimen.office.actor import Actor


def task(case: Case, step: str) -> Task:
    """The open task of a step."""
    return Task.objects.get(case=case, step_key=step, state="open")


def open_steps(case: Case) -> set[str]:
    """The keys of the steps that wait."""
    return set(Task.objects.filter(case=case, state="open").values_list("step_key", flat=True))


def holder(cast: Cast, waiting: Task) -> Actor:
    """Who sits in the post at which the task waits."""
    key = next(key for key, post in cast.town.posts.items() if post.pk == waiting.post_id)
    return cast.town.actor(key)


def finish(cast: Cast, case: Case, step: str, at: datetime, *, by: Actor | None = None) -> Case:
    """The step is finished, by the holder of its post unless somebody else tries."""
    waiting = task(case, step)
    return steps.finish(case, task_id=waiting.pk, opinion="属实", by=by or holder(cast, waiting), at=at)


def decide(cast: Cast, case: Case, at: datetime, *, outcome: str = "granted", opinion: str = "同意") -> Case:
    """The decision, by the holder of its post."""
    waiting = Task.objects.get(case=case, state="open", is_decision=True)
    by = holder(cast, waiting)
    return decisions.decide(case, task_id=waiting.pk, outcome=outcome, opinion=opinion, by=by, at=at)


def taken_in(cast: Cast, code: str, at: datetime, *, by: Actor | None = None, **more: Any) -> Case:
    """A case of the item, received and accepted with all its papers; `more` as `Handed` has it: a variant, a form."""
    return intake.take_in(cast.handed(at, code=code, **more), by=by or cast.window, at=at)


def ready(cast: Cast, at: datetime) -> Case:
    """A refused case, whose result waits at the window (nothing follows a refusal)."""
    case = taken_in(cast, "PX-01", at)
    for step in ("visit", "examine", "income"):
        case = finish(cast, case, step, at)
    return decide(cast, case, at, outcome="refused", opinion="收入超过标准")


def told(case: Case) -> list[str]:
    """The acts in the journal, in order, without the package's name."""
    acts = Entry.objects.filter(subject_id=case.pk).order_by("number").values_list("act", flat=True)
    return [act.removeprefix("cases.") for act in acts]
