"""Statements by the driver's lower layer are as those by its cursor: values, errors, transactions, what is prepared."""

from datetime import UTC, date, datetime
from threading import Event, Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from yimen.journal import rows, wire
from yimen.journal.models import Counter

pytestmark = [pytest.mark.engine("postgres"), pytest.mark.django_db(transaction=True)]

VALUES = (
    ("uuid", UUID(int=7)), ("text", "王秀英 '\\ %"), ("int", 7), ("bigint", 2**40), ("int", None), ("boolean", False),
    ("date", date(2026, 3, 2)), ("timestamptz", datetime(2026, 3, 2, 1, 2, 3, 4, tzinfo=UTC)), ("bytea", b"\x00\xff'\\"),
)  # fmt: skip
MINE = "INSERT INTO journal_counter (id, centre_id, series, value) VALUES (%s, %s, %s, %s)"
COUNT = "SELECT count(*) FROM journal_counter WHERE value = %s"


def sent(sql: str, *params: Any) -> Any:
    return rows.send(sql, params).fetchone()[0]


@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_a_value_comes_back_as_it_went(kind: str, value: Any) -> None:
    assert sent(f"SELECT %s::{kind}", value) == value


def test_a_percent_sign_is_written_twice_and_a_row_that_is_not_there_is_none() -> None:
    assert sent("SELECT 'a' LIKE '%%' AND %s::bool", True)
    assert rows.send("SELECT 1 WHERE %s::bool", [False]).fetchone() is None


def test_one_prepared_form_serves_small_large_and_no_numbers() -> None:
    for number in (1, 2**14, 2**40, None):
        sent(COUNT, number)

    assert sent("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", COUNT.replace("%s", "%")) == 1


def test_what_was_sent_is_undone_with_its_transaction_and_statements_go_on_after_a_rollback() -> None:
    for _again in range(2):  # the second time all of it is prepared already
        Counter.objects.filter(value=5).exists()  # psycopg prepares its own beside ours
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            rows.send(MINE, [UUID(int=1), UUID(int=2), "S", 5])
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.send(MINE, [UUID(int=1), UUID(int=2), "S", 5])
            assert sent(COUNT, 5) == 1
            raise ZeroDivisionError
        assert sent(COUNT, 5) == 0


def test_what_the_server_refuses_is_djangos_error_and_the_connection_goes_on() -> None:
    with pytest.raises(DatabaseError, match="no_such_table"), transaction.atomic():
        sent("SELECT 1 FROM no_such_table WHERE 1 = %s", 1)

    assert sent(COUNT, -1) == 0


def test_after_a_lost_connection_there_is_a_new_one() -> None:
    sent(COUNT, 1)
    own = sent("SELECT pg_backend_pid() WHERE %s::bool", True)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [own])
    other.close()
    with pytest.raises(DatabaseError):
        sent(COUNT, 1)
    connection.close_if_unusable_or_obsolete()

    assert sent(COUNT, 1) == 0


def test_no_more_is_prepared_than_a_connection_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MOST", 3)
    connection.close()

    with transaction.atomic():
        found = [sent(f"SELECT {number} + %s::int", 1) for number in [*range(6), 0]]
        held = sent("SELECT count(*) FROM pg_prepared_statements WHERE name ~ %s", "^yimen_[0-9]")

    assert (found, held) == ([1, 2, 3, 4, 5, 6, 1], 3)


def test_the_last_statement_is_committed_with_itself_and_only_where_the_transaction_is_the_turns_own() -> None:
    other = connection.copy()

    def seen_by_others() -> int:
        with other.cursor() as cursor:
            cursor.execute(COUNT, [6])
            return int(cursor.fetchone()[0])

    with transaction.atomic():
        rows.send(MINE, [UUID(int=3), UUID(int=4), "S", 6])
        assert seen_by_others() == 0
        rows.run([("UPDATE journal_counter SET series = %s WHERE value = %s", ["T", 6])], last=True)
        assert seen_by_others() == 1
    other.close()

    assert sent(COUNT, 6) == 1


def test_a_last_statement_that_is_refused_commits_nothing() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.send(MINE, [UUID(int=5), UUID(int=6), "S", 7])
        rows.run([(MINE, [UUID(int=5), UUID(int=6), "S", 7])], last=True)

    assert sent(COUNT, 7) == 0


def test_what_only_the_commit_refuses_commits_nothing_either() -> None:
    """A foreign key is looked at when the transaction ends."""
    orphan = "INSERT INTO journal_stumble (id, follower, entry_id, attempts, error, is_open) VALUES (%s, %s, %s, 1, '', true)"
    with pytest.raises(IntegrityError, match="journal_stumble"), transaction.atomic():
        rows.send(MINE, [UUID(int=7), UUID(int=8), "S", 8])
        rows.run([(orphan, [UUID(int=9), "telling", UUID(int=10)])], last=True)

    assert sent(COUNT, 8) == 0


