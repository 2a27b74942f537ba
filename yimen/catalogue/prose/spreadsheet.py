"""Excel files: every sheet a table, with its merged cells; only what is filled is read, however far out it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree.ElementTree import Element  # only a type; parsing is in packed

from yimen.catalogue.prose.layout import Layout
from yimen.catalogue.prose.packed import Package, attribute, local
from yimen.catalogue.prose.refusals import BROKEN, Refused
from yimen.catalogue.prose.source import Cell, Source

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # ECMA-376 18.8.30, built-in formats
_MOST_MERGED = 400  # columns or rows that a merged cell is taken to cover
_ESCAPED = re.compile(
    "_x([0-9A-Fa-f]{4})_"
)  # ECMA-376 22.4.2.4: a character that XML does not take, or the mark itself


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell that is filled: where it stands (row and column from 0), as Excel calls it, what it shows, how far it reaches."""

    row: int
    column: int
    name: str
    words: str
    rows: int = 1
    columns: int = 1


def read(package: Package) -> Source:
    """All visible sheets, in their order. Raises Refused where there is no workbook."""
    layout = Layout()
    for name, cells in sheets(package):
        layout.table([_cell(layout, one, name) for one in cells])
    return layout.source()


def sheets(package: Package) -> Iterator[tuple[str, list[Filled]]]:
    """The name and the filled cells of every visible sheet. Raises Refused where there is no workbook."""
    workbook = package.xml("xl/workbook.xml")
    if workbook is None:
        raise Refused(BROKEN)
    shared, dated = _shared(package), _dated(package)
    for name, path in _sheets(package, workbook):
        sheet = package.xml(path)
        if sheet is not None:
            yield name, _filled(sheet, shared, dated)


def _sheets(package: Package, workbook: Element) -> Iterator[tuple[str, str]]:
    relations = package.xml("xl/_rels/workbook.xml.rels")
    targets = {attribute(one, "Id"): attribute(one, "Target") for one in relations} if relations is not None else {}
    for number, one in enumerate((it for it in workbook.iter() if local(it.tag) == "sheet"), 1):
        if attribute(one, "state") in ("hidden", "veryHidden"):
            continue
        target = targets.get(attribute(one, "id"), f"worksheets/sheet{number}.xml")
        yield attribute(one, "name"), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _shared(package: Package) -> list[str]:
    table = package.xml("xl/sharedStrings.xml")
    return [_words(one) for one in table] if table is not None else []


def _words(element: Element) -> str:
    """The text of a string, without the readings that stand over it."""
    found = []
    for one in element:
        if local(one.tag) == "t":
            found.append(one.text or "")
        elif local(one.tag) == "r":
            found.append(_words(one))
    return _ESCAPED.sub(_unescaped, "".join(found)).replace("\r\n", "\n").replace("\r", "\n")


def _unescaped(mark: re.Match[str]) -> str:
    code = int(mark[1], 16)
    return "" if 0xD800 <= code < 0xE000 or code == 0xD else chr(code)


def _dated(package: Package) -> set[int]:
    """Which styles of cells show a day."""
    styles = package.xml("xl/styles.xml")
    if styles is None:
        return set()
    own = {
        int(attribute(one, "numFmtId") or 0)
        for one in styles.iter()
        if local(one.tag) == "numFmt"
        and re.search("[yYdD年月日]", re.sub(r'"[^"]*"|\[[^\]]*\]', "", attribute(one, "formatCode")))
    }
    formats = next((one for one in styles if local(one.tag) == "cellXfs"), None)
    kinds = [int(attribute(one, "numFmtId") or 0) for one in formats] if formats is not None else []
    return {index for index, kind in enumerate(kinds) if kind in own or kind in _DATES}


def _cell(layout: Layout, one: Filled, sheet: str) -> Cell:
    lines = tuple(layout.line(line, f"{sheet}!{one.name}") for line in one.words.split("\n") if line.strip())
    return Cell(one.row, one.column, lines, one.rows, one.columns)


def _filled(sheet: Element, shared: list[str], dated: set[int]) -> list[Filled]:
    merged = _merged(sheet)
    found = []
    for cell in sheet.iter():
        place = _REFERENCE.fullmatch(attribute(cell, "r")) if local(cell.tag) == "c" else None
        if place is None:
            continue
        words = _value(cell, shared, dated)
        row, column = int(place[2]) - 1, _column(place[1])
        if words.strip():
            found.append(Filled(row, column, place[0], words, *merged.get((row, column), (1, 1))))
    return found


def _value(cell: Element, shared: list[str], dated: set[int]) -> str:
    """What a cell shows."""
    kind = attribute(cell, "t")
    parts = {local(one.tag): one for one in cell}
    if kind == "inlineStr":
        return _words(parts["is"]) if "is" in parts else ""
    text = (parts["v"].text or "") if "v" in parts else ""
    if kind == "s":
        return shared[int(text)] if text.isdigit() and int(text) < len(shared) else ""
    if kind == "b":
        return "是" if text == "1" else "否"
    if kind in ("str", "e", "d"):
        return text
    style = attribute(cell, "s")
    return _number(text, is_day=style.isdigit() and int(style) in dated)


def _number(text: str, *, is_day: bool) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    if is_day and 1 <= value < 2_958_466:
        day = date(1899, 12, 30) + timedelta(days=int(value))
        return f"{day.year}年{day.month}月{day.day}日"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _merged(sheet: Element) -> dict[tuple[int, int], tuple[int, int]]:
    """Rows and columns that merged cells cover, by their first."""
    found = {}
    for one in sheet.iter():
        if local(one.tag) == "mergeCell":
            ends = _REFERENCE.findall(attribute(one, "ref"))
            if len(ends) == 2:
                (left, top), (right, bottom) = ((_column(column), int(row) - 1) for column, row in ends)
                found[top, left] = (min(bottom - top + 1, _MOST_MERGED), min(right - left + 1, _MOST_MERGED))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
