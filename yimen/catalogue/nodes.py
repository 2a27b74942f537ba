"""Reads values out of YAML nodes and remembers every mistake with its line, so that all are told at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import Enum
from re import compile as pattern
from typing import Any

from django.utils.translation import gettext as _
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from yimen.catalogue import conditions, earliest, promise

WRONG: Any = object()  # what a taker returns after it has noted a mistake
REQUIRED: Any = object()  # the default of an element that must be written
_KEY = pattern(r"[a-z][a-z0-9_]{0,39}")
_CODE = pattern(r"[A-Z0-9][A-Z0-9-]{0,39}")
_CENTRE = pattern(r"[A-Z0-9]{2,6}")
_NUMBER = pattern(r"[0-9]{1,4}")
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file: where, and a sentence that says what and how to mend it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}：{self.message}"


@dataclass(slots=True)
class Notes:
    """What was noticed while one file was read; `lines` remembers where an element stands."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def wrong(self, node: Node, message: str) -> Any:
        """Remember a mistake at a node; returns WRONG."""
        self.problems.append(Problem(self.file, node.start_mark.line + 1, message))
        return WRONG

    def at(self, place: str, message: str) -> None:
        """Remember a mistake at an element such as `steps[2]`, or at the first line."""
        self.problems.append(Problem(self.file, self.lines.get(place, 1), message))


Take = Callable[[Node, Notes], Any]
Give = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Slot:
    """One key of a mapping: where its value goes, how it is read and written, and what stands for silence."""

    attribute: str
    take: Take
    give: Give = lambda value: value
    default: Any = REQUIRED


Table = Mapping[str, Slot]


def take_mapping(node: Node, table: Table, notes: Notes, *, place: str = "") -> Any:
    """The values by attribute, defaults filled in; WRONG if any of it is."""
    if not isinstance(node, MappingNode):
        return notes.wrong(node, _("这里要写成“名称: 值”的若干行"))
    values: dict[str, Any] = {}
    seen: set[str] = set()
    told = len(notes.problems)
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, ScalarNode) else ""
        notes.lines.setdefault(f"{place}.{key}" if place else key, key_node.start_mark.line + 1)
        if key not in table:
            seen.add(_unknown(key_node, key, table, notes))
        elif key in seen:
            notes.wrong(key_node, _("“%(key)s”写了两次，请删去一处") % {"key": key})
        else:
            values[table[key].attribute] = _present(key, table[key], value_node, notes)
        seen.add(key)
    _complete(values, node, table, seen, notes)
    return values if len(notes.problems) == told else WRONG


def text(longest: int, *, lines: bool = False) -> Take:
    """Words, up to `longest` characters, on one line unless `lines`; spaces around are dropped."""

    def take(node: Node, notes: Notes) -> Any:
        if not isinstance(node, ScalarNode):
            return notes.wrong(node, _("这里要写文字"))
        words = node.value.strip()
        if not words.replace("\n", "" if lines else "\n").isprintable():
            return notes.wrong(node, _("这里有换行或不可见的字符，请照写一遍，只写一行"))
        if len(words) > longest:
            return notes.wrong(
                node, _("文字太长：%(count)s字，最多%(most)s字") % {"count": len(words), "most": longest}
            )
        return words

    return take


def key(node: Node, notes: Notes) -> Any:
    """A name for programs: small letters, digits and underscores."""
    if isinstance(node, ScalarNode) and _KEY.fullmatch(node.value):
        return node.value
    return notes.wrong(node, _("key 用小写字母开头，只含小写字母、数字和下划线，最多40个"))


def code(node: Node, notes: Notes) -> Any:
    """An item's code: capital letters, digits and hyphens, as national codes and our own have them."""
    if isinstance(node, ScalarNode) and _CODE.fullmatch(node.value):
        return node.value
    return notes.wrong(
        node, _("事项编码只含大写字母、数字和连字符，最多40个，您写了“%(given)s”") % {"given": _shown(node)}
    )


def centre_code(node: Node, notes: Notes) -> Any:
    """The code of a centre: two to six capital letters and digits."""
    if isinstance(node, ScalarNode) and _CENTRE.fullmatch(node.value):
        return node.value
    return notes.wrong(node, _("local 写中心编码：2至6个大写字母或数字，您写了“%(given)s”") % {"given": _shown(node)})


def number(node: Node, notes: Notes) -> Any:
    """A whole number from 0 to 9999."""
    if isinstance(node, ScalarNode) and _NUMBER.fullmatch(node.value):
        return int(node.value)
    return notes.wrong(node, _("这里要写0到9999的整数，您写了“%(given)s”") % {"given": _shown(node)})


