"""Reads an 实施清单 workbook: every item that it says, or all of its mistakes, each with sheet, row and column (A1).

What the workbook does not have (a column, a sheet) stays as the item says it; what stands there counts, an empty cell too.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yimen.catalogue.definitions import Definition
from yimen.catalogue.dictionary import Dictionary
from yimen.catalogue.elements import Content
from yimen.catalogue.inventory import rows, wording
from yimen.catalogue.inventory.columns import CODE, ITEMS, KEY, LOCAL, NUMBER, SHEETS, Sheet
from yimen.catalogue.inventory.rows import MOST_ITEMS, Fault, Line, Page
from yimen.catalogue.inventory.wording import Names
from yimen.catalogue.item_typed import AS_IT_WAS, MOST_ROWS, Typed, of_content, rows_of, taken, with_rows
from yimen.catalogue.prose.packed import Package
from yimen.journal.errors import Sentence

Known = Callable[[Iterable[str]], Mapping[str, Definition]]


class Misread(Exception):
    """A workbook with mistakes, or one whose items may not be written: nothing of it was taken."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.problems = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of the list: what it says, after which version it was written (0: a new item), the row it stands in."""

    content: Content
    after: int
    row: int


def read(package: Package, *, known: Known, dictionary: Dictionary) -> list[Listed]:
    """The items of a workbook, in their order; `known` finds by code the newest versions of those that there are.

    Raises Misread with every mistake; Refused where the file is no workbook.
    """
    faults: list[Fault] = []
    pages = rows.pages(package, faults)
    if "" not in pages:
        faults.append(Fault(ITEMS, 0, "", _("没有这张工作表。请用导出的实施清单来改。")))
    if faults:
        raise Misread(faults)
    lines = _lines(pages[""], faults)
    if not lines and not faults:
        faults.append(Fault(ITEMS, 0, "", _("表里没有事项。")))
    by_item = {place: _by_item(page, lines, faults) for place, page in pages.items() if place}
    found, newest = [], known(lines)
    for code, line in lines.items():
        item = _Item(code, line, newest.get(code), dictionary, faults)
        listed = item.read(pages[""], [(pages[place], theirs.get(code, [])) for place, theirs in by_item.items()])
        found += [listed] if listed else []
    if faults:
        raise Misread(faults)
    return found


def _lines(page: Page, faults: list[Fault]) -> dict[str, Line]:
    """The row of every item by its code."""
    found: dict[str, Line] = {}
    for line in page.lines:
        code = line.words.get(CODE, "")
        if not code:
            faults.append(Fault(ITEMS, line.number, CODE, _("请填事项编码，例如 MZ-21。")))
        elif code in found:
            words = _("编码 %(code)s 在第%(row)s行已经有了。") % {"code": code, "row": found[code].number}
            faults.append(Fault(ITEMS, line.number, CODE, words))
        found.setdefault(code, line)
    found.pop("", None)
    if len(found) > MOST_ITEMS:
        faults.append(Fault(ITEMS, 0, "", _("事项太多，一次最多%(most)s个。") % {"most": MOST_ITEMS}))
    return found


