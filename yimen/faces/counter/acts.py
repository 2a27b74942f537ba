"""The acts a window does to a case that is there: for each a small form with its key, and the verb it calls."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.cases import completion, decisions, delivery, endings, intake, progress, reading
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case
from yimen.catalogue import definitions
from yimen.faces.counter import sheet
from yimen.faces.shared.acting import ActForm, numbered_reasons
from yimen.faces.shared.words import LineField
from yimen.office.actor import Actor

_LINE = {"autocomplete": "off"}
_REASON = {"required": _("请写明理由，至少4个字")}
_WAYS = [(way, words) for way, words in delivery.WAYS.items()]


class Accept(ActForm):
    """受理: nothing to type."""

    act, title, press, done = Act.ACCEPT, _("受理"), "f8", _("已受理")

    def do(self, *, by: Actor, at: datetime) -> Case:
        return intake.accept(self.case, by=by, at=at)


class Complete(ActForm):
    """补正收件: what the notice named, ticked."""

    act, title, press, done = Act.COMPLETE, _("补正收件"), "f8", _("补正材料已收齐")
    shows_rows = True

    given = forms.MultipleChoiceField(label=_("补来的材料"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        asked = progress.asked(self.case)
        wanted = set(asked.requirement_ids) if asked else set()
        known = definitions.of_version(self.case.version_id).requirements
        self.wanted = [one for one in known if str(one.id) in wanted]
        # All, not only those asked for: sent twice, the second finds the notice answered and must still be read.
        self.fields["given"].choices = [(str(one.id), one.name) for one in known]  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The materials of the notice, for the check list."""
        ticked = set(self["given"].value() or ())
        return [sheet.check_row(one.id, one, checked=str(one.id) in ticked) for one in self.wanted]

    def do(self, *, by: Actor, at: datetime) -> Case:
        given = [UUID(one) for one in self.cleaned_data["given"]]
        return completion.complete(self.case, given=given, by=by, at=at)


class AskCompletion(ActForm):
    """一次性告知: what is required and not there is named of itself; more can be ticked."""

    act, title, press, done = Act.ASK_COMPLETION, _("一次性告知"), "f9", _("已一次性告知")
    shows_rows = True

    given = forms.MultipleChoiceField(label=_("需要补正的材料"), required=False, widget=forms.CheckboxSelectMultiple)
    remark = LineField(
        label=_("补正说明"), required=False, max_length=500, widget=forms.TextInput(attrs=_LINE),
        help_text=_("必需而未交的材料会自动列入通知书"),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.asked = [one.requirement for one in reading.materials(self.case)]
        self.there = [one.requirement.id for one in reading.materials(self.case) if one.is_given]
        self.fields["given"].choices = [(str(one.id), one.name) for one in self.asked]  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """All materials; those that are lacking stand ticked."""
        definition = definitions.of_version(self.case.version_id)
        ticked = {str(one.id) for one in intake.missing(definition, self.case.variant, self.there)}
        ticked |= set(self["given"].value() or ())
        return [sheet.check_row(one.id, one, checked=str(one.id) in ticked) for one in self.asked]

    def do(self, *, by: Actor, at: datetime) -> Case:
        ids, remark = [UUID(one) for one in self.cleaned_data["given"]], self.cleaned_data["remark"]
        return completion.ask_completion(self.case, requirement_ids=ids, remark=remark, by=by, at=at)


class RefuseIntake(ActForm):
    """不予受理: a reason from the list, and its words."""

    act, title, press, done = Act.REFUSE_INTAKE, _("不予受理"), "f4", _("已作出不予受理")

    code = forms.ChoiceField(label=_("理由"), error_messages={"required": _("请从列表中选择理由")})
    reason = LineField(label=_("具体说明"), max_length=500, widget=forms.TextInput(attrs=_LINE), error_messages=_REASON)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["code"].choices = [("", _("请选择")), *numbered_reasons()]  # type: ignore[attr-defined]

    def do(self, *, by: Actor, at: datetime) -> Case:
        code, reason = self.cleaned_data["code"], self.cleaned_data["reason"]
        return intake.refuse_intake(self.case, code=code, reason=reason, by=by, at=at)


class Withdraw(ActForm):
    """申请人撤回: on the person's word."""

    act, title, press, done = Act.WITHDRAW, _("撤回"), "alt+w", _("已按申请人的要求撤回")

    reason = LineField(
        label=_("申请人说明的原因"), max_length=500, widget=forms.TextInput(attrs=_LINE), error_messages=_REASON
    )

    def do(self, *, by: Actor, at: datetime) -> Case:
        return endings.withdraw(self.case, reason=self.cleaned_data["reason"], by=by, at=at)


class Decide(ActForm):
    """作出决定, where the window holds the decision."""

    act, title, press, done = Act.DECIDE, _("作出决定"), "f8", _("已作出决定")

    outcome = forms.ChoiceField(label=_("决定"), choices=Case.Outcome.choices, initial=Case.Outcome.GRANTED.value)
    opinion = LineField(label=_("意见"), required=False, max_length=500, widget=forms.TextInput(attrs=_LINE))

    def do(self, *, by: Actor, at: datetime) -> Case:
        task, typed = reading.open_task_of(self.case, by), self.cleaned_data
        task_id = task.pk if task else self.case.pk  # gone in the meantime: the verb says so
        return decisions.decide(
            self.case, task_id=task_id, outcome=typed["outcome"], opinion=typed["opinion"], by=by, at=at
        )


class Deliver(ActForm):
    """送达: how, and who signed."""

    act, title, press, done = Act.DELIVER, _("送达"), "f8", _("已送达，办件办结")

    way = forms.ChoiceField(label=_("送达方式"), choices=_WAYS, initial="window")
    in_person = forms.BooleanField(label=_("申请人本人签收"), required=False, initial=True)
    receiver = LineField(
        label=_("他人签收的，签收人姓名"), required=False, max_length=60, widget=forms.TextInput(attrs=_LINE),
        help_text=_("请核对签收人的证件；写了姓名的，以所写的签收人为准"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("in_person") and not cleaned.get("receiver") and "receiver" not in self.errors:
            self.add_error("receiver", _("请写明签收人姓名，或勾选“申请人本人签收”"))
        return cleaned

    def do(self, *, by: Actor, at: datetime) -> Case:
        way, receiver = self.cleaned_data["way"], self.cleaned_data["receiver"]
        # the name joins here: the page of a case shows nobody in full
        return delivery.deliver(self.case, way=way, receiver=receiver or self.case.applicant.name, by=by, at=at)


# In the order of the buttons: what brings the case on comes first.
FORMS: Final[tuple[type[ActForm], ...]] = (Accept, Complete, Decide, Deliver, AskCompletion, RefuseIntake, Withdraw)
BY_WORD: Final = {one.act.value: one for one in FORMS}
