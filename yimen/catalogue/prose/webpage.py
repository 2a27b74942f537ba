"""Web pages: what a reader sees of them; scripts, styles and comments are left out, whatever is not closed is read too."""

from html.parser import HTMLParser

from yimen.catalogue.prose.layout import Layout
from yimen.catalogue.prose.source import Cell, Source

_UNSEEN = {"script", "style", "template", "head", "noscript", "svg", "object", "iframe", "select", "textarea"}
_INLINE_TAGS = """
a abbr b bdo big button cite code em font i img input ins kbd label mark o:p q s small span st1:chsdate strong sub sup time u
wbr
"""
_INLINE = frozenset(_INLINE_TAGS.split())
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def read(text: str) -> Source:
    """The page's lines and tables."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.finish()
    return reader.layout.source()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.layout = Layout()
        self.unseen: list[str] = []
        self.text = ""
        self.rank = 0
        self.lists: list[str] = []
        self.listed = ""
        self.tables: list[_Table] = []
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen.append(tag)
            return
        if self.unseen and tag == "body":
            self.unseen.clear()  # a head that was never closed
        if self.unseen or tag in _INLINE:
            return
        self.flush()
        if tag == "table":
            self._dissolve()
            self.count += 1
            self.tables.append(_Table(self.count))
        elif self.tables:
            self._in_table(tag, dict(attrs))
        self._in_text(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            if tag in self.unseen:
                del self.unseen[self.unseen.index(tag) :]
            return
        if tag in _INLINE:
            return
        self.flush()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag in _HEADINGS:
            self.rank = 0
        elif tag == "table" and self.tables:
            self._close_table()
        elif tag in ("td", "th") and self.tables:
            self.tables[-1].close_cell()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.text += data

    def _in_text(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.lists.append(tag)
        elif tag == "li":
            self.listed = f"{'/'.join(self.lists)}li"
        elif tag in _HEADINGS:
            self.rank = int(tag[1])

    def _in_table(self, tag: str, given: dict[str, str | None]) -> None:
        table = self.tables[-1]
        if tag == "tr":
            table.open_row()
        elif tag in ("td", "th"):
            table.open_cell(_span(given.get("rowspan")), _span(given.get("colspan")))

    def _close_table(self) -> None:
        done = self.tables.pop()
        done.close_cell()
        if not done.is_dissolved:
            self.layout.table(done.cells)

    def _dissolve(self) -> None:
        """A table with a table in it only lays out the page: what it held so far are lines, and what comes too."""
        for outer in self.tables:
            if not outer.is_dissolved:
                self.layout.blocks += [*(index for cell in outer.cells for index in cell.lines), *outer.lines]
                outer.is_dissolved = True

    def flush(self) -> None:
        """What was read since the last tag that breaks the line is a line."""
        words = " ".join(self.text.replace("\xa0", " ").split("\n")).strip()
        self.text = ""
        if not words:
            return
        table = self.tables[-1] if self.tables else None
        where = f"表{table.number}第{table.row + 1}行第{table.column + 1}列" if table and table.is_open else ""
        if table and table.is_open and not table.is_dissolved:
            table.lines.append(self.layout.line(words, where, listed=self.listed))
        else:
            self.layout.paragraph(words, where, listed=self.listed, rank=self.rank)
        self.listed = ""

    def finish(self) -> None:
        """The end of the page closes everything."""
        self.flush()
        while self.tables:
            self._close_table()


class _Table:
    """A table while it is read."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.cells: list[Cell] = []
        self.covered: set[tuple[int, int]] = set()
        self.row = -1
        self.column = 0
        self.spans = (1, 1)
        self.lines: list[int] = []
        self.is_open = False
        self.is_dissolved = False

    def open_row(self) -> None:
        self.close_cell()
        self.row += 1
        self.column = 0

    def open_cell(self, rows: int, columns: int) -> None:
        self.close_cell()
        self.row = max(self.row, 0)
        while (self.row, self.column) in self.covered:
            self.column += 1
        self.spans, self.lines, self.is_open = (rows, columns), [], True

    def close_cell(self) -> None:
        if not self.is_open:
            return
        rows, columns = self.spans
        self.cells.append(Cell(self.row, self.column, tuple(self.lines), rows, columns))
        self.covered |= {(self.row + down, self.column + right) for down in range(rows) for right in range(columns)}
        self.column += columns
        self.is_open = False


def _span(value: str | None) -> int:
    return min(max(int(value), 1), 200) if value and value.strip().isdigit() else 1
