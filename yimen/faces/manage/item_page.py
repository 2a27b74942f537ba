"""The page of an item as it is shown: sections of fields and tables, what is wrong at each field, what the lint says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from yimen.catalogue import defining
from yimen.catalogue.item_cells import SECTIONS, Cell, Choices, Rows
from yimen.catalogue.item_typed import Taken, Typed, name_of, rows_of
from yimen.faces.manage import findings
from yimen.faces.manage.findings import Mark
from yimen.journal.errors import Sentence

Fault = tuple[str, Sentence, Sentence]  # the name of a field, what it is called, what is wrong


@dataclass(frozen=True, slots=True)
class Field:
    """A field as it is shown. `value`: its words; of ticks and variants `values`; `options`: its choices as they
    are written into the page; `is_here`: the hand goes on in it."""

    name: str
    words: Sentence
    kind: str
    value: str
    values: tuple[str, ...]
    choices: Choices
    options: str
    hint: Sentence
    is_optional: bool
    wrong: tuple[Sentence, ...]
    is_here: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what stands in it, what stands under 更多 and how much of that is filled in, its hidden values."""

    name: str
    main: tuple[Field, ...]
    more: tuple[Field, ...]
    filled: int
    is_open: bool
    carried: tuple[tuple[str, str], ...]
    wrong: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the names of its columns; `wrong`: of the table as a whole."""

    place: str
    words: Sentence
    one: Sentence
    heads: tuple[Sentence, ...]
    rows: tuple[Row, ...]
    wrong: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A section; a part is a Field or a Table."""

    id: str
    words: Sentence
    parts: tuple[Field | Table, ...]


@dataclass(frozen=True, slots=True)
class Pointed:
    """What the lint says, and the field it speaks of."""

    mark: Mark
    name: str


def sections(typed: Typed, taken: Taken, here: str) -> list[Shown]:
    """Everything, in the order in which people read an item."""
    variants = tuple(
        (row["key"][0], row.get("name", [""])[0]) for row in rows_of(typed, "variants") if row.get("key", [""])[0]
    )
    elements = ("", str(_("本事项自己的"))), *((one.key, one.name) for one in defining.current().elements)
    seen = _Seen(typed, taken.wrong, {"variants": variants, "element": elements}, here)
    return [Shown(one.id, one.words, tuple(map(partial(_part, seen), one.parts))) for one in SECTIONS]


def faults(taken: Taken, shown: list[Shown]) -> list[Fault]:
    """Every mistake with its field and what that is called."""
    called = {one.name: one.words for one in _fields_of(shown)}
    tables = {part.place: part for section in shown for part in section.parts if isinstance(part, Table)}
    found = []
    for name, messages in taken.wrong.items():
        place, _dash, rest = name.partition("-")
        number, _dash, _key = rest.partition("-")
        if place in tables and number.isdecimal():
            words: Sentence = f"{tables[place].one}{int(number) + 1}"
            words = f"{words} {called[name]}" if name in called else words
        else:
            words = called.get(name) or (tables[name].words if name in tables else "")
        found += [(name, words, message) for message in messages]
    return found


def pointed(taken: Taken) -> list[Pointed]:
    """The lint beside the page; nothing while the item does not fit together."""
    if taken.content is None:
        return []
    return [
        Pointed(mark, name_of(place, taken.names)) for place, mark in findings.listed(taken.content, defining.current())
    ]


@dataclass(frozen=True, slots=True)
class _Seen:
    typed: Typed
    wrong: Mapping[str, list[Sentence]]
    choices: Mapping[str, Choices]  # of what the page itself or the dictionary offers
    here: str


def _part(seen: _Seen, part: Cell | Rows) -> Field | Table:
    if isinstance(part, Cell):
        return _field(seen, part, part.key, seen.typed.get(part.key, []))
    rows = tuple(_row(seen, part, index, row) for index, row in enumerate(rows_of(seen.typed, part.place)))
    heads = tuple(cell.words for cell in part.cells if cell.is_main)
    return Table(part.place, part.words, part.one, heads, rows, _wrong(seen, part.place))


def _row(seen: _Seen, table: Rows, index: int, row: Typed) -> Row:
    name = f"{table.place}-{index}"
    made = {
        cell.key: _field(seen, _kept(cell, row), f"{name}-{cell.key}", row.get(cell.key, []))
        for cell in table.cells
        if cell.kind != "carried" and (cell.kind != "variants" or seen.choices["variants"])
    }
    main = tuple(made[cell.key] for cell in table.cells if cell.is_main)
    more = tuple(made[cell.key] for cell in table.cells if cell.key in made and not cell.is_main)
    defaults = {cell.key: cell.default for cell in table.cells}
    filled = sum(_is_filled(field, defaults[field.name.rpartition("-")[2]]) for field in more)
    carried = {"key", "kept"} | {cell.key for cell in table.cells if cell.kind == "carried"}
    hidden = tuple((f"{name}-{key}", value) for key in sorted(carried & row.keys()) for value in row[key])
    return Row(name, main, more, filled, any(one.wrong for one in more), hidden, _wrong(seen, name))


def _kept(cell: Cell, row: Typed) -> Cell:
    """A condition too deep for a line of words stays as it is, unless another is typed."""
    if cell.kind != "when" or "kept" not in row:
        return cell
    return replace(cell, hint=_("较复杂的条件，照旧保留；写了就代替它"))


def _field(seen: _Seen, cell: Cell, name: str, values: list[str]) -> Field:
    choices = seen.choices.get(cell.kind, cell.choices)
    value = values[0] if values else ""
    return Field(
        name, cell.words, "choice" if cell.kind == "element" else cell.kind, value, tuple(values), choices,
        _options(choices, value) if cell.kind in ("choice", "element") else "", cell.hint, not cell.must, _wrong(seen, name),
        name == seen.here,
    )  # fmt: skip


@lru_cache(maxsize=500)  # the same few lists of words stand on a page fifty times
def _options(choices: Choices, value: str) -> str:
    return render_to_string("manage/_edit_options.html", {"choices": choices, "value": value})


def _is_filled(field: Field, default: str) -> bool:
    if field.kind == "tick":
        return bool(field.values) != bool(default)
    return field.value not in ("", default)


def _wrong(seen: _Seen, name: str) -> tuple[Sentence, ...]:
    return tuple(seen.wrong.get(name, ()))


def _fields_of(shown: list[Shown]) -> list[Field]:
    parts: list[Any] = [part for section in shown for part in section.parts]
    rows = [row for part in parts if isinstance(part, Table) for row in part.rows]
    return [part for part in parts if isinstance(part, Field)] + [one for row in rows for one in (*row.main, *row.more)]
