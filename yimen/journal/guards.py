"""Triggers that keep what happened: no UPDATE, no DELETE, no TRUNCATE on tables that were declared frozen.

Django rebuilds SQLite tables: it drops their triggers silently, and fails where another table's trigger reads them. So a
migration that touches a guarded table, or one that a guard reads, is `guards.around(…)` its operations; and `missing` is
asked at every start (design 4, L4).
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunPython
from django.db.migrations.operations.base import Operation
from django.utils.translation import gettext as _

from yimen.journal.errors import Broken


@dataclass(frozen=True, slots=True)
class Guard:
    """What is refused on one table; conditions are SQL over `{row}` (OLD or NEW). Empty `inserts`: inserts are free."""

    table: str
    when: str = "1=1"
    unless_update: str = ""
    inserts: str = ""


_GUARDS: dict[str, Guard] = {}


def freeze(table: str, *, when: str = "1=1", unless_update: str = "", inserts: str = "") -> None:
    """Declare `table` guarded: rows matching `when` ({row} = OLD) are neither updated nor deleted.

    `unless_update`: an update that matches this condition (OLD.x, NEW.x) is let through, e.g. lawful erasure.
    `inserts`: a condition over {row} = NEW under which an insert is refused too.
    Called beside the model; `lay` makes it true in the database.
    """
    _GUARDS[table] = Guard(table, when, unless_update, inserts)


def lay(connection: BaseDatabaseWrapper = default_connection) -> None:
    """Make the triggers of every declared table that exists. Idempotent; needs the right to create triggers."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in _GUARDS.values():
            if guard.table in present:
                for statement in _drop(guard, connection.vendor) + _make(guard, connection.vendor):
                    cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper = default_connection) -> None:
    """Remove the triggers: for the tests' one cleaning fixture only."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in _GUARDS.values():
            if guard.table in present:
                for statement in _drop(guard, connection.vendor):
                    cursor.execute(statement)


@contextmanager
def lifted(connection: BaseDatabaseWrapper = default_connection) -> Iterator[None]:
    """Without guards inside, with guards after: the tests' one cleaning fixture."""
    lift(connection)
    try:
        yield
    finally:
        lay(connection)


def lay_from_migration(_apps: Any, schema_editor: Any) -> None:
    """For `migrations.RunPython`."""
    lay(schema_editor.connection)


def _lift_from_migration(_apps: Any, schema_editor: Any) -> None:
    lift(schema_editor.connection)


def around(*operations: Operation) -> list[Operation]:
    """The operations of a migration, done while the guards are lifted; they are laid again behind them."""
    noop = RunPython.noop
    return [RunPython(_lift_from_migration, noop), *operations, RunPython(lay_from_migration, noop)]


def missing(connection: BaseDatabaseWrapper = default_connection) -> list[str]:
    """Names of triggers that should be there and are not. A database with any is refused at start."""
    sql = "SELECT name FROM sqlite_master WHERE type='trigger'"
    if connection.vendor == "postgresql":
        sql = (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') "
            "AND pg_table_is_visible(tgrelid)"  # another installation's triggers, in its schema, guard nothing here
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        laid = {row[0] for row in cursor.fetchall()}
    wanted = {name for guard in _GUARDS.values() for name in _names(guard, connection.vendor)}
    return sorted(wanted - laid)


def restore_mark() -> Path:
    """The file in DATA that says: a restore has begun here and is not done."""
    return Path(settings.DATA) / "restoring"


def begun_restore() -> str | None:
    """The seal of the backup whose restore was broken off here; None where none was."""
    mark = restore_mark()
    if not mark.is_file():
        return None
    try:
        return str(json.loads(mark.read_text())["seal"])
    except (ValueError, KeyError, TypeError):
        return ""


def insist_whole() -> None:
    """Refuse a database whose restore is not done (Broken): before anything is done to it."""
    if begun_restore() is not None:
        raise Broken(
            _("上一次恢复没有完成，数据还不齐全。请用同一个备份再运行一次 yimen restore。"), code="restore_not_done"
        )


def insist() -> None:
    """Refuse a database that must not be served: its restore is not done, or its guards are missing (Broken)."""
    insist_whole()
    if names := missing():
        raise Broken(
            "数据库缺少防篡改触发器：" + "、".join(names) + "。请用 yimen migrate 修复后再启动。", code="guards_missing"
        )


def _names(guard: Guard, vendor: str) -> list[str]:
    acts = ["update", "delete"] + (["insert"] if guard.inserts else [])
    if vendor == "postgresql":
        acts.append("truncate")
    return [f"guard_{guard.table}_{act}" for act in acts]


def _conditions(guard: Guard) -> dict[str, str]:
    held = guard.when.format(row="OLD")
    changed = f"({held}) AND NOT ({guard.unless_update})" if guard.unless_update else held
    conditions = {"update": changed, "delete": held}
    if guard.inserts:
        conditions["insert"] = guard.inserts.format(row="NEW")
    return conditions


def _drop(guard: Guard, vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f'DROP TRIGGER IF EXISTS {name} ON "{guard.table}"' for name in _names(guard, vendor)]
    return [f"DROP TRIGGER IF EXISTS {name}" for name in _names(guard, vendor)]


def _make(guard: Guard, vendor: str) -> list[str]:
    made: list[str] = []
    for act, condition in _conditions(guard).items():
        made += _one(guard.table, act, condition, vendor)
    if vendor == "postgresql":
        made += _one(guard.table, "truncate", "TRUE", vendor)
    return made


def _one(table: str, act: str, condition: str, vendor: str) -> list[str]:
    name, words = f"guard_{table}_{act}", f"{table} is frozen: {act} refused"
    if vendor == "sqlite":
        return [
            f'CREATE TRIGGER {name} BEFORE {act.upper()} ON "{table}" WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        ]
    per = "STATEMENT" if act == "truncate" else "ROW"
    result = {"insert": "NEW", "update": "NEW", "delete": "OLD", "truncate": "NULL"}[act]
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'restrict_violation'; END IF; "
        f"RETURN {result}; END $guard$",
        f'CREATE TRIGGER {name} BEFORE {act.upper()} ON "{table}" FOR EACH {per} EXECUTE FUNCTION {name}()',
    ]
