"""The doctor: whatever was changed behind the door's back is found."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests.town import Cast
from yimen.cases import endings, intake, on_the_spot
from yimen.cases.models import Case
from yimen.journal import doctor, guards, rows
from yimen.journal.models import Entry, Fact, Stream
from yimen.office.models import Centre
from yimen.papers import storage


@pytest.fixture
def sound(cast: Cast) -> Cast:
    """A case finished on the spot, and one that was withdrawn: the doctor finds nothing."""
    at = cast.clock.at(3, 2)
    on_the_spot.handle(cast.handed(at, code="JS-03"), by=cast.window, at=at)
    case = intake.receive(cast.handed(at), by=cast.window, at=at)
    endings.withdraw(case, reason="家里另有安排", by=cast.window, at=at)
    assert doctor.examine() == []
    return cast


def behind(sql: str, *params: Any) -> None:
    """What somebody with the database's password does, triggers lifted."""
    connection.check_constraints()  # PostgreSQL lifts no trigger while foreign keys wait to be checked
    with guards.lifted(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def found() -> set[str]:
    """The checks that found something."""
    return {name for name, _finding in doctor.examine()}


def words(check: str) -> str:
    return "\n".join(finding for name, finding in doctor.examine() if name == check)


def test_a_row_that_was_changed_past_the_door_is_found(sound: Cast) -> None:
    for table, change in (
        ("cases_case", "due_on = '2027-01-01'"), ("cases_case", "outcome = 'refused' WHERE outcome = 'granted'"),
        ("cases_task", "stage = 7"), ("cases_casematerial", "is_given = NOT is_given"),
        ("cases_application", "channel = 'portal'"), ("papers_paper", "issued_on = '2026-03-01'"),
        ("catalogue_versionstate", "from_on = '2026-02-02'"),
    ):  # fmt: skip
        with undone():
            behind(f"UPDATE {table} SET {change}")
            assert "replay" in found(), change
    assert found() == set()


def test_a_row_that_came_in_past_the_door_is_found(sound: Cast) -> None:
    case = Case.objects.order_by("number")[0]
    case.pk, case.number, case.token = None, "DY26-000077", "x" * 26
    case.id = sound.hall.pk  # any id that is no case's
    case.save(force_insert=True)

    assert f"cases.case {case.pk}: in the table, not in the journal" in words("replay")


def test_a_missing_entry_is_found(sound: Cast) -> None:
    last = Stream.objects.get(pk=sound.hall.pk).number
    for number in (1, 3, last):
        key = rows.key(Entry.objects.get(centre_id=sound.hall.pk, number=number).pk)
        with undone():
            behind("DELETE FROM journal_fact WHERE entry_id = %s", key)
            behind("DELETE FROM journal_entry WHERE id = %s", key)
            expected = f"number {number} is missing" if number < last else f"the head says {last}"
            assert expected in words("chain")


def test_a_body_that_was_changed_is_found(sound: Cast) -> None:
    behind("UPDATE journal_entry SET body = replace(body, 'granted', 'refused')")

    assert "the hash does not follow" in words("chain")


def test_a_body_that_is_no_longer_readable_is_found_and_does_not_stop_the_doctor(sound: Cast) -> None:
    behind("UPDATE journal_entry SET body = 'x' WHERE number = 2")

    assert {"chain", "replay", "facts", "moves"} <= found()


def test_a_column_that_no_longer_copies_the_body_is_found(sound: Cast) -> None:
    moved = "'2026-03-02 00:59:59+00'" if connection.vendor == "postgresql" else "'2026-03-02 00:59:59'"
    for column, value in (
        ("act", "'cases.other'"), ("actor", "'staff:0'"), ("subject_kind", "'cases.task'"), ("epoch", "2"),
        ("at", moved), ("recorded_at", moved), ("post_id", "NULL"), ("subject_id", "centre_id"),
    ):  # fmt: skip
        with undone():
            behind(f"UPDATE journal_entry SET {column} = {value}")
            assert f"column {column} differs from the body" in words("chain")


def test_a_head_that_was_turned_back_or_removed_is_found(sound: Cast) -> None:
    with undone():
        behind("UPDATE journal_stream SET number = number - 1")
        assert "the head says" in words("chain")
    with undone():
        behind("DELETE FROM journal_stream")
        assert f"stream {sound.hall.pk}: its entries have no head" in words("chain")
        assert "replay" not in found()


def test_a_stream_that_was_removed_whole_is_found(sound: Cast) -> None:
    for table in ("journal_fact", "journal_entry", "journal_stream", "journal_counter"):
        behind(f"DELETE FROM {table}")

    assert "in the table, not in the journal" in words("replay")


def test_a_personal_fact_that_was_changed_is_found(sound: Cast) -> None:
    assert Fact.objects.exists()
    for change in ("UPDATE journal_fact SET salt = value", "DELETE FROM journal_fact",
                   "UPDATE journal_fact SET name = 'other'", "UPDATE journal_fact SET salt = NULL"):  # fmt: skip
        with undone():
            behind(change)
            assert "personal fact" in words("facts"), change


def test_a_fact_exchanged_for_another_is_found(sound: Cast) -> None:
    first, second = Fact.objects.filter(value__isnull=False)[:2]
    texts = {first.pk: second.value, second.pk: first.value}
    assert len(set(texts.values())) == 2
    connection.check_constraints()
    with guards.lifted():
        for pk, text in texts.items():
            Fact.objects.filter(pk=pk).update(value=text)

    assert words("facts").count("is not the one that was chained") == 2


def test_a_missing_number_and_one_beyond_the_counter_are_found(sound: Cast) -> None:
    for series in ("26", "26-S"):
        with undone():
            behind("UPDATE journal_counter SET value = value + 1 WHERE series = %s", series)
            assert f"series {series}: 1 numbers are neither issued nor named as lost" in words("numbers")
        with undone():
            behind("UPDATE journal_counter SET value = value - 1 WHERE series = %s", series)
            assert "1 numbers lie beyond the counter" in words("numbers")


def test_a_missing_and_a_damaged_file_are_found(sound: Cast) -> None:
    stored = storage.put(b"%PDF-1.7 a notice", kind="paper", centre_id=sound.hall.pk, at=sound.clock.now)
    stored.save(force_insert=True)
    assert doctor.examine() == []
    path = storage.path(stored.pk)

    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert f"the bytes of file {stored.pk} are not those that were stored" in words("files")

    path.unlink()
    assert f"the bytes of file {stored.pk} are missing" in words("files")


def test_a_case_that_nobody_works_on_is_found(sound: Cast) -> None:
    case = intake.take_in(sound.handed(sound.clock.now), by=sound.window, at=sound.clock.now)
    behind("UPDATE cases_task SET state = 'done' WHERE state = 'open'")

    assert f"case {case.number} is in process without an open task" in words("standing cases")


def test_what_of_a_case_is_kept_in_another_centre_is_found(sound: Cast) -> None:
    """No key of the database says of these that the centre is one."""
    intake.take_in(sound.handed(sound.clock.now), by=sound.window, at=sound.clock.now)
    bureau = Centre.objects.get(kind=Centre.Kind.BUREAU, departments__line="民政")
    for table, centre_id in (("cases_task", bureau.pk), ("cases_casematerial", uuid4())):
        with undone():
            behind(f"UPDATE {table} SET centre_id = %s", rows.key(centre_id))
            assert "replay" in found()


def test_a_personal_fact_of_no_entry_is_found(sound: Cast) -> None:
    assert "no entry" not in words("facts")
    with undone():
        behind(
            "INSERT INTO journal_fact (id, entry_id, name) VALUES (%s, %s, 'opinion')",
            rows.key(uuid4()),
            rows.key(uuid4()),
        )
        assert "belongs to no entry" in words("facts")


def test_a_task_at_a_closed_post_is_found(sound: Cast) -> None:
    case = intake.take_in(sound.handed(sound.clock.now), by=sound.window, at=sound.clock.now)
    assert "closed" not in words("standing cases")
    behind(f"UPDATE office_post SET is_open = {'0' if connection.vendor == 'sqlite' else 'false'}")

    assert f"case {case.number} waits at a post that is closed" in words("standing cases")
