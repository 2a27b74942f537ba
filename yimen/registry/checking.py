"""What must hold of what is written into a form, beside its kind: numbers, names, accounts, each read by one rule. Pure."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from yimen.catalogue.elements import Check
from yimen.registry import identity
from yimen.registry.identity import DocumentKind

CREDIT_CODE: Final = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")  # GB 32100: no I, O, S, V, Z
# A true code fails the check digit (field.md 1.8), so only length and characters block.
ACCOUNT_LENGTHS: Final = range(
    8, 33
)  # digits; cards have at most 19 (ISO/IEC 7812), accounts of a passbook may have more


def _account(text: str) -> str:
    number = identity.plain_number(text)
    if not number.isdecimal():
        raise ValueError("账号只能是数字，请照社保卡、银行卡或者存折上的填")
    if len(number) not in ACCOUNT_LENGTHS:
        raise ValueError(f"账号应为{ACCOUNT_LENGTHS.start}至{ACCOUNT_LENGTHS.stop - 1}位数字，您填了{len(number)}位")
    return number


def _credit_code(text: str) -> str:
    code = identity.plain_number(text)
    if len(code) != 18:
        raise ValueError(f"统一社会信用代码应为18位，您填了{len(code)}位")
    if not CREDIT_CODE.fullmatch(code):
        raise ValueError("统一社会信用代码只有数字和大写字母，没有I、O、S、V、Z，请照执照填")
    return code


def _count(text: str) -> str:
    number = Decimal(unicodedata.normalize("NFKC", text))
    if number < 0 or number != number.to_integral_value():
        raise ValueError(f"应为0、1、2这样的整数，您填的是“{text}”")
    return str(int(number))


def _not_negative(text: str) -> str:
    if Decimal(text) < 0:
        raise ValueError(f"不能小于0，您填的是“{text}”")
    return text


# What is written, as it is kept; ValueError with the sentence, which ends without a full stop.
CHECKS: Final[dict[Check, Callable[[str], str]]] = {
    Check.NAME: identity.read_name,
    Check.IDENTITY_NUMBER: lambda text: identity.read(text, DocumentKind.RESIDENT).number,
    Check.PHONE: identity.read_phone,
    Check.ADDRESS: identity.read_address,
    Check.BANK_ACCOUNT: _account,
    Check.CREDIT_CODE: _credit_code,
    Check.COUNT: _count,
    Check.NOT_NEGATIVE: _not_negative,
}
