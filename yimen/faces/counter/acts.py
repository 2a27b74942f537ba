"""The acts a window does to a case that is there: for each a small form with its key, and the verb it calls."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.cases import (
    answerable,
    completion,
    corrections,
    decisions,
    delivery,
    endings,
    extending,
    intake,
    progress,
    reading,
    refusing,
    taking_over,
)
from yimen.cases import form as forms_of_items
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case
from yimen.catalogue import definitions
from yimen.faces.counter import sheet
from yimen.faces.counter.forms import OWN, basis_field, own_field
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


class OfMaterials(ActForm):
    """An act that says which materials are there: a tick for each."""

    shows_rows = True

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.materials = reading.materials(self.case)
        choices = [(str(one.requirement.id), one.requirement.name) for one in self.materials]
        self.fields["given"].choices = choices  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """All materials; those that are noted as there stand ticked, until the clerk says otherwise."""
        there = {str(one.requirement.id) for one in self.materials if one.is_given}
        ticked = set(self["given"].value() or ()) if self.is_bound else there
        return [
            sheet.check_row(one.requirement.id, one.requirement, checked=str(one.requirement.id) in ticked)
            for one in self.materials
        ]

    @property
    def there(self) -> list[UUID]:
        """The ticked ones."""
        return [UUID(one) for one in self.cleaned_data["given"]]


class TakeOver(OfMaterials):
    """材料交接: what came over from the village, and who brought it."""

    act, title, press, done = Act.TAKE_OVER, _("材料交接"), "f8", _("已交接，请把一联材料交接单交送件人带回")

    given = forms.MultipleChoiceField(label=_("收到的材料"), required=False, widget=forms.CheckboxSelectMultiple)
    brought_by = LineField(
        label=_("送件人姓名"), max_length=taking_over.LONGEST, widget=forms.TextInput(attrs=_LINE),
        error_messages={"required": _("请写明材料由谁送来")},
    )  # fmt: skip

    def do(self, *, by: Actor, at: datetime) -> Case:
        brought_by = self.cleaned_data["brought_by"]
        return taking_over.take_over(self.case, here=self.there, brought_by=brought_by, by=by, at=at)


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
        told = intake.told(self.case, definition)
        ticked = {str(one.id) for one in intake.missing(definition, self.case.variant, self.there, told)}
        ticked |= set(self["given"].value() or ())
        return [sheet.check_row(one.id, one, checked=str(one.id) in ticked) for one in self.asked]

    def do(self, *, by: Actor, at: datetime) -> Case:
        ids, remark = [UUID(one) for one in self.cleaned_data["given"]], self.cleaned_data["remark"]
        return completion.ask_completion(self.case, requirement_ids=ids, remark=remark, by=by, at=at)


class RefuseIntake(ActForm):
    """不予受理: a reason from the list, its words, and the law where the item names none."""

    act, title, press, done = Act.REFUSE_INTAKE, _("不予受理"), "f4", _("已作出不予受理")

    code = forms.ChoiceField(label=_("理由"), error_messages={"required": _("请从列表中选择理由")})
    reason = LineField(label=_("具体说明"), max_length=500, widget=forms.TextInput(attrs=_LINE), error_messages=_REASON)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["code"].choices = [("", _("请选择")), *numbered_reasons()]  # type: ignore[attr-defined]
        if self.act is Act.REFUSE_INTAKE:
            self.fields["basis"] = basis_field(definitions.of_version(self.case.version_id))

    def do(self, *, by: Actor, at: datetime) -> Case:
        typed = self.cleaned_data
        return intake.refuse_intake(
            self.case, code=typed["code"], reason=typed["reason"], basis=typed["basis"], by=by, at=at
        )


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
    why_other = LineField(label=_("代收的原因"), required=False, max_length=200, widget=forms.TextInput(attrs=_LINE))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("in_person") and not cleaned.get("receiver") and "receiver" not in self.errors:
            self.add_error("receiver", _("请写明签收人姓名，或勾选“申请人本人签收”"))
        return cleaned

    def do(self, *, by: Actor, at: datetime) -> Case:
        way, receiver = self.cleaned_data["way"], self.cleaned_data["receiver"]
        # the name joins here: the page of a case shows nobody in full
        named, why = receiver or self.case.applicant.name, self.cleaned_data["why_other"]
        return delivery.deliver(self.case, way=way, receiver=named, why_other=why, by=by, at=at)


class Return(ActForm):
    """退件: examined and returned, with a reason from the list and its words."""

    act, title, press, done = Act.RETURN, _("退件"), "alt+r", _("已退件，请把退回件通知书交给申请人")
    is_rare = True

    code = forms.ChoiceField(label=_("理由"), error_messages={"required": _("请从列表中选择理由")})
    reason = LineField(label=_("具体说明"), max_length=500, widget=forms.TextInput(attrs=_LINE), error_messages=_REASON)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["code"].choices = [("", _("请选择")), *numbered_reasons()]  # type: ignore[attr-defined]

    def do(self, *, by: Actor, at: datetime) -> Case:
        code, reason = self.cleaned_data["code"], self.cleaned_data["reason"]
        return endings.return_(self.case, code=code, reason=reason, by=by, at=at)


class AskRefusal(RefuseIntake):
    """请示不予受理: the leader first, where the item demands it or the clerk doubts (C6)."""

    act, title, press, done = Act.ASK_REFUSAL, _("请示不予受理"), "alt+g", _("已请示，领导答复后在这里继续办理")
    is_rare = True

    def do(self, *, by: Actor, at: datetime) -> Case:
        code, reason = self.cleaned_data["code"], self.cleaned_data["reason"]
        return refusing.ask_refusal(self.case, code=code, reason=reason, by=by, at=at)


class AskExtension(ActForm):
    """请示延期: how many more days, and why."""

    act, title, press, done = Act.ASK_EXTENSION, _("请示延期"), "alt+s", _("已请示延期，等业务主管和领导答复")
    is_rare = True

    days = forms.IntegerField(
        label=_("延长几天"), min_value=1, widget=forms.TextInput(attrs={**_LINE, "inputmode": "numeric"}),
        error_messages={
            "required": _("请填写延长的天数"), "invalid": _("天数请填数字，例如 5"), "min_value": _("至少延长1天"),
        },
    )  # fmt: skip
    reason = LineField(
        label=_("延期的理由"), max_length=500, widget=forms.TextInput(attrs=_LINE), error_messages=_REASON
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        number, unit = extending.most_days(self.case) if self.case.accepted_on else (0, "")
        self.fields["days"].help_text = _("最多还可延长%(n)s%(unit)s") % {"n": number, "unit": unit}

    def do(self, *, by: Actor, at: datetime) -> Case:
        typed = self.cleaned_data
        return extending.ask_extension(self.case, days=typed["days"], reason=typed["reason"], by=by, at=at)


class Hurry(ActForm):
    """申请人要求加急: by which day, and why."""

    act, title, press, done = Act.HURRY, _("申请人要求加急"), "alt+q", _("已记下，承诺的办结日不变")
    is_rare = True

    wanted_on = forms.DateField(
        label=_("希望哪天前办好"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请填写希望办好的日期"), "invalid": _("日期请写成 2026-03-20 这样")},
    )  # fmt: skip
    reason = LineField(
        label=_("申请人说明的原因"), max_length=500, widget=forms.TextInput(attrs=_LINE), error_messages=_REASON
    )

    def do(self, *, by: Actor, at: datetime) -> Case:
        typed = self.cleaned_data
        return answerable.hurry(self.case, wanted_on=typed["wanted_on"], reason=typed["reason"], by=by, at=at)


class CorrectMaterials(OfMaterials):
    """更正材料登记: exactly what is there."""

    act, title, press, done = Act.CORRECT_MATERIALS, _("更正材料登记"), "alt+c", _("已更正材料登记")
    is_rare = True

    given = forms.MultipleChoiceField(label=_("确已收到的材料"), required=False, widget=forms.CheckboxSelectMultiple)
    reason = LineField(
        label=_("更正的理由"), max_length=500, widget=forms.TextInput(attrs=_LINE), error_messages=_REASON
    )

    def do(self, *, by: Actor, at: datetime) -> Case:
        reason = self.cleaned_data["reason"]
        return corrections.correct_materials(self.case, given=self.there, reason=reason, by=by, at=at)


class CorrectForm(ActForm):
    """更正申请表: the whole form as it should have been typed; it has a page of its own, for it shows the person's data."""

    act, title, press, done = Act.CORRECT_FORM, _("更正申请表"), "f8", _("已更正申请表")

    reason = LineField(
        label=_("更正的理由"), max_length=500, widget=forms.TextInput(attrs=_LINE), error_messages=_REASON
    )

    def __init__(self, *args: Any, values: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        for one in definitions.of_version(self.case.version_id).form_fields:
            self.fields[OWN + one.key] = own_field(one)
            self.fields[OWN + one.key].initial = (values or {}).get(one.key)
        self.order_fields([*(name for name in self.fields if name.startswith(OWN)), "reason"])

    def do(self, *, by: Actor, at: datetime) -> Case:
        typed = {name.removeprefix(OWN): value for name, value in self.cleaned_data.items() if name.startswith(OWN)}
        values = forms_of_items.written(definitions.of_version(self.case.version_id).form_fields, typed)
        return corrections.correct_form(self.case, values=values, reason=self.cleaned_data["reason"], by=by, at=at)


class CorrectReceipt(ActForm):
    """更正签收登记: how, and who signed, on the day of delivery."""

    act, title, press, done = Act.CORRECT_RECEIPT, _("更正签收登记"), "alt+c", _("已更正签收登记")
    is_rare = True

    way = forms.ChoiceField(label=_("送达方式"), choices=_WAYS)
    receiver = LineField(
        label=_("签收人姓名"), max_length=60, widget=forms.TextInput(attrs=_LINE),
        error_messages={"required": _("请写明签收人姓名")},
    )  # fmt: skip
    reason = LineField(
        label=_("更正的理由"), max_length=500, widget=forms.TextInput(attrs=_LINE), error_messages=_REASON
    )

    def do(self, *, by: Actor, at: datetime) -> Case:
        typed = self.cleaned_data
        return corrections.correct_receipt(
            self.case, way=typed["way"], receiver=typed["receiver"], reason=typed["reason"], by=by, at=at
        )


# In the order of the buttons: what brings the case on comes first, what is seldom needed last.
FORMS: Final[tuple[type[ActForm], ...]] = (
    TakeOver, Accept, Complete, Decide, Deliver, AskCompletion, RefuseIntake, Withdraw, AskRefusal, Hurry, AskExtension, Return,
    CorrectMaterials, CorrectReceipt,
)  # fmt: skip
BY_WORD: Final[dict[str, type[ActForm]]] = {one.act.value: one for one in FORMS} | {CorrectForm.act.value: CorrectForm}
