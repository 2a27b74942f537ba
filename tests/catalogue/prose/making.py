"""Word and Excel files for the tests, made from plain lists: the least that Word and Excel themselves would open."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
Row = Sequence[str | tuple[str, int]]  # a cell, or a cell and how many columns it covers; "^" goes on from above


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A package of these parts."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            package.writestr(name, text)
    return stream.getvalue()


def word(*blocks: str | tuple[str, str] | list[Row]) -> bytes:
    """A Word file of paragraphs, of entries of automatic lists as ("#", text), of headings as ("1", text), and of tables."""
    return word_of("".join(_block(one) for one in blocks))


def word_of(body: str) -> bytes:
    """A Word file with this body."""
    return zipped({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"})


def _block(block: str | tuple[str, str] | list[Row]) -> str:
    if isinstance(block, list):
        return f"<w:tbl>{''.join(map(_row, block))}</w:tbl>"
    kind, text = block if isinstance(block, tuple) else ("", block)
    properties = {"": "", "#": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'}.get(
        kind, f'<w:pStyle w:val="Heading{kind}"/>'
    )
    return paragraph(text, properties)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph; new lines in it are breaks."""
    runs = "<w:br/>".join(f"<w:t>{escape(one)}</w:t>" for one in text.split("\n"))
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{runs}</w:r></w:p>"


def _row(row: Row) -> str:
    cells = []
    for cell in row:
        text, width = cell if isinstance(cell, tuple) else (cell, 1)
        merge = {"^": "<w:vMerge/>"}.get(text, '<w:vMerge w:val="restart"/>')
        properties = f'<w:tcPr><w:gridSpan w:val="{width}"/>{merge}</w:tcPr>'
        cells.append(f"<w:tc>{properties}{paragraph('' if text == '^' else text)}</w:tc>")
    return f"<w:tr>{''.join(cells)}</w:tr>"


def excel(rows: Iterable[Sequence[object]], merged: Iterable[str] = (), name: str = "实施清单") -> bytes:
    """An Excel file of one sheet, its texts in the shared table, its numbers as numbers."""
    texts: list[str] = []
    body = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, value in enumerate(row):
            place = f"{chr(65 + column)}{number}"
            if isinstance(value, str) and value:
                cells.append(f'<c r="{place}" t="s"><v>{len(texts)}</v></c>')
                texts.append(value)
            elif value not in (None, ""):
                cells.append(f'<c r="{place}"><v>{value}</v></c>')
        body.append(f'<row r="{number}">{"".join(cells)}</row>')
    merges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    sheet = f"<worksheet {S}><sheetData>{''.join(body)}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    return workbook({name: sheet}, texts)


def workbook(sheets: dict[str, str], texts: Sequence[str] = (), more: dict[str, str] | None = None) -> bytes:
    """An Excel file of these sheets."""
    named = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(sheets, 1))
    related = "".join(
        f'<Relationship Id="r{at}" Target="worksheets/sheet{at}.xml"/>' for at in range(1, len(sheets) + 1)
    )
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": f"<workbook {S} {R}><sheets>{named}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{related}</Relationships>",
        "xl/sharedStrings.xml": f"<sst {S}>{strings}</sst>",
    }
    parts |= {f"xl/worksheets/sheet{at}.xml": sheet for at, sheet in enumerate(sheets.values(), 1)}
    return zipped(parts | dict(more or {}))
