"""An 实施清单 as an Excel workbook: one row an item, its materials, steps and the rest on sheets of their own."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from yimen.catalogue.definitions import Definition
from yimen.catalogue.dictionary import Dictionary
from yimen.catalogue.inventory import wording
from yimen.catalogue.inventory.columns import CODE, GUIDE, KEY, LOCAL, NUMBER, SHEETS, Column, Sheet
from yimen.catalogue.inventory.wording import Names
from yimen.catalogue.item_typed import AS_IT_WAS, Typed, of_content, rows_of

_MOST_LISTED = 255  # characters that Excel lets a list of choices have
_BELOW = 5000  # rows for which a choice is offered
_WIDE = {"area": 40, "lines": 48, "when": 32, "text": 22}


def write(definitions: Iterable[Definition], dictionary: Dictionary) -> bytes:
    """The workbook of these items; `reading.read` gives back the same."""
    from xlsxwriter import Workbook  # a quarter of a second that only who exports waits for

    held = BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        look = _Look(book)
        sheets = [(sheet, _begun(book, sheet, look)) for sheet in SHEETS]
        tops = dict.fromkeys((sheet.name for sheet in SHEETS), 1)
        elements = wording.elements(dictionary)
        for one in definitions:
            typed = of_content(one)
            known = wording.names({row.key: row.name for row in one.variants}, elements)
            for sheet, page in sheets:
                rows = rows_of(typed, sheet.place) if sheet.place else [typed]
                for row in rows:
                    _put(page, tops[sheet.name], sheet, one, row, known, look)
                    tops[sheet.name] += 1
        _explain(book, look)
    return held.getvalue()


class _Look:
    """How heads and cells look."""

    def __init__(self, book: Any) -> None:
        frame = {"border": 1, "border_color": "#D9DEE5", "valign": "top"}
        self.head = book.add_format({**frame, "bold": True, "bg_color": "#E8F0FA", "text_wrap": True})
        self.ours = book.add_format({**frame, "bold": True, "bg_color": "#F5F6F8", "text_wrap": True})
        self.words = book.add_format({**frame, "num_format": "@", "text_wrap": True})
        self.number = book.add_format(frame)


def _begun(book: Any, sheet: Sheet, look: _Look) -> Any:
    """A sheet with its heads, the code and the name kept in sight, choices offered."""
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 1 if sheet.place else 3)
    for at, column in enumerate(sheet.columns):
        page.write_string(0, at, column.head, look.ours if column.is_ours else look.head)
        page.set_column(at, at, _width(column), look.words)  # what is typed there stays as it is typed
        choices = _choices(column)
        if choices and len(",".join(choices)) <= _MOST_LISTED:
            page.data_validation(1, at, _BELOW, at, {"validate": "list", "source": choices, "error_type": "warning"})
    return page


def _put(  # noqa: PLR0913  # a row is these
    page: Any, top: int, sheet: Sheet, one: Definition, row: Typed, known: Names, look: _Look
) -> None:
    for at, column in enumerate(sheet.columns):
        words = _words(column, one, row, known)
        if words and (column.head == NUMBER or (column.cell and column.cell.kind == "number")):
            page.write_number(top, at, int(words), look.number)
        elif words:
            page.write_string(top, at, words, look.words)


def _words(column: Column, one: Definition, row: Typed, known: Names) -> str:
    if column.cell is None:
        return {CODE: one.code, NUMBER: f"{one.number}", LOCAL: one.local}.get(column.head) or row.get("key", [""])[0]
    kept = row.get(AS_IT_WAS, []) if column.cell.kind == "when" else []
    values = row.get(column.cell.key, [])
    return wording.said(column.cell, values if values != [""] else kept or values, known)


def _choices(column: Column) -> list[str]:
    if column.cell is None:
        return []
    if column.cell.kind == "tick":
        return [wording.YES, wording.NO]
    return [str(word) for value, word in column.cell.choices if value]


def _width(column: Column) -> int:
    if column.cell is None:
        return {CODE: 14, NUMBER: 6, LOCAL: 8, KEY: 16}[column.head]
    return _WIDE.get(column.cell.kind, 14)


def _explain(book: Any, look: _Look) -> None:
    """The sheet that says what stands in each column, and which names are the national list's."""
    page = book.add_worksheet(GUIDE)
    page.set_column(0, 1, 18)
    page.set_column(2, 2, 26)
    page.set_column(3, 3, 80)
    for at, words in enumerate((_("工作表"), _("列"), _("名称出自"), _("怎样填"))):
        page.write_string(0, at, words, look.head)
    top = 1
    for sheet in SHEETS:
        for column in sheet.columns:
            named = _("本系统") if column.is_ours or column.head in (KEY, LOCAL) else _("实施清单要素")
            for at, words in enumerate((sheet.name, column.head, named, column.hint)):
                page.write_string(top, at, words, look.words)
            top += 1
