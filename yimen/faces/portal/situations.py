"""Ways into the guides: by situation of life, by department. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from yimen.catalogue import promise
from yimen.catalogue.definitions import Definition

# Words people have for what the departments call lines; a line not named here is found by department.
SITUATIONS: tuple[tuple[str | Lazy, frozenset[str]], ...] = (
    (_("生活困难，需要帮助"), frozenset({"民政"})),
    (_("生育和家庭"), frozenset({"计生"})),
    (_("就业和社会保险"), frozenset({"劳动保障"})),
    (_("建房和用地"), frozenset({"国土", "村镇规划"})),
    (_("山林和树木"), frozenset({"林业"})),
)
SHOWN = 6  # matters named under a situation on the first page; the rest one click further


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter in a list."""

    code: str
    name: str
    line: str
    limit: str


@dataclass(frozen=True, slots=True)
class Group:
    """Matters under one heading; `more` lines to look through when not all are named."""

    words: str | Lazy
    entries: tuple[Entry, ...]
    more: tuple[str, ...]


def entries(definitions: Iterable[Definition]) -> tuple[Entry, ...]:
    """The matters as lines of a list, in the order given."""
    return tuple(_entry(one) for one in definitions)


def grouped(definitions: Iterable[Definition]) -> tuple[Group, ...]:
    """Matters by situation of life; a situation without matters is left out."""
    known = tuple(definitions)
    groups = (_group(words, [one for one in known if one.line in lines]) for words, lines in SITUATIONS)
    return tuple(group for group in groups if group.entries)


def lines(definitions: Iterable[Definition]) -> tuple[tuple[str, int], ...]:
    """Each department line with the number of its matters, in the order in which they first come."""
    counts: dict[str, int] = {}
    for one in definitions:
        counts[one.line] = counts.get(one.line, 0) + 1
    return tuple(counts.items())


def _group(words: str | Lazy, matters: list[Definition]) -> Group:
    more = tuple(dict.fromkeys(one.line for one in matters)) if len(matters) > SHOWN else ()
    return Group(words, entries(matters[:SHOWN]), more)


def _entry(one: Definition) -> Entry:
    return Entry(one.code, one.name, one.line, promise.words(one.promised) if one.promised else "")
