"""Collects lines and tables while a file is read, and gives them as a source."""

from dataclasses import dataclass, field

from yimen.catalogue.prose.refusals import MOST_CHARACTERS, MOST_LINES, TOO_LONG, Refused
from yimen.catalogue.prose.source import Block, Cell, Line, Source, Table


@dataclass(slots=True)
class Layout:
    """Lines and blocks in the order of the file. Raises Refused when there are too many."""

    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    _characters: int = 0

    def line(
        self, text: str, where: str = "", *, listed: str = "", rank: int = 0, number: int = 0, offset: int = 0
    ) -> int:
        """Add a line; gives back its index. `number`: its own where lines are cut into cells, else they are counted."""
        self._characters += len(text)
        if len(self.lines) >= MOST_LINES or self._characters > MOST_CHARACTERS:
            raise Refused(TOO_LONG)
        self.lines.append(Line(text, where, listed, rank, number or len(self.lines) + 1, offset))
        return len(self.lines) - 1

    def paragraph(self, text: str, where: str = "", *, listed: str = "", rank: int = 0) -> None:
        """Add lines that stand by themselves; only the first of them is an entry of a list."""
        for number, one in enumerate(text.split("\n")):
            self.blocks.append(self.line(one, where, listed=listed if not number else "", rank=rank))

    def table(self, cells: list[Cell]) -> None:
        """Add a table; one of a single column is lines."""
        filled = [cell for cell in cells if any(self.lines[index].text.strip() for index in cell.lines)]
        if len({cell.column for cell in filled}) <= 1:
            self.blocks += [index for cell in filled for index in cell.lines]
        elif filled:
            self.blocks.append(Table(tuple(cells)))

    def source(self) -> Source:
        """All of it."""
        return Source(tuple(self.lines), tuple(self.blocks))