def _by_item(page: Page, lines: Mapping[str, Line], faults: list[Fault]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in page.lines:
        code = line.words.get(CODE, "")
        if code not in lines:
            words = (
                _("“%(code)s”不在工作表“%(sheet)s”里。") % {"code": code, "sheet": ITEMS}
                if code
                else _("请填事项编码。")
            )
            faults.append(Fault(page.sheet.name, line.number, CODE, words))
        found.setdefault(code, []).append(line)
    for theirs in found.values():
        if len(theirs) > MOST_ROWS:
            words = _("一个事项最多%(most)s行。") % {"most": MOST_ROWS}
            faults.append(Fault(page.sheet.name, theirs[MOST_ROWS].number, "", words))
    return found


class _Item:
    """One item while it is read."""

    def __init__(
        self, code: str, line: Line, known: Definition | None, dictionary: Dictionary, faults: list[Fault]
    ) -> None:
        self.code = code
        self.line = line
        self.known = known
        self.dictionary = dictionary
        self.faults = faults
        self.told = len(faults)
        self.places: dict[str, tuple[Page, int]] = {}  # a row of a table, such as `materials-3`: where it stands

    def read(self, page: Page, tables: list[tuple[Page, list[Line]]]) -> Listed | None:
        """The item; None where something is wrong, which is told."""
        typed: Typed = of_content(self.known) if self.known else {}
        after = self._after()
        typed |= self._row(page, self.line, wording.names({}, wording.elements(self.dictionary)), typed)
        order = sorted(tables, key=lambda one: one[0].sheet.place != "variants")  # materials and steps name variants
        for table, lines in order:
            typed = self._with_table(typed, table, lines)
        if len(self.faults) > self.told:
            return None
        local = self.line.words.get(LOCAL, "") if LOCAL in page.heads else (self.known.local if self.known else "")
        result = taken(typed, self.dictionary, code=self.code, local=local)
        for name, sentences in result.wrong.items():
            self._tell(name, sentences, page)
        return Listed(result.content, after, self.line.number) if result.content else None

    def _after(self) -> int:
        words, latest = self.line.words.get(NUMBER, ""), self.known.number if self.known else 0
        if not words or not latest:  # of another installation, where it has another number
            return latest
        if not words.isdecimal() or int(words) > latest:
            says = _("没有第%(number)s版。请照导出时的留着；新写的事项不填。") % {"number": words}
            self.faults.append(Fault(ITEMS, self.line.number, NUMBER, says))
            return latest
        return int(words)

    def _with_table(self, typed: Typed, page: Page, lines: list[Line]) -> Typed:
        place = page.sheet.place
        before = {row["key"][0]: row for row in rows_of(typed, place) if row.get("key", [""])[0]}
        variants = {row["key"][0]: row["name"][0] for row in rows_of(typed, "variants") if row.get("key", [""])[0]}
        known = wording.names(variants, wording.elements(self.dictionary))
        made = []
        for index, line in enumerate(lines):
            self.places[f"{place}-{index}"] = page, line.number
            key = line.words.get(KEY, "")
            row = dict(before.get(key, {})) | self._row(page, line, known, before.get(key, {}))
            if place == "variants" and not key:
                row["key"] = [_free(f"variant_{index + 1}", before)]
            elif KEY in page.heads:
                row["key"] = [key]
            made.append(row)
        return with_rows(typed, place, made)

    def _row(self, page: Page, line: Line, known: Names, before: Typed) -> Typed:
        """What the row says by key; of a column that is not there what stood before, else what silence means."""
        row: Typed = {}
        for column in page.sheet.columns:
            cell = column.cell
            if cell is None or (column.head not in page.heads and cell.key in before):
                continue
            try:
                row[cell.key] = wording.heard(cell, line.words.get(column.head, ""), known)
            except ValueError as refused:
                self.faults.append(Fault(page.sheet.name, line.number, column.head, str(refused)))
            if cell.kind == "when":
                row[AS_IT_WAS] = [""]
        return row

    def _tell(self, name: str, sentences: Iterable[Sentence], page: Page) -> None:
        """A mistake by the name of its field, at the cell in which it stands."""
        place, _dash, rest = name.partition("-")
        index, _dash, key = rest.partition("-")
        row = f"{place}-{index}"
        if row in self.places:
            page, number = self.places[row]
        else:
            number, key = self.line.number, place
        head = next((one.head for one in page.sheet.columns if one.cell and one.cell.key == key), "")
        for says in sentences:
            sheet = _sheet_of(place).name if not rest and not head else page.sheet.name
            self.faults.append(Fault(sheet, number if sheet == page.sheet.name else 0, head, f"{self.code}：{says}"))


def _sheet_of(place: str) -> Sheet:
    return next((one for one in SHEETS if one.place == place), SHEETS[0])


def _free(key: str, taken_keys: Iterable[str]) -> str:
    found = key
    while found in taken_keys:
        found += "_"
    return found
