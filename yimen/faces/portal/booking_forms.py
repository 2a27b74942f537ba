"""What is typed for a booking: who comes and by which telephone; or the code of one that was made."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yimen.faces.portal.forms import plain
from yimen.journal.errors import Refused, Sentence

_SHORT: dict[str, Any] = {"spellcheck": "false"}


class BookForm(forms.Form):
    """Who comes. What the verb refuses stands at its field."""

    use_required_attribute = False  # the page names what is missing, in its own words

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    name = forms.CharField(
        label=_("谁来办（姓名）"), max_length=60, help_text=_("只用来核对预约，过后删除"),
        error_messages={"required": _("请填写姓名"), "max_length": _("姓名最多30个字")},
        widget=forms.TextInput({**_SHORT, "autocomplete": "name"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("手机号码"), max_length=40, help_text=_("没有手机的，填家人的号码或带区号的固定电话"),
        error_messages={"required": _("请填写手机号码"), "max_length": _("号码太长了，请核对")},
        widget=forms.TextInput({**_SHORT, "autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip

    def refuse(self, refused: Refused) -> None:
        """Say at each field what is wrong with it."""
        said: dict[str, Sentence] = refused.fields or {"": refused.message}
        for name, words in said.items():
            self.add_error(name if name in self.fields else None, str(words))


class FindForm(forms.Form):
    """The code and the last four of the telephone."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("预约码"), max_length=20, help_text=_("约好时显示的6位数字"),
        error_messages={"required": _("请输入6位预约码"), "max_length": _("预约码是6位数字")},
        widget=forms.TextInput({**_SHORT, "autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    last_four = forms.CharField(
        label=_("电话后4位"), max_length=20, help_text=_("预约时填的号码"),
        error_messages={"required": _("请输入电话的后4位"), "max_length": _("后4位是4位数字")},
        widget=forms.TextInput({**_SHORT, "autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        return _digits(self.cleaned_data["code"], 6, _("预约码是6位数字，请核对"))

    def clean_last_four(self) -> str:
        return _digits(self.cleaned_data["last_four"], 4, _("后4位是4位数字，请核对"))


def _digits(typed: str, count: int, words: Sentence) -> str:
    digits = plain(typed)
    if not re.fullmatch(f"[0-9]{{{count}}}", digits):
        raise ValidationError(str(words))
    return digits
