"""Tables of guides: lists of items, of materials, of steps, and labels beside their values; merged cells too. Pure."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from yimen.catalogue.prose import columns, headings, rows
from yimen.catalogue.prose.columns import Heads, ItemHeads
from yimen.catalogue.prose.grid import Box, Grid, spans_all
from yimen.catalogue.prose.labels import Hit
from yimen.catalogue.prose.numerals import number
from yimen.catalogue.prose.parts import Page, Part
from yimen.catalogue.prose.source import Cell, Run, Source, Table
from yimen.catalogue.prose.vocabulary import Element


class Reading(Protocol):
    """What a table asks of the one who walks through the guide."""

    source: Source
    page: Page | None
    section: Run | None

    def open(self, heading: Run | None = None) -> Page:
        """A new item begins."""

    def close(self) -> None:
        """The item is done."""

    def begin(self, hit: Hit, label: Run) -> Part:
        """An element begins."""

    def text(self, run: Run, follows: Element | None, *, at: int | None = None, listed: str = "") -> None:
        """A text without a label."""


def read(reader: Reading, table: Table) -> None:
    """Read a table into the item that is being read, or into items of its own."""
    grid = Grid(reader.source, table)
    _box(reader, grid, grid.box)


def leading(reader: Reading, table: Table) -> Element | None:
    """The element of the first label of a table that belongs to one item."""
    grid = Grid(reader.source, table)
    for row in range(grid.box.top, min(grid.box.bottom, grid.box.top + 3)):
        if columns.items(grid, grid.box.below(row)):
            return None
        if element := _element(grid, grid.filled(row, grid.box)):
            return element
    return None


def is_list_of_items(reader: Reading, table: Table) -> bool:
    """Whether a row is an item."""
    grid = Grid(reader.source, table)
    first_rows = range(grid.box.top, min(grid.box.bottom, grid.box.top + 4))
    return any(columns.items(grid, grid.box.below(row)) for row in first_rows)


def _box(reader: Reading, grid: Grid, box: Box) -> None:
    row = box.top
    while row < box.bottom:
        row = _next(reader, grid, box.below(row))


def _next(reader: Reading, grid: Grid, box: Box) -> int:
    """Read what begins in the first row of the box; gives back the first row that was not read."""
    cells = grid.filled(box.top, box)
    if not cells:
        return box.top + 1
    if found := columns.items(grid, box):
        return _items(reader, grid, box, found)
    if under := columns.labels_of(grid, box):
        return _columns(reader, grid, box, under)
    hit = grid.label(cells[0])
    over_a_list = hit and hit.element in (Element.MATERIALS, Element.STEPS) and columns.heads(grid, cells[1:])
    if not over_a_list and (heads := columns.heads(grid, cells)):
        part = _part(reader, heads.element)
        return _list(grid, box, part, heads) if part else box.top + 1
    if hit:
        return _labelled(reader, grid, box, cells[0], hit)
    _plain_row(reader, grid, box, cells)
    return box.top + 1


def _columns(reader: Reading, grid: Grid, box: Box, under: Mapping[int, tuple[Cell, Hit]]) -> int:
    """Labels side by side, each over what is said of it. Where rows are whole, each is another case of the item, which
    nothing names: it stays not understood."""
    filled = [grid.filled(row, box) for row in range(box.top + 1, box.bottom)]
    if sum(len(cells) == len(under) for cells in filled) > 1:
        return box.bottom
    for column, (head, hit) in under.items():
        part = reader.begin(hit, grid.take(head))
        for cell in [cell for cells in filled for cell in cells if cell.column == column]:
            part.values.append(grid.take(cell).strip())
            part.listed |= grid.listed(cell)
    return box.bottom


def _plain_row(reader: Reading, grid: Grid, box: Box, cells: Sequence[Cell]) -> None:
    """A row that does not begin with a label: texts, until a label stands in it."""
    for at, cell in enumerate(cells):
        if at and grid.label(cell):
            _beside(reader, grid, cells[at:])
            return
        below = _element(grid, grid.filled(box.top + 1, box)) if len(cells) == 1 and box.top + 1 < box.bottom else None
        reader.text(grid.take(cell), below)


def _element(grid: Grid, cells: Sequence[Cell]) -> Element | None:
    """The element with which a row begins."""
    if heads := columns.heads(grid, cells):
        return heads.element
    hit = grid.label(cells[0]) if cells else None
    return hit.element if hit else None


def _part(reader: Reading, element: Element) -> Part | None:
    """The part that a list belongs to: the label above it, else one without a label."""
    page = reader.page
    if page is None:
        return None
    if (found := page.of(element)) and (page.last is found[-1] or not found[-1].label):
        return found[-1]
    part = Part(element)
    page.add(part)
    return part


def _labelled(reader: Reading, grid: Grid, box: Box, first: Cell, hit: Hit) -> int:
    """A label at the left and what belongs to it, as many rows as it covers."""
    bottom = min(box.bottom, first.row + first.rows) if first.rows > 1 else _bottom_of(grid, box, first)
    inner = Box(box.top, bottom, first.column + first.columns, box.right)
    if _holds_labels(grid, inner, hit):
        if hit.element not in (Element.OTHER, Element.NAME):
            reader.begin(hit, grid.take(first))
        _box(reader, grid, inner)
    elif bottom - box.top == 1:
        _beside(reader, grid, [first, *grid.filled(box.top, inner)])
    else:
        _fill(grid, inner, reader.begin(hit, grid.take(first)))
    return bottom


def _bottom_of(grid: Grid, box: Box, first: Cell) -> int:
    """Where a label that is not merged ends: rows below it whose first cell is empty go on with it."""
    bottom = box.top + 1
    while bottom < box.bottom:
        below, cells = grid.covering(bottom, first.column), grid.filled(bottom, box)
        if (below and grid.run(below)) or not cells or spans_all(cells, box):
            break
        bottom += 1
    return bottom


def _holds_labels(grid: Grid, inner: Box, hit: Hit) -> bool:
    """Whether a label's own cells are a table again: heads of columns, or labels under a wider label."""
    if columns.heads(grid, grid.filled(inner.top, inner)):
        return True
    firsts = [cells[0] for row in range(inner.top, inner.bottom) if (cells := grid.filled(row, inner))]
    known = [found for cell in firsts if (found := grid.label(cell))]
    return inner.bottom - inner.top > 1 and sum(one.element is not hit.element for one in known) > 1


