"""One consistent look at the whole database, which blocks nobody who writes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def snapshot(beside: Path) -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own that sees the database as of one moment and cannot write. `beside`: a name in a folder with
    room, where an older SQLite, whose readers would keep writers waiting, needs a copy for that time."""
    if connection.vendor == "postgresql":
        with _repeatable() as its:
            yield its
    elif _readers_block_nobody():
        with _reading(connection.copy()) as its:
            yield its
    else:
        copy = beside.with_name(beside.name + ".copy")
        try:
            _copy_to(copy)
            its = connection.copy()
            its.settings_dict["NAME"] = str(copy)
            with _reading(its):
                yield its
        finally:
            for path in copy.parent.glob(copy.name + "*"):
                path.unlink()


@contextmanager
def _repeatable() -> Iterator[BaseDatabaseWrapper]:
    from psycopg import IsolationLevel

    its = connection.copy()
    with closing(its):
        its.connect()
        its.connection.isolation_level = IsolationLevel.REPEATABLE_READ
        its.connection.read_only = True
        its.set_autocommit(False)
        yield its
        its.rollback()


@contextmanager
def _reading(its: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    with closing(its):
        its.connect()
        with its.cursor() as cursor:
            cursor.execute("BEGIN")  # not IMMEDIATE: nothing is written
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")  # the moment is that of the first look
            cursor.fetchall()
        yield its
        with its.cursor() as cursor:
            cursor.execute("ROLLBACK")


def _readers_block_nobody() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        return str(cursor.fetchone()[0]).lower() == "wal"


def _copy_to(copy: Path) -> None:
    """By SQLite's own means, in one step: who writes waits for it, as for any other who writes."""
    source = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(copy)) as there:
        here.backup(there)
