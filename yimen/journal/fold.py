"""Which fields of which rows the journal answers for, and the fold that must give them back (row = now, journal = history)."""

import json
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models

from yimen.journal import rows
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


def homes() -> Iterator[tuple[UUID, type[models.Model]]]:
    """Which centre has rows of which model, asked in one statement."""
    tables = {number: model for number, model in enumerate(LIFE) if "centre_id" in rows.plan_of(model).names}
    if not tables:
        return
    each = (
        f'SELECT DISTINCT {number}, centre_id FROM "{model._meta.db_table}" WHERE centre_id IS NOT NULL'  # noqa: S608  # names only
        for number, model in tables.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        for number, key in cursor.fetchall():
            yield key if isinstance(key, UUID) else UUID(key), tables[number]


def replay(centre_id: UUID, *, of: Collection[type[models.Model]] | None = None) -> list[str]:
    """Differences between the fold of a centre's stream and its rows; empty when they agree, as they must. `of`: the only
    models that can have rows of the centre, where that is known."""
    from yimen.journal.models import Entry

    bodies = Entry.objects.filter(centre_id=centre_id).order_by("number").values_list("body", flat=True)
    told = folded(iter(bodies.iterator()))
    wrong: list[str] = []
    for model in [one for one in LIFE if of is None or one in of]:
        names, kind, before = LIFE[model], label(model), _before(model)
        for key, *values in _rows(model, centre_id, names):
            where = f"{kind} {key}"
            there = told.pop((kind, str(key)), None)
            if there is None:
                wrong.append(f"{where}: in the table, not in the journal")
            else:
                wrong += _compare(where, dict(zip(names, values, strict=True)), {**before, **there})
    return wrong + [f"{kind} {key}: in the journal, not in the table" for kind, key in told]


def _rows(model: type[models.Model], centre_id: UUID, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    return model._default_manager.filter(centre_id=centre_id).values_list("pk", *names).iterator()


def _compare(where: str, here: dict[str, Any], there: dict[str, Any]) -> list[str]:
    """What differs, field by field; most rows are as they must be, which one comparison shows."""
    if line(here) == line({name: there[name] for name in here}):
        return []
    return [
        f"{where}.{name}: the row says {mine}, the journal {told}"
        for name in here
        if (mine := line(here[name])) != (told := line(there[name]))
    ]


@cache
def _before(model: type[models.Model]) -> dict[str, Any]:
    """What fields that came with a later version hold in rows from before: entries of then do not name them."""
    fields = {one.attname: one for one in model._meta.concrete_fields}
    return {name: fields[name].get_default() for name in LIFE[model]}
