"""What changed from one version of an item to another, element by element, in the words of its page (A6)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from yimen.catalogue import defining
from yimen.catalogue.elements import Content
from yimen.catalogue.item_cells import CELLS, TABLES, Cell, Rows
from yimen.catalogue.item_typed import Typed, of_content, rows_of
from yimen.journal.errors import Sentence

ADDED, REMOVED, CHANGED, MOVED = _("增加"), _("删去"), _("改动"), _("换次序")


@dataclass(frozen=True, slots=True)
class Change:
    """An element, what happened to it, and its lines before and after; empty: it was not there."""

    element: Sentence
    what: Sentence
    before: tuple[str, ...]
    after: tuple[str, ...]


def between(old: Content, new: Content) -> list[Change]:
    """Every difference, in the order of the page; of lists only the lines that differ."""
    before, after = of_content(old), of_content(new)
    found = [_cell(cell, before, after) for cell in CELLS]
    for table in TABLES.values():
        found += _table(table, rows_of(before, table.place), rows_of(after, table.place))
    return [one for one in found if one is not None]


def _cell(cell: Cell, before: Typed, after: Typed) -> Change | None:
    was, now = _lines(cell, before.get(cell.key, [])), _lines(cell, after.get(cell.key, []))
    if was == now:
        return None
    gone, come = [one for one in was if one not in now], [one for one in now if one not in was]
    if not gone and not come:
        return Change(cell.words, MOVED, tuple(was), tuple(now))
    return _change(cell.words, gone, come)


def _change(element: Sentence, gone: list[str], come: list[str]) -> Change:
    what = CHANGED if gone and come else ADDED if come else REMOVED
    return Change(element, what, tuple(gone), tuple(come))


def _table(table: Rows, before: list[Typed], after: list[Typed]) -> list[Change | None]:
    was, now = _keyed(table, before), _keyed(table, after)
    found: list[Change | None] = []
    for key, row in now.items():
        if key not in was:
            found.append(_change(_called(table, row), [], _told(table, row, {})))
        elif was[key] != row and (told := (_told(table, was[key], row), _told(table, row, was[key]))) != ([], []):
            found.append(_change(_called(table, was[key]), *told))
    found += [_change(_called(table, row), _told(table, row, {}), []) for key, row in was.items() if key not in now]
    kept = [key for key in was if key in now]
    if kept != [key for key in now if key in was]:
        names = [[_name(table, rows[key]) for key in rows if key in kept] for rows in (was, now)]
        found.append(Change(table.words, MOVED, *(("、".join(one),) for one in names)))
    return found


def _keyed(table: Rows, rows: list[Typed]) -> dict[str, Typed]:
    """Rows by what makes them the same row in both versions: their key, else their name."""
    found: dict[str, Typed] = {}
    for row in rows:
        key = (row.get("key") or [""])[0] or _name(table, row)
        found[key if key not in found else f"{key} {len(found)}"] = row
    return found


def _name(table: Rows, row: Typed) -> str:
    key = "name" if "name" in row else table.cells[0].key
    return row[key][0]


def _called(table: Rows, row: Typed) -> Sentence:
    return format_lazy(_("{one}“{name}”"), one=table.one, name=_name(table, row))


def _told(table: Rows, row: Typed, other: Mapping[str, list[str]]) -> list[str]:
    """The cells in which a row differs from the other, each with its words; of a row without another all that is filled."""
    told = []
    for cell in table.cells:
        values = row.get(cell.key, [])
        is_said = values != other[cell.key] if cell.key in other else bool(values and values[0])
        if is_said and cell.kind != "carried":
            told += [f"{cell.words}：{line}" for line in _lines(cell, values) or ["—"]]
    return told


def _lines(cell: Cell, values: list[str]) -> list[str]:
    if cell.kind == "tick":
        return [str(_("是") if values else _("否"))]
    if cell.kind == "choice":
        return [str(dict(cell.choices).get(one, one)) for one in values if one]
    if cell.kind == "element":
        named = [defining.current().element(one) for one in values if one]
        return [one.name for one in named if one]
    if cell.kind in ("lines", "area"):
        return [one for one in (values or [""])[0].splitlines() if one]
    return [one for one in values if one]
