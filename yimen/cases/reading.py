"""What staff read of cases: one case, the inbox of a post, lists of a centre. Everything through `visible_to`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from yimen.cases import awaiting, progress
from yimen.cases.lifecycle import State
from yimen.cases.models import Case, CaseMaterial, CaseSight, Proposal, Task
from yimen.cases.tasks import WINDOW_DECISION
from yimen.catalogue import definitions
from yimen.catalogue.definitions import Definition, RequirementDef
from yimen.catalogue.elements import StepDef
from yimen.journal.errors import NotThere
from yimen.office.actor import Actor
from yimen.papers.models import Paper

PAGE = 30
Key = tuple[str, str]  # (ISO day or moment, id) of the last row shown: where the next page begins


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A task in the inbox: time left, item, who (masked), since when."""

    task_id: UUID
    case_id: UUID
    number: str
    item_name: str
    step_name: str
    applicant_masked: str
    since_on: date
    due_on: date | None
    light: str
    light_words: str
    waits: str  # why nothing can be done now (completion asked, notice runs), else empty
    marks: tuple[str, ...] = ()  # 重点, 加急


@dataclass(frozen=True, slots=True)
class Material:
    """A material of a case, as asked for and as given."""

    requirement: RequirementDef
    is_given: bool
    given_on: date | None


def case_for(by: Actor, *, number: str) -> Case:
    """The case with this number, if the actor may see it. Raises NotThere."""
    case: Case | None = _whole().visible_to(by).filter(number=number.strip().upper()).first()
    if case is None:
        raise NotThere()
    return case


def task_for(by: Actor, *, task_id: UUID) -> Task:
    """A task at the actor's post, open or not. Raises NotThere."""
    task: Task | None = Task.objects.visible_to(by).select_related("case").filter(pk=task_id).first()
    if task is None:
        raise NotThere()
    return task


def open_task_of(case: Case, by: Actor) -> Task | None:
    """The task of the case that waits at the actor's post, if there is one."""
    return Task.objects.visible_to(by).filter(case=case, state=Task.State.OPEN).first()


def step_of(definition: Definition, task: Task) -> StepDef | None:
    """The step a task is for; None for a decision at the window."""
    return next((step for step in definition.steps if step.key == task.step_key), None)


def step_name(definition: Definition, task: Task) -> str:
    """What the step is called."""
    step = step_of(definition, task)
    return step.name if step else _("窗口决定") if task.step_key == WINDOW_DECISION else task.step_key


def inbox(by: Actor, *, on: date, after: Key | None = None) -> tuple[list[InboxRow], Key | None]:
    """The open tasks of the actor's post, what is due first on top; and where the next page begins (None: no more)."""
    waiting = Task.objects.visible_to(by).waiting().select_related("case__applicant", "notice")
    if after:
        day, key = after
        later = Q(due_on__gt=day) | Q(due_on=day, id__gt=key) | Q(due_on__isnull=True)
        waiting = waiting.filter(later if day else Q(due_on__isnull=True, id__gt=key))
    tasks = list(waiting.order_by(_nulls_last("due_on"), "id")[: PAGE + 1])
    shown = tasks[:PAGE]
    versions = {task.case.version_id for task in shown}
    known = dict(zip(versions, definitions.of_versions(versions), strict=True))
    rows = [_inbox_row(task, known[task.case.version_id], on) for task in shown]
    last = shown[-1] if len(tasks) > PAGE else None
    return rows, (last.due_on.isoformat() if last.due_on else "", str(last.pk)) if last else None


def cases_of(
    by: Actor,
    *,
    states: Sequence[str],
    applicant_id: UUID | None = None,
    after: Key | None = None,
    most: int = PAGE,
) -> tuple[list[Case], Key | None]:
    """The centre's cases in these states, newest first; of one person where asked; and where the next page begins.

    For lists: what was applied for stays sealed and unread.
    """
    found = Case.objects.select_related("applicant").visible_to(by).filter(state__in=states)
    found = found.filter(applicant_id=applicant_id) if applicant_id else found.filter(centre_id=by.centre_id)
    return _page(found, after, most)


def to_accept(by: Actor, *, after: Key | None = None, most: int = PAGE) -> tuple[list[Case], Key | None]:
    """What was received and can be accepted: its papers are here. The newest first; and where the next page begins."""
    found = Case.objects.select_related("applicant").visible_to(by).filter(centre_id=by.centre_id, state=State.RECEIVED)
    return _page(found.with_papers(), after, most)


def on_their_way(by: Actor, *, after: Key | None = None, most: int = PAGE) -> tuple[list[Case], Key | None]:
    """What villages took in for the actor's centre and nobody took over yet, the newest first; and where the next page
    begins."""
    found = Case.objects.select_related("applicant").visible_to(by).filter(centre_id=by.centre_id)
    return _page(found.on_their_way(), after, most)


