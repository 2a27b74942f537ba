"""A source as plain values and back, so that a page can carry it from one form to the next. Pure."""

from typing import Any

from yimen.catalogue.prose.source import Block, Cell, Line, Source, Table


def packed(source: Source) -> dict[str, Any]:
    """The source as lists of text and numbers."""
    lines = [[one.text, one.where, one.listed, one.rank, one.number, one.offset] for one in source.lines]
    return {"lines": lines, "blocks": [_packed(block) for block in source.blocks]}


def unpacked(plain: dict[str, Any]) -> Source:
    """The inverse of `packed`."""
    return Source(tuple(Line(*line) for line in plain["lines"]), tuple(_unpacked(block) for block in plain["blocks"]))


def _packed(block: Block) -> Any:
    if isinstance(block, int):
        return block
    return [[one.row, one.column, list(one.lines), one.rows, one.columns] for one in block.cells]


def _unpacked(block: Any) -> Block:
    if isinstance(block, int):
        return block
    return Table(tuple(Cell(row, column, tuple(lines), rows, columns) for row, column, lines, rows, columns in block))
