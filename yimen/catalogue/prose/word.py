"""Word files: paragraphs, lists, headings, tables with merged cells, text boxes, notes; deleted text is left out."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element  # only a type; parsing is in packed

from yimen.catalogue.prose.layout import Layout
from yimen.catalogue.prose.packed import Package, attribute, local
from yimen.catalogue.prose.refusals import BROKEN, Refused
from yimen.catalogue.prose.source import Cell, Source

_BESIDES = ("header", "footer", "footnotes", "endnotes")
_HIDDEN = {"del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "sectPr", "tblPr", "tblGrid"}


def read(package: Package) -> Source:
    """The document, then headers, footers and notes. Raises Refused where there is no document."""
    layout = Layout()
    root = package.xml("word/document.xml")
    if root is None or (body := next((one for one in root if local(one.tag) == "body"), None)) is None:
        raise Refused(BROKEN)
    ranks = _ranks(package.xml("word/styles.xml"))
    _Reader(layout, ranks).body(body)
    for name in sorted(package.names):
        stem = name.removeprefix("word/").removesuffix(".xml")
        if name == f"word/{stem}.xml" and stem.rstrip("0123456789") in _BESIDES:
            beside = package.xml(name)
            text = "\n".join(_text(one) for one in beside.iter() if local(one.tag) == "p") if beside is not None else ""
            for line in filter(str.strip, text.split("\n")):
                layout.paragraph(line, "页眉页脚或脚注")
    return layout.source()


def _ranks(styles: Element | None) -> dict[str, int]:
    """The rank of the headings' styles, 1 the highest."""
    found = {}
    for style in styles if styles is not None else ():
        outline = next((one for one in style.iter() if local(one.tag) == "outlineLvl"), None)
        if outline is not None and attribute(outline, "val").isdigit():
            found[attribute(style, "styleId")] = int(attribute(outline, "val")) + 1
    return found


class _Reader:
    def __init__(self, layout: Layout, ranks: dict[str, int]) -> None:
        self.layout = layout
        self.ranks = ranks
        self.paragraphs = 0
        self.tables = 0

    def body(self, body: Element) -> None:
        """The blocks of a body, or of a cell that lays out a table."""
        for one in _blocks(body):
            if local(one.tag) == "tbl" and _holds_tables(one):
                for row in _inside(one, {"tr"}):
                    for cell in _inside(row, {"tc"}):
                        self.body(cell)
            elif local(one.tag) == "tbl":
                self.tables += 1
                self.layout.table(self._cells(one, self.tables))
            else:
                self.paragraphs += 1
                listed, rank = _listed(one), self._rank(one)
                self.layout.paragraph(_text(one), f"第{self.paragraphs}段", listed=listed, rank=rank)

    def _rank(self, paragraph: Element) -> int:
        for one in paragraph.iter():
            if local(one.tag) == "outlineLvl" and attribute(one, "val").isdigit():
                rank = int(attribute(one, "val")) + 1
                return rank if rank <= 9 else 0
            if local(one.tag) == "pStyle":
                name = attribute(one, "val")
                return self.ranks.get(name) or (
                    int(name[-1]) if name.lower().startswith("heading") and name[-1].isdigit() else 0
                )
        return 0

    def _cells(self, table: Element, number: int) -> list[Cell]:
        """The cells of a table; what goes on from the row above is counted to the cell in which it began."""
        cells: list[Cell] = []
        open_at: dict[int, int] = {}
        for row, element in enumerate(one for one in _inside(table, {"tr"})):
            column = _skipped(element)
            for cell in _inside(element, {"tc"}):
                width = int(_property(cell, "gridSpan") or 1)
                merge = _vertical(cell)
                if merge == "continue" and column in open_at:
                    at = open_at[column]
                    above = cells[at]
                    lines = above.lines + self._lines(cell, number, row, column)
                    cells[at] = Cell(above.row, above.column, lines, row - above.row + 1, above.columns)
                else:
                    cells.append(Cell(row, column, self._lines(cell, number, row, column), 1, width))
                    open_at[column] = len(cells) - 1
                column += width
        return cells

    def _lines(self, cell: Element, number: int, row: int, column: int) -> tuple[int, ...]:
        """The lines in a cell."""
        where = f"表{number}第{row + 1}行第{column + 1}列"
        found = []
        for one in cell.iter():
            if local(one.tag) == "p":
                for text in _text(one).split("\n"):
                    if text.strip():
                        found.append(self.layout.line(text, where, listed=_listed(one)))
        return tuple(found)


def _holds_tables(table: Element) -> bool:
    """Whether a table has tables in it: then it only lays out the page."""
    return any(local(one.tag) == "tbl" for one in table.iter() if one is not table)


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables, also those inside content controls; the paragraphs of text boxes after their own."""
    for one in parent:
        kind = local(one.tag)
        if kind in ("p", "tbl"):
            yield one
            if kind == "p":
                for box in _boxes(one):
                    yield from _blocks(box)
        elif kind not in _HIDDEN:
            yield from _blocks(one)


def _boxes(element: Element) -> Iterator[Element]:
    for one in element:
        if local(one.tag) == "txbxContent":
            yield one
        elif local(one.tag) not in _HIDDEN:
            yield from _boxes(one)


def _inside(parent: Element, wanted: set[str]) -> Iterator[Element]:
    for one in parent:
        if local(one.tag) in wanted:
            yield one
        elif local(one.tag) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _inside(one, wanted)


def _text(element: Element) -> str:
    """The words of a paragraph, without those of text boxes in it."""
    found = []
    for one in element:
        kind = local(one.tag)
        if kind == "t":
            found.append(one.text or "")
        elif kind == "tab":
            found.append("\t")
        elif kind in ("br", "cr"):
            found.append("\n")
        elif kind == "noBreakHyphen":
            found.append("-")
        elif kind == "sym":
            found.append("□")
        elif kind not in _HIDDEN and kind not in ("txbxContent", "tabs"):
            found.append(_text(one))
    return "".join(found).replace("\r", "")


def _listed(paragraph: Element) -> str:
    """The list whose entry a paragraph is, and how deep in it; "" where it is none."""
    for one in paragraph:
        if local(one.tag) == "pPr":
            for it in one:
                if local(it.tag) == "numPr":
                    values = {local(part.tag): attribute(part, "val") for part in it}
                    return (
                        f"{values.get('numId', '')}/{values.get('ilvl', '0')}"
                        if values.get("numId") not in ("0", None)
                        else ""
                    )
                if local(it.tag) == "pStyle" and attribute(it, "val").startswith(("ListNumber", "ListBullet")):
                    return attribute(it, "val")
    return ""


def _property(cell: Element, name: str) -> str:
    return next(
        (attribute(one, "val") for part in cell if local(part.tag) == "tcPr" for one in part if local(one.tag) == name),
        "",
    )


def _vertical(cell: Element) -> str:
    for part in cell:
        if local(part.tag) == "tcPr":
            for one in part:
                if local(one.tag) == "vMerge":
                    return attribute(one, "val") or "continue"
    return ""


def _skipped(row: Element) -> int:
    """Columns left out at the head of a row."""
    for part in row:
        if local(part.tag) == "trPr":
            for one in part:
                if local(one.tag) == "gridBefore" and attribute(one, "val").isdigit():
                    return int(attribute(one, "val"))
    return 0
