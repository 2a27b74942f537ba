"""A test that commits leaves nothing behind, not even in guarded tables, and leaves the guards standing."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from yimen.journal import guards
from yimen.journal.models import Entry

MOMENT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
CENTRE = UUID("01900000-0000-7000-8000-000000000001")


def commit_an_entry() -> Entry:
    return Entry.objects.create(
        centre_id=CENTRE, epoch=1, number=1, at=MOMENT, recorded_at=MOMENT, subject_id=CENTRE, body="{}"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_one_committed_the_next_does_not_find(turn: str):
    assert not Entry.objects.exists()

    commit_an_entry()


@pytest.mark.django_db(transaction=True)
def test_the_guards_stand_for_every_test():
    entry = commit_an_entry()

    assert guards.missing(connection) == []
    with pytest.raises(DatabaseError):
        entry.delete()
