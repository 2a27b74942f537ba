"""Guards: what happened is neither changed nor removed, by whatever statement."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from tests.journal.conftest import HOUSE, PROGRAM, Spine
from yimen.journal import doctor, guards
from yimen.journal.errors import Broken
from yimen.journal.models import Entry, Fact
from yimen.office.actor import Actor
from yimen.registry import looks
from yimen.registry.models import Look, Person, Purpose

REQUIRED = {"journal_entry", "journal_fact", "registry_look", "catalogue_itemversion", "papers_paper"}


@pytest.fixture
def happened(spine: Spine) -> Entry:
    """An entry with a personal fact."""
    with HOUSE.turn(spine.east, "say", by=PROGRAM, at=spine.clock.now, reason="家中有病人"):
        pass
    return Entry.objects.get()


def refused(sql: str) -> str:
    """The database's words when it refuses a statement."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(caught.value)


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("column", ["body", "hash", "act", "actor", "at", "number"])
def test_an_entry_is_never_changed(happened: Entry, column: str) -> None:
    assert "is frozen: update refused" in refused(f"UPDATE journal_entry SET {column} = {column}")


@pytest.mark.parametrize("table", ["journal_entry", "journal_fact"])
def test_nothing_of_an_entry_is_removed(happened: Entry, table: str) -> None:
    assert f"{table} is frozen: delete refused" in refused(f"DELETE FROM {table}")


def test_the_orm_is_refused_too(happened: Entry) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(act="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Fact.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        happened.save()


def test_a_look_is_kept_as_it_was(spine: Spine) -> None:
    seen = Person.objects.create(
        document_kind="none", name="新生儿", name_blind=b"n", initials_blind=b"i",
        registered_at=spine.clock.now, changed_at=spine.clock.now,
    )  # fmt: skip
    looks.keep(seen, purpose=Purpose.CASE, by=Actor.clock(), at=spine.clock.now)

    assert Look.objects.exists()
    assert "update refused" in refused("UPDATE registry_look SET purpose = 'ticket'")
    assert "delete refused" in refused("DELETE FROM registry_look")


@pytest.mark.engine("postgres")
@pytest.mark.parametrize("table", sorted(REQUIRED))
@pytest.mark.django_db
def test_no_guarded_table_is_emptied_whole(table: str) -> None:
    assert f"{table} is frozen: truncate refused" in refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.engine("sqlite")
def test_an_entry_is_not_replaced(happened: Entry) -> None:
    assert "delete refused" in refused("INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry")


def test_an_entry_is_not_changed_by_an_insert_that_conflicts(happened: Entry) -> None:
    sql = "INSERT INTO journal_entry SELECT * FROM journal_entry WHERE 1=1 ON CONFLICT (id) DO UPDATE SET act = 'x'"

    assert "update refused" in refused(sql)


def test_a_personal_fact_is_erased_with_its_salt(happened: Entry) -> None:
    run("UPDATE journal_fact SET value = NULL, salt = NULL")

    fact = Fact.objects.get()
    assert (fact.value, fact.salt, fact.name, fact.entry_id) == (None, None, "reason", happened.pk)
    assert [name for name, _finding in doctor.examine() if name == "facts"] == []


@pytest.mark.parametrize(
    "change",
    [
        "value = NULL",
        "salt = NULL",
        "name = 'x'",
        "value = NULL, salt = NULL, name = 'x'",
        "value = value",
        "salt = value",
    ],
)
def test_any_other_change_of_a_personal_fact_is_refused(happened: Entry, change: str) -> None:
    assert "update refused" in refused(f"UPDATE journal_fact SET {change}")


def test_what_was_erased_is_not_filled_again(happened: Entry) -> None:
    run("UPDATE journal_fact SET value = NULL, salt = NULL")

    assert "update refused" in refused("UPDATE journal_fact SET value = 'x', salt = 'y'")


@pytest.mark.django_db
def test_every_table_that_must_not_change_is_guarded_and_none_is_missing() -> None:
    assert set(guards._GUARDS) >= REQUIRED
    assert guards.missing() == []
    guards.insist()


@pytest.mark.django_db
def test_laying_twice_is_laying_once() -> None:
    before = triggers()
    guards.lay()
    guards.lay()

    assert triggers() == before
    assert len(before) >= 2 * len(guards._GUARDS)


@pytest.mark.django_db
def test_without_guards_a_start_is_refused_and_laying_mends_it(spine: Spine) -> None:
    guards.lift()

    assert "guard_journal_entry_update" in guards.missing()
    with pytest.raises(Broken, match="guard_journal_entry_update") as caught:
        guards.insist()
    assert caught.value.code == "guards_missing"
    assert ("guards", "trigger guard_journal_entry_update is missing") in doctor.examine()
    guards.lay()
    guards.insist()


@pytest.mark.engine("postgres")
@pytest.mark.django_db
@pytest.mark.parametrize("how", ["DISABLE TRIGGER ALL", "ENABLE REPLICA TRIGGER guard_journal_entry_update"])
def test_a_guard_that_sleeps_counts_as_missing(how: str) -> None:
    run(f"ALTER TABLE journal_entry {how}")

    assert "guard_journal_entry_update" in guards.missing()


@pytest.mark.engine("postgres")
@pytest.mark.django_db
def test_another_schemas_guards_are_not_ours() -> None:
    """Two installations may share a database, a schema each (design 10)."""
    run("CREATE SCHEMA elsewhere")
    run("ALTER TABLE journal_fact SET SCHEMA elsewhere")

    assert "guard_journal_fact_update" in guards.missing()


@pytest.mark.engine("sqlite")
@pytest.mark.django_db(transaction=True)
def test_a_rebuilt_table_lost_its_guards_and_that_is_noticed() -> None:
    """What Django does when a column changes: a new table, the rows copied, the old one dropped, triggers and all."""
    plain: Any = Entry._meta.get_field("act")
    wider: Any = models.CharField(max_length=61)
    wider.set_attributes_from_name("act")
    wider.model = Entry
    try:
        with connection.schema_editor() as editor:
            editor.alter_field(Entry, plain, wider)
        assert guards.missing() == ["guard_journal_entry_delete", "guard_journal_entry_update"]
        with pytest.raises(Broken):
            guards.insist()
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Entry, wider, plain)
        guards.lay_from_migration(None, editor)

    guards.insist()


def triggers() -> list[Any]:
    sql = "SELECT name, sql FROM sqlite_master WHERE type='trigger' ORDER BY name"
    if connection.vendor == "postgresql":
        sql = "SELECT tgname, tgrelid, tgtype FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
