"""The backup that is made on its own: when it is due, one at a time, and how it went is known."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from yimen.journal import highwater, jobs
from yimen.journal.errors import NotNow
from yimen.journal.models import Job
from yimen.safekeeping import hourly, lately, snapshot

AT = datetime(2026, 11, 26, 4, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Any) -> Path:
    """A data folder of the test's own, and where its backups lie."""
    settings.DATA, settings.BACKUP_DIR = tmp_path, tmp_path / "backups"
    return tmp_path / "backups"


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The processes that would have been begun."""
    found: list[tuple[str, ...]] = []
    monkeypatch.setattr(hourly, "_start", lambda *words: found.append(words))
    return found


def test_one_is_due_when_there_is_none_or_the_newest_is_an_hour_old(place: Path) -> None:
    assert hourly.due(at=AT)

    made = hourly.keep_one(at=AT)

    assert made.path.name == "yimen-20261126-123000.backup"
    assert not hourly.due(at=AT + timedelta(minutes=30))
    assert hourly.due(at=AT + timedelta(minutes=56))


def test_how_it_went_is_noted_and_marks_are_gathered(place: Path) -> None:
    highwater.note({(UUID(int=5), "26"): 3})

    hourly.keep_one(at=AT)

    assert lately.known(lately.BACKUP)["path"].endswith("yimen-20261126-123000.backup")
    assert [path.name for path in (place.parent / "highwater").iterdir()] == ["settled"]


def test_one_that_fails_leaves_nothing_and_says_why(place: Path, settings: Any) -> None:
    settings.BACKUP_DIR = place.parent / "backup.lock"  # a file where a folder should be

    with pytest.raises(OSError):
        hourly.keep_one(at=AT)

    assert "有一个同名的文件" in lately.known(lately.BACKUP)["error"]


def test_old_ones_are_swept_and_strangers_stay(place: Path) -> None:
    place.mkdir()
    for name in ("yimen-20240101-000000.backup", "yimen-20261125-000000.backup", "mine.backup", "yimen-mine.backup"):
        (place / name).touch()
    (place / "yimen-20261126-110000.backup.part").touch()

    hourly.keep_one(at=AT)

    assert sorted(path.name for path in place.iterdir()) == [
        "mine.backup", "yimen-20261125-000000.backup", "yimen-20261126-123000.backup", "yimen-mine.backup",
    ]  # fmt: skip


def test_two_are_not_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hourly, "PATIENCE", 0.1)

    with hourly._alone():
        assert hourly.is_running()
        with pytest.raises(hourly.Busy):
            hourly.keep_one(at=AT)
    assert not hourly.is_running()


def test_the_chore_begins_what_is_due(begun: list[tuple[str, ...]]) -> None:
    hourly.hourly(at=AT)
    assert begun == [("backup", "--hourly")]

    hourly.keep_one(at=AT)
    hourly.examine(at=AT)
    hourly.hourly(at=AT + timedelta(minutes=30))
    assert len(begun) == 1

    hourly.hourly(at=AT + timedelta(hours=1))
    assert len(begun) == 2


def test_whoever_asks_for_one_gets_one_however_often_it_was_pressed(begun: list[tuple[str, ...]]) -> None:
    hourly.ask(at=AT)
    hourly.ask(at=AT)
    assert Job.objects.count() == 1

    assert jobs.work(at=AT) == 1
    assert begun == [("backup",)]


def test_a_database_that_is_not_migrated_is_not_backed_up(place: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET app = 'x' WHERE app = 'cases'")
    try:
        with pytest.raises(NotNow):
            hourly.keep_one(at=AT)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE django_migrations SET app = 'cases' WHERE app = 'x'")
    assert list(place.iterdir()) == []
    assert "升级" in lately.known(lately.BACKUP)["error"]


@pytest.mark.engine("sqlite")
def test_an_older_sqlite_is_copied_first_and_the_copy_goes(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    whole = hourly.keep_one(at=AT)
    monkeypatch.setattr(snapshot, "_readers_block_nobody", lambda: False)

    copied = hourly.keep_one(at=AT + timedelta(hours=1))

    assert (copied.rows, len(list(place.iterdir()))) == (whole.rows, 2)
