"""What an officer can do with a task: each button, its key, its form, and the verb behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from yimen.cases import completion, decisions, endings, offering, reading, steps
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case, Task
from yimen.catalogue import definitions
from yimen.catalogue.definitions import StepKind
from yimen.faces.desk import phrases
from yimen.faces.desk.forms import CompletionForm, ReturnForm, StepForm
from yimen.faces.shared.now import today
from yimen.journal.errors import Sentence
from yimen.journal.once import Outcome, once
from yimen.office.actor import Actor

Verb = Callable[[Task, Any, Actor, datetime], Case]
STEP, RETURN, COMPLETION = "step", "return", "completion"  # which of the page's three forms a button belongs to


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
    return [replace(one, why_not=waits, kind="") if one.act is Act.FINISH and waits else one for one in offered]


def forms_for(task: Task, *, name: str = "", posted: QueryDict | None = None) -> dict[str, Any]:
    """The page's forms; the one that the named button belongs to is filled with what was posted."""
    filled = {named(name).form: posted} if posted is not None else {}
    given = reading.materials(task.case)
    return {
        STEP: StepForm(filled.get(STEP), phrases=_ready_words(task)),
        RETURN: ReturnForm(filled.get(RETURN), auto_id="return_%s"),
        COMPLETION: CompletionForm(filled.get(COMPLETION), auto_id="completion_%s", materials=given),
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


_BUTTONS = {
    one.name: one
    for one in (
        Button("finish", Act.FINISH, _("办结环节"), "alt+enter", kind="primary"),
        Button("post_notice", Act.POST_NOTICE, _("张榜公示"), "alt+enter", kind="primary"),
        Button("grant", Act.DECIDE, _("准予"), "alt+enter", kind="primary"),
        Button("refuse", Act.DECIDE, _("不予批准"), "alt+n", kind="danger"),
        Button("send_back", Act.SEND_BACK, _("退回上一环节"), "alt+b"),
        Button("ask_completion", Act.ASK_COMPLETION, _("一次性告知"), "alt+q", form=COMPLETION),
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
    "return": _return,
}
