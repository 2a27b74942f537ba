"""What an outermost turn has in hand until it ends: rows held and new, entries in the making, numbers wanted, alarms."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from yimen.journal import rows
from yimen.journal.fold import LIFE

Row = TypeVar("Row", bound=models.Model)
_MOST_ROWS = 500  # in a statement: an engine takes some 32,000 values in one
RowKey = tuple[type[models.Model], Any]


class Pending:
    """The one place where a thread's unwritten changes lie."""

    def __init__(self) -> None:
        self.failed = False
        self.authorised: set[Any] = set()
        self.open: list[Any] = []
        self.closed: list[Any] = []
        self.numbers: list[tuple[UUID, str, Callable[[int], None], Any]] = []
        self.finishing: list[tuple[Callable[[], dict[str, Any] | None], Any]] = []
        self.alarms: dict[tuple[UUID, str], tuple[models.Model, datetime | None]] = {}
        self.jobs: dict[str, dict[str, Any]] = {}
        self.written: dict[tuple[type[models.Model], str], dict[Hashable, dict[str, Any]]] = {}
        self.skipped: list[tuple[UUID, str, int]] = []
        self.epochs: set[UUID] = set()
        self._rows: dict[RowKey, models.Model] = {}
        self._stored: dict[RowKey, tuple[Any, ...]] = {}
        self._seen: dict[RowKey, tuple[Any, ...]] = {}
        self._may_exist: dict[RowKey, str] = {}

    def held(self, row: Row) -> Row | None:
        """The instance this turn works on for the same row, if it has it."""
        return self._rows.get(_key(row))  # type: ignore[return-value]  # keyed by the same type

    def hold(self, row: Row) -> Row:
        """Take a stored row in hand."""
        key = _key(row)
        if key not in self._rows:
            self._rows[key] = row
            self._stored[key] = _values(row)
            self._seen[key] = _life(row)
        return self._rows[key]  # type: ignore[return-value]  # keyed by the same type

    def add(self, row: models.Model, conflict: str = "") -> None:
        """Take a new row in hand; `conflict`: what happens where it is already there (the tail of ON CONFLICT)."""
        key = _key(row)
        if key in self._rows:
            return
        self._rows[key] = row
        if conflict:
            self._may_exist[key] = conflict

    def is_new(self, row: models.Model) -> bool:
        """Whether this turn made the row."""
        key = _key(row)
        return key in self._rows and key not in self._stored

    def new(self, model: type[Row]) -> list[Row]:
        """The new rows of a model, in the order they were added."""
        return [row for key, row in self._rows.items() if key[0] is model and key not in self._stored]  # type: ignore[misc]

    def attribute(self, told: Any) -> None:
        """Write onto `told` what has changed in lifecycle fields since the last attribution, with the values of now."""
        for key, row in self._rows.items():
            names = LIFE.get(key[0])
            if not names or key in self._may_exist:
                continue
            seen, now = self._seen.get(key), _getter(names)(row.__dict__)
            if seen == now:
                continue
            self._seen[key] = now
            told.tell(row, _changed(names, seen or (None,) * len(now), now))

    def statements(self) -> tuple[list[rows.Statement], list[rows.Statement]]:
        """Every write of a row: first those that must make way in a unique index for another row, then all others, new
        rows grouped by model."""
        groups: dict[tuple[type[models.Model], str], list[models.Model]] = {}
        changed_rows: list[tuple[models.Model, list[str], dict[str, Any]]] = []  # with what was stored
        for key, row in self._rows.items():
            was = self._stored.get(key)
            if was is None:
                groups.setdefault((key[0], self._may_exist.get(key, "")), []).append(row)
            elif was != (now := _values(row)):
                names = rows.plan_of(key[0]).names
                changed_rows.append((row, list(_changed(names, was, now)), dict(zip(names, was, strict=True))))
        inserts = [
            rows.insert(new[at : at + _MOST_ROWS], conflict=conflict)
            for (_model, conflict), new in groups.items()
            for at in range(0, len(new), _MOST_ROWS)
        ]
        inserts += [
            rows.insert_values(model, [by_key[key] for key in _in_order(by_key)], conflict=conflict)
            for (model, conflict), by_key in self.written.items()
        ]
        rivals = [row for new in groups.values() for row in new] + [row for row, _names, _stored in changed_rows]
        first: list[rows.Statement] = []
        then: list[rows.Statement] = []
        for row, names, stored in changed_rows:
            (first if _makes_way(row, stored, rivals) else then).append(rows.update(row, names))
        return first, then + inserts

    def mark(self) -> tuple[Any, ...]:
        """Where everything stands, for `back_to` (a follower's attempt)."""
        return (
            len(self.closed), len(self.numbers), len(self.finishing), dict(self.alarms), dict(self.jobs),
            dict(self._rows), dict(self._stored), dict(self._seen), dict(self._may_exist), self.failed,
            list(self.skipped),
            set(self.epochs),
            {kind: dict(by_key) for kind, by_key in self.written.items()},
            {key: _values(row) for key, row in self._rows.items()},
        )  # fmt: skip

    def back_to(self, mark: tuple[Any, ...]) -> None:
        """Forget everything since `mark`, also what changed on rows that were in hand then."""
        closed, numbers, finishing, self.alarms, self.jobs, self._rows, self._stored, self._seen, *rest = mark
        self._may_exist, self.failed, self.skipped, self.epochs, self.written, values = rest
        del self.closed[closed:], self.numbers[numbers:], self.finishing[finishing:]
        for key, row in self._rows.items():
            for name, value in zip(rows.plan_of(key[0]).names, values[key], strict=True):
                setattr(row, name, value)


def _makes_way(row: models.Model, stored: dict[str, Any], rivals: list[models.Model]) -> bool:
    """Whether another row of the model comes to stand where this one stood in a unique index. One statement of PostgreSQL
    writes in no promised order, so such a change goes before."""
    return any(
        all(stored[name] is not None and stored[name] == getattr(rival, name) for name in names)
        for rival in rivals
        if type(rival) is type(row) and rival is not row
        for names in rows.plan_of(type(row)).unique
    )


def _key(row: models.Model) -> RowKey:
    """By the number of its UUID: a UUID is hashed and compared in Python, and this is done some hundred times a turn."""
    pk = rows.pk_of(row)
    return type(row), pk.int if type(pk) is UUID else pk


def _in_order(keys: Collection[Hashable]) -> Iterable[Hashable]:
    """Lest two turns that write the same rows cross."""
    return sorted(keys, key=str) if len(keys) > 1 else keys


def _changed(names: Sequence[str], was: Sequence[Any], now: Sequence[Any]) -> dict[str, Any]:
    """The names whose values differ, with those of now. Most are the same objects, or there was nothing, and that is seen at
    once."""
    both = zip(names, was, now, strict=True)
    return {name: new for name, old, new in both if new is not old and (old is None or new != old)}


def _values(row: models.Model) -> tuple[Any, ...]:
    return rows.plan_of(type(row)).values(row.__dict__)


def _life(row: models.Model) -> tuple[Any, ...]:
    names = LIFE.get(type(row))
    return _getter(names)(row.__dict__) if names else ()


_getter = cache(rows.getter)
