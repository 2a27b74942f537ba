"""One demonstration centre, laid once, with a backup of it and its recovery sheet."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree, ignore_patterns
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.engines import FOLDER, start_postgres
from tests.installation import LAY, Installation


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory, migrated: Installation) -> Installation:
    """The demonstration centre on SQLite, its papers made. Nobody may change it: see `centre`."""
    found = Installation(tmp_path_factory.mktemp("laid") / "data")
    copytree(migrated.data, found.data, ignore=ignore_patterns("keys"))  # its keys are its own
    found.script(LAY)
    return found


@pytest.fixture(scope="session")
def last(original: Installation) -> int:
    """The highest number of a case in it; there are no gaps below."""
    with original.at_work() as somebody:
        numbers = somebody.numbers()
    assert numbers == [f"DY26-{value:06d}" for value in range(1, len(numbers) + 1)]
    return len(numbers)


@pytest.fixture(scope="session")
def backup(original: Installation) -> Path:
    """A backup of it."""
    target = original.data.parent / "first.backup"
    original.do("backup", target)
    return target


@pytest.fixture(scope="session")
def sheet(original: Installation) -> Path:
    """The recovery sheet of its keys, typed into a file."""
    target = original.data.parent / "sheet.txt"
    target.write_text(original.do("recovery_sheet"))
    return target


@pytest.fixture
def centre(original: Installation, tmp_path: Path) -> Installation:
    """A copy of the centre, to work in."""
    copytree(original.data, tmp_path / "centre")
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
def new_database() -> Callable[..., str]:
    """Makes a PostgreSQL database, empty or as another is with which nobody works, and gives its URL."""
    import psycopg

    url = start_postgres(FOLDER / "another-pg")

    def make(as_is: str = "template1") -> str:
        name = f"test_{uuid4().hex}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {as_is}")
            host = connection.info.host
        return f"postgresql://postgres:@/{name}?host={host}"

    return make


@pytest.fixture(scope="session")
def moved(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[..., str], backup: Path, sheet: Path
) -> Installation:
    """The centre, restored to PostgreSQL from the backup of SQLite. Nobody may change it: see `moved_centre`."""
    found = Installation(tmp_path_factory.mktemp("moved") / "data", new_database())
    found.do("restore", backup, "--sheet", sheet, "--nothing-since")
    return found


@pytest.fixture
def moved_centre(moved: Installation, new_database: Callable[..., str], tmp_path: Path) -> Installation:
    """A copy of the centre on PostgreSQL, to work in."""
    copytree(moved.data, tmp_path / "moved")
    return Installation(tmp_path / "moved", new_database(urlsplit(moved.url).path.strip("/")))
