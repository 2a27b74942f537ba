"""The other side of `bench/next_ticket.py`: the least that takes a number and calls the next exactly once, in plain SQL.

A number is one statement (the counter raised, the row written), a call is one statement (the first that waits, SKIP LOCKED,
marked as called). No rule, no right, no journal, no end of the visit before. On SQLite the write lock stands for the row's.

raw.py lay                              the tables
raw.py run FIRST COUNT WORKERS          see `pressing.obey`
"""

import os
import sqlite3
import sys
import threading
import time
from typing import Any

from pressing import obey  # type: ignore[import-not-found]  # the script beside it

PLACE = os.environ["RAW"]  # a DSN of PostgreSQL, or the path of a SQLite file
IS_POSTGRES = not PLACE.endswith(".sqlite3")
MARK = "%s" if IS_POSTGRES else "?"
TABLES = (
    "CREATE TABLE counter (line INTEGER PRIMARY KEY, value INTEGER NOT NULL)",
    "CREATE TABLE ticket (line INTEGER NOT NULL, number INTEGER NOT NULL, place BIGINT NOT NULL, state TEXT NOT NULL, "
    "at_window INTEGER, called_at BIGINT, PRIMARY KEY (line, number))",
    "CREATE INDEX ticket_waiting ON ticket (place) WHERE state = 'waiting'",
    "INSERT INTO counter VALUES (0, 0), (1, 0), (2, 0)",
)
NUMBER = f"UPDATE counter SET value = value + 1 WHERE line = {MARK} RETURNING value"
WRITE = f"INSERT INTO ticket SELECT {MARK}, {{value}}, {MARK}, 'waiting', NULL, NULL"
LOCK = "FOR UPDATE SKIP LOCKED" if IS_POSTGRES else ""
CALL = f"""UPDATE ticket SET state = 'called', at_window = {MARK}, called_at = {MARK} WHERE (line, number) =
(SELECT line, number FROM ticket WHERE state = 'waiting' ORDER BY place LIMIT 1 {LOCK}) RETURNING line, number"""
_here = threading.local()


def connection() -> Any:
    """The worker's own, durable, each statement a transaction."""
    if not hasattr(_here, "connection"):
        if IS_POSTGRES:
            import psycopg

            _here.connection = psycopg.connect(PLACE, autocommit=True, prepare_threshold=1)
        else:
            _here.connection = sqlite3.connect(PLACE, timeout=60, isolation_level=None)
            for pragma in ("journal_mode = WAL", "synchronous = FULL"):
                _here.connection.execute(f"PRAGMA {pragma}")
    return _here.connection


def take(number: int) -> str:
    """One number of a line."""
    line, place = number % 3, time.time_ns() // 1000
    if IS_POSTGRES:
        sql = f"WITH given AS ({NUMBER}) {WRITE.format(value='value')} FROM given RETURNING number"
        return f"{line}-{connection().execute(sql, (line, line, place)).fetchone()[0]}"
    here = connection()
    here.execute("BEGIN IMMEDIATE")
    value = here.execute(NUMBER, (line,)).fetchone()[0]
    here.execute(WRITE.format(value="?"), (line, value, place))
    here.execute("COMMIT")
    return f"{line}-{value}"


def call(number: int) -> str:
    """The next that waits."""
    found = connection().execute(CALL, (number, time.time_ns() // 1000)).fetchone()
    return f"{found[0]}-{found[1]}" if found else ""


def main() -> None:
    """As the first lines say."""
    word, *numbers = sys.argv[1:]
    if word == "lay":
        for statement in TABLES:
            connection().execute(statement)
        return
    first, count, workers = map(int, numbers)
    obey(range(first, first + count), workers=workers, take=take, call=call)


if __name__ == "__main__":
    main()
