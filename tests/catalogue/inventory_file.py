"""Workbooks for tests: what was exported, with single cells typed over, or a whole one from lists of words."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from yimen.catalogue.prose.packed import Package
from yimen.catalogue.prose.spreadsheet import sheets

Rows = dict[str, list[list[str]]]


def rows_of(content: bytes) -> Rows:
    """The sheets of a workbook as rows of words."""
    found: Rows = {}
    for name, cells in sheets(Package(content)):
        rows = found[name] = [
            [""] * (1 + max(one.column for one in cells)) for _row in range(1 + max(c.row for c in cells))
        ]
        for one in cells:
            rows[one.row][one.column] = one.words
    return found


def workbook(rows: Rows, merged: Sequence[tuple[str, int, int, int, int, str]] = ()) -> bytes:
    """A workbook of these; `merged`: cells with sheet, first and last row and column, words."""
    held = BytesIO()
    with Workbook(held, {"in_memory": True}) as book:
        pages: dict[str, Any] = {name: book.add_worksheet(name) for name in rows}
        for name, lines in rows.items():
            for at, line in enumerate(lines):
                for column, words in enumerate(line):
                    pages[name].write_string(at, column, words)
        for name, top, left, bottom, right, words in merged:
            pages[name].merge_range(top, left, bottom, right, words)
    return held.getvalue()


def typed_over(rows: Rows, sheet: str, row: int, head: str, words: str) -> Rows:
    """The same with other words in one cell; `row` as Excel counts it."""
    at = rows[sheet][0].index(head)
    lines = [list(one) for one in rows[sheet]]
    lines[row - 1] += [""] * (at + 1 - len(lines[row - 1]))
    lines[row - 1][at] = words
    return rows | {sheet: lines}
