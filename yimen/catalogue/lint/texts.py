"""The texts of an item that people read, each with its element, and the ways a case can go. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from yimen.catalogue.elements import Content, Phase, StepDef
from yimen.catalogue.lint.findings import Text
from yimen.catalogue.promise import Promise

NUMBER = "[0-9零一二两三四五六七八九十百]+"
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_PLACES = {"十": 10, "百": 100}


@dataclass(frozen=True, slots=True)
class Way:
    """How a case goes in one variant (`name` "": the item has none): what was promised, and its steps by their index."""

    name: str
    promise_place: str
    promised: Promise | None
    steps: tuple[tuple[int, StepDef], ...]

    @property
    def before(self) -> tuple[tuple[int, StepDef], ...]:
        """The steps before the decision and with it."""
        return tuple(one for one in self.steps if one[1].phase is Phase.BEFORE)


def conditions(content: Content) -> Iterator[Text]:
    """Who may apply."""
    for index, words in enumerate(content.conditions):
        yield Text(f"conditions[{index}]", words)


def materials(content: Content) -> Iterator[Text]:
    """What the materials are called and what is remarked on them."""
    for index, one in enumerate(content.requirements):
        for key, words in (("name", one.name), ("note", one.note)):
            if words:
                yield Text(f"materials[{index}].{key}", words)


def steps(content: Content) -> Iterator[Text]:
    """What is done: the guide's own wording where there is one, else the step's name."""
    told: set[str] = set()
    for index, one in enumerate(content.steps):
        key, words = ("printed", one.printed) if one.printed else ("name", one.name)
        if words not in told:
            yield Text(f"steps[{index}].{key}", words)
        told.add(words)


def other(content: Content) -> Iterator[Text]:
    """Variants, the form and the fees."""
    for index, variant in enumerate(content.variants):
        yield Text(f"variants[{index}].name", variant.name)
    for index, field in enumerate(content.form_fields):
        if field.note:
            yield Text(f"form[{index}].note", field.note)
    for index, fee in enumerate(content.fees):
        yield Text(f"fees[{index}].standard", fee.standard)


def ways(content: Content) -> Iterator[Way]:
    """Every way a case can go: one a variant, or the only one."""
    if not content.variants:
        yield Way("", "promised", content.promised, tuple(enumerate(content.steps)))
    for index, variant in enumerate(content.variants):
        own = tuple(one for one in enumerate(content.steps) if not one[1].variants or variant.key in one[1].variants)
        place = f"variants[{index}].promised" if variant.promised else "promised"
        yield Way(variant.name, place, content.promised_for(variant.key), own)


def number(words: str) -> int:
    """12, 十二, 一百二十, 两: as a number."""
    if words.isdigit():
        return int(words)
    total, last = 0, 0
    for character in words:
        if character in _PLACES:
            total += (last or 1) * _PLACES[character]
            last = 0
        else:
            last = _DIGITS.get(character, 0)
    return total + last
