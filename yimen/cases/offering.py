"""Which acts get a button: what the state allows, this post may do, and the verb would let through today."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from yimen.cases import awaiting, extending, lifecycle, pauses, proposals, reading, villages
from yimen.cases.access import at_front, may
from yimen.cases.lifecycle import Act, State
from yimen.cases.models import Case, Completion, Proposal, Task
from yimen.catalogue import definitions
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import StepKind
from yimen.journal.models import Entry
from yimen.office.actor import Actor
from yimen.office.models import Role

# What nobody can do to a case whose papers nobody at the hall has seen.
_NEEDS_PAPERS: frozenset[str] = frozenset(
    {Act.ACCEPT, Act.ASK_COMPLETION, Act.REFUSE_INTAKE, Act.ASK_REFUSAL, Act.RETURN}
)


def acts_now(case: Case, by: Actor, *, on: date, task: Task | None = None) -> frozenset[str]:
    """The acts with a button on the day. Acts on a task need the task: the one given, else the one that waits at the
    actor's post."""
    task = task if task is not None and task.state == Task.State.OPEN else reading.open_task_of(case, by)
    here = _Here(case, by, on, task)
    unseen = _NEEDS_PAPERS if villages.is_on_its_way(case) else frozenset[str]()
    allowed = (act for act in lifecycle.possible(case.state) - unseen if may(by, act, case))
    return frozenset(act for act in allowed if _OFFERED.get(act, _always)(here))


@dataclass
class _Here:
    """A case, who looks at it, and what is asked of its rows at most once."""

    case: Case
    by: Actor
    on: date
    task: Task | None

    @cached_property
    def definition(self) -> Definition:
        return definitions.of_version(self.case.version_id)

    @cached_property
    def waiting(self) -> list[Proposal]:
        return [one for one in Proposal.objects.filter(case=self.case) if one.state in proposals.WAITING]

    @property
    def at_front(self) -> bool:
        return at_front(self.by, self.case)

    @property
    def is_concerned(self) -> bool:
        return self.task is not None or self.at_front or self.by.id == self.case.answerable_id

    @property
    def step_kind(self) -> StepKind | None:
        step = reading.step_of(self.definition, self.task) if self.task else None
        return step.kind if step else None

    def waits(self, kind: str) -> bool:
        """Whether a proposal of the kind waits for an answer."""
        return any(one.kind == kind for one in self.waiting)

    def answers(self, kind: str, *states: str) -> bool:
        """Whether one of the kind, in one of the states, waits for this post's word."""
        mine = (one for one in self.waiting if one.kind == kind and (not states or one.state in states))
        return any(proposals.answers(one, self.by) for one in mine)

    def entered(self, *acts: str) -> bool:
        """Whether this actor did one of the acts to the case."""
        return Entry.objects.filter(subject_id=self.case.pk, act__in=acts, actor=self.by.ref).exists()


def _take_over(here: _Here) -> bool:
    return villages.is_on_its_way(here.case)


def _always(_here: _Here) -> bool:
    return True


def _never(_here: _Here) -> bool:
    return False


def _has_task(here: _Here) -> bool:
    return here.task is not None


def _finish(here: _Here) -> bool:
    return here.task is not None and not here.task.is_decision and not awaiting.is_early(here.task, here.on)


def _decide(here: _Here) -> bool:
    return here.task is not None and here.task.is_decision


def _post_notice(here: _Here) -> bool:
    is_notice = here.step_kind is StepKind.PUBLIC_NOTICE
    return _finish(here) and is_notice and not hasattr(here.task, "notice")


def _send_back(here: _Here) -> bool:
    return here.task is not None and here.task.stage > 1


def _ask_completion(here: _Here) -> bool:
    """In process only where the version allows; a second notice by the supervisor."""
    in_process = here.case.accepted_on is not None
    if (in_process and not here.definition.completion_in_process) or (here.task is None and not here.at_front):
        return False
    asked = Completion.objects.filter(case=here.case, while_in_process=in_process)
    return here.by.role == Role.SUPERVISOR or not asked.exists()


def _return(here: _Here) -> bool:
    return here.task is not None or (here.at_front and here.by.centre_id == here.case.centre_id)


def _ask_extension(here: _Here) -> bool:
    if not here.is_concerned or here.case.due_on is None or here.on > here.case.due_on:
        return False
    return not here.waits(Proposal.Kind.EXTENSION) and extending.most_days(here.case)[0] > 0


def _extend(here: _Here) -> bool:
    """By another than who endorsed it, and not while the clock stands."""
    asked = (one for one in here.waiting if one.kind == Proposal.Kind.EXTENSION and one.endorsed_by_id != here.by.id)
    mine = any(one.state == Proposal.State.ENDORSED and proposals.answers(one, here.by) for one in asked)
    return mine and here.case.due_on is not None


def _ask_pause(here: _Here) -> bool:
    return bool(here.definition.special) and here.is_concerned and not here.waits(Proposal.Kind.PAUSE)


def _resume(here: _Here) -> bool:
    stands = here.case.state == State.IN_PROCESS and here.case.due_on is None
    return stands and here.is_concerned and bool(pauses.allowed(here.case))


def _refuse(here: _Here) -> bool:
    granted = Proposal.objects.filter(case=here.case, kind=Proposal.Kind.REFUSAL, state=Proposal.State.GRANTED)
    return not here.definition.refusal_needs_leader or granted.exists()


def _ask_refusal(here: _Here) -> bool:
    return not here.waits(Proposal.Kind.REFUSAL)


def _decline(here: _Here) -> bool:
    return any(proposals.answers(one, here.by) for one in here.waiting)


def _correct_form(here: _Here) -> bool:
    return bool(here.definition.form_fields) and _correct_intake(here)


def _correct_intake(here: _Here) -> bool:
    return here.entered("cases.receive", "cases.accept", "cases.complete")


def _correct_receipt(here: _Here) -> bool:
    return here.case.ended_on == here.on and here.entered("cases.deliver")


# What more than state and right it takes; an act that is not here has its button wherever these allow it.
_OFFERED: dict[str, Callable[[_Here], bool]] = {
    Act.TAKE_OVER: _take_over,
    Act.FINISH: _finish,
    Act.DECIDE: _decide,
    Act.POST_NOTICE: _post_notice,
    Act.SEND_BACK: _send_back,
    Act.ASK_COMPLETION: _ask_completion,
    Act.RETURN: _return,
    Act.ASK_EXTENSION: _ask_extension,
    Act.ENDORSE: lambda here: here.answers(Proposal.Kind.EXTENSION, Proposal.State.ASKED),
    Act.EXTEND: _extend,
    Act.ASK_PAUSE: _ask_pause,
    Act.PAUSE: lambda here: here.answers(Proposal.Kind.PAUSE),
    Act.RESUME: _resume,
    Act.REFUSE_INTAKE: _refuse,
    Act.ASK_REFUSAL: _ask_refusal,
    Act.ALLOW_REFUSAL: lambda here: here.answers(Proposal.Kind.REFUSAL),
    Act.DECLINE: _decline,
    Act.CORRECT_MATERIALS: _correct_intake,
    Act.CORRECT_FORM: _correct_form,
    Act.CORRECT_RECEIPT: _correct_receipt,
    Act.JOIN: _never,  # happens when a further case is received together with this one
    Act.FILE: _never,  # archiving is not built yet
}
