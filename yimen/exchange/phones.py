"""手机号: the numbers that messages go to, read, checked and shown in groups. Pure."""

import re
import unicodedata

from yimen.registry import identity
from yimen.registry.identity import Unreadable

DIGITS = 11
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def read(text: str) -> str:
    """13800001234, however it was typed. Raises Unreadable with a sentence that says what and how."""
    number = identity.read_phone(text)
    if not _MOBILE.fullmatch(number):
        raise Unreadable("not_a_mobile", "phone", "短信只能发到11位手机号，固定电话和境外号码收不到")
    return number


def digits(text: str) -> str:
    """What has been typed so far, `DIGITS` at most."""
    return re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", text))[:DIGITS]


def grouped(number: str) -> str:
    """138 0000 1234, as people say it; what is typed so far as well."""
    return " ".join(filter(None, (number[:3], number[3:7], number[7:])))


__all__ = ["DIGITS", "Unreadable", "digits", "grouped", "read"]