def yes_no(node: Node, notes: Notes) -> Any:
    """true or false."""
    if isinstance(node, ScalarNode) and node.value in ("true", "false"):
        return node.value == "true"
    return notes.wrong(node, _("这里要写 true（是）或 false（否），您写了“%(given)s”") % {"given": _shown(node)})


def day(node: Node, notes: Notes) -> Any:
    """A day such as 2026-03-02."""
    try:
        return date.fromisoformat(node.value if isinstance(node, ScalarNode) and len(node.value) == 10 else "")
    except ValueError:
        return notes.wrong(node, _("日期要写成 2026-03-02 的样子，您写了“%(given)s”") % {"given": _shown(node)})


def limit(node: Node, notes: Notes) -> Any:
    """A promise such as `20 working days`."""
    try:
        return promise.parse(_shown(node))
    except ValueError as refused:
        return notes.wrong(node, str(refused))


def not_before(node: Node, notes: Notes) -> Any:
    """The earliest day of a step, such as `3 months after pregnant_on`."""
    try:
        return earliest.parse(_shown(node))
    except ValueError as refused:
        return notes.wrong(node, str(refused))


def condition(node: Node, notes: Notes) -> Any:
    """A condition over the fields of the form."""
    try:
        return conditions.parse(_plain(node))
    except ValueError as refused:
        return notes.wrong(node, str(refused))


def one_of(kind: type[Enum], words: Mapping[str, object]) -> Take:
    """A value of an enumeration; `words` says in Chinese what each means."""

    def take(node: Node, notes: Notes) -> Any:
        given = _shown(node)
        if given in [one.value for one in kind]:
            return kind(given)
        known = "、".join(f"{value}（{words[value]}）" for value in words)
        return notes.wrong(node, _("不认识“%(given)s”，可写：%(known)s") % {"given": given, "known": known})

    return take


def many(take: Take) -> Take:
    """A list of such values, as a tuple; an empty entry is a mistake."""

    def take_many(node: Node, notes: Notes) -> Any:
        if not isinstance(node, SequenceNode):
            return notes.wrong(node, _("这里要写成列表，每条前面加“- ”"))
        found = [
            take(one, notes) if not _is_empty(one) else notes.wrong(one, _("这一条是空的，请删去"))
            for one in node.value
        ]
        return WRONG if any(one is WRONG for one in found) else tuple(found)

    return take_many


def rows(table: Table, place: str) -> Take:
    """A list of mappings, as a tuple of dictionaries; `place` names it in `Notes.lines`."""

    def take(node: Node, notes: Notes) -> Any:
        if not isinstance(node, SequenceNode):
            return notes.wrong(node, _("这里要写成列表，每条前面加“- ”"))
        found = []
        for index, one in enumerate(node.value):
            notes.lines[f"{place}[{index}]"] = one.start_mark.line + 1
            found.append(take_mapping(one, table, notes, place=f"{place}[{index}]"))
        return WRONG if any(one is WRONG for one in found) else tuple(found)

    return take


def _present(key: str, slot: Slot, node: Node, notes: Notes) -> Any:
    if _is_empty(node):
        return notes.wrong(node, _("“%(key)s”写了却是空的；没有就删去这一行") % {"key": key})
    return slot.take(node, notes)


def _complete(values: dict[str, Any], node: Node, table: Table, seen: set[str], notes: Notes) -> None:
    for name, slot in table.items():
        if name not in seen and slot.default is REQUIRED:
            notes.wrong(node, _("缺少“%(key)s”") % {"key": name})
        elif name not in seen:
            values[slot.attribute] = slot.default


def _unknown(node: Node, key: str, table: Table, notes: Notes) -> str:
    """Tell of an unknown key; returns the one probably meant, so that it is not missed too."""
    near = get_close_matches(key, table, n=1)
    if near:
        notes.wrong(node, _("不认识“%(key)s”，是不是“%(near)s”？") % {"key": key, "near": near[0]})
        return near[0]
    notes.wrong(node, _("不认识“%(key)s”，这里可写：%(known)s") % {"key": key, "known": "、".join(table)})
    return key


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.value.strip()


def _shown(node: Node) -> str:
    return node.value if isinstance(node, ScalarNode) else ""


def _plain(node: Node) -> object:
    """A node as plain values: text, whole numbers, true and false, lists and mappings."""
    if isinstance(node, SequenceNode):
        return [_plain(one) for one in node.value]
    if isinstance(node, MappingNode):
        if len({_shown(name) for name, _value in node.value}) < len(node.value):
            raise ValueError("条件里同一个词写了两次，请删去一处")
        return {_shown(name): _plain(value) for name, value in node.value}
    if node.tag == _TAG + "int" and node.value.lstrip("-").isdigit():
        return int(node.value)
    if node.tag == _TAG + "bool" and node.value in ("true", "false"):
        return node.value == "true"
    return _shown(node)
