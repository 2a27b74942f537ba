"""The rows of a workbook by the heads of their columns; what does not fit is told with sheet, row and column. Pure but for
the words of its sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

from yimen.catalogue.inventory.columns import CODE, GUIDE, SHEETS, Sheet
from yimen.catalogue.prose.packed import Package
from yimen.catalogue.prose.spreadsheet import Filled, sheets

MOST_ITEMS = 2000  # a district's whole list has some 1,500


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake: the sheet, its row from 1 (0: the sheet as a whole), the head of the column ("": the row), a sentence."""

    sheet: str
    row: int
    column: str
    says: str

    def __str__(self) -> str:
        at = _("第%(row)s行") % {"row": self.row} if self.row else ""
        column = _("“%(head)s”列") % {"head": self.column} if self.column else ""
        return f"{_('工作表“%(sheet)s”') % {'sheet': self.sheet}}{at}{column}：{self.says}"


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is filled: its number in Excel, its words by the heads of their columns."""

    number: int
    words: Mapping[str, str]


@dataclass(slots=True)
class Page:
    """A sheet that is there: the heads it has, its rows."""

    sheet: Sheet
    heads: frozenset[str] = frozenset()
    lines: list[Line] = field(default_factory=list)


def pages(package: Package, faults: list[Fault]) -> dict[str, Page]:
    """The sheets of a list by the table of the item they hold. Raises Refused where the file is no workbook."""
    known = {one.name: one for one in SHEETS}
    found: dict[str, Page] = {}
    for name, cells in sheets(package):
        sheet = known.get(name.strip())
        if sheet is not None:
            found[sheet.place] = _page(sheet, cells, faults)
        elif cells and name.strip() != GUIDE:
            words = _("不认识这张工作表。请删去，或改成这些名称之一：%(known)s。")
            faults.append(Fault(name, 0, "", words % {"known": "、".join(known)}))
    return found


def _page(sheet: Sheet, cells: Iterable[Filled], faults: list[Fault]) -> Page:
    by_row: dict[int, list[Filled]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
    heads = _heads(sheet, by_row.pop(0, []), faults)
    page, codes = Page(sheet, frozenset(heads.values())), ""
    reach = 0
    for row in sorted(by_row):
        words: dict[str, str] = {}
        for cell in by_row[row]:
            head = heads.get(cell.column)
            if head is None:
                faults.append(Fault(sheet.name, row + 1, "", _("单元格 %(cell)s 上面没有列名。") % {"cell": cell.name}))
                continue
            if head == CODE and sheet.place and cell.columns == 1:
                codes, reach = cell.words.strip(), row + cell.rows  # one item's code, merged down its rows
            elif cell.rows > 1 or cell.columns > 1:
                faults.append(Fault(sheet.name, row + 1, head, _("这里是合并单元格，请取消合并，每一格照写。")))
            words[head] = cell.words.strip()
        if row < reach:
            words.setdefault(CODE, codes)
        page.lines.append(Line(row + 1, words))
    return page


def _heads(sheet: Sheet, cells: Iterable[Filled], faults: list[Fault]) -> dict[int, str]:
    """The head of every column by its place."""
    known = [one.head for one in sheet.columns]
    found: dict[int, str] = {}
    for cell in cells:
        head = "".join(cell.words.split()).strip("*＊")
        if head not in known:
            near = get_close_matches(head, known, n=1, cutoff=0.5)
            meant = _("是不是“%(near)s”？") % {"near": near[0]} if near else _("请删去这一列，或按导出的表头改名。")
            faults.append(Fault(sheet.name, 1, head, _("不认识这一列，%(meant)s") % {"meant": meant}))
        elif head in found.values():
            faults.append(Fault(sheet.name, 1, head, _("这一列写了两次，请删去一列。")))
        found[cell.column] = head
    needed = [CODE] if sheet.place else [CODE, sheet.columns[2].head, sheet.columns[3].head]
    for head in needed:
        if head not in found.values():
            faults.append(Fault(sheet.name, 1, head, _("缺少这一列；第一行要是表头。")))
    return found
