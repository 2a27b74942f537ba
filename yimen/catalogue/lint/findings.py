"""What a rule of the lint is and what it finds: values with an id, Chinese wording, a place and a proposed mend. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from re import Match, Pattern

from yimen.catalogue.elements import Content


class Severity(StrEnum):
    """ERROR: the version is not published before it is mended (A4). WARNING: should be mended. NOTE: to be looked at."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the item and its element in the words of the item's file: `materials[4].name`, `conditions[0]`."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule found something: an element, and of its text the characters from `start` up to `end`.

    An element that is missing has an empty text. `about` fills the blanks of the rule's sentences.
    """

    text: Text
    start: int = 0
    end: int = 0
    about: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """`says` and `proposal` are sentences with blanks: {words}, the characters found, and what the hit is `about`."""

    id: str
    severity: Severity
    says: str
    proposal: str
    look: Callable[[Content], Iterable[Hit]]

    def findings(self, content: Content) -> Iterator["Finding"]:
        """What the rule has to say of an item, in the order of its elements."""
        for hit in self.look(content):
            words = hit.text.words[hit.start : hit.end]
            about = {"words": words, **dict(hit.about)}
            told = self.says.format(**about), self.proposal.format(**about)
            yield Finding(self.id, self.severity, hit.text.place, words, hit.start, hit.end, *told)


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of a guide: which rule, where, the words themselves (characters `start` up to `end` of the element's text;
    empty where an element is missing), what is wrong and how to mend it."""

    rule: str
    severity: Severity
    place: str
    text: str
    start: int
    end: int
    says: str
    proposal: str


def whole(place: str, words: str, **about: str) -> Hit:
    """All of an element's text."""
    return Hit(Text(place, words), 0, len(words), tuple(about.items()))


def missing(place: str, **about: str) -> Hit:
    """An element that is not there."""
    return Hit(Text(place, ""), about=tuple(about.items()))


def within(text: Text, match: Match[str], **about: str) -> Hit:
    """The characters of a match."""
    return Hit(text, match.start(), match.end(), tuple(about.items()))


def each(pattern: Pattern[str], texts: Iterable[Text]) -> Iterator[Hit]:
    """Every match in every text."""
    for text in texts:
        for match in pattern.finditer(text.words):
            yield within(text, match)
