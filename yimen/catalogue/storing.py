"""Storing: what versions say, as the rows of their tables; many versions in few statements."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models as db

from yimen.catalogue import conditions, models
from yimen.catalogue.elements import Content, EligibilityDef
from yimen.catalogue.writing import digest

_LISTS: tuple[tuple[type[db.Model], str], ...] = (
    (models.Variant, "variants"), (models.Step, "steps"), (models.Special, "special"), (models.Fee, "fees"),
    (models.Result, "results"), (models.FormField, "form_fields"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class New:
    """A version that is to be written: of which item, its number, what it says."""

    item: models.Item
    number: int
    content: Content


def store(wanted: Sequence[New]) -> tuple[list[models.ItemVersion], list[str]]:
    """The versions, written in the order in which they are wanted; and the types of material that were not known before."""
    materials, new_materials = _materials(wanted)
    versions = [_version(one) for one in wanted]
    models.ItemVersion.objects.bulk_create(versions)
    pairs = list(zip(versions, wanted, strict=True))
    models.Requirement.objects.bulk_create(
        row for version, one in pairs for row in _requirements(version, one, materials)
    )
    for model, name in _LISTS:
        columns = _columns(model, "id", "version", "position")
        model._default_manager.bulk_create(
            model(version=version, position=index, **{column: _column(getattr(row, column)) for column in columns})
            for version, one in pairs
            for index, row in enumerate(getattr(one.content, name), 1)
        )
    return versions, new_materials


def _version(one: New) -> models.ItemVersion:
    columns = {column.name for column in models.ItemVersion._meta.concrete_fields} & set(Content.names())
    values = {name: _column(getattr(one.content, name)) for name in columns}
    return models.ItemVersion(item=one.item, number=one.number, digest=digest(one.content), **values)


def _requirements(
    version: models.ItemVersion, one: New, materials: dict[str, models.MaterialType]
) -> Iterable[models.Requirement]:
    columns = _columns(models.Requirement, "id", "version", "position", "material")
    for index, row in enumerate(one.content.requirements, 1):
        values = {column: _column(getattr(row, column)) for column in columns}
        yield models.Requirement(version=version, position=index, material=materials[row.material_code], **values)


def _materials(wanted: Sequence[New]) -> tuple[dict[str, models.MaterialType], list[str]]:
    """Their entries in 材料目录, and those of them that are new."""
    codes = dict.fromkeys(row.material_code for one in wanted for row in one.content.requirements)
    known = {one.code: one for one in models.MaterialType.objects.filter(code__in=codes)}
    new = [models.MaterialType(code=code, name=code) for code in codes if code not in known]
    models.MaterialType.objects.bulk_create(new)
    return known | {one.code: one for one in new}, [one.code for one in new]


def _columns(model: type[db.Model], *without: str) -> list[str]:
    return [one.name for one in model._meta.concrete_fields if one.name not in without]


def _column(value: Any) -> Any:
    """An element's value as its column holds it: silence is empty text, promises are their words."""
    if value is None:
        return ""
    if isinstance(value, tuple) and value and isinstance(value[0], EligibilityDef):
        return [{"says": one.says, "when": conditions.plain(one.condition)} for one in value]
    if isinstance(value, (conditions.Test, conditions.Joined)):
        return json.dumps(conditions.plain(value), ensure_ascii=False)
    if isinstance(value, (tuple, frozenset)):
        return list(value) if isinstance(value, tuple) else sorted(value)
    return value if isinstance(value, (bool, int)) else str(value)
