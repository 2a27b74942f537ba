"""What an officer writes at a step: an opinion in ready or own words, a reason, what is missing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.cases.reading import Material
from yimen.cases.refusals import REASONS
from yimen.faces.shared.acting import tell
from yimen.faces.shared.words import LineField
from yimen.journal.errors import Refused, Sentence

LONGEST = 1000


class WordsField(LineField):
    """Free words of an officer, on one line."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=LONGEST, **more)
        self.error_messages["required"] = _("请写明理由，至少4个字。")
        self.error_messages["max_length"] = _("最多1000个字，请删减后再办理。")


class PhraseChoice(forms.RadioSelect):
    """Ready phrases, each chosen by Alt and its number."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if option["value"]:
            option["attrs"]["data-key"] = f"alt+{option['value']}"
        return option


class StepForm(forms.Form):
    """The step itself: a ready phrase, own words, or both. Refusing and sending back ask for own words."""

    phrase = forms.ChoiceField(required=False, widget=PhraseChoice, label=_("常用意见"))
    opinion = WordsField(
        required=False,
        label=_("意见或理由"),
        widget=forms.Textarea(attrs={"rows": 2, "data-key": "alt+o"}),
        help_text=_("不予批准或退回的，须写明理由，至少4个字。"),
    )

    def __init__(self, *args: Any, phrases: Sequence[Sentence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbered = [(str(at), words) for at, words in enumerate(phrases, start=1)]
        field: Any = self.fields["phrase"]
        field.choices = [*numbered, ("", _("不用现成的"))]
        self._phrases = dict(numbered)

    @property
    def has_phrases(self) -> bool:
        """Whether there are ready words to choose from."""
        return bool(self._phrases)

    @property
    def said(self) -> str:
        """The ready phrase and the officer's own words, as one opinion."""
        return str(self._phrases.get(self.cleaned_data["phrase"], "")) + self.reason

    @property
    def reason(self) -> str:
        """The officer's own words only."""
        return str(self.cleaned_data["opinion"])


class ReturnForm(forms.Form):
    """退件: which reason, and in words."""

    code = forms.ChoiceField(
        label=_("退件理由"),
        choices=[("", _("请选择")), *REASONS.items()],
        error_messages={"required": _("请选择退件理由。"), "invalid_choice": _("请从列表中选择退件理由。")},
    )
    reason = WordsField(label=_("写明理由"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("至少4个字。"))


class CompletionForm(forms.Form):
    """一次性告知: which materials must be mended, and what else; required ones that are missing are always named."""

    given = forms.MultipleChoiceField(
        required=False,
        label=_("需要补正的材料"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("还没有交的必要材料会自动列入。"),
        error_messages={"invalid_choice": _("所选材料不属于这个办件，请重新勾选。")},
    )
    remark = WordsField(required=False, label=_("其他需要补正的内容"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, materials: Sequence[Material], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["given"]
        field.choices = [(str(one.requirement.id), one.requirement.name) for one in materials]


class ExtensionForm(forms.Form):
    """请示延期: how many more days, and why."""

    days = forms.IntegerField(
        label=_("延长几天"), min_value=1, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("请填写延长的天数。"), "invalid": _("天数请填数字，例如 5。"), "min_value": _("至少延长1天。"),
        },
    )  # fmt: skip
    reason = WordsField(label=_("延期的理由"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("至少4个字。"))

    def __init__(self, *args: Any, most: tuple[int, str] = (0, ""), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"n": most[0], "unit": most[1]}
        self.fields["days"].help_text = _("最多还可延长%(n)s%(unit)s。先由业务主管同意，再由领导批准。") % words


class PauseForm(forms.Form):
    """请示停表: which procedure of the item, until when, and why."""

    special = forms.ChoiceField(
        label=_("哪一项特别程序"),
        error_messages={"required": _("请选择特别程序。"), "invalid_choice": _("请从列表中选择。")},
    )
    until_on = forms.DateField(
        label=_("预计哪天结束"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请填写预计结束日。"), "invalid": _("日期请写成 2026-03-20 这样。")},
    )  # fmt: skip
    reason = WordsField(label=_("停表的理由"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("至少4个字。"))

    def __init__(self, *args: Any, named: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["special"].choices = [(one, one) for one in named]  # type: ignore[attr-defined]


class ResumeForm(forms.Form):
    """恢复计时: which procedure is over."""

    special = forms.ChoiceField(
        label=_("哪一项已经结束"),
        error_messages={"required": _("请选择特别程序。"), "invalid_choice": _("请从列表中选择。")},
    )

    def __init__(self, *args: Any, named: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["special"].choices = [(one, one) for one in named]  # type: ignore[attr-defined]


def explain(form: forms.Form, refused: Refused) -> None:
    """Put a refusal where the officer looks: at its fields, else on top."""
    tell(form, refused, called=lambda name: "opinion" if name == "reason" and "reason" not in form.fields else name)
