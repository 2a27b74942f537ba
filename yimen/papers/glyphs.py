"""Which characters a font can draw, read from its cmap table, so that a rare name is never an empty box."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from struct import iter_unpack, unpack_from

_UNSEEN = {"Cf", "Mn", "Zs", "Zl", "Zp", "Cc"}  # joiners, selectors, spaces: nothing to draw of their own
_CMAP_12, _CMAP_4 = 12, 4


@dataclass(frozen=True, slots=True)
class Coverage:
    """The code points that at least one of some fonts can draw."""

    points: frozenset[int]

    def missing(self, text: str) -> list[str]:
        """The characters of `text` that no font draws, each once, in the order they appear."""
        return sorted({char for char in set(text) if self._lacks(char)}, key=text.index)

    def _lacks(self, char: str) -> bool:
        return ord(char) not in self.points and unicodedata.category(char) not in _UNSEEN


def mark(char: str) -> str:
    """How a character that cannot be drawn is named on paper."""
    return f"【U+{ord(char):04X}】"


def marked(text: str, missing: Iterable[str]) -> str:
    """`text` with each of the `missing` characters replaced by its code point in brackets: 【U+20BB7】."""
    return text.translate({ord(char): mark(char) for char in missing})


def coverage(fonts: Iterable[tuple[Path, int]]) -> Coverage:
    """What these font files draw together; each with its index in a collection (0 in a plain font)."""
    points: set[int] = set()
    for path, index in fonts:
        points.update(_points(path.read_bytes(), index))
    return Coverage(frozenset(points))


def _points(font: bytes, index: int) -> Iterator[int]:
    """Code points of the best Unicode subtable (OpenType, cmap formats 12 and 4)."""
    start = unpack_from(">I", font, 12 + 4 * index)[0] if font[:4] == b"ttcf" else 0
    (tables,) = unpack_from(">H", font, start + 4)
    for number in range(tables):
        tag, _sum, cmap, _size = unpack_from(">4sIII", font, start + 12 + 16 * number)
        if tag == b"cmap":
            yield from _best(font, cmap)


def _best(font: bytes, cmap: int) -> Iterator[int]:
    (count,) = unpack_from(">H", font, cmap + 2)
    places = [cmap + unpack_from(">I", font, cmap + 8 + 8 * number)[0] for number in range(count)]
    formats = {unpack_from(">H", font, place)[0]: place for place in places}
    if _CMAP_12 in formats:
        yield from _format_12(font, formats[_CMAP_12])
    elif _CMAP_4 in formats:
        yield from _format_4(font, formats[_CMAP_4])


def _format_12(font: bytes, place: int) -> Iterator[int]:
    (groups,) = unpack_from(">I", font, place + 12)
    for first, last, _glyph in iter_unpack(">III", font[place + 16 : place + 16 + 12 * groups]):
        yield from range(first, last + 1)


def _format_4(font: bytes, place: int) -> Iterator[int]:
    (doubled,) = unpack_from(">H", font, place + 6)
    ends = place + 14
    starts = ends + doubled + 2
    for offset in range(0, doubled, 2):
        (last,), (first,) = unpack_from(">H", font, ends + offset), unpack_from(">H", font, starts + offset)
        yield from range(first, min(last, 0xFFFE) + 1)
