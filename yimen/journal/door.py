"""The door: every change of something that has a life passes here (design 4).

    with turn(case, Act.ACCEPT, by=by, at=at) as case:      # a package binds `turn` and `birth` in its `_turn.py`
        case.accepted_on = localdate(at)

Transaction, lock and refresh, settle what fell due, authority, right, move, save what changed, journal. Turns nest; only
the outermost takes numbers (sorted), then stream heads (sorted), chains the entries in the order in which their turns
closed, and writes everything. If anything raises, nothing has happened.
"""

import random
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from yimen.journal import ledger, rows, source
from yimen.journal.errors import Broken, Malformed, NotNow, NotThere, NotYours, Refused
from yimen.journal.ledger import Declared, Told
from yimen.journal.moments import BACKDATING, localdate
from yimen.journal.pending import Pending

Row = TypeVar("Row", bound=models.Model)
Done = TypeVar("Done")
P = ParamSpec("P")


class Acting(Protocol):
    """What the door must know of an actor."""

    @property
    def ref(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def post_id(self) -> UUID | None: ...
    @property
    def centre_id(self) -> UUID | None: ...
    @property
    def for_id(self) -> UUID | None: ...


@dataclass(frozen=True)
class House:
    """What a package tells the door: its acts, its moves, who may, where authority is read."""

    name: str
    acts: Mapping[str, Declared]
    moves: Mapping[tuple[str, str], tuple[str, ...]]
    may: Callable[[Any, str, Any], bool]
    authority: Callable[[Any, date], rows.Statement | None]

    def __post_init__(self) -> None:
        _HOUSES[self.name] = self

    @contextmanager
    def turn(self, subject: Row, act: str, *, by: Acting, at: datetime, ahead: Any = (), **facts: Any) -> Iterator[Row]:
        """Change `subject` by `act`: yields it locked and fresh. Keyword facts go to the entry. `ahead`: the statements by
        which the act will read under the lock, sent with it (`rows.ahead`).

        Raises NotThere, NotYours (no authority, no right), NotNow (no such move), Malformed (`at` in the future).
        """
        with _outermost() as pending:
            row, overdue = self._lock(pending, subject, by, at, ahead)
            if overdue:
                ledger.settle(pending, row, at)
            with self._told(pending, row, act, by, at, facts) as told:
                if not self.may(by, act, row):
                    raise NotYours(_("您的岗位不能办理这一步。"))
                told.allowed = self._move(row, act)
                yield row

    @contextmanager
    def birth(self, row: Row, act: str, *, by: Acting, at: datetime, ahead: Any = (), **facts: Any) -> Iterator[Row]:
        """Begin something: `row` is new, knows its home centre, and is written when the turn ends. `ahead`: the statements by
        which the act will read, sent with the first."""
        with _outermost() as pending:
            rows.ahead(ahead)
            self._authorise(pending, by, at)
            with self._told(pending, row, act, by, at, facts) as told:
                if not self.may(by, act, row):
                    raise NotYours(_("您的岗位不能办理这一步。"))
                told.allowed = self.moves.get(("", act))
                if told.allowed:
                    row.state = told.allowed[0]  # type: ignore[attr-defined]  # what has moves has a state
                pending.add(row)
                yield row

    def lock(self, row: Row, *, by: Acting, at: datetime, ahead: Sequence[rows.Statement] = ()) -> Row:
        """Inside a turn or `together`: a row that its acts stand in line at, under lock and fresh, and the actor's authority
        read with it; `ahead` as in `turn`. It is no subject: nothing is settled, allowed or told. Raises NotThere,
        NotYours."""
        return self._lock(_current(), row, by, at, ahead)[0]

    def _lock(
        self, pending: Pending, subject: Row, by: Acting, at: datetime, ahead: Sequence[rows.Statement] = ()
    ) -> tuple[Row, bool]:
        held = pending.held(subject)
        if held is not None:
            self._authorise(pending, by, at)
            return held, False
        authority = self.authority(by, localdate(at))
        overdue = ledger.overdue_sql(subject.pk, at)
        rows.ahead(ahead)
        found = rows.locked(type(subject), subject.pk, [authority or ("1=1", []), overdue])
        if found is None:
            raise NotThere()
        row, (holds, due) = found
        if not holds:
            raise NotYours(_("您在这一天没有担任该岗位，不能以它的名义办理。"), code="no_authority")
        pending.hold(row)
        pending.authorised.add((by.ref, by.post_id, localdate(at)))
        return row, bool(due)  # type: ignore[return-value]  # the same model as the subject

    def _authorise(self, pending: Pending, by: Acting, at: datetime) -> None:
        known = (by.ref, by.post_id, localdate(at))
        authority = self.authority(by, localdate(at))
        if authority is None or known in pending.authorised:
            return
        found = rows.read(*asked(authority))
        if not found[0][0]:
            raise NotYours(_("您在这一天没有担任该岗位，不能以它的名义办理。"), code="no_authority")
        pending.authorised.add(known)

    def _move(self, row: Any, act: str) -> tuple[str, ...] | None:
        if not hasattr(row, "state"):
            return None
        allowed = self.moves.get((row.state, act))
        if allowed is None:
            words = {"act": self.acts[act].word, "state": row.get_state_display()}
            raise NotNow(_("当前状态为“%(state)s”，不能“%(act)s”。") % words)
        if row.state not in allowed:
            row.state = allowed[0]
        return allowed

    @contextmanager
    def _told(
        self, pending: Pending, row: models.Model, act: str, by: Acting, at: datetime, facts: Mapping[str, Any]
    ) -> Iterator[Told]:
        declared = self.acts[act]
        _check_moment(at, declared)
        told = Told(source.new_id(), f"{self.name}.{act}", declared, row, by, at, dict(facts))
        if pending.open:
            pending.attribute(pending.open[-1])
        pending.open.append(told)
        try:
            yield told
        except BaseException:
            pending.failed = True
            raise
        finally:
            pending.open.pop()
        if told.allowed and getattr(row, "state", None) not in told.allowed:
            raise Broken(f"{told.act}: {getattr(row, 'state', None)} is not one of {told.allowed}")
        pending.attribute(told)
        pending.closed.append(told)


_here = threading.local()
_HOUSES: dict[str, House] = {}


def _current() -> Pending:
    pending: Pending | None = getattr(_here, "pending", None)
    if pending is None:
        raise Broken("no turn is open: this is called inside a verb only")
    return pending


def add(row: Row, *, conflict: str = "") -> Row:
    """Write a new row when the outermost turn ends; `conflict`: the tail of ON CONFLICT where it may already be there."""
    _current().add(row, conflict)
    return row


def write(model: type[models.Model], key: Hashable, *, conflict: str = "", **values: Any) -> None:
    """A row that nothing in a turn reads or changes, e.g. that a post now sees a case: written as values, never an instance,
    once a key however often it is asked for. `values`: every field but the key and those that may be left to the model's
    defaults; `conflict` as in `add`."""
    by_key = _current().written.setdefault((model, conflict), {})
    if key not in by_key:
        by_key[key] = rows.defaults(model) | values


def word(act: str) -> str:
    """The word people see for an act as the journal names it ("cases.accept": 受理); empty for one of no house here."""
    house, _dot, name = act.partition(".")
    declared = _HOUSES[house].acts.get(name) if house in _HOUSES else None
    return str(declared.word) if declared else ""


def new(model: type[Row]) -> list[Row]:
    """The rows of a model that this turn will write, which no query can see yet."""
    return _current().new(model)


def hold(row: Row) -> Row:
    """Take a row that was read under the subject's lock into the turn: what changes on it is saved and journalled."""
    return _current().hold(row)


def held_or(row: Row) -> Row:
    """The row as this turn knows it, or the row itself taken into the turn."""
    return _current().held(row) or hold(row)


def note(**facts: Any) -> None:
    """Say more facts in the entry of the innermost open turn."""
    _current().open[-1].facts.update(facts)


def entry_id() -> UUID:
    """The id of the entry that the innermost open turn will write."""
    found: UUID = _current().open[-1].id
    return found


def last_entry_id() -> UUID | None:
    """The id of the last entry that the turns so far will write; None where none was told."""
    closed = _current().closed
    return closed[-1].id if closed else None


def number(centre_id: UUID, series: str, assign: Callable[[int], None]) -> None:
    """Take the next number of a series when the outermost turn ends, and give it to `assign`."""
    pending = _current()
    pending.numbers.append((centre_id, series, assign, pending.open[-1] if pending.open else None))


def number_at_once(centre_id: UUID, series: str, count: int = 1) -> int:
    """The next number of a series now, or the last of the next so many, its counter held until the end: for an act that is
    nothing but numbers, locks nothing else, and is nested in no other (`tickets.take`). Else it would cross with those who
    take theirs at the end."""
    if len(_current().open) != 1:
        raise Broken("a number at once is taken by an outermost turn only")
    return ledger.take(centre_id, series, count)


def skip(centre_id: UUID, series: str, count: int) -> None:
    """Numbers that are named as lost: the series goes on behind them."""
    _current().skipped.append((centre_id, series, count))


def next_epoch(centre_id: UUID) -> None:
    """The entries of this turn are the first of the stream's next epoch (`journal.epochs` only)."""
    _current().epochs.add(centre_id)


def finish(what: Callable[[], dict[str, Any] | None]) -> None:
    """Called after numbers are known and before rows are written, in order; what it returns joins the entry's facts."""
    pending = _current()
    pending.finishing.append((what, pending.open[-1]))


def set_alarm(subject: models.Model, act: str, *, due_at: datetime) -> None:
    """At `due_at` the clock performs `act` on the subject, unless a turn cancels it. One a subject and act."""
    _current().alarms[subject.pk, act] = (subject, due_at)


def cancel_alarm(subject: models.Model, act: str) -> None:
    """No alarm any more for this act of the subject."""
    _current().alarms[subject.pk, act] = (subject, None)


def after_commit(what: Callable[[], None]) -> None:
    """Once everything is safe, e.g. wake the worker of this process."""
    transaction.on_commit(what)


def together() -> AbstractContextManager[object]:
    """Several turns as one: all of them, or none; numbers and journal at its end."""
    return _outermost()


@contextmanager
def attempt() -> Iterator[None]:
    """Inside `together`: what happens here is undone as a whole when it raises, and the rest stands."""
    pending = _current()
    mark = pending.mark()
    try:
        with transaction.atomic():
            yield
    except BaseException:
        rows.forget_ahead()  # what was locked since is locked no more
        pending.back_to(mark)
        raise


def settle(model: type[models.Model], pk: UUID, *, at: datetime) -> bool:
    """Perform what fell due on one subject by `at`, and nothing else (the worker's turn); whether there was anything."""
    with _outermost() as pending:
        found = rows.locked(model, pk, [ledger.overdue_sql(pk, at)])
        if found is None:
            ledger.forget_alarms(pk)
            return False
        if found[1][0]:
            ledger.settle(pending, pending.hold(found[0]), at)
        return bool(found[1][0])


def is_open() -> bool:
    """Whether a turn is open in this thread."""
    return getattr(_here, "pending", None) is not None


def verb(function: Callable[P, Done]) -> Callable[P, Done]:
    """Marks a verb: where it is outermost and the database reports a deadlock, it is done again, twice at most."""

    @wraps(function)
    def done(*args: P.args, **kwargs: P.kwargs) -> Done:
        return retried(lambda: function(*args, **kwargs))

    return done


def retried(do: Callable[[], Done], *, times: int = 2) -> Done:
    """`do`, and again after 40001 or 40P01 where no turn is open around it and no transaction of a caller either."""
    for attempt in range(times):
        outermost = not is_open() and not rows.is_in_transaction()
        try:
            return do()
        except Exception as error:
            if not outermost or not _is_crossed(error):
                raise
            time.sleep(random.uniform(0, 0.03 * (attempt + 1)))  # noqa: S311  # or the same two cross again at once
    return do()


def _is_crossed(error: BaseException | None) -> bool:
    while error is not None:
        if getattr(error, "sqlstate", None) in ("40001", "40P01"):
            return True
        error = error.__cause__
    return False


def _outermost() -> AbstractContextManager[Pending]:
    inner: Pending | None = getattr(_here, "pending", None)
    return _begun() if inner is None else nullcontext(inner)


@contextmanager
def _begun() -> Iterator[Pending]:
    is_own = not rows.is_in_transaction()
    with transaction.atomic():
        pending = _here.pending = Pending()
        try:
            yield pending
            if pending.failed:
                raise Broken("a turn inside failed and its error was swallowed: nothing is written")
            ledger.write(pending, last=is_own)
        finally:
            _here.pending = None
            rows.forget_ahead()


def asked(authority: rows.Statement) -> rows.Statement:
    """The statement by which the door asks for authority where no lock does, for who asks it ahead."""
    return f"SELECT {authority[0]}", authority[1]  # the package's own text


def _check_moment(at: datetime, declared: Declared) -> None:
    recorded = source.recorded_at()
    if at > recorded:
        raise Malformed(_("办理时间不能晚于当前时间。"), code="in_the_future")
    if recorded - at > BACKDATING and not declared.late:
        raise Malformed(_("这一步不能补记，只能按当前时间办理。"), code="too_late")


__all__ = [
    "Acting", "Declared", "House", "Refused", "add", "after_commit", "cancel_alarm", "entry_id", "finish", "held_or",
    "hold", "is_open", "new", "note", "number", "retried", "set_alarm", "together", "verb", "write",
]  # fmt: skip