def _beside(reader: Reading, grid: Grid, cells: Sequence[Cell]) -> None:
    """Labels and values side by side in one row; right of a label a last word that could be one is its value."""
    part = None
    for cell in cells:
        hit = grid.label(cell)
        is_value = part is not None and part.is_empty and cell is cells[-1] and len(cells) == 2
        if hit and not is_value:
            part = reader.begin(hit, grid.take(cell))
        elif part is not None:
            part.values.append(grid.take(cell).strip())
            part.listed |= grid.listed(cell)


def _fill(grid: Grid, inner: Box, part: Part) -> None:
    """Rows without heads of columns: each row an entry."""
    for row in range(inner.top, inner.bottom):
        cells = grid.filled(row, inner)
        runs = [grid.take(cell).strip() for cell in cells]
        if part.element is Element.MATERIALS and len(runs) > 1:
            rows.add(part, rows.by_content(runs))
            continue
        part.marks += [run for run in runs if len(runs) > 1 and number(run.folded) is not None]
        part.values += [run for run in runs if len(runs) == 1 or number(run.folded) is None]
        part.listed.update(*(grid.listed(cell) for cell in cells))


def _list(grid: Grid, box: Box, part: Part, heads: Heads) -> int:
    """The rows below the heads, until a row begins with a label or leaves the columns."""
    part.marks += [grid.take(cell) for cell in grid.filled(box.top, box) if heads.kinds.get(cell.column)]
    for row in range(box.top + 1, box.bottom):
        cells = [cell for cell in grid.row(row, box) if cell.row > box.top]
        own = {heads.kinds.get(cell.column, "") for cell in cells if cell.row == row}
        if not own & ({"name"} if heads.element is Element.MATERIALS else {"title", "actor", "action"}):
            continue
        outside = (
            cells[0].column == box.left
            and heads.kinds.get(box.left, "") in ("", "number", "title")
            and grid.label(cells[0])
        )
        if outside or spans_all(cells, box):
            return row
        fields: rows.Fields = {}
        for cell in cells:
            if (kind := heads.kinds.get(cell.column, "")) and (cell.row == row or kind not in ("name", "number")):
                fields.setdefault(kind, []).append(grid.take(cell).strip())
        rows.add(part, fields)
    return box.bottom


def _items(reader: Reading, grid: Grid, box: Box, heads: ItemHeads) -> int:
    """A list of items: every row is one; what is merged over rows holds for all of them."""
    name_column = [column for column, hit in heads.labels.items() if hit.element is Element.NAME][-1]
    for row in range(heads.first_row, box.bottom):
        cells = [cell for cell in grid.row(row, box) if cell.row >= heads.first_row]
        named = next((cell for cell in cells if cell.column <= name_column < cell.column + cell.columns), None)
        if spans_all(cells, box):
            reader.close()
            reader.section = grid.take(cells[0]) if headings.is_heading(grid.run(cells[0])) else reader.section
        elif named is not None:
            if named.row == row:
                reader.open()
            _item(reader, grid, [cell for cell in cells if cell.row == row or named.row == row], heads)
        elif reader.page is not None and heads.materials:
            _item(reader, grid, [cell for cell in cells if cell.row == row], heads)
    reader.close()
    return box.bottom


def _item(reader: Reading, grid: Grid, cells: Sequence[Cell], heads: ItemHeads) -> None:
    page = reader.page
    if page is None:
        return
    fields: rows.Fields = {}
    page.shared += [*heads.words.values(), *(grid.run(cell) for cell in cells if cell.rows > 1)]
    for cell in cells:
        run, hit = grid.run(cell).strip(), heads.labels.get(cell.column)
        if kind := heads.materials.get(cell.column):
            fields.setdefault(kind, []).append(run)
        elif cell.column in heads.numbers:
            names = page.of(Element.NAME) or [Part(Element.NAME, marks=[heads.words[cell.column]])]
            page.take(names)
            names[0].marks.append(run)
        elif hit is not None:
            _put(grid, page, cell, hit, heads.words[cell.column])
    if fields.get("name") and (part := _part(reader, Element.MATERIALS)):
        part.marks += [heads.words[column] for column in heads.materials]
        rows.add(part, fields)


def _put(grid: Grid, page: Page, cell: Cell, hit: Hit, head: Run) -> None:
    """A cell's words under its column's label; the same cell merged over rows once."""
    run = grid.run(cell).strip()
    part = next((part for part in page.parts if part.element is hit.element and part.word in ("", hit.word)), None)
    if part is None:
        part = Part.under(hit, head)
        page.add(part)
    elif not part.label:
        part.word, part.label, part.hint = hit.word, head, hit.hint
    if run not in part.values:
        part.values.append(run)
        part.listed |= grid.listed(cell)
