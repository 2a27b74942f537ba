"""Keeps the dictionary of data elements: reads its files, loads them beside the items, and reads it back."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import yaml
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from yimen.catalogue import form, models
from yimen.catalogue.dictionary import SENSITIVITIES, DataElement, Dictionary, Sensitivity
from yimen.catalogue.elements import Check, FieldKind, Known
from yimen.catalogue.nodes import (
    WRONG,
    Notes,
    Problem,
    Slot,
    Table,
    key,
    many,
    number,
    one_of,
    rows,
    take_mapping,
    text,
    yes_no,
)
from yimen.catalogue.reading import Unreadable, root
from yimen.journal.kept import forget, kept

FOLDER: Final = "elements"  # below the catalogue's folder; what lies there is no item
_SHIPPED: Final = "catalogue"  # the folder that comes with the program
_AROUND: Final = 3  # folders around a file in which its dictionary is looked for
GROUND: Final = ("sensitivity", "purpose", "basis", "retention_years", "to_confirm")
_last = Dictionary()


def _words(attribute: str, longest: int) -> Slot:
    return Slot(attribute, text(longest), default="")


ELEMENT: Table = {
    "key": Slot("key", key),
    "name": Slot("name", text(80)),
    "also": Slot("also", many(text(40)), default=()),
    **form.ASKED,
    "note": _words("note", 200),
    "sensitivity": Slot("sensitivity", one_of(Sensitivity, SENSITIVITIES), lambda value: value.value),
    "purpose": _words("purpose", 200),
    "basis": _words("basis", 400),
    "retention": Slot("retention_years", number, default=0),
    "standard": _words("standard", 120),
    "to_confirm": Slot("to_confirm", yes_no, default=False),
}
_FILE: Table = {"elements": Slot("elements", rows(ELEMENT, "elements"))}


def load(texts: Mapping[str, str]) -> list[str]:
    """Load the elements of these files by file name; the keys of what is new or changed. Nothing is ever taken away; the
    demonstration's grounds (`to_confirm`) never replace what the site has said itself.

    Raises Unreadable with every mistake; then nothing was loaded.
    """
    found = read(texts)
    with transaction.atomic():
        known = {row.key: row for row in models.DataElement.objects.all()}
        changed = [one.key for at, one in enumerate(found.elements, 1) if _store(one, known.get(one.key), at)]
    forget()
    return changed


def read(texts: Mapping[str, str]) -> Dictionary:
    """The elements in these files. Raises Unreadable with every mistake and its line."""
    found: dict[str, DataElement] = {}
    problems: list[Problem] = []
    for file, words in texts.items():
        try:
            elements, notes = _of_file(words, file)
        except Unreadable as refused:
            problems += refused.problems
            continue
        for at, one in enumerate(elements):
            if one.key in found:
                notes.at(f"elements[{at}]", _("数据元“%(key)s”写了不止一次") % {"key": one.key})
            if (one.kind is FieldKind.CHOICE) != bool(one.choices):
                notes.at(f"elements[{at}]", _("choice（选择）要写 choices，其他种类不写"))
            found[one.key] = one
        problems += notes.problems
    if problems:
        raise Unreadable(problems)
    return Dictionary.of(found.values())


def write(dictionary: Dictionary) -> str:
    """The file of these elements; `read` gives back the same."""
    plain = {"elements": [form.given(ELEMENT, one) for one in dictionary.elements]}
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=110)


def shipped() -> Dictionary:
    """The dictionary that comes with the program. Raises Unreadable."""
    return near(settings.BASE_DIR / _SHIPPED)


def near(path: Path) -> Dictionary:
    """The dictionary that files at this path speak of: that of the folder or of one around it; else the shipped one."""
    return read(texts_near(path))


def texts_near(path: Path) -> dict[str, str]:
    """The texts of that dictionary by file name."""
    for folder in (path, *path.resolve().parents[:_AROUND], settings.BASE_DIR / _SHIPPED):
        if files := sorted((folder / FOLDER).glob("*.yaml")):
            return {str(one): one.read_text("utf-8-sig") for one in files}
    return {}


def is_empty() -> bool:
    """Whether this installation has no dictionary yet."""
    return not models.DataElement.objects.exists()


@kept
def current() -> Dictionary:
    """The dictionary of this installation; one loaded elsewhere is seen within five seconds."""
    global _last  # the same value stays the same object: what the lint found with it is remembered
    found = stored()
    if found.elements != _last.elements:
        _last = found
    return _last


def stored() -> Dictionary:
    """The dictionary of this installation, read now."""
    return Dictionary(tuple(_element(row) for row in models.DataElement.objects.order_by("position", "key")))


def _of_file(words: str, file: str) -> tuple[list[DataElement], Notes]:
    notes = Notes(file)
    values = take_mapping(root(words, file), _FILE, notes)
    if values is WRONG:
        raise Unreadable(notes.problems)
    return [DataElement(**one) for one in values["elements"]], notes


def _store(one: DataElement, row: models.DataElement | None, position: int) -> bool:
    """Whether anything was to do."""
    said = {name: _column(value) for name, value in asdict(one).items()} | {"position": position}
    if row is None:
        models.DataElement.objects.create(**said)
        return True
    if one.to_confirm and not row.to_confirm:  # the site has said it itself
        said = {name: value for name, value in said.items() if name not in GROUND}
    if all(getattr(row, name) == value for name, value in said.items()):
        return False
    models.DataElement.objects.filter(pk=row.pk).update(**said)
    return True


def _column(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return "" if value is None else value if isinstance(value, (bool, int)) else str(value)


def _element(row: models.DataElement) -> DataElement:
    return DataElement(
        key=row.key, name=row.name, also=tuple(row.also), kind=FieldKind(row.kind), choices=tuple(row.choices),
        note=row.note, checked=Check(row.checked) if row.checked else None,
        known=Known(row.known) if row.known else None, sensitivity=Sensitivity(row.sensitivity), purpose=row.purpose,
        basis=row.basis, retention_years=row.retention_years, standard=row.standard, to_confirm=row.to_confirm,
    )  # fmt: skip
