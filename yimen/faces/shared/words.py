"""Words on one line, as the journal and the papers can carry them: what a tab or a line break pasted into them becomes."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_BREAKS = re.compile(r"\s*[\t-\r\x1c-\x1f\x85\u2028\u2029]\s*")


class LineField(forms.CharField):
    """A text field of one line: tabs and line breaks become a space, other control characters are refused."""

    def to_python(self, value: Any) -> str | None:
        """One line of words. Raises ValidationError for characters that nobody can see."""
        text: str | None = super().to_python(value)
        text = _BREAKS.sub(" ", text).strip(" ") if text else text
        if text and any(unicodedata.category(one) == "Cc" for one in text):
            raise ValidationError(_("含有看不见的控制字符，请删除后重新输入。"), code="control_characters")
        return text
