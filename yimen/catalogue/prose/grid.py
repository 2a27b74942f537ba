"""A table by place: every row and column finds the cell that covers it; whole cells that are labels. Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yimen.catalogue.prose import labels
from yimen.catalogue.prose.labels import Hit
from yimen.catalogue.prose.source import Cell, Run, Source, Table, joined

_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.]|\(?[0-9一二三四五六七八九十]{1,2}\)|[0-9]{1,2}[、.])")
_MOST_PLACES = 200_000  # places that the cells of a table cover; more is no guide
_BAR = "|│┃ "


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a table: rows and columns from and to, `bottom` and `right` not included."""

    top: int
    bottom: int
    left: int
    right: int

    def below(self, row: int) -> "Box":
        """The same from this row on."""
        return Box(row, self.bottom, self.left, self.right)


class Grid:
    """A table of a source."""

    def __init__(self, source: Source, table: Table) -> None:
        self.source = source
        self.at: dict[tuple[int, int], Cell] = {}
        rows = _ranks(cell.row for cell in table.cells)
        columns = _ranks(cell.column for cell in table.cells)
        for cell in map(lambda one: _closed_up(one, rows, columns), table.cells):
            is_wide = len(self.at) + cell.rows * cell.columns > _MOST_PLACES
            for row in range(cell.row, cell.row + (1 if is_wide else cell.rows)):
                for column in range(cell.column, cell.column + (1 if is_wide else cell.columns)):
                    self.at.setdefault((row, column), cell)
        self.box = Box(0, len(rows), 0, len(columns))
        self._taken: set[Cell] = set()

    def run(self, cell: Cell) -> Run:
        """What stands in a cell, its lines one under the other."""
        return joined(run.strip(_BAR) for run in map(self.source.run, cell.lines) if run.strip(_BAR))

    def take(self, cell: Cell) -> Run:
        """The same, to be put into an element: once with its places; a cell merged over more rows says it again without."""
        run = self.run(cell)
        if cell in self._taken:
            return run.placeless()
        self._taken.add(cell)
        return run

    def is_taken(self, cell: Cell) -> bool:
        """Whether it was put into an element already."""
        return cell in self._taken

    def covering(self, row: int, column: int) -> Cell | None:
        """The cell at a place, merged or not."""
        return self.at.get((row, column))

    def row(self, row: int, box: Box) -> list[Cell]:
        """The filled cells that cover a row of the box, from left to right, each once."""
        found: list[Cell] = []
        for column in range(box.left, box.right):
            cell = self.at.get((row, column))
            if cell and cell not in found and self.run(cell):
                found.append(cell)
        return found

    def filled(self, row: int, box: Box) -> list[Cell]:
        """The filled cells of a row that were not taken; those that began above it only in the box's first row."""
        own = (cell for cell in self.row(row, box) if cell.row == row or cell.row < box.top == row)
        return [cell for cell in own if cell not in self._taken]

    def label(self, cell: Cell | None) -> Hit | None:
        """The label that a whole cell is."""
        run = self.run(cell) if cell else Run()
        if not run or len(run) > 40:
            return None
        plain = _NUMBERED.sub("", re.sub(r"\s", "", run.folded).rstrip(":").strip("[]*"))
        known = labels.classify(plain)
        return Hit(known[0], plain, 0, len(run), True, True, known[1]) if known else None

    def listed(self, cell: Cell) -> set[int]:
        """The lines of a cell that are entries of a list."""
        return {line for line in cell.lines if self.source.lines[line].listed}


def _ranks(numbers: Iterable[int]) -> list[int]:
    """The rows or columns in which cells begin: what is empty, however wide, takes no time."""
    return sorted(set(numbers))


def _closed_up(cell: Cell, rows: list[int], columns: list[int]) -> Cell:
    """The cell where rows and columns without cells are left out."""
    row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
    height = bisect_left(rows, cell.row + cell.rows) - row
    width = bisect_left(columns, cell.column + cell.columns) - column
    return Cell(row, column, cell.lines, height, width)


def spans_all(cells: Sequence[Cell], box: Box) -> bool:
    """Whether one cell is merged over the whole width."""
    return len(cells) == 1 and cells[0].columns >= box.right - box.left > 1
