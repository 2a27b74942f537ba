"""Tasks inside a turn: which are open, opening the next stage, and telling who must see the case."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.cases import awaiting, pauses, placing, route, timing
from yimen.cases.lifecycle import State
from yimen.cases.models import Case, CaseSight, Task
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import Phase, StepDef
from yimen.journal import door, rows
from yimen.journal.errors import NotNow, NotThere, NotYours
from yimen.journal.moments import localdate
from yimen.office.actor import ANY_LINE, Actor
from yimen.office.models import Post, Role
from yimen.registry import grants
from yimen.registry.models import Grant, Purpose

WINDOW_DECISION = "window_decision"
SEEN_FOR = timedelta(days=365)  # how long a post that worked on a case may look the person up by it


def steps_of(definition: Definition) -> dict[str, StepDef]:
    """Steps by key."""
    return {step.key: step for step in definition.steps}


def open_tasks(case: Case) -> list[Task]:
    """The case's open tasks, read under its lock, and those this turn has made."""
    made = [task for task in door.new(Task) if task.case_id == case.id]
    if any(case is born for born in door.new(Case)):
        return [task for task in made if task.state == Task.State.OPEN]
    stored = [door.held_or(task) for task in rows.select(*_open_of(case))]
    return [task for task in stored + made if task.state == Task.State.OPEN]


def foreseen(case: Case, definition: Definition | None = None, *, at: datetime) -> list[rows.Statement]:
    """What an act that closes a task will read: the open tasks and, where the definition is given, the posts at which the
    next stage will wait if this was the last task of its stage, as far as the row in hand knows."""
    seen = [rows.asked(*_open_of(case))]
    if definition is None:
        return seen
    phase = Phase.BEFORE if case.state == State.IN_PROCESS else Phase.AFTER
    place = {"seat_id": case.seat_id, "home_id": case.centre_id, "on": localdate(at)}
    return seen + posts_foreseen(definition, case.variant, stage=case.stage, phase=phase, **place)


def posts_foreseen(  # noqa: PLR0913  # where a stage opens
    definition: Definition, variant: str, *, stage: int, phase: Phase, seat_id: UUID, home_id: UUID, on: date
) -> list[rows.Statement]:
    """What opening the stage behind `stage` will read: who could take each of its steps."""
    stages = route.stages(definition.steps, variant)
    following = route.after(stages, stage, phase=phase)
    group = stages[following - 1] if following else ()
    return [placing.asked(step, definition.code, seat_id=seat_id, home_id=home_id, on=on) for step in group]


def _open_of(case: Case) -> tuple[type[Task], str, list[Any]]:
    return Task, "case_id = %s AND state = 'open'", [rows.key(case.id)]


def mine(case: Case, task_id: UUID, by: Actor) -> tuple[Task, list[Task]]:
    """The open task under the case's lock, and the other open ones. Raises NotThere (gone), NotYours (another post's)."""
    tasks = open_tasks(case)
    task = next((one for one in tasks if one.id == task_id), None)
    if task is None:
        raise NotThere()
    if task.post_id != by.post_id:
        raise NotYours(_other_post())
    return task, [one for one in tasks if one is not task]


def close(task: Task, *, state: str, by: Actor, at: datetime) -> None:
    """The task is no longer open."""
    task.state, task.closed_at, task.entry_id = state, at, door.entry_id()
    task.closed_by_id = by.id if by.is_staff else None
    door.note(task=task.id, step=task.step_key, round=task.round)


def open_stage(case: Case, definition: Definition, stage: int, *, at: datetime) -> list[Task]:
    """Open every step of a stage at its post; says in the entry where a step went to somebody other than its handler."""
    case.stage = stage
    group = route.stages(definition.steps, case.variant)[stage - 1]
    opened = [(step, _open(case, definition, step, at)) for step in group]
    awaiting.watch(case, [task for _step, task in opened], on=localdate(at))
    stopping = [(step, task) for step, task in opened if not step.counts]
    if stopping and case.decided_on is None:  # after the decision nothing runs that could stand
        pauses.begin_by_rule(case, definition, stopping, at=at)
        timing.recount(case, definition, [task for _step, task in opened])
    return [task for _step, task in opened]


def open_decision(case: Case, post_id: UUID | None, *, at: datetime) -> Task:
    """The decision of an item decided at the window: at this post, or where none is given (steps came before, or the
    clock accepted) at the one that took the case in. It comes after every stage before the decision."""
    if post_id is None:
        post_id = _window_of(case)
    task = _at_post(case, post_id, WINDOW_DECISION, at, due_on=case.due_on, is_decision=True)
    task.stage = case.stage + 1
    return task


def _window_of(case: Case) -> UUID:
    """The front post of the home that saw the case first; where only a village did, one that answers for its line."""
    sights = CaseSight.objects.filter(case=case).order_by("seen_at")
    if not case.taken_as:
        return sights.values_list("post_id", flat=True)[0]
    seen = sights.filter(post__centre_id=case.centre_id).values_list("post_id", flat=True).first()
    here = Post.objects.filter(centre_id=case.centre_id, role=Role.WINDOW, is_open=True)
    found: UUID | None = (
        seen or here.filter(duties__line__in=(case.line, ANY_LINE)).values_list("pk", flat=True).first()
    )
    if found is None:
        raise NotNow(_("中心没有可以作决定的窗口岗位，请联系网络管理员设置岗位。"), code="no_post")
    return found


def show_to(case: Case, post_id: UUID, *, on: date, at: datetime) -> None:
    """From now on the post sees the case, and may look its applicant up while it works on it."""
    door.write(
        CaseSight, (case.id, post_id), conflict="DO NOTHING", case_id=case.id, post_id=post_id, seen_at=at,
    )  # fmt: skip
    door.write(
        Grant, (case.applicant_id, post_id), conflict=grants.LONGER, person_id=case.applicant_id, post_id=post_id,
        purpose=Purpose.CASE.value, until_on=on + SEEN_FOR, granted_at=at,
    )  # fmt: skip


def _open(case: Case, definition: Definition, step: StepDef, at: datetime) -> Task:
    on = localdate(at)
    placed = placing.place(step, definition.code, seat_id=case.seat_id, home_id=case.centre_id, on=on)
    if placed.why != "handler":
        door.note(**{f"placed_{step.key}": placed.why})
    earliest = awaiting.day_of(case, step)
    due_on = timing.step_due_on(step, case, max(on, earliest or on))
    task = _at_post(case, placed.post_id, step.key, at, due_on=due_on, is_decision=step.is_decision)
    task.not_before_on = earliest
    show_to(case, placed.post_id, on=on, at=at)
    return task


def _at_post(case: Case, post_id: UUID, key: str, at: datetime, *, due_on: date | None, is_decision: bool) -> Task:
    return door.add(
        rows.born(
            Task,
            case_id=case.id,
            centre_id=case.centre_id,
            post_id=post_id,
            step_key=key,
            stage=case.stage,
            round=case.round,
            is_decision=is_decision,
            opened_at=at,
            opened_on=localdate(at),
            due_on=due_on,
        )
    )


def _other_post() -> str:
    from django.utils.translation import gettext

    return gettext("这一环节在别的岗位待办，您的岗位不能办理。")
