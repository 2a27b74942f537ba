"""Reads the file of an item: all of its mistakes at once, each with its line, or the item as values."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml
from django.utils.translation import gettext as _

from yimen.catalogue.checking import check
from yimen.catalogue.dictionary import NO_ELEMENTS, Dictionary
from yimen.catalogue.elements import (
    LAW_45,
    Content,
    EligibilityDef,
    FeeDef,
    FieldDef,
    RequirementDef,
    ResultDef,
    SpecialDef,
    SpecialKind,
    State,
    StepDef,
    VariantDef,
)
from yimen.catalogue.form import ASKED, ITEM
from yimen.catalogue.nodes import WRONG, Notes, Problem, take_mapping
from yimen.office.models import Level

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the quick one, where the library has it
_DEEPEST = 40  # levels; conditions, the deepest there are, end at six of two each
_TAG = "tag:yaml.org,2002:"
_KEYS = re.compile("（[^（）]*[a-z_]{3}[^（）]*）")
_LONGEST_FILE = 200_000  # characters; the longest printed guide of one item has 2,000


@dataclass(frozen=True, slots=True)
class Written:
    """An item as its file says it. `state` and `from_on` None: the file is silent on it.

    `lines`: at which line an element such as `materials[4].name` stands.
    """

    file: str
    content: Content
    state: State | None
    from_on: date | None
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    def line_of(self, place: str) -> int:
        """The line of an element, or of the nearest one around it; 1 where nothing of it is written."""
        while place and place not in self.lines:
            place = place.rpartition("." if place[-1] != "]" else "[")[0]
        return self.lines.get(place, 1)


class Misfits(Exception):
    """An item that does not fit together: every mistake with its element, such as `materials[4].name`; "" where it is none."""

    def __init__(self, problems: Iterable[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(message for _place, message in self.problems))


class Unreadable(Exception):
    """Files with mistakes: nothing of them was loaded. `problems` in the order of files and lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def read(text: str, *, file: str, dictionary: Dictionary = NO_ELEMENTS) -> Written:
    """The item in `text`; its form may name elements of the dictionary; `file` is only named in mistakes.

    Raises Unreadable with every mistake.
    """
    notes = Notes(file)
    values = take_mapping(root(text, file), ITEM, notes)
    if values is not WRONG:
        content = _content(_with_form(values, dictionary, notes))
        check(content, notes)
        if not notes.problems:
            return Written(file, content, values["state"], values["from_on"], notes.lines)
    raise Unreadable(notes.problems)


def of_plain(plain: Mapping[str, Any], dictionary: Dictionary = NO_ELEMENTS) -> Content:
    """The item of a mapping as a file holds it, e.g. typed into a page; as `read`. Raises Misfits with every mistake, in
    which the keys of the file, which stand in brackets, are left out."""
    places: list[str] = []
    notes = Notes("")
    values = take_mapping(_node(plain, "", places), ITEM, notes)
    if values is not WRONG:
        content = _content(_with_form(values, dictionary, notes))
        check(content, notes)
        if not notes.problems:
            return content
    raise Misfits((places[one.line - 1], _KEYS.sub("", one.message)) for one in sorted(notes.problems))


def _node(value: Any, place: str, places: list[str]) -> yaml.Node:
    """A value as the node of a file in which every element has a line of its own: its number in `places`."""
    mark = yaml.Mark("", 0, len(places), 0, None, 0)
    places.append(place)
    if isinstance(value, Mapping):
        pairs = [
            (yaml.ScalarNode(_TAG + "str", key, mark, mark), _node(one, f"{place}.{key}".lstrip("."), places))
            for key, one in value.items()
        ]
        return yaml.MappingNode(_TAG + "map", pairs, mark, mark)
    if isinstance(value, list):
        rows = [_node(one, f"{place}[{index}]", places) for index, one in enumerate(value)]
        return yaml.SequenceNode(_TAG + "seq", rows, mark, mark)
    kind = "bool" if isinstance(value, bool) else "int" if isinstance(value, int) else "str"
    return yaml.ScalarNode(_TAG + kind, str(value).lower() if kind == "bool" else str(value), mark, mark)


def root(text: str, file: str) -> yaml.Node:
    """The one mapping of a file. Raises Unreadable where it is no YAML that we take."""
    if len(text) > _LONGEST_FILE:
        raise Unreadable([Problem(file, 1, _("文件太大：一个文件写一个事项，最多20万字"))])
    try:
        _insist_plain(text, file)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as refused:
        raise Unreadable([_grammar(refused, file)]) from refused
    if root is None:
        raise Unreadable([Problem(file, 1, _("文件是空的"))])
    return root


