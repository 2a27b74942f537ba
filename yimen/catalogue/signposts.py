"""Signposts: a moment of life that needs several items (一件事), and what is not done here (A12); how their files read."""

from dataclasses import dataclass
from typing import Any

from yimen.catalogue.form import given
from yimen.catalogue.nodes import WRONG, Notes, Slot, Table, code, many, rows, take_mapping, text, yes_no
from yimen.catalogue.reading import Unreadable, root


@dataclass(frozen=True, slots=True)
class Part:
    """An item of a bundle; `when`: for whom, in words; "" for everybody."""

    code: str
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """一件事: the items of a moment of life, and what belongs to it but is done elsewhere."""

    code: str
    name: str
    also: tuple[str, ...] = ()
    words: str = ""
    parts: tuple[Part, ...] = ()
    elsewhere: tuple[str, ...] = ()
    to_confirm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """这里不办: a matter that people ask for here, and who does it, where, when; `bring`: what to take along."""

    code: str
    name: str
    also: tuple[str, ...] = ()
    body: str
    address: str
    telephone: str
    hours: str
    bring: str = ""
    to_confirm: bool = False


def _words(attribute: str, longest: int) -> Slot:
    return Slot(attribute, text(longest))


def _more(attribute: str, longest: int) -> Slot:
    return Slot(attribute, text(longest), default="")


_HEAD: Table = {
    "code": Slot("code", code),
    "name": _words("name", 80),
    "also": Slot("also", many(text(40)), default=()),
    "to_confirm": Slot("to_confirm", yes_no, default=False),
}
_PART: Table = {"item": Slot("code", code), "when": _more("when", 120)}
BUNDLE: Table = {
    **_HEAD,
    "words": _more("words", 400),
    "items": Slot("parts", rows(_PART, "items"), lambda parts: [given(_PART, one) for one in parts]),
    "elsewhere": Slot("elsewhere", many(code), default=()),
}
ELSEWHERE: Table = {
    **_HEAD,
    "body": _words("body", 80),
    "address": _words("address", 200),
    "telephone": _words("telephone", 60),
    "hours": _words("hours", 120),
    "bring": _more("bring", 400),
}


def bundle(words: str, *, file: str) -> Bundle:
    """The bundle in a file. Raises Unreadable with every mistake and its line."""
    values = _values(words, BUNDLE, file)
    return Bundle(**values | {"parts": tuple(Part(**one) for one in values["parts"])})


def elsewhere(words: str, *, file: str) -> Elsewhere:
    """The matter in a file. Raises Unreadable with every mistake and its line."""
    return Elsewhere(**_values(words, ELSEWHERE, file))


def written(one: Bundle | Elsewhere) -> dict[str, Any]:
    """The plain mapping that its file holds: the inverse of reading."""
    return given(BUNDLE if isinstance(one, Bundle) else ELSEWHERE, one)


def _values(words: str, table: Table, file: str) -> dict[str, Any]:
    notes = Notes(file)
    values: dict[str, Any] = take_mapping(root(words, file), table, notes)
    if values is WRONG:
        raise Unreadable(notes.problems)
    return values
