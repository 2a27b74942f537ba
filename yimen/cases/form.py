"""What was written into an item's form: every field that is asked for, of the kind that is asked for. Pure.

One meaning whatever face it came from: yes or no is kept as 是 or 否, a number in plain digits, a day as 2026-03-02.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from yimen.catalogue.elements import FieldDef, FieldKind
from yimen.registry import checking

LONGEST = 500  # characters in one field
MOST_DIGITS = 20  # of a number, before and behind its point together
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)
_YES_NO = {True: "是", False: "否", "是": "是", "否": "否"}


def faults(fields: tuple[FieldDef, ...], given: Mapping[str, Any]) -> dict[str, str]:
    """A sentence for each field that is missing, unknown or not of its kind; empty when the form is in order."""
    known = {field.key: field for field in fields}
    wrong = {key: "表单里没有这一栏。" for key in given if key not in known}
    for key, field in known.items():
        try:
            _read(field, given.get(key))
        except ValueError as fault:
            wrong[key] = str(fault)
    return wrong


def written(fields: tuple[FieldDef, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """The form as it is kept: the text of each value; what is empty is left out, what has a fault stays as it is."""
    known = {field.key: field for field in fields}
    kept = {key: _kept(known[key], value) if key in known else value for key, value in given.items()}
    return {key: value for key, value in kept.items() if value != ""}


def answers(fields: tuple[FieldDef, ...], given: Mapping[str, Any]) -> dict[str, str | int | bool | None]:
    """What was written, as conditions compare it: whole numbers and yes or no as such, None where nothing was."""
    kept = written(fields, given)
    return {field.key: _compared(field, kept.get(field.key)) for field in fields}


def _compared(field: FieldDef, text: Any) -> str | int | bool | None:
    if text is None or field.kind is FieldKind.YES_NO:
        return None if text is None else text == "是"
    if field.kind is FieldKind.NUMBER and str(text).lstrip("-").isdigit():
        return int(text)
    return str(text)


def _kept(field: FieldDef, value: Any) -> Any:
    try:
        return _read(field, value)
    except ValueError:
        return "" if value is None or (isinstance(value, str) and not value.strip()) else value


def _read(field: FieldDef, value: Any) -> str:
    """The text of a value. Raises ValueError with the sentence."""
    said = value.strip() if isinstance(value, str) else value
    if said is None or said == "":  # 0 and no are something
        if field.required:
            raise ValueError(f"请填写“{field.name}”。")
        return ""
    if isinstance(said, str) and len(said) > LONGEST:
        raise ValueError(f"“{field.name}”最多{LONGEST}个字，您写了{len(said)}个字。")
    text = _KINDS[field.kind](field, said)
    return _checked(field, text) if field.checked else text


def _checked(field: FieldDef, text: str) -> str:
    try:
        return checking.CHECKS[field.checked](text) if field.checked else text
    except ValueError as fault:
        raise ValueError(f"“{field.name}”有误：{fault}。") from None


def _text(field: FieldDef, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"“{field.name}”应填文字。")
    return str(value)


def _number(field: FieldDef, value: Any) -> str:
    text = str(value)
    if isinstance(value, bool) or not _NUMBER.fullmatch(text):
        raise ValueError(f"“{field.name}”应填数字，您填的是“{text}”。")
    number = Decimal(text)
    plain = f"{number:f}" if number and abs(number.adjusted()) < MOST_DIGITS else "0"
    if sum(one.isdigit() for one in plain) > MOST_DIGITS or (number and plain == "0"):
        raise ValueError(f"“{field.name}”最多{MOST_DIGITS}位数字。")
    return plain


def _date(field: FieldDef, value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ValueError(f"“{field.name}”应填日期，例如 2026-03-02，您填的是“{value}”。") from None


def _choice(field: FieldDef, value: Any) -> str:
    if value not in field.choices:
        raise ValueError(f"“{field.name}”请从“{'、'.join(field.choices)}”中选择。")
    return str(value)


def _yes_no(field: FieldDef, value: Any) -> str:
    if not isinstance(value, str | bool) or value not in _YES_NO:
        raise ValueError(f"“{field.name}”请填“是”或“否”。")
    return _YES_NO[value]


_KINDS = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.YES_NO: _yes_no,
}
