"""What was written into an item's form: every field that is asked for, of the kind that is asked for. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from yimen.catalogue.elements import FieldDef, FieldKind

LONGEST = 500  # characters in one field


def faults(fields: tuple[FieldDef, ...], given: Mapping[str, Any]) -> dict[str, str]:
    """A sentence for each field that is missing, unknown or not of its kind; empty when the form is in order."""
    known = {field.key: field for field in fields}
    wrong = {key: "表单里没有这一栏。" for key in given if key not in known}
    for key, field in known.items():
        if sentence := _fault(field, str(given.get(key, "") or "").strip()):
            wrong[key] = sentence
    return wrong


def _fault(field: FieldDef, text: str) -> str:
    if not text:
        return f"请填写“{field.name}”。" if field.required else ""
    if len(text) > LONGEST:
        return f"“{field.name}”最多{LONGEST}个字，您写了{len(text)}个字。"
    return _KINDS[field.kind](field, text)


def _number(field: FieldDef, text: str) -> str:
    plain = text.replace(".", "", 1).removeprefix("-")
    return "" if plain.isascii() and plain.isdigit() else f"“{field.name}”应填数字，您填的是“{text}”。"


def _date(field: FieldDef, text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        return f"“{field.name}”应填日期，例如 2026-03-02，您填的是“{text}”。"
    return ""


def _choice(field: FieldDef, text: str) -> str:
    return "" if text in field.choices else f"“{field.name}”请从“{'、'.join(field.choices)}”中选择。"


def _yes_no(field: FieldDef, text: str) -> str:
    return "" if text in ("是", "否") else f"“{field.name}”请填“是”或“否”。"


_KINDS = {
    FieldKind.TEXT: lambda _field, _text: "",
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.YES_NO: _yes_no,
}
