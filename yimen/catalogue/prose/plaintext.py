"""Plain text: its lines, and the tables that people draw in it with bars and tabs."""

import re
from itertools import groupby

from yimen.catalogue.prose import columns
from yimen.catalogue.prose.folding import fold
from yimen.catalogue.prose.grid import Grid
from yimen.catalogue.prose.layout import Layout
from yimen.catalogue.prose.source import Cell, Source, Table

_BAR = re.compile(r"[|│┃]")
_GAP = re.compile(r"\t+|[ \u3000]{2,}")


def read(text: str) -> Source:
    """The lines, where several with bars stand one under the other a table."""
    layout = Layout()
    numbered = list(enumerate(re.split(r"\r\n|\n|\r", text), 1))
    for is_drawn, group in groupby(numbered, key=lambda one: _separator(one[1])):
        lines = list(group)
        if is_drawn and len(lines) > 1 and _add_table(layout, lines, is_drawn):
            continue
        for number, line in lines:
            layout.blocks.append(layout.line(line, f"第{number}行", number=number))
    return layout.source()


def _separator(line: str) -> re.Pattern[str] | None:
    """What parts a line into cells, None where nothing does."""
    if len(_BAR.findall(line)) > 1:
        return _BAR
    return _GAP if len(_GAP.findall(line.strip())) > 1 else None


def _add_table(layout: Layout, lines: list[tuple[int, str]], separator: re.Pattern[str]) -> bool:
    """Add lines as a table; gaps make one only under heads of columns, else nothing is added."""
    if separator is _GAP and not _has_heads(lines[:2]):
        return False
    cells = []
    for row, (number, line) in enumerate(lines):
        for column, (start, end) in enumerate(_fields(line, separator)):
            index = layout.line(line[start:end], f"第{number}行", number=number, offset=start)
            if line[start:end].strip("|│┃ \t\u3000-:+="):
                cells.append(Cell(row, column, (index,)))
    layout.blocks.append(Table(tuple(cells)))
    return True


def _has_heads(lines: list[tuple[int, str]]) -> bool:
    trial = Layout()
    cells = [
        Cell(row, column, (trial.line(line[start:end].strip()),))
        for row, (_number, line) in enumerate(lines)
        for column, (start, end) in enumerate(_fields(line, _GAP))
    ]
    grid = Grid(trial.source(), Table(tuple(cells)))
    return any(
        columns.heads(grid, grid.filled(row, grid.box))
        or columns.items(grid, grid.box.below(row))
        or columns.labels_of(grid, grid.box.below(row))
        for row in range(len(lines))
    )


def _fields(line: str, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where the cells of a line stand: each to the sign behind it, so that no character is left out."""
    start = len(line) - len(line.lstrip(" \t\u3000"))
    if separator is _BAR and fold(line[start : start + 1]) in "|│┃":
        start += 1
    ends = [found.end() for found in separator.finditer(line, start)]
    starts = [start if separator is _GAP else 0, *ends]
    return [(left, right) for left, right in zip(starts, [*ends, len(line)], strict=True) if line[left:right].strip()]
