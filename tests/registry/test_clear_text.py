"""Nothing of a person stands readable in what lies on the disk."""

from pathlib import Path

import pytest
from django.db import connection

from tests.registry.conftest import MORNING
from yimen.office.actor import Actor
from yimen.registry import looks, persons
from yimen.registry.models import Purpose

NAME = "欧阳诸葛秀英兰芳"  # long, so that its initials do not stand by chance in megabytes of sealed bytes


@pytest.mark.django_db(transaction=True)
def test_the_database_file_and_its_log_hold_no_clear_text(lin: Actor) -> None:
    found = persons.register(
        name=NAME,
        document_kind="resident",
        number="11010519491231002X",
        phone="13800138000",
        address="长风新村路1弄2号",
        division_id=None,
        by=lin,
        at=MORNING,
    )
    looks.open(found, purpose=Purpose.CASE, by=lin, at=MORNING)

    raw = _sqlite_files() if connection.vendor == "sqlite" else _postgresql_files()

    assert "长风新村街道".encode() in raw  # the division's name, which is no secret: we do read the right file
    for clear in (NAME, "秀英", "oyzgxylf", "11010519491231002X", "19491231", "13800138000", "长风新村路"):
        assert clear.encode() not in raw


def _sqlite_files() -> bytes:
    connection.close()
    name = Path(str(connection.settings_dict["NAME"]))
    return b"".join(path.read_bytes() for path in name.parent.glob(name.name + "*"))


def _postgresql_files() -> bytes:
    """The files of all tables and indexes, and of the log that is being written."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
            " WHERE relkind IN ('r', 'i') AND relnamespace = current_schema()::regnamespace"
            " UNION ALL SELECT pg_read_binary_file('pg_wal/' || pg_walfile_name(pg_current_wal_lsn()))"
        )
        return b"".join(bytes(row[0]) for row in cursor.fetchall())