def _insist_plain(text: str, file: str) -> None:
    """Refuse references, and nesting on which the quick loader would run out of stack; it makes 193 items in 0.1 s."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable([Problem(file, _line(event.start_mark), _("请不要用 * 引用，把内容照写一遍"))])
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise Unreadable([Problem(file, _line(event.start_mark), _("一层套一层套得太深，请照样例的写法写"))])


def _grammar(refused: Exception, file: str) -> Problem:
    mark = getattr(refused, "problem_mark", None) or getattr(refused, "context_mark", None)
    message = _("写法有误，读不下去：常见的是缩进不齐、冒号后缺空格、引号不成对或用了制表符")
    return Problem(file, _line(mark), message)


def _line(mark: Any) -> int:
    return mark.line + 1 if mark else 1


def _content(values: dict[str, Any]) -> Content:
    steps = steps_of(values["steps"], line=values["line"])
    level = values["seat_level"] or lowest(steps)
    requirements = tuple(_requirement(one) for one in values["requirements"])
    built = {
        "seat_level": level,
        "steps": steps,
        "requirements": requirements,
        "eligibility": tuple(EligibilityDef(**one) for one in values["eligibility"]),
        "variants": tuple(VariantDef(**one) for one in values["variants"]),
        "special": tuple(_special(one) for one in values["special"]),
        "fees": tuple(FeeDef(**one) for one in values["fees"]),
        "results": tuple(ResultDef(**one) for one in values["results"]),
        "form_fields": tuple(values["form_fields"]),
    }
    return Content.of(**{**values, **built})


def lowest(steps: Sequence[StepDef]) -> Level:
    """The lowest level a route needs; the sub-district's where there are no steps."""
    order = list(Level)
    return max((step.level for step in steps), key=order.index, default=Level.TOWN)


def steps_of(values: Sequence[Mapping[str, Any]], *, line: str) -> tuple[StepDef, ...]:
    """Steps with what files leave out: the item's line; the stage after the one before in its phase."""
    stages: dict[str, int] = {}
    made = []
    for one in values:
        stage = one["stage"] if one["stage"] is not None else stages.get(one["phase"], 0) + 1
        stages[one["phase"]] = stage
        variants = frozenset(one["variants"])
        made.append(StepDef(**{**one, "stage": stage, "line": one["line"] or line, "variants": variants}))
    return tuple(made)


def basis_in_law(kind: SpecialKind) -> str:
    """The basis of a special procedure that the licensing law itself names; "" of the others, which need their own."""
    return "" if kind in (SpecialKind.REFERRAL, SpecialKind.OTHER) else LAW_45


def _with_form(values: dict[str, Any], dictionary: Dictionary, notes: Notes) -> dict[str, Any]:
    fields = [_field(one, f"form[{at}]", dictionary, notes) for at, one in enumerate(values["form_fields"])]
    return values | {"form_fields": fields}


def _field(values: Mapping[str, Any], place: str, dictionary: Dictionary, notes: Notes) -> FieldDef:
    """A field of the form; one that names an element has from it all but whether it is required, and its own words."""
    one = dictionary.element(values["element"])
    if one is None:
        if values["element"]:
            notes.at(place, _("没有数据元“%(key)s”，先在 elements 文件夹里写明") % {"key": values["element"]})
        for name in ("key", "name"):
            if values[name] is None and not values["element"]:
                notes.at(place, _("缺少“%(key)s”") % {"key": name})
        return FieldDef(**{**values, "key": values["key"] or values["element"], "name": values["name"] or ""})
    if values["key"] not in (None, one.key) or any(values[slot.attribute] != slot.default for slot in ASKED.values()):
        notes.at(place, _("写了 element（数据元）的，key、kind、choices、check、known 由数据元定，这里不写"))
    own = {"name": values["name"] or one.name, "required": values["required"], "note": values["note"] or one.note}
    return one.asked(**own)


def _special(values: Mapping[str, Any]) -> SpecialDef:
    return SpecialDef(**{**values, "basis": values["basis"] or basis_in_law(values["kind"])})


def _requirement(values: Mapping[str, Any]) -> RequirementDef:
    code = values["material_code"] or values["name"]
    return RequirementDef(**{**values, "material_code": code, "variants": frozenset(values["variants"])})
