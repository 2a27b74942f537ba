"""Settings choose a database that loses nothing and a log that names nobody."""

import json
import logging
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from tests.engines import ENGINE
from yimen.settings import LOGGING, _database, _journal_mode


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 0), "WAL"),
    ],
)
def test_wal_only_where_sqlite_has_mended_it(version: tuple[int, int, int], mode: str):
    assert _journal_mode(version) == mode


def test_without_a_url_the_database_lies_in_the_data_folder():
    assert _database("", Path("/srv/yimen"))["NAME"] == "/srv/yimen/yimen.sqlite3"


@pytest.mark.parametrize(
    ("url", "host", "port", "name"),
    [
        ("postgresql://lin:pw@db:5433/centre", "db", "5433", "centre"),
        ("postgresql://postgres:@/postgres?host=/run/pg", "/run/pg", "", "postgres"),
        (
            "postgresql://lin@a:5432,b:5432/centre?target_session_attrs=read-write",
            "a,b",
            "5432,5432",
            "centre",
        ),
    ],
)
def test_postgresql_urls_are_read_as_libpq_reads_them(url: str, host: str, port: str, name: str):
    found = _database(url, Path("/srv/yimen"))

    assert (found["HOST"], found["PORT"], found["NAME"]) == (host, port, name)
    assert found["OPTIONS"]["server_side_binding"] is True
    assert ("target_session_attrs" in found["OPTIONS"]) is ("target_session_attrs" in url)


def test_another_engine_is_refused():
    with pytest.raises(ImproperlyConfigured):
        _database("mysql://db/centre", Path("/srv/yimen"))


@pytest.mark.django_db
def test_the_engine_is_the_one_asked_for():
    assert connection.vendor == {"sqlite": "sqlite", "postgres": "postgresql"}[ENGINE]


@pytest.mark.django_db
@pytest.mark.engine("sqlite")
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 20000)],
)
def test_sqlite_waits_for_the_disk_and_for_its_turn(pragma: str, value: object):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")

        assert cursor.fetchone() == (value,)


def logged(name: str, level: int, message: str, *args: object, error: bool = False) -> dict[str, object]:
    options = dict(LOGGING["formatters"]["json"])
    formatter = options.pop("()")(**options)
    info = sys.exc_info() if error else None
    line = formatter.format(logging.LogRecord(name, level, "views.py", 1, message, args, info))
    found: dict[str, object] = json.loads(line)
    return found


def test_the_log_keeps_the_place_of_an_error_but_not_its_words():
    try:
        raise ValueError("王秀英 110101194906010021")
    except ValueError:
        line = logged("yimen.cases", logging.ERROR, "job failed", error=True)

    assert line["error"] == "ValueError"
    assert "test_settings.py" in str(line["at"])
    assert "王秀英" not in str(line)


def test_the_log_does_not_keep_an_address_that_opens_a_page():
    line = logged("django.request", logging.ERROR, "%s: %s", "Internal Server Error", "/progress/secrettoken/")

    assert line["event"] == "Internal Server Error"
    assert "secrettoken" not in str(line)
