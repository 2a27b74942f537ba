"""What the machine of cases sees of the database: its rows, read once until something is done; whether anything was written."""

from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models

from yimen.cases.models import Case, Completion, Extension, Pause, PublicNotice, Task
from yimen.journal import rows
from yimen.journal.models import Alarm

R = TypeVar("R", bound=models.Model)

# What a refused act must have left as it was: every case and task, every number given, every entry.
SIGNATURE = (
    "SELECT id, state, stage, round, due_on, outcome, ended_on, answer_by_on, restarted_on, answerable_id, led_by_id, "
    "wanted_on, joined_on FROM cases_case ORDER BY id",
    "SELECT id, state FROM cases_proposal ORDER BY id",
    "SELECT id, until_on FROM cases_pause ORDER BY id",
    "SELECT id FROM cases_extension ORDER BY id",
    "SELECT id, joint_due_on FROM cases_application ORDER BY id",
    "SELECT id, state, due_on FROM cases_task ORDER BY id",
    "SELECT centre_id, series, value FROM journal_counter ORDER BY id",
    "SELECT centre_id, number FROM journal_stream ORDER BY centre_id",
    "SELECT subject_id, act, due_at FROM journal_alarm ORDER BY id",
)


def signature() -> list[Any]:
    """How all of that stands."""
    return [rows.send(sql, []).fetchall() for sql in SIGNATURE]


def written() -> int | None:
    """How many rows this connection has ever written, undone ones too; only SQLite counts them."""
    return connection.connection.total_changes if connection.vendor == "sqlite" else None


def _read(model: type[R]) -> list[R]:
    """All rows of a table: in a walk there are few."""
    found: list[R] = rows.select(model, "1=1", [])
    return found


class Standing:
    """The rows of a walk as they stand, each table read once until something is done."""

    @cached_property
    def cases(self) -> dict[UUID, Case]:
        """By key. Each is lent to a verb as a copy, since a verb may change what it is given."""
        return {one.pk: one for one in _read(Case)}

    @cached_property
    def tasks(self) -> list[Task]:
        """Also closed ones, in the order in which they were opened."""
        return sorted(_read(Task), key=lambda one: (one.opened_at, one.step_key))

    @cached_property
    def notices(self) -> dict[UUID, PublicNotice]:
        """By the task that posts them."""
        return {one.task_id: one for one in _read(PublicNotice)}

    @cached_property
    def completions(self) -> list[Completion]:
        """In their order."""
        return sorted(_read(Completion), key=lambda one: one.round)

    @cached_property
    def pauses(self) -> list[Pause]:
        """All."""
        return _read(Pause)

    @cached_property
    def extensions(self) -> list[Extension]:
        """All."""
        return _read(Extension)

    @cached_property
    def alarms(self) -> list[Alarm]:
        """All, also of the town's other things."""
        return _read(Alarm)

    def waiting(self, case: Case) -> list[Task]:
        """The open tasks of a case."""
        return [one for one in self.tasks if one.case_id == case.pk and one.state == "open"]