def test_one_who_waits_for_a_lock_holds_up_no_other_thread_of_the_process() -> None:
    """The driver waits for an answer of a pipeline without letting others in; the wire does not."""
    with transaction.atomic():
        rows.send(MINE, [UUID(int=11), UUID(int=12), "S", 9])
    asked, done = Event(), list[int]()

    def wait() -> None:
        with transaction.atomic():
            asked.set()
            done.append(rows.send(f"SELECT value FROM journal_counter WHERE value = %s {rows.LOCK}", [9]).fetchone()[0])
        connection.close()

    with transaction.atomic():
        sent(f"SELECT value FROM journal_counter WHERE value = %s {rows.LOCK}", 9)
        waiting = Thread(target=wait)
        waiting.start()
        asked.wait(10)
        for _again in range(20):
            sent(COUNT, 9)
        assert done == []
    waiting.join(10)

    assert done == [9]


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many statements went in each round trip."""
    found: list[int] = []
    alone, together = wire.Wire.send, wire.Wire.send_all

    def counted(self: wire.Wire, statements: Any, *, last: bool = False) -> Any:
        found.append(len(statements))
        return together(self, statements, last=last)

    def one(self: wire.Wire, sql: str, params: Any, *, last: bool = False) -> Any:
        if not (last or self._is_to_begin()):  # those go by `send_all`
            found.append(1)
        return alone(self, sql, params, last=last)

    monkeypatch.setattr(wire.Wire, "send_all", counted)
    monkeypatch.setattr(wire.Wire, "send", one)
    return found


def test_what_is_asked_ahead_goes_behind_the_next_statement_and_is_read_once(trips: list[int]) -> None:
    with transaction.atomic():
        rows.ahead([(COUNT, [21]), (COUNT, [22])])
        rows.send(MINE, [UUID(int=21), UUID(int=22), "S", 21])
        assert trips == [3]
        assert [rows.read(COUNT, [21]), rows.read(COUNT, [22])] == [[(1,)], [(0,)]]  # behind it: it saw the row
        assert trips == [3]
        assert rows.read(COUNT, [21]) == [(1,)]
        assert rows.read(COUNT, [23]) == [(0,)]  # nobody foresaw it
    assert trips == [3, 1, 1]


def test_who_reads_first_what_was_asked_ahead_takes_the_rest_along(trips: list[int]) -> None:
    with transaction.atomic():
        rows.ahead([(COUNT, [24]), (COUNT, [25])])
        assert rows.read(COUNT, [24]) == rows.read(COUNT, [25]) == [(0,)]
    assert trips == [2]


def test_what_nobody_wanted_is_forgotten(trips: list[int]) -> None:
    with transaction.atomic():
        rows.ahead([(COUNT, [26])])
        sent(COUNT, 27)
        rows.ahead([(COUNT, [28])])
        rows.forget_ahead()
        rows.send(MINE, [UUID(int=26), UUID(int=27), "S", 26])
        assert rows.read(COUNT, [26]) == [(1,)]
    assert trips == [2, 1, 1]


def test_one_asked_ahead_that_the_server_refuses_undoes_the_transaction() -> None:
    with pytest.raises(DatabaseError, match="division by zero"), transaction.atomic():
        rows.ahead([("SELECT 1 / %s::int", [0])])
        rows.send(MINE, [UUID(int=28), UUID(int=29), "S", 28])
    rows.forget_ahead()

    assert sent(COUNT, 28) == 0


def test_what_is_asked_ahead_of_a_lock_sees_what_the_one_who_held_it_has_written() -> None:
    """Each statement of a round trip has its own look at the table, after those before it: a joined read would be older."""
    with transaction.atomic():
        rows.send(MINE, [UUID(int=31), UUID(int=32), "S", 31])
    asked, found = Event(), list[Any]()
    lock = f"SELECT value FROM journal_counter WHERE series = %s {rows.LOCK}"

    def wait() -> None:
        with transaction.atomic():
            rows.ahead([(COUNT, [33])])
            asked.set()
            rows.send(lock, ["S"])
            found.extend(rows.read(COUNT, [33]))
        rows.forget_ahead()
        connection.close()

    with transaction.atomic():
        rows.send(lock, ["S"])
        waiting = Thread(target=wait)
        waiting.start()
        asked.wait(10)
        rows.send(MINE, [UUID(int=33), UUID(int=34), "T", 33])
    waiting.join(10)

    assert found == [(1,)]


def test_a_moment_comes_as_the_framework_gives_it() -> None:
    with transaction.atomic():
        ours = sent("SELECT now() WHERE %s::bool", True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT now()")
            theirs = cursor.fetchone()[0]

    assert (ours, ours.tzinfo) == (theirs, UTC)
