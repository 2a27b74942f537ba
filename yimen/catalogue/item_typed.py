"""What is typed into the page of an item: by the name of each field, to and from the mapping that its file holds."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import methodcaller
from typing import Any

from django.utils.translation import gettext as _

from yimen.catalogue import conditions, earliest, phrasing, promise
from yimen.catalogue.dictionary import Dictionary
from yimen.catalogue.elements import Content, FieldDef, FieldKind
from yimen.catalogue.item_cells import CELLS, OF_ELEMENT, TABLES, Cell, Rows
from yimen.catalogue.reading import Misfits, of_plain
from yimen.catalogue.writing import as_plain
from yimen.journal.canon import line
from yimen.journal.errors import Sentence

Typed = dict[str, list[str]]
MOST_ROWS = 200  # of a table of one item
AS_IT_WAS = "kept"  # a condition too deep for a line of words travels as it is under this name


@dataclass(slots=True)
class Taken:
    """What was typed as an item, or what is wrong, by the name of the field (or of the row) it stands at."""

    content: Content | None
    wrong: dict[str, list[Sentence]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # an element of the file: the field it was typed in


def of_content(content: Content) -> Typed:
    """Every field as it stands on the page."""
    plain = as_plain(content)
    typed: Typed = {}
    for cell in CELLS:
        typed[cell.key] = _shown(cell, plain.get(cell.key), content)
    for place, table in TABLES.items():
        for index, row in enumerate(plain.get(place, [])):
            for cell in table.cells:
                typed[f"{place}-{index}-{cell.key}"] = _shown(cell, row.get(cell.key), content)
                if cell.kind == "when" and cell.key in row and not typed[f"{place}-{index}-{cell.key}"][0]:
                    typed[f"{place}-{index}-{AS_IT_WAS}"] = [line(row[cell.key])]
            if table.stem:
                typed[f"{place}-{index}-key"] = [row["key"]]
    for index, together in enumerate(_together(content)):
        typed[f"steps-{index}-together"] = ["on"] * together
    return typed


def rows_of(typed: Typed, place: str) -> list[Typed]:
    """The rows of a table, each by the keys of its cells, in the order of their numbers."""
    found: dict[int, Typed] = {}
    head = f"{place}-"
    for name in filter(methodcaller("startswith", head), typed):
        number, _dash, key = name.removeprefix(head).partition("-")
        if number.isdecimal() and len(number) <= 4 and key:
            found.setdefault(int(number), {})[key] = typed[name]
    return [found[number] for number in sorted(found)][:MOST_ROWS]


def with_rows(typed: Typed, place: str, rows: Iterable[Typed]) -> Typed:
    """The same with other rows in a table, numbered anew."""
    kept = {name: values for name, values in typed.items() if not name.startswith(f"{place}-")}
    for index, row in enumerate(rows):
        kept |= {f"{place}-{index}-{key}": values for key, values in row.items()}
    return kept


def changed(typed: Typed, act: str) -> tuple[Typed, str]:
    """After a press on 上移, 下移, 删除 or 添加, such as `up:steps:2`; and the name of the field where the hand goes on."""
    what, _colon, rest = act.partition(":")
    place, _colon, number = rest.partition(":")
    if place not in TABLES:
        return typed, ""
    rows = rows_of(typed, place)
    if what == "add" and len(rows) < MOST_ROWS:
        rows.append(_empty(TABLES[place]))
        at = len(rows) - 1
    elif number.isdecimal() and int(number) < len(rows):
        at = _moved(rows, what, int(number))
    else:
        return typed, ""
    return with_rows(typed, place, rows), f"{place}-{at}-{TABLES[place].cells[0].key}"


def taken(typed: Typed, dictionary: Dictionary, *, code: str, local: str = "") -> Taken:
    """The item that was typed, `local` as in its file; its form may ask for elements of the dictionary. Rows in which nothing
    was typed are left out."""
    found = Taken(None)
    plain: dict[str, Any] = {"code": code} | ({"local": local} if local else {})
    for cell in CELLS:
        _put(plain, cell, typed.get(cell.key, []), cell.key, found, ())
        found.names[cell.key] = cell.key
    plain["form"] = _rows(typed, TABLES["form"], found, ())
    fields = _fields(plain["form"], dictionary, found)
    for place, table in TABLES.items():
        if place != "form":
            plain[place] = _rows(typed, table, found, fields)  # conditions name the form's fields
    _tidy(plain, [bool(row.get("together")) for _index, row in _filled(typed, TABLES["steps"])])
    if not found.wrong:
        try:
            found.content = of_plain({key: value for key, value in plain.items() if value != []}, dictionary)
        except Misfits as misfits:
            for element, message in misfits.problems:
                found.wrong.setdefault(name_of(element, found.names), []).append(message)
    return found


def name_of(element: str, names: Mapping[str, str]) -> str:
    """The field in which an element such as `materials[4].name` is typed, or its row, or its table."""
    row, _dot, key = element.partition(".")
    if row in names and key:
        return f"{names[row]}-{key}"
    return names.get(row) or row.partition("[")[0]


def _empty(table: Rows) -> Typed:
    return {cell.key: [cell.default] for cell in table.cells if cell.kind not in ("variants", "tick")} | {
        cell.key: ["on"] * bool(cell.default) for cell in table.cells if cell.kind == "tick"
    }


def _moved(rows: list[Typed], what: str, index: int) -> int:
    """The same list with one row moved or gone; where the hand goes on."""
    row = rows.pop(index)
    if what == "del":
        return max(0, min(index, len(rows) - 1))
    at = max(0, index - 1) if what == "up" else index + 1 if what == "down" else index
    rows.insert(at, row)
    return min(at, len(rows) - 1)


# --- From the file to the page ---------------------------------------------------------------------------------


def _shown(cell: Cell, value: Any, content: Content) -> list[str]:
    if value is None:
        return [cell.default] if cell.kind != "tick" else ["on"] * bool(cell.default)
    if cell.kind == "tick":
        return ["on"] * bool(value)
    if cell.kind == "variants":
        return list(value)
    return [_words(cell, value, content)]


def _words(cell: Cell, value: Any, content: Content) -> str:
    if cell.kind == "limit":
        return promise.words(promise.parse(value))
    if cell.kind == "later":
        day = earliest.parse(value)
        names = {one.key: one.name for one in content.form_fields}
        return earliest.words(day, names.get(day.since, earliest.DECISION))
    if cell.kind == "when":
        return phrasing.said(conditions.parse(value), content.form_fields)
    if cell.kind in ("lines", "list"):
        return ("\n" if cell.kind == "lines" else "、").join(value)
    return str(value)


def _together(content: Content) -> list[bool]:
    """Which steps run beside the one before them in their phase."""
    last: dict[str, int] = {}
    found = []
    for step in content.steps:
        found.append(last.get(step.phase) == step.stage)
        last[step.phase] = step.stage
    return found


# --- From the page to the file ---------------------------------------------------------------------------------


def _filled(typed: Typed, table: Rows) -> list[tuple[int, Typed]]:
    """The rows in which words were typed, with their numbers on the page."""
    words = [cell.key for cell in table.cells if cell.kind in ("text", "area", "list", "limit", "when", "later")]
    return [
        (index, row)
        for index, row in enumerate(rows_of(typed, table.place))
        if any(one.strip() for key in words for one in row.get(key, []))
    ]


def _fields(rows: list[dict[str, Any]], dictionary: Dictionary, found: Taken) -> tuple[FieldDef, ...]:
    """The form as it was typed, for the words of conditions. Of a field that names an element, what the element says is
    left to the dictionary."""
    fields = []
    for number, row in enumerate(rows):
        element = dictionary.element(row.get("element", ""))
        if element is not None:
            for key in OF_ELEMENT & row.keys():
                del row[key]
            fields.append(element.asked(name=row.get("name", element.name), required=True, note=""))
        elif row.get("name"):
            kind = row.get("kind", "")
            fields.append(
                FieldDef(row["key"], row["name"], FieldKind(kind) if kind in list(FieldKind) else FieldKind.TEXT)
            )
        else:
            found.wrong.setdefault(f"{found.names[f'form[{number}]']}-name", []).append(_("请填写“名称”。"))
    return tuple(fields)


def _rows(typed: Typed, table: Rows, found: Taken, fields: tuple[FieldDef, ...]) -> list[dict[str, Any]]:
    """The rows of a table in which words were typed, each with a key where its table has keys."""
    filled = _filled(typed, table)
    rows = [_row(table, row, index, found, fields) for index, row in filled]
    for number, (index, _values) in enumerate(filled):
        found.names[f"{table.place}[{number}]"] = f"{table.place}-{index}"
    if table.stem:
        _give_keys(rows, table.stem)
    return rows


def _row(table: Rows, row: Typed, index: int, found: Taken, fields: tuple[FieldDef, ...]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for cell in table.cells:
        values = row.get(cell.key, [])
        if cell.kind == "when" and not _first(row, cell.key):
            values = row.get(AS_IT_WAS, [])
        if cell.key != "together":
            _put(plain, cell, values, f"{table.place}-{index}-{cell.key}", found, fields)
    if table.stem:
        plain["key"] = _first(row, "key")
    return plain


def _put(  # a value is read in the light of all these
    plain: dict[str, Any], cell: Cell, values: list[str], name: str, found: Taken, fields: tuple[FieldDef, ...]
) -> None:
    """The value under its key; silence is left out, as in a file."""
    typed = values[0].strip() if values else ""
    if cell.kind == "tick":
        if bool(values) != bool(cell.default):
            plain[cell.key] = bool(values)
    elif cell.kind == "variants":
        plain[cell.key] = values
    elif not typed and cell.kind == "number":
        plain[cell.key] = 0
    elif not typed and cell.must:
        found.wrong.setdefault(name, []).append(_("请填写“%(words)s”。") % {"words": cell.words})
    elif typed:
        try:
            plain[cell.key] = _value(cell, typed, fields)
        except ValueError as refused:
            found.wrong.setdefault(name, []).append(str(refused))


def _value(cell: Cell, typed: str, fields: tuple[FieldDef, ...]) -> Any:
    """As the file says it. Raises ValueError with a sentence."""
    if cell.kind == "limit":
        return str(promise.heard(typed))
    if cell.kind == "later":
        return str(earliest.heard(typed, {one.name: one.key for one in fields}))
    if cell.kind == "when":
        is_kept = typed.startswith("{")
        return conditions.plain(conditions.parse(json.loads(typed)) if is_kept else phrasing.heard(typed, fields))
    if cell.kind == "lines":
        return [one.strip() for one in typed.splitlines() if one.strip()]
    if cell.kind == "list":
        return [one.strip() for one in typed.replace("\n", "、").split("、") if one.strip()]
    return typed


def _tidy(plain: dict[str, Any], together: list[bool]) -> None:
    """Variants that are gone are ticked no more; every step has its stage."""
    known = {one["key"] for one in plain["variants"]}
    for row in (*plain["materials"], *plain["steps"]):
        row["variants"] = [one for one in row["variants"] if one in known]
        if not row["variants"]:
            del row["variants"]
    _give_stages(plain["steps"], together)


def _give_keys(rows: list[dict[str, Any]], stem: str) -> None:
    taken_keys = {row["key"] for row in rows}
    free = (f"{stem}_{number}" for number in range(1, 10_000) if f"{stem}_{number}" not in taken_keys)
    for row in rows:
        row["key"] = row["key"] or next(free)


def _give_stages(steps: list[dict[str, Any]], together: list[bool]) -> None:
    """A stage of its own for each step of a phase, but for those that run beside the one before."""
    stages: dict[str, int] = {}
    for step, beside in zip(steps, together, strict=True):
        phase = step.get("phase", "before")
        stages[phase] = max(1, stages.get(phase, 0) + (not beside))
        step["stage"] = stages[phase]


def _first(row: Typed, key: str) -> str:
    return (row.get(key) or [""])[0].strip()
