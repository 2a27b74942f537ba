"""The values of every kind of column: the same line from both engines, and back."""

from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection

from yimen.journal.models import Job
from yimen.office.models import Centre, Division, LegalDay, OpeningHour
from yimen.safekeeping import columns
from yimen.safekeeping.columns import Table

AT = datetime(2026, 3, 2, 1, 30, 0, 123456, tzinfo=UTC)


def table(name: str) -> Table:
    return next(one for one in columns.ours() if one.name == name)


def test_every_column_of_ours_has_a_kind() -> None:
    assert len(columns.ours()) > 40
    assert all(kind for one in columns.ours() for _name, kind in one.columns)


def test_nothing_of_ours_points_to_a_table_that_is_left_out() -> None:
    kept = {one.name for one in columns.ours()}

    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in kept:
            for field in model._meta.concrete_fields:
                target = field.related_model
                assert not isinstance(target, type) or target._meta.db_table in kept, f"{model.__name__}.{field.name}"


@pytest.mark.django_db
def test_rows_are_read_in_order_written_back_and_read_the_same() -> None:
    town = Division.objects.create(name="东岳“街道”\n", level="town")
    hall = Centre.objects.create(code="EA", kind="hall", name="东厅", short_name="东", division=town)
    OpeningHour.objects.create(centre=hall, weekday=0, opens=time(8, 30), closes=time(11, 30))
    Job.objects.create(kind="x", subject_id=UUID(int=9), key="k", lane="l", next_at=AT)
    LegalDay.objects.create(day=date(2099, 1, 1), works=False, name="元旦")

    for name in ("office_openinghour", "office_centre", "office_division", "journal_job", "office_legalday"):
        before = list(columns.read(connection, table(name)))
        assert before
        with connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{name}"')
        columns.write(connection, table(name), [list(row) for row in before])
        assert list(columns.read(connection, table(name))) == before


@pytest.mark.django_db
def test_a_moment_is_a_stamp_and_a_key_has_dashes() -> None:
    Job.objects.create(kind="x", subject_id=UUID(int=9), key="k", lane="l", next_at=AT)
    (row,) = columns.read(connection, table("journal_job"))

    told = dict(zip(table("journal_job").names, row, strict=True))

    assert told["next_at"] == "2026-03-02T01:30:00.123456Z"
    assert told["subject_id"] == "00000000-0000-0000-0000-000000000009"
    assert (told["centre_id"], told["attempts"]) == (None, 0)
