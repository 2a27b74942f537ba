"""Writes an item as its file: the inverse of reading."""

import json
from datetime import date
from hashlib import sha256
from typing import Any

import yaml

from yimen.catalogue import signposts
from yimen.catalogue.dictionary import NO_ELEMENTS, Dictionary
from yimen.catalogue.elements import Content, FieldDef, State
from yimen.catalogue.form import ASKED, FIELD, ITEM, given
from yimen.catalogue.reading import basis_in_law, lowest
from yimen.catalogue.signposts import Bundle, Elsewhere


def write(
    content: Content,
    *,
    state: State | None = None,
    from_on: date | None = None,
    dictionary: Dictionary = NO_ELEMENTS,
) -> str:
    """The file of an item; `read` with the dictionary gives back the same content, state and day."""
    plain = as_plain(content)
    if content.form_fields:
        plain["form"] = [_field(one, dictionary) for one in content.form_fields]
    head = {"code": plain.pop("code"), "name": plain.pop("name")}
    if state:
        head["state"] = state.value
    if from_on:
        head["from"] = from_on.isoformat()
    return _dumped(head | plain)


def sign(one: Bundle | Elsewhere) -> str:
    """The file of a bundle, or of what is done elsewhere."""
    return _dumped(signposts.written(one))


def digest(content: Content) -> str:
    """SHA-256 over what the item says, as 64 hex characters; state, days and row ids are no part of it."""
    line = json.dumps(as_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(line.encode()).hexdigest()


def _dumped(plain: dict[str, Any]) -> str:
    return yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def as_plain(content: Content) -> dict[str, Any]:
    """The mapping that the file of an item holds, without its state: what goes without saying is left out. Of the form all is
    said, also what an element of the dictionary says."""
    plain = given(ITEM, content)
    if content.seat_level == lowest(content.steps):
        del plain["seat_level"]
    stages: dict[str, int] = {}
    for step, written in zip(content.steps, plain.get("steps", ()), strict=True):
        if step.stage == stages.get(step.phase, 0) + 1:
            del written["stage"]
        stages[step.phase] = step.stage
    for place, key, unsaid in (
        ("steps", "line", [one.line == content.line for one in content.steps]),
        ("materials", "type", [one.material_code == one.name for one in content.requirements]),
        ("special", "basis", [one.basis == basis_in_law(one.kind) for one in content.special]),
    ):
        for written, goes_without_saying in zip(plain.get(place, ()), unsaid, strict=True):
            if goes_without_saying:
                del written[key]
    return plain


def _field(one: FieldDef, dictionary: Dictionary) -> dict[str, Any]:
    """A field that asks for an element says what is its own only: whether it is required, words of its own."""
    written = given(FIELD, one)
    if not one.element:
        return written
    element = dictionary.element(one.element)
    same = {name for name in ("name", "note") if element and getattr(element, name) == getattr(one, name)}
    return {name: value for name, value in written.items() if name not in {"key", *ASKED, *same}}


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as a block, lists set in under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)
