"""Finds items by code, name, everyday words, pinyin and initials: 低保, nongcundibao, ncdb, zdsh. Pure."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol, TypeVar

_NOWHERE = 999
UNUSED: Final[Mapping[str, int]] = {}


class Named(Protocol):
    """What is found: anything with a code, a name and everyday words."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def also(self) -> tuple[str, ...]: ...


Found = TypeVar("Found", bound=Named)


@dataclass(frozen=True, slots=True)
class _Spelt:
    """A name and how it is said: per character its readings, the usual one first, and the initials of all of them."""

    words: str
    usual: str  # one initial a character
    readings: tuple[tuple[str, ...], ...]
    initials: tuple[str, ...]
    characters: frozenset[str]
    heard: frozenset[str]  # every letter and sign that any way of saying it has


@dataclass(frozen=True, slots=True)
class _Known:
    """What can be found, ready to be compared."""

    code: str
    bare: str  # the code without strokes
    spelt: tuple[_Spelt, ...]


def find(text: str, definitions: Iterable[Found], *, used: Mapping[str, int] = UNUSED) -> list[Found]:
    """Those that fit, best first; for an empty text none. Spaces, case and full width do not matter.

    `used`: how often each was asked for, by code; of those that fit alike the most used comes first.
    """
    query = _plain(text)
    if not query:
        return []
    ranked, characters, written = [], frozenset(query), not query.isascii()
    for one in definitions:
        rank = _rank(query, characters, written, _known(one.code, one.name, one.also))
        if rank[0] < _NOWHERE:
            fits, *where = rank
            ranked.append(((fits, -used.get(one.code, 0), *where, len(one.name), one.code), one))
    ranked.sort(key=lambda found: found[0])
    return [one for _rank, one in ranked]


def most_used_first(definitions: Iterable[Found], used: Mapping[str, int]) -> tuple[Found, ...]:
    """All of them, those that were asked for most before the others; those alike in the order given."""
    return tuple(sorted(definitions, key=lambda one: -used.get(one.code, 0)))


def _rank(query: str, characters: frozenset[str], written: bool, known: _Known) -> tuple[int, int, int]:
    """How well it fits (smaller is better), where, and how long what it fits is; a hit in everyday words is worth as much
    as in the name."""
    if query in (known.code, known.bare):
        return 0, 0, 0
    best = (3, 0, 0) if known.code.startswith(query) else (_NOWHERE, 0, 0)
    for spelt in known.spelt:
        if characters <= spelt.heard or (written and spelt.characters <= characters):  # else no way of reading it fits
            fits, at = _by_words(query, spelt) if written else _by_sound(query, spelt)
            best = min(best, (fits, at, len(spelt.words)))
    return best


def _by_words(query: str, spelt: _Spelt) -> tuple[int, int]:
    at = spelt.words.find(query)
    if at >= 0:
        return (1 if len(query) == len(spelt.words) else 2 if at == 0 else 4), at
    for start, character in enumerate(spelt.words):
        if (character == query[0] or query[0] in spelt.initials[start]) and _says(query, spelt, start):
            return 8, start
    return min(_scattered(query, spelt, spelt.words), _inside(query, spelt.words))


def _inside(query: str, words: str) -> tuple[int, int]:
    """Words said whole in a longer sentence (我想办低保), or with something between (开小店 for 开店)."""
    if words in query and len(words) > 1:
        return 10, len(query) - len(words)
    rest = iter(query)
    spread = len(words) > 1 and 2 * len(words) >= len(query) and all(character in rest for character in words)
    return (11, len(query) - len(words)) if spread else (_NOWHERE, 0)


def _by_sound(query: str, spelt: _Spelt) -> tuple[int, int]:
    at = spelt.usual.find(query)
    if at >= 0:
        return (5 if at == 0 else 6), at
    first = query[0]
    for start, initials in enumerate(spelt.initials):
        if first in initials and _says(query, spelt, start):
            return (7 if start == 0 else 8), start
    return _scattered(query, spelt, spelt.usual)


def _says(query: str, spelt: _Spelt, start: int) -> bool:
    """Whether the query is said from there on: characters whole, by initial or as they are; the last cut short."""
    ends = {0}
    whole = len(query)
    for index in range(start, len(spelt.words)):
        ends = {after for before in ends for after in _after(query, before, spelt, index)}
        if whole in ends:
            return True
        if not ends:
            return False
    return False


def _after(query: str, before: int, spelt: _Spelt, index: int) -> set[int]:
    """The places in the query that one character can bring us to."""
    ends = set()
    if query[before] == spelt.words[index] or query[before] in spelt.initials[index]:
        ends.add(before + 1)
    rest = query[before:]
    for reading in spelt.readings[index]:
        if rest.startswith(reading):
            ends.add(before + len(reading))
        elif reading.startswith(rest):
            ends.add(len(query))
        elif reading[1:2] == "h" and rest.startswith(reading[:2]):
            ends.add(before + 2)
    return ends


def _scattered(query: str, spelt: _Spelt, where: str) -> tuple[int, int]:
    """All of the query in order with gaps (农村低保, ncdb); the shorter the stretch the better."""
    if len(query) < 2:
        return _NOWHERE, 0
    start = at = where.find(query[0])
    for character in query[1:]:
        if at < 0:
            return _NOWHERE, 0
        at = where.find(character, at + 1)
    return (9, at - start) if at >= 0 else (_NOWHERE, 0)


@lru_cache(maxsize=20_000)
def _known(code: str, name: str, also: tuple[str, ...]) -> _Known:
    plain = _plain(code)
    return _Known(plain, plain.replace("-", ""), tuple(_spell(_plain(words)) for words in (name, *also)))


def _spell(words: str) -> _Spelt:
    from pypinyin import lazy_pinyin  # half a second of dictionaries: not at every start

    usual = lazy_pinyin(words, errors=_one_by_one)  # type: ignore[arg-type]  # a list is allowed, its stub does not know
    readings = tuple(
        tuple(dict.fromkeys([said, *_all_readings(character)])) for character, said in zip(words, usual, strict=True)
    )
    initials = tuple("".join(dict.fromkeys(one[0] for one in ways)) for ways in readings)
    heard = frozenset(words).union(*(letters for ways in readings for letters in ways))
    return _Spelt(words, "".join(said[0] for said in usual), readings, initials, frozenset(words), heard)


@lru_cache(maxsize=20_000)
def _all_readings(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def _one_by_one(unsayable: str) -> list[str]:
    return list(unsayable)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).lower().replace("ü", "v").split())