def taken_in_by(by: Actor, *, after: Key | None = None, most: int = PAGE) -> tuple[list[Case], Key | None]:
    """What the actor's post took in for another centre, the newest first; and where the next page begins."""
    if by.post_id is None:
        return [], None
    sights = CaseSight.objects.filter(post_id=by.post_id, case__taken_at_id=by.centre_id)
    sights = sights.select_related("case__applicant")
    if after:
        moment, key = after
        sights = sights.filter(Q(seen_at__lt=moment) | Q(seen_at=moment, id__lt=key))
    found = list(sights.order_by("-seen_at", "-id")[: most + 1])
    shown = found[:most]
    last = shown[-1] if len(found) > most else None
    return [one.case for one in shown], (last.seen_at.isoformat(), str(last.pk)) if last else None


def materials(case: Case) -> list[Material]:
    """The case's materials in the guide's order."""
    given = {row.requirement_id: row for row in CaseMaterial.objects.filter(case=case)}
    asked = definitions.of_version(case.version_id).requirements
    return [Material(one, given[one.id].is_given, given[one.id].given_on) for one in asked if one.id in given]


def proposals_waiting(case: Case) -> list[Proposal]:
    """The proposals of a case the actor was let see that wait for an answer, the oldest first."""
    waiting = (Proposal.State.ASKED.value, Proposal.State.ENDORSED.value)
    found = Proposal.objects.filter(case=case, state__in=waiting).select_related("asked_by", "endorsed_by")
    return list(found.order_by("asked_on", "id"))


def joint_numbers(case: Case) -> list[str]:
    """The numbers of the cases handled together with this one, this one left out."""
    if not case.is_joint:
        return []
    others = Case.objects.filter(application_id=case.application_id).exclude(pk=case.pk)
    return list(others.order_by("received_at", "id").values_list("number", flat=True))


def stations(case: Case) -> tuple[progress.Station, ...]:
    """The way of a case the actor was let see, with who did what step or holds it."""
    tasks = list(Task.objects.filter(case=case).select_related("post__centre").order_by("opened_at", "id"))
    return progress.stations(case, definitions.of_version(case.version_id), tasks)


def papers(case: Case) -> list[Paper]:
    """The papers of a case that the actor was let see, oldest first."""
    return list(Paper.objects.filter(subject_id=case.pk).order_by("issued_at", "number"))


def paper_for(by: Actor, *, number: str) -> Paper:
    """A paper of a case that the actor may see, by its number. Raises NotThere."""
    paper = Paper.objects.filter(number=number.strip().upper(), subject_kind="cases.case").first()
    if paper is None or not Case.objects.visible_to(by).filter(pk=paper.subject_id).exists():
        raise NotThere()
    return paper


def _page(found: Any, after: Key | None, most: int) -> tuple[list[Case], Key | None]:
    """A page of cases, the newest first."""
    if after:
        moment, key = after
        found = found.filter(Q(received_at__lt=moment) | Q(received_at=moment, id__lt=key))
    cases = list(found.order_by("-received_at", "-id")[: most + 1])
    shown = cases[:most]
    last = shown[-1] if len(cases) > most else None
    return shown, (last.received_at.isoformat(), str(last.pk)) if last else None


def _whole() -> Any:
    return Case.objects.select_related(
        "applicant", "centre", "taken_at", "answerable", "led_by", "seat", "item", "application"
    )


def _nulls_last(name: str) -> Any:
    return F(name).asc(nulls_last=True)


def _inbox_row(task: Task, definition: Definition, on: date) -> InboxRow:
    case = task.case
    colour, words = progress.light(case, on)
    return InboxRow(
        task_id=task.pk, case_id=case.pk, number=case.number, item_name=definition.name,
        step_name=step_name(definition, task), applicant_masked=case.applicant.masked_name, since_on=task.opened_on,
        due_on=task.due_on, light=colour, light_words=words, waits=_waits(task, case, on),
        marks=_marks(case, task),
    )  # fmt: skip


def _marks(case: Case, task: Task) -> tuple[str, ...]:
    hurried = _("加急 %(day)s前") % {"day": f"{case.wanted_on:%-m月%-d日}"} if case.wanted_on else ""
    come = _("%(day)s起已可办") % {"day": f"{task.not_before_on:%-m月%-d日}"} if task.reminded_on else ""
    return tuple(filter(None, (_("重点") if case.led_by_id else "", hurried, come)))


def _waits(task: Task, case: Case, on: date) -> str:
    if case.state == State.COMPLETING:
        return _("等待申请人补正")
    notice = getattr(task, "notice", None)
    if notice is not None and on <= notice.until_on:
        return _("公示中，至%(day)s") % {"day": f"{notice.until_on:%-m月%-d日}"}
    if awaiting.is_early(task, on):
        return _("%(day)s起才能办") % {"day": f"{task.not_before_on:%Y年%-m月%-d日}"}
    return ""
