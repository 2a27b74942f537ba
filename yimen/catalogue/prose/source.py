"""A guide as lines and tables, and stretches of it that know where every character stands. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from yimen.catalogue.prose.folding import fold, is_ink

Place = tuple[int, int]  # the line's index in the source, the character's in the line


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the part of one that is a cell. `listed`: the list it is an entry of, where numbering is not in the text;
    `rank`: 1-9 of a heading that its file calls one, else 0; `where`: how people find it, such as 表1第2行第3列; `number`:
    which line of the file it is, from 1; `offset`: how many characters of that line stand before it."""

    text: str
    where: str = ""
    listed: str = ""
    rank: int = 0
    number: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its lines by index, and what it covers where cells were merged."""

    row: int
    column: int
    lines: tuple[int, ...]
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of cells, by row and column; what is merged stands once."""

    cells: tuple[Cell, ...]


Block = int | Table  # a line by index, or a table


@dataclass(frozen=True, slots=True)
class Source:
    """All of a guide: its lines and the order in which lines and tables stand."""

    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]

    def run(self, index: int) -> "Run":
        """A whole line."""
        text = self.lines[index].text
        return Run(text, fold(text), tuple((index, at) for at in range(len(text))))

    def ink(self) -> Iterator[Place]:
        """Every place at which something stands that must be understood."""
        for index, line in enumerate(self.lines):
            yield from ((index, at) for at, character in enumerate(line.text) if is_ink(character))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the source: its text, the same folded, and the place of each character (None: a join of lines)."""

    text: str = ""
    folded: str = ""
    places: tuple[Place | None, ...] = field(default=(), repr=False)

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return not self.folded.isspace() and bool(self.folded)

    def __getitem__(self, part: slice) -> "Run":
        return Run(self.text[part], self.folded[part], self.places[part])

    def strip(self, signs: str = "") -> "Run":
        """Without spaces, and without these signs, at both ends."""
        dropped = signs + " \t\n"
        left = len(self.folded) - len(self.folded.lstrip(dropped))
        return self[left : max(left, len(self.folded.rstrip(dropped)))]

    def placeless(self) -> "Run":
        """The same words where they are said again: their places are told elsewhere."""
        return Run(self.text, self.folded, (None,) * len(self.text))

    def split(self, pattern: str) -> "list[Run]":
        """The parts between what matches, empty ones left out, spaces at their ends too."""
        parts, at = [], 0
        for found in re.finditer(pattern, self.folded):
            parts.append(self[at : found.start()].strip())
            at = found.end()
        parts.append(self[at:].strip())
        return [part for part in parts if part]

    def lines(self) -> "list[Run]":
        """One run a line."""
        return self.split("\n")

    def plain(self) -> str:
        """The words as one line: where lines were joined nothing stands between, as Chinese is wrapped."""
        return re.sub(r"[ \t]*\n[ \t]*", "", self.text).strip()

    def inked(self) -> set[Place]:
        """The places of its characters, without spaces."""
        pairs = zip(self.text, self.places, strict=True)
        return {place for character, place in pairs if place is not None and is_ink(character)}


def joined(runs: Iterable[Run]) -> Run:
    """Runs one under the other."""
    text, folded = "", ""
    places: list[Place | None] = []
    for number, run in enumerate(runs):
        if number:
            text, folded, places = text + "\n", folded + "\n", [*places, None]
        text, folded, places = text + run.text, folded + run.folded, [*places, *run.places]
    return Run(text, folded, tuple(places))


def stretches(places: Iterable[Place]) -> list[tuple[int, int, int]]:
    """Places as (line, from, to), both counted from 0 and `to` not included; neighbours made one."""
    found: list[tuple[int, int, int]] = []
    for line, at in sorted(places):
        if found and found[-1][0] == line and found[-1][2] == at:
            found[-1] = (line, found[-1][1], at + 1)
        else:
            found.append((line, at, at + 1))
    return found
