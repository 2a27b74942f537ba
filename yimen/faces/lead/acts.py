"""The acts of a lead post: the answers to what was asked of it, and what it does of its own accord."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.cases import answerable, endings, extending, pauses, pausing, proposals, refusing
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case
from yimen.faces.shared.acting import ActForm, numbered_reasons
from yimen.faces.shared.now import today
from yimen.faces.shared.words import LineField
from yimen.office.actor import Actor
from yimen.office.models import Staff

_LINE = {"autocomplete": "off"}
_CHOOSE = ("", _("请选择"))


def _reason(label: Any) -> LineField:
    wrong = {"required": _("请写明理由，至少4个字"), "max_length": _("最多500个字")}
    return LineField(label=label, max_length=500, widget=forms.TextInput(attrs=_LINE), error_messages=wrong)


def _opinion() -> LineField:
    return LineField(label=_("意见"), required=False, max_length=500, widget=forms.TextInput(attrs=_LINE))


class Endorse(ActForm):
    """主管同意延期: the leader is asked next."""

    act, title, press, done = Act.ENDORSE, _("同意延期"), "f8", _("已同意，转分管领导批准")

    opinion = _opinion()

    def do(self, *, by: Actor, at: datetime) -> Case:
        return extending.endorse(self.case, opinion=self.cleaned_data["opinion"], by=by, at=at)


class Extend(ActForm):
    """批准延期: the day moves."""

    act, title, press, done = Act.EXTEND, _("批准延期"), "f8", _("已批准延期，告知书已发出")

    def do(self, *, by: Actor, at: datetime) -> Case:
        return extending.extend(self.case, by=by, at=at)


class Pause(ActForm):
    """同意停表."""

    act, title, press, done = Act.PAUSE, _("同意停表"), "f8", _("已停表，告知书已发出")

    def do(self, *, by: Actor, at: datetime) -> Case:
        return pausing.pause(self.case, by=by, at=at)


class AllowRefusal(ActForm):
    """同意不予受理: the window then refuses."""

    act, title, press, done = Act.ALLOW_REFUSAL, _("同意不予受理"), "f8", _("已同意，由窗口作出不予受理")

    opinion = _opinion()

    def do(self, *, by: Actor, at: datetime) -> Case:
        return refusing.allow_refusal(self.case, opinion=self.cleaned_data["opinion"], by=by, at=at)


class Decline(ActForm):
    """不同意: which proposal is hidden in the form, why is not."""

    act, title, press, done = Act.DECLINE, _("不同意"), "f9", _("已答复：不同意")

    proposal = forms.UUIDField(widget=forms.HiddenInput)
    reason = _reason(_("不同意的理由"))

    def do(self, *, by: Actor, at: datetime) -> Case:
        asked, reason = self.cleaned_data["proposal"], self.cleaned_data["reason"]
        return proposals.decline(self.case, proposal_id=asked, reason=reason, by=by, at=at)


class Resume(ActForm):
    """恢复计时: of one of the procedures that stop the clock."""

    act, title, press, done = Act.RESUME, _("恢复计时"), "alt+j", _("已恢复计时")

    special = forms.ChoiceField(label=_("已经结束的特别程序"), error_messages={"required": _("请选择特别程序")})

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        running = [(one.name, one.name) for one in pauses.allowed(self.case)]
        _choose(self, "special", running if len(running) == 1 else [_CHOOSE, *running])

    def do(self, *, by: Actor, at: datetime) -> Case:
        return pausing.resume(self.case, special=self.cleaned_data["special"], by=by, at=at)


class HandOver(ActForm):
    """变更办理责任人: the applicant is told."""

    act, title, press, done = Act.HAND_OVER, _("变更责任人"), "alt+h", _("已变更办理责任人，告知书已发出")

    staff = forms.ChoiceField(label=_("新的办理责任人"), error_messages={"required": _("请选择一位工作人员")})
    reason = _reason(_("理由"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        others = [one for one in answerable.candidates(self.case, on=today()) if one.pk != self.case.answerable_id]
        _choose(self, "staff", [_CHOOSE, *_with_posts(self.case, others)])

    def do(self, *, by: Actor, at: datetime) -> Case:
        staff, reason = UUID(self.cleaned_data["staff"]), self.cleaned_data["reason"]
        return answerable.hand_over(self.case, staff_id=staff, reason=reason, by=by, at=at)


class Mark(ActForm):
    """列为重点办理: a leader follows the case."""

    act, title, press, done = Act.MARK, _("列为重点"), "alt+m", _("已列为重点办理")

    staff = forms.ChoiceField(label=_("牵头领导"), error_messages={"required": _("请选择一位领导")})
    reason = _reason(_("理由"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        leaders = answerable.candidates(self.case, on=today(), roles=answerable.LEADERS)
        _choose(self, "staff", [_CHOOSE, *_with_posts(self.case, leaders)])

    def do(self, *, by: Actor, at: datetime) -> Case:
        staff, reason = UUID(self.cleaned_data["staff"]), self.cleaned_data["reason"]
        return answerable.mark(self.case, staff_id=staff, reason=reason, by=by, at=at)


class Terminate(ActForm):
    """终止办理: with a reason from the list, and its words."""

    act, title, press, done = Act.TERMINATE, _("终止办理"), "alt+t", _("已终止办理，通知书已发出")

    code = forms.ChoiceField(label=_("理由"), error_messages={"required": _("请从列表中选择理由")})
    reason = _reason(_("具体说明"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _choose(self, "code", [_CHOOSE, *numbered_reasons()])

    def do(self, *, by: Actor, at: datetime) -> Case:
        code, reason = self.cleaned_data["code"], self.cleaned_data["reason"]
        return endings.terminate(self.case, code=code, reason=reason, by=by, at=at)


ANSWERS: Final[tuple[type[ActForm], ...]] = (Endorse, Extend, Pause, AllowRefusal, Decline)
# In the order of the buttons.
FORMS: Final[tuple[type[ActForm], ...]] = (Resume, HandOver, Mark, Terminate)
BY_WORD: Final = {one.act.value: one for one in (*ANSWERS, *FORMS)}


def _with_posts(case: Case, people: list[Staff]) -> list[tuple[str, str]]:
    """Each by name and post: of two of one name, and of forty, the right one is found."""
    posts = answerable.posts_of(case, people, on=today())
    return [(str(one.pk), f"{one.name}（{posts[one.pk]}）") for one in people]


def _choose(form: forms.Form, name: str, choices: list[Any]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # all are choice fields
