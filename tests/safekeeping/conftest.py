"""One demonstration centre, laid once, with a backup of it and its recovery sheet."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from uuid import uuid4

import pytest

from tests.engines import FOLDER, start_postgres
from tests.installation import LAY, Installation


@pytest.fixture(scope="session")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The demonstration centre on SQLite, its papers made. Nobody may change it: see `centre`."""
    found = Installation(tmp_path_factory.mktemp("laid") / "data")
    found.script(LAY)
    return found


@pytest.fixture(scope="session")
def last(laid: Installation) -> int:
    """The highest number of a case in it; there are no gaps below."""
    with laid.at_work() as somebody:
        numbers = somebody.numbers()
    assert numbers == [f"DY26-{value:06d}" for value in range(1, len(numbers) + 1)]
    return len(numbers)


@pytest.fixture(scope="session")
def backup(laid: Installation) -> Path:
    """A backup of it."""
    target = laid.data.parent / "first.backup"
    laid.do("backup", target)
    return target


@pytest.fixture(scope="session")
def sheet(laid: Installation) -> Path:
    """The recovery sheet of its keys, typed into a file."""
    target = laid.data.parent / "sheet.txt"
    target.write_text(laid.do("recovery_sheet"))
    return target


@pytest.fixture
def centre(laid: Installation, tmp_path: Path) -> Installation:
    """A copy of the centre, to work in."""
    copytree(laid.data, tmp_path / "centre")
    return Installation(tmp_path / "centre")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Tables, and nothing in them."""
    found = Installation(tmp_path_factory.mktemp("migrated") / "data")
    found.do("migrate", "--verbosity=0")
    return found


@pytest.fixture
def empty(migrated: Installation, tmp_path: Path) -> Installation:
    """A new data folder with an empty SQLite database; its tables are there already, to spare the test two seconds."""
    copytree(migrated.data, tmp_path / "empty")
    return Installation(tmp_path / "empty")


@pytest.fixture
def bare(tmp_path: Path) -> Installation:
    """A data folder that is not there yet."""
    return Installation(tmp_path / "bare")


@pytest.fixture(scope="session")
def new_database() -> Callable[[], str]:
    """Makes an empty PostgreSQL database and gives its URL."""
    import psycopg

    url = start_postgres(FOLDER / "another-pg")

    def make() -> str:
        name = f"test_{uuid4().hex}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
            host = connection.info.host
        return f"postgresql://postgres:@/{name}?host={host}"

    return make


@pytest.fixture
def empty_postgres(tmp_path: Path, new_database: Callable[[], str]) -> Installation:
    """A new data folder with an empty PostgreSQL database."""
    return Installation(tmp_path / "empty-pg", new_database())
