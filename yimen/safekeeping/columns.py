"""The columns of our tables, and their values: as an engine stores them, as a line of a backup holds them, and back."""

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field

from yimen.journal.models import Entry
from yimen.journal.moments import stamp, unstamp

Change = Callable[[Any], Any] | None  # None: the value is the same on both sides
_KINDS = {
    "UUIDField": "uuid", "CharField": "text", "TextField": "text", "BooleanField": "bool", "DateField": "day",
    "DateTimeField": "moment", "TimeField": "time", "BinaryField": "bytes", "JSONField": "json",
    "AutoField": "int", "BigAutoField": "int", "SmallIntegerField": "int", "IntegerField": "int",
    "BigIntegerField": "int", "PositiveSmallIntegerField": "int", "PositiveIntegerField": "int",
    "PositiveBigIntegerField": "int",
}  # fmt: skip
# The chain is checked in the order in which it was made; every other table stands in the order of its key.
_ORDER = {Entry._meta.db_table: ("centre_id", "number")}


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its columns as (name, kind), and the columns by which its rows are ordered."""

    name: str
    columns: tuple[tuple[str, str], ...]
    order: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Its columns' names."""
        return [name for name, _kind in self.columns]


def ours() -> list[Table]:
    """Every table of our own packages. Those of the framework hold nothing that must live on: sessions (who was signed
    in signs in again), attempts at signing in, and names of models that every installation makes for itself."""
    return [
        _table(model)
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("yimen.") and model._meta.managed and not model._meta.proxy
    ]


def labels() -> set[str]:
    """The labels of our own packages, as migrations name them."""
    return {one.label for one in apps.get_app_configs() if one.name.startswith("yimen.")}


def _table(model: type[models.Model]) -> Table:
    name, pk = model._meta.db_table, model._meta.pk.column
    columns = tuple((str(field.column), kind_of(field)) for field in model._meta.concrete_fields)
    return Table(name, columns, _ORDER.get(name, (str(pk),)))


def kind_of(field: Field[Any, Any]) -> str:
    """The kind of a column. A field nobody thought of is a KeyError: a backup without it would be none."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return _KINDS[field.get_internal_type()]


def read(its: BaseDatabaseWrapper, table: Table, *, at_once: int = 2000) -> Iterator[list[Any]]:
    """The rows of a table, in order, as lists of what a line holds; in little memory however many there are."""
    names = ", ".join(f'"{name}"' for name in table.names)
    order = ", ".join(f'"{name}"' for name in table.order)
    changes = [(place, change) for place, (_name, kind) in enumerate(table.columns) if (change := _outward(kind, its))]
    with its.chunked_cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{table.name}" ORDER BY {order}')  # noqa: S608  # names only
        while found := cursor.fetchmany(at_once):
            for row in found:
                values = list(row)
                for place, change in changes:
                    if values[place] is not None:
                        values[place] = change(values[place])
                yield values


def write(its: BaseDatabaseWrapper, table: Table, lines: list[list[Any]]) -> None:
    """Insert rows of a backup."""
    names = ", ".join(f'"{name}"' for name in table.names)
    marks = ", ".join("%s" for _name in table.names)
    changes = [(place, change) for place, (_name, kind) in enumerate(table.columns) if (change := _inward(kind, its))]
    for values in lines:
        for place, change in changes:
            if values[place] is not None:
                values[place] = change(values[place])
    with its.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', lines)  # noqa: S608  # names only


def _outward(kind: str, its: BaseDatabaseWrapper) -> Change:
    """From what the driver gives to what a line holds: the same on both engines."""
    if its.vendor == "sqlite" and kind in ("uuid", "moment"):
        return _with_dashes if kind == "uuid" else _utc_stamp
    same: dict[str, Change] = {
        "uuid": str, "moment": stamp, "day": date.isoformat, "time": time.isoformat, "bytes": _to_base64, "json": json.loads,
    }  # fmt: skip
    return same.get(kind)


def _inward(kind: str, its: BaseDatabaseWrapper) -> Change:
    """From what a line holds to what the driver takes."""
    same: dict[str, Change] = {"bytes": base64.b64decode, "json": json.dumps}
    if its.vendor == "sqlite":
        own: dict[str, Change] = {"uuid": _without_dashes, "moment": partial(_sqlite_moment, its)}
    else:
        own = {"uuid": UUID, "moment": unstamp, "day": date.fromisoformat, "time": time.fromisoformat}
    return (same | own).get(kind)


def _with_dashes(value: str) -> str:
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


def _without_dashes(value: str) -> str:
    return value.replace("-", "")


def _utc_stamp(value: datetime) -> str:
    return stamp(value.replace(tzinfo=UTC))


def _sqlite_moment(its: BaseDatabaseWrapper, value: str) -> Any:
    return its.ops.adapt_datetimefield_value(unstamp(value))


def _to_base64(value: Any) -> str:
    return base64.b64encode(value).decode("ascii")
