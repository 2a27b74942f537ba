"""What a citizen types on the portal: words to search for; a case's or a paper's number with four digits; a root."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

_NUMBER = re.compile(r"[A-Z0-9]{2,6}[0-9]{2}-[0-9]{6}")
_PAPER_NUMBER = re.compile(r"[A-Z0-9]{2,6}[0-9]{2}-[A-Z][0-9]{6}")
_LAST_FOUR = re.compile(r"[0-9]{3}[0-9X]")
_LONGEST_SEARCH = 60


def plain(text: str) -> str:
    """As typed on any keyboard: full-width signs, long dashes, small letters and spaces are alike."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper().replace("—", "-").replace("–", "-")


def asked(typed: str) -> str:
    """What to search for: at most 60 characters of what was typed."""
    return typed.strip()[:_LONGEST_SEARCH]


class _LastFourForm(forms.Form):
    """The last four of the identity number or of the telephone: that one is whom the matter concerns."""

    use_required_attribute = False  # the page names what is missing, in its own words

    last_four = forms.CharField(
        label=_("证件号码或手机号码的后4位"),
        help_text=_("办理时登记的号码；末位是字母X的，也请输入"),
        max_length=40,
        error_messages={"required": _("请输入证件号码或手机号码的后4位")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text", "spellcheck": "false"}),
    )

    def clean_last_four(self) -> str:
        digits = plain(self.cleaned_data["last_four"])
        if len(digits) != 4:
            raise ValidationError(format_lazy(_("后4位应为4位，您输入了{count}位"), count=len(digits)))
        if not _LAST_FOUR.fullmatch(digits):
            raise ValidationError(_("后4位应为数字，只有证件号码的末位可以是字母X"))
        return digits


class ProgressForm(_LastFourForm):
    """The number on the receipt and the last four."""

    field_order = ["number", "last_four"]

    number = forms.CharField(
        label=_("办件编号"),
        help_text=_("在受理通知书的“办件编号”一栏，例如 DY26-000123"),
        max_length=40,
        error_messages={"required": _("请输入办件编号，在受理通知书的“办件编号”一栏")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        typed = self.cleaned_data["number"]
        number = plain(typed)
        if not _NUMBER.fullmatch(number):
            raise ValidationError(format_lazy(_("办件编号应像 DY26-000123，您输入了“{typed}”"), typed=typed))
        return number


class PaperForm(_LastFourForm):
    """The number of a paper and the last four."""

    field_order = ["number", "last_four"]

    number = forms.CharField(
        label=_("文书编号"),
        help_text=_("在文书左上角，例如 DY26-S000123"),
        max_length=40,
        error_messages={"required": _("请输入文书编号，在文书左上角")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        typed = self.cleaned_data["number"]
        number = plain(typed)
        if not _PAPER_NUMBER.fullmatch(number):
            raise ValidationError(format_lazy(_("文书编号应像 DY26-S000123，您输入了“{typed}”"), typed=typed))
        return number


class RootForm(forms.Form):
    """The root that stands small at the foot of a paper, typed or pasted."""

    use_required_attribute = False  # an empty one simply shows the page

    root = forms.CharField(
        label=_("存证根"),
        help_text=_("在文书每页最下方，“存证根”后面的全部字符"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )
