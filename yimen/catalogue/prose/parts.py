"""An item while its page is read: its heading, the section it stands in, and its labelled parts in order. Pure."""

from dataclasses import dataclass, field

from yimen.catalogue.prose.labels import Hit
from yimen.catalogue.prose.materials import Material
from yimen.catalogue.prose.outline import Marker
from yimen.catalogue.prose.source import Run
from yimen.catalogue.prose.steps import Step
from yimen.catalogue.prose.vocabulary import Element

# What is told in many lines, and what an item cannot be without.
LONG = {Element.CONDITIONS, Element.MATERIALS, Element.STEPS, Element.BASIS, Element.OTHER}
CORE = {
    Element.CONDITIONS,
    Element.MATERIALS,
    Element.STEPS,
    Element.PROMISE,
    Element.BASIS,
    Element.FEE,
    Element.RESULT,
    Element.STATUTORY,
}
_WEIGHTY = {Element.CONDITIONS, Element.MATERIALS, Element.STEPS, Element.PROMISE}


@dataclass(slots=True)
class Part:
    """A label and what stands under it. `listed`: lines that are entries of a list; `marks`: heads of a table's columns;
    `materials`, `steps`: what a table gives as rows."""

    element: Element
    word: str = ""
    label: Run = field(default_factory=Run)
    hint: str = ""
    is_alone: bool = False
    style: str = ""
    number: int = 0
    values: list[Run] = field(default_factory=list)
    listed: set[int] = field(default_factory=set)
    last: Marker | None = None
    is_closed: bool = False
    marks: list[Run] = field(default_factory=list)
    materials: list[Material] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @classmethod
    def under(cls, hit: Hit, label: Run) -> "Part":
        """A part that this label begins."""
        return cls(hit.element, hit.word, label, hit.hint, hit.alone, hit.style, hit.number)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands under the label yet."""
        return not (self.values or self.materials or self.steps)


@dataclass(slots=True)
class Page:
    """An item as far as it was read."""

    heading: Run | None = None
    section: Run | None = None
    style: str = ""
    number: int = 0
    parts: list[Part] = field(default_factory=list)
    kinds: set[Element] = field(default_factory=set)  # of its parts: a line may hold ten thousand of them
    words: set[tuple[Element, str]] = field(default_factory=set)
    numbers: set[tuple[str, int]] = field(default_factory=set)
    shared: list[Run] = field(default_factory=list)  # heads of columns and merged cells, which other items have too

    @property
    def last(self) -> Part | None:
        """The part that is being read."""
        return self.parts[-1] if self.parts else None

    def add(self, part: Part) -> Part:
        """A part more, which is read from now on."""
        self.parts.append(part)
        self.kinds.add(part.element)
        self.words.add((part.element, part.word))
        self.numbers.add((part.style, part.number))
        return part

    def take(self, parts: list[Part]) -> None:
        """Those of these parts that it does not have yet."""
        for part in parts:
            if part not in self.parts:
                self.add(part)

    def has(self, element: Element) -> bool:
        """Whether this element was named already."""
        return element in self.kinds

    def of(self, *elements: Element) -> list[Part]:
        """The parts of these elements."""
        return [one for one in self.parts if one.element in elements]

    @property
    def is_item(self) -> bool:
        """Whether enough stands here to be an item: a name and something of weight, or two elements and one of weight."""
        kinds = self.kinds & CORE
        named = bool(self.heading) or self.has(Element.NAME)
        return (bool(kinds & _WEIGHTY) and (named or len(kinds) > 1)) or (named and len(kinds) > 1)
