"""Rows in and out in few, wide, prepared statements: what keeps the door quick while the verbs stay plain."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from django.db import connection, models
from django.db.models import Field

Statement = tuple[str, list[Any]]


class Plan:
    """What is known of a model's table: column names, and how each value is converted on this engine."""

    def __init__(self, model: type[models.Model], vendor: str) -> None:
        meta = model._meta
        self.model = model
        self.table = f'"{meta.db_table}"'
        self.fields: tuple[Field[Any, Any], ...] = tuple(meta.concrete_fields)
        self.names = [field.attname for field in self.fields]
        self.columns = ", ".join(f'"{field.column}"' for field in self.fields)
        self.written = [field for field in self.fields if not isinstance(field, models.AutoField)]
        self.by_name = {field.attname: field for field in self.fields}
        self.pk = cast("Field[Any, Any]", meta.pk)
        self.converters = [self._converters(field) for field in self.fields]
        self.has_locks = vendor == "postgresql"

    def _converters(self, field: Field[Any, Any]) -> list[tuple[Any, Any]]:
        column = field.get_col(self.model._meta.db_table)
        found = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
        return [(converter, column) for converter in found]

    def load(self, values: Sequence[Any]) -> models.Model:
        """A model instance from a fetched row in the order of `columns`."""
        loaded = list(values)
        for index, converters in enumerate(self.converters):
            for converter, column in converters:
                loaded[index] = converter(loaded[index], column, connection)
        return self.model.from_db(connection.alias, self.names, loaded)


@lru_cache(maxsize=256)
def plan(model: type[models.Model], vendor: str) -> Plan:
    """The plan of a model, made once per process and engine."""
    return Plan(model, vendor)


def plan_of(model: type[models.Model]) -> Plan:
    """The plan of a model on the engine in use."""
    return plan(model, connection.vendor)


def key(value: UUID | None) -> Any:
    """A UUID as this engine's parameter."""
    if value is None or connection.features.has_native_uuid_field:
        return value
    return value.hex


def insert(rows: Sequence[models.Model], *, conflict: str = "") -> Statement:
    """One INSERT for rows of one model; `conflict` is the tail of ON CONFLICT, e.g. DO NOTHING."""
    its = plan_of(type(rows[0]))
    marks = "(" + ", ".join(["%s"] * len(its.written)) + ")"
    columns = ", ".join(f'"{field.column}"' for field in its.written)
    tail = f" ON CONFLICT {conflict}" if conflict else ""
    sql = f"INSERT INTO {its.table} ({columns}) VALUES {', '.join([marks] * len(rows))}{tail}"  # noqa: S608  # names only
    return sql, [value(row, field) for row in rows for field in its.written]


def update(row: models.Model, names: Iterable[str]) -> Statement:
    """One UPDATE of the named attributes of a row."""
    its = plan_of(type(row))
    fields = [its.by_name[name] for name in sorted(names)]
    sets = ", ".join(f'"{field.column}" = %s' for field in fields)
    sql = f'UPDATE {its.table} SET {sets} WHERE "{its.pk.column}" = %s'  # noqa: S608  # names only
    return sql, [value(row, field) for field in fields] + [value(row, its.pk)]


def value(row: models.Model, field: Field[Any, Any]) -> Any:
    """A row's value as the database takes it."""
    prepared = getattr(row, field.attname)
    if prepared is None:
        return None
    return field.get_db_prep_save(prepared, connection)


def select(model: type[models.Model], where: str, params: Sequence[Any], *, lock: bool = False) -> list[Any]:
    """Rows of a model by a WHERE clause over its own columns, ordered by key when locked so that locks never cross."""
    its = plan_of(model)
    tail = f' ORDER BY "{its.pk.column}" FOR UPDATE' if lock and its.has_locks else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {its.columns} FROM {its.table} WHERE {where}{tail}", params)  # noqa: S608  # names only
        return [its.load(found) for found in cursor.fetchall()]


def locked(model: type[models.Model], pk: UUID, extras: Sequence[Statement]) -> tuple[models.Model, list[Any]] | None:
    """A row under lock with further values computed in the same statement; None where there is no such row."""
    its = plan_of(model)
    more = "".join(f", {sql}" for sql, _params in extras)
    tail = f" FOR UPDATE OF {its.table}" if its.has_locks else ""
    sql = f'SELECT {its.columns}{more} FROM {its.table} WHERE "{its.pk.column}" = %s{tail}'  # noqa: S608  # names only
    with connection.cursor() as cursor:
        cursor.execute(sql, [param for _sql, params in extras for param in params] + [key(pk)])
        found = cursor.fetchone()
    if found is None:
        return None
    width = len(its.fields)
    return its.load(found[:width]), list(found[width:])


def run(statements: Sequence[Statement]) -> None:
    """Write: on PostgreSQL all in one round trip (data-modifying CTEs; foreign keys are checked at its end)."""
    if not statements:
        return
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql" or len(statements) == 1:
            for sql, params in statements:
                cursor.execute(sql, params)
            return
        named = ", ".join(f"w{index} AS ({sql})" for index, (sql, _params) in enumerate(statements[:-1]))
        cursor.execute(f"WITH {named} {statements[-1][0]}", [param for _sql, params in statements for param in params])
