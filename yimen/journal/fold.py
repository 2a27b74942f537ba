"""Which fields of which rows the journal answers for, and the fold that must give them back (row = now, journal = history)."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import models

from yimen.journal.canon import line

LIFE: dict[type[models.Model], tuple[str, ...]] = {}


def declare(model: type[models.Model], *names: str) -> None:
    """The lifecycle fields of `model` (attribute names): journalled by the door, compared by `replay`. Never personal."""
    LIFE[model] = names


def label(model: type[models.Model]) -> str:
    """A model's name in the journal, e.g. cases.case. Never renamed."""
    return model._meta.label_lower


def folded(entries: Iterator[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """Rows as the bodies of a stream, in order, say they are now: {(label, id): {field: value}}."""
    state: dict[tuple[str, str], dict[str, Any]] = {}
    for body in entries:
        for kind, key, changed in json.loads(body)["rows"]:
            state.setdefault((kind, key), {}).update(changed)
    return state


def replay(centre_id: UUID) -> list[str]:
    """Differences between the fold of a centre's stream and its rows; empty when they agree, as they must."""
    from yimen.journal.models import Entry

    bodies = Entry.objects.filter(centre_id=centre_id).order_by("number").values_list("body", flat=True)
    told = folded(iter(bodies.iterator()))
    wrong: list[str] = []
    for model, names in LIFE.items():
        for row in model._default_manager.filter(centre_id=centre_id).iterator():
            wrong += _compare(told.pop((label(model), str(row.pk)), None), row, names)
    return wrong + [f"{kind} {key}: in the journal, not in the table" for kind, key in told]


def _compare(told: dict[str, Any] | None, row: models.Model, names: tuple[str, ...]) -> list[str]:
    where = f"{label(type(row))} {row.pk}"
    if told is None:
        return [f"{where}: in the table, not in the journal"]
    return [
        f"{where}.{name}: the row says {here}, the journal {there}"
        for name in names
        if (here := line(getattr(row, name))) != (there := line(told.get(name, _before(type(row), name))))
    ]


def _before(model: type[models.Model], name: str) -> Any:
    """What a field that came with a later version holds in rows from before: entries of then do not name it."""
    [field] = [one for one in model._meta.concrete_fields if one.attname == name]
    return field.get_default()
