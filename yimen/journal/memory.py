"""What a process that has loaded everything and will now work for days says to Python's collector of cycles, and to SQLite."""

import gc

from django.db import connections

YOUNG = (
    50_000  # objects more than were let go, before the youngest are looked at; Python's own 700 is for small programs
)

CACHED_KB = (
    512  # of the database's pages a connection, in a process that reads the same few again and again; SQLite has 2000
)


def settle() -> None:
    """All that is loaded stays: it is never looked at again, and forked processes share it. What comes is looked at seldom:
    it is mostly let go by itself. Measured: an eighth of the processor time of a run of verbs."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 100)


def keep_few_pages() -> None:
    """For a process whose own memory must not grow with the day, before it connects: SQLite would keep of each table what was
    read of it once. What is dropped lies in the system's cache of files still. PostgreSQL keeps nothing here."""
    default = connections["default"]
    if default.vendor == "sqlite":
        default.settings_dict["OPTIONS"]["init_command"] += f";PRAGMA cache_size=-{CACHED_KB}"
