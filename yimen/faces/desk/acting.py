"""What an officer can do with a task: each button, its key, its form, and the verb behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from yimen.cases import completion, decisions, endings, extending, offering, pauses, pausing, reading, steps
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case, Task
from yimen.catalogue import definitions
from yimen.catalogue.definitions import StepKind
from yimen.faces.desk import phrases
from yimen.faces.desk.forms import CompletionForm, ExtensionForm, PauseForm, ResumeForm, ReturnForm, StepForm
from yimen.faces.shared.now import today
from yimen.journal.errors import Sentence
from yimen.journal.once import Outcome, once
from yimen.office.actor import Actor

Verb = Callable[[Task, Any, Actor, datetime], Case]
# which of the page's forms a button belongs to
STEP, RETURN, COMPLETION, EXTENSION, PAUSE, RESUME = "step", "return", "completion", "extension", "pause", "resume"


@dataclass(frozen=True, slots=True)
class Button:
    """An act as it is offered: `name` stands in the address. `why_not`: why it cannot be pressed now."""

    name: str
    act: Act
    words: Sentence
    key: str
    form: str = STEP
    kind: str = ""
    why_not: Sentence = ""


def buttons(task: Task, by: Actor, *, waits: Sentence) -> list[Button]:
    """What is offered at this task: what its case allows this actor now, and nothing else."""
    allowed = offering.acts_now(task.case, by, on=today(), task=task)
    if not definitions.of_version(task.case.version_id).completion_in_process:
        allowed -= {Act.ASK_COMPLETION}  # tasks wait only after acceptance
    if Act.POST_NOTICE in allowed:
        allowed -= {Act.FINISH}  # first the notice hangs, then the step can end
    offered = [one for one in _BUTTONS.values() if one.act in allowed]
    waiting = (Act.FINISH, Act.DECIDE)
    return [replace(one, why_not=waits, kind="") if one.act in waiting and waits else one for one in offered]


def forms_for(task: Task, *, name: str = "", posted: QueryDict | None = None) -> dict[str, Any]:
    """The page's forms; the one that the named button belongs to is filled with what was posted."""
    filled = {named(name).form: posted} if posted is not None else {}
    case = task.case
    given = reading.materials(case)
    named_ones = [one.name for one in definitions.of_version(case.version_id).special]
    running = [one.name for one in pauses.allowed(case)] if case.due_on is None else []
    return {
        STEP: StepForm(filled.get(STEP), phrases=_ready_words(task)),
        RETURN: ReturnForm(filled.get(RETURN), auto_id="return_%s"),
        COMPLETION: CompletionForm(filled.get(COMPLETION), auto_id="completion_%s", materials=given),
        EXTENSION: ExtensionForm(filled.get(EXTENSION), auto_id="extension_%s", most=extending.most_days(case)),
        PAUSE: PauseForm(filled.get(PAUSE), auto_id="pause_%s", named=named_ones),
        RESUME: ResumeForm(filled.get(RESUME), auto_id="resume_%s", named=running),
    }


def named(name: str) -> Button:
    """The button of this name. Raises KeyError."""
    return _BUTTONS[name]


def perform(task: Task, button: Button, form: forms.Form, *, key: str, by: Actor, at: datetime) -> Outcome:
    """Do the act once, however often the page is sent. Raises Refused."""
    given: Mapping[str, Any] = {"task": task.pk, **form.cleaned_data}
    verb = _VERBS[button.name]
    return once(lambda: verb(task, form, by, at), by=by, act=f"desk.{button.name}", key=key, given=given, at=at)


def _ready_words(task: Task) -> tuple[Sentence, ...]:
    step = reading.step_of(definitions.of_version(task.case.version_id), task)
    if step and step.kind is StepKind.PUBLIC_NOTICE and not hasattr(task, "notice"):
        return ()  # nobody has heard the village yet
    return phrases.for_kind(step.kind if step else None)


def _finish(task: Task, form: StepForm, by: Actor, at: datetime) -> Case:
    return steps.finish(task.case, task_id=task.pk, opinion=form.said, by=by, at=at)


def _post_notice(task: Task, _form: StepForm, by: Actor, at: datetime) -> Case:
    return steps.post_notice(task.case, task_id=task.pk, by=by, at=at)


def _grant(task: Task, form: StepForm, by: Actor, at: datetime) -> Case:
    return decisions.decide(task.case, task_id=task.pk, outcome="granted", opinion=form.said, by=by, at=at)


def _refuse(task: Task, form: StepForm, by: Actor, at: datetime) -> Case:
    return decisions.decide(task.case, task_id=task.pk, outcome="refused", opinion=form.reason, by=by, at=at)


def _send_back(task: Task, form: StepForm, by: Actor, at: datetime) -> Case:
    return steps.send_back(task.case, task_id=task.pk, reason=form.reason, by=by, at=at)


def _return(task: Task, form: ReturnForm, by: Actor, at: datetime) -> Case:
    said = form.cleaned_data
    return endings.return_(task.case, code=said["code"], reason=said["reason"], by=by, at=at)


def _ask_completion(task: Task, form: CompletionForm, by: Actor, at: datetime) -> Case:
    ids = [UUID(one) for one in form.cleaned_data["given"]]
    return completion.ask_completion(
        task.case, requirement_ids=ids, remark=form.cleaned_data["remark"], by=by, at=at
    )  # fmt: skip


def _ask_extension(task: Task, form: ExtensionForm, by: Actor, at: datetime) -> Case:
    said = form.cleaned_data
    return extending.ask_extension(task.case, days=said["days"], reason=said["reason"], by=by, at=at)


def _ask_pause(task: Task, form: PauseForm, by: Actor, at: datetime) -> Case:
    return pausing.ask_pause(task.case, **form.cleaned_data, by=by, at=at)


def _resume(task: Task, form: ResumeForm, by: Actor, at: datetime) -> Case:
    return pausing.resume(task.case, special=form.cleaned_data["special"], by=by, at=at)


_BUTTONS = {
    one.name: one
    for one in (
        Button("finish", Act.FINISH, _("办结环节"), "alt+enter", kind="primary"),
        Button("post_notice", Act.POST_NOTICE, _("张榜公示"), "alt+enter", kind="primary"),
        Button("grant", Act.DECIDE, _("准予"), "alt+enter", kind="primary"),
        Button("refuse", Act.DECIDE, _("不予批准"), "alt+n", kind="danger"),
        Button("send_back", Act.SEND_BACK, _("退回上一环节"), "alt+b"),
        Button("ask_completion", Act.ASK_COMPLETION, _("一次性告知"), "alt+q", form=COMPLETION),
        Button("resume", Act.RESUME, _("恢复计时"), "alt+j", form=RESUME),
        Button("ask_extension", Act.ASK_EXTENSION, _("请示延期"), "alt+y", form=EXTENSION),
        Button("ask_pause", Act.ASK_PAUSE, _("请示停表"), "alt+t", form=PAUSE),
        Button("return", Act.RETURN, _("退件"), "alt+r", form=RETURN, kind="danger"),
    )
}
_VERBS: dict[str, Verb] = {
    "finish": _finish,
    "post_notice": _post_notice,
    "grant": _grant,
    "refuse": _refuse,
    "send_back": _send_back,
    "ask_completion": _ask_completion,
    "resume": _resume,
    "ask_extension": _ask_extension,
    "ask_pause": _ask_pause,
    "return": _return,
}
