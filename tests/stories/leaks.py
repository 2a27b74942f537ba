"""Looks for people's words in everything that lies on the disk, keys excepted, in each way they may be written."""

import json
import re
import sqlite3
from base64 import b64encode
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.stories.conftest import House


def at_rest(house: House, folder: Path) -> dict[str, bytes]:
    """The bytes of each place: the database with its logs, a backup, kept files, the server's log, all other files."""
    held = {"database": b"", "backup": _backup(house, folder), "files": b"", "beside": b""}
    for path in sorted(one for one in house.data.rglob("*") if one.is_file()):
        top = path.relative_to(house.data).parts[0]
        if top == "keys":
            continue
        place = "database" if top.startswith("yimen.sqlite3") else "files" if top == "files" else "beside"
        held[place] += path.read_bytes()
    held["database"] = held["database"] or held["backup"]  # PostgreSQL's own files are not the server's to read
    return held


def found(secret: list[str], held: bytes) -> list[str]:
    """Which of the words stand there."""
    return [word for word in secret if any(way in held for way in _ways(word))]


def _ways(word: str) -> set[bytes]:
    plain = word.encode()
    ways = {plain, word.encode("gb18030"), word.encode("utf-16-le"), word.encode("utf-16-be")}
    ways |= {json.dumps(word).strip('"').encode(), plain.hex().encode(), plain.hex().upper().encode()}
    # base64 at each of its three phases, without the ends that its neighbours share
    return ways | {b64encode(bytes(phase) + plain)[phase and phase + 1 : -4] for phase in range(3)}


def _backup(house: House, folder: Path) -> bytes:
    url = house.environment.get("DATABASE_URL")
    if url:
        with psycopg.connect(url) as connection:
            names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").fetchall()
            return b"".join(_copied(connection, name) for (name,) in names)
    copy = folder / "backup.sqlite3"
    with closing(sqlite3.connect(house.data / "yimen.sqlite3")) as connection:
        connection.create_function("REGEXP", 2, lambda pattern, text: re.search(pattern, text) is not None)
        connection.execute("VACUUM INTO ?", (str(copy),))
    return copy.read_bytes()


def _copied(connection: psycopg.Connection[Any], table: str) -> bytes:
    """A table as it lies: binary, so that sealed bytes are not hidden behind hex."""
    statement = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(table))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        return b"".join(bytes(part) for part in copy)
