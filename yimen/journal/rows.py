"""Rows in and out in few, wide, prepared statements: what keeps the door quick while the verbs stay plain."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache, partial
from operator import attrgetter, itemgetter
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field
from django.db.models.base import ModelState

from yimen.journal.sealed import Sealed

Statement = tuple[str, list[Any]]
Row = TypeVar("Row", bound=models.Model)


# Not FOR UPDATE: whoever writes a row that points at a locked one (a ticket of a centre that is being re-cut) would wait for
# it with the stream's head in hand, and the other for the head. Keys are never changed, rows never deleted.
LOCK = "FOR NO KEY UPDATE"
Prepare = Callable[[Any], Any] | None  # None: the driver takes the value as it is


class Plan:
    """What is known of a model's table: column names, and how each value is converted on this engine."""

    def __init__(self, model: type[models.Model], its: BaseDatabaseWrapper) -> None:
        meta = model._meta
        self.model = model
        self.table = f'"{meta.db_table}"'
        self.fields: tuple[Field[Any, Any], ...] = tuple(meta.concrete_fields)
        self.names = [field.attname for field in self.fields]
        self.values = getter(self.names)
        self.columns = ", ".join(f'"{field.column}"' for field in self.fields)
        written = [field for field in self.fields if not isinstance(field, models.AutoField)]
        self.prepared = [(field.attname, _prepare(field, its)) for field in written]
        self.written = getter([field.attname for field in written])
        self.to_prepare = [(place, prepare) for place, (_name, prepare) in enumerate(self.prepared) if prepare]
        made = [field for field in written if field.has_default() and callable(field.default)]
        self.constants = {field.attname: field.get_default() for field in written if field not in made}
        self.made = [(field.attname, field.default) for field in made]
        into = ", ".join(f'"{field.column}"' for field in written)
        self.insert = f"INSERT INTO {self.table} ({into}) VALUES "  # noqa: S608  # names only
        self.marks = "(" + ", ".join(["%s"] * len(written)) + ")"
        self.prepare_by_name = dict(self.prepared)
        self.column_by_name = {field.attname: field.column for field in self.fields}
        self.pk_name, self.pk_column = meta.pk.attname, meta.pk.column
        attnames = {field.name: field.attname for field in self.fields}
        unique = [one for one in meta.constraints if isinstance(one, models.UniqueConstraint)]
        self.unique = [tuple(attnames[name] for name in one.fields) for one in unique]
        converters = [self._converters(field, its) for field in self.fields]
        self.converters = [(name, found) for name, found in zip(self.names, converters, strict=True) if found]
        self.has_locks = its.vendor == "postgresql"

    def _converters(self, field: Field[Any, Any], its: BaseDatabaseWrapper) -> list[tuple[Any, Any]]:
        column = field.get_col(self.model._meta.db_table)
        found = its.ops.get_db_converters(column) + column.get_db_converters(its)
        return [(converter, column) for converter in found]

    def load(self, values: Sequence[Any]) -> models.Model:
        """A model instance from a fetched row in the order of `columns`: as `Model.from_db`, whole, in a fifth of its time
        (nothing of ours listens to `pre_init` or overrides `__init__`)."""
        row = self.model.__new__(self.model)
        own = row.__dict__
        own["_state"] = state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        own.update(zip(self.names, values, strict=True))
        if self.converters:
            its = _connection()
            for name, converters in self.converters:
                if own[name] is not None:
                    for converter, column in converters:
                        own[name] = converter(own[name], column, its)
        return row


def _prepare(field: Field[Any, Any], its: BaseDatabaseWrapper) -> Prepare:
    """How a value that is not None goes to the driver; simple kinds are passed on, or by one call of C."""
    kind = type(field.target_field if isinstance(field, models.ForeignKey) else field)
    is_native = its.vendor == "postgresql"
    if issubclass(kind, (models.CharField, models.TextField, models.IntegerField, models.BooleanField)):
        return None
    if isinstance(field, Sealed):
        return field.sealed
    if issubclass(kind, models.BinaryField):
        return None
    if issubclass(kind, models.UUIDField):
        return _HEX  # which PostgreSQL reads as well, and the driver passes on sooner than a UUID
    if issubclass(kind, (models.DateField, models.DateTimeField)) and is_native:
        return None
    if issubclass(kind, models.DateTimeField):
        return its.ops.adapt_datetimefield_value
    if issubclass(kind, models.DateField):
        return its.ops.adapt_datefield_value
    return partial(field.get_db_prep_save, connection=its)


_HEX = attrgetter("hex")


def getter(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Reads these names from a row's `__dict__` as a tuple, in one call of C."""
    if not names:
        return lambda _own: ()
    one = itemgetter(*names)
    return one if len(names) > 1 else lambda own: (one(own),)


Asked = tuple[str, tuple[Any, ...]]


class _Hand(threading.local):
    """A thread's way to the database: Django's connection without the proxy that would be asked some hundred times a turn,
    and on PostgreSQL the wire upon the driver's; what was asked ahead, and what of it came."""

    def __init__(self) -> None:
        self.wrapper: BaseDatabaseWrapper | None = None
        self.wire: Any = None
        self.ahead: list[Asked] = []
        self.came: dict[Asked, list[tuple[Any, ...]]] = {}


_hand = _Hand()


def send(sql: str, params: Sequence[Any], *, last: bool = False) -> Any:
    """Send one statement; what comes back is fetched from what is returned before the next one is sent. `last`: it may be
    committed with it, for the transaction is the caller's own and ends here.

    On PostgreSQL it goes by the thread's own wire, and what was asked `ahead` goes behind it; on SQLite by the driver. Where
    somebody listens (`execute_wrapper`, captured queries) the ordinary way is taken.
    """
    here = _connection()
    if here.execute_wrappers or here.force_debug_cursor:
        cursor = here.cursor()
        cursor.execute(sql, params)
        return cursor
    if here.needs_rollback:
        here.validate_no_broken_transaction()
    if not is_postgres():
        if here.connection is None:
            here.ensure_connection()
        with here.wrap_database_errors:
            return here.connection.execute(_with_question_marks(sql), params)
    wire = _hand.wire
    if wire is None or wire.connection is not here.connection:
        wire = _hand.wire = _new_wire(here)
    ahead = _hand.ahead
    with here.wrap_database_errors:
        if not ahead or last:
            return wire.send(sql, params, last=last)
        _hand.ahead = []
        first, *came = wire.send_all([(sql, params), *ahead])
    _hand.came.update((asked, one.fetchall()) for asked, one in zip(ahead, came, strict=True))
    return first


@lru_cache(maxsize=1000)
def _with_question_marks(sql: str) -> str:
    """A statement as SQLite's driver takes it."""
    return "%".join(part.replace("%s", "?") for part in sql.split("%%"))


def ahead(statements: Iterable[Statement]) -> None:
    """What the open turn will `read` before it ends: on PostgreSQL it is sent with the next statement, done behind it and in
    the same round trip, and the first who reads it by the same words gets what came. Who guesses wrong has wasted a
    statement and nothing else: what nobody foresaw is read when it is wanted. Behind a lock it sees what the lock protects
    as it stands; `forget_ahead` when the turn ends."""
    if is_postgres():
        _hand.ahead += [(sql, tuple(params)) for sql, params in statements]


def forget_ahead() -> None:
    """Nothing is foreseen any more, and what came and was not wanted is dropped."""
    if _hand.ahead or _hand.came:
        _hand.ahead, _hand.came = [], {}


def read(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a reading statement: those that came ahead, once; else it is sent."""
    if _hand.came or _hand.ahead:
        asked = sql, tuple(params)
        if (came := _hand.came.pop(asked, None)) is not None:
            return came
        if asked in _hand.ahead:
            _hand.ahead.remove(asked)
    found: list[tuple[Any, ...]] = send(sql, params).fetchall()
    return found


def _new_wire(here: BaseDatabaseWrapper) -> Any:
    from yimen.journal.wire import Wire  # not where SQLite serves: psycopg costs a third of a second

    here.ensure_connection()
    return Wire(here.connection)


def _connection() -> BaseDatabaseWrapper:
    """The thread's own."""
    if _hand.wrapper is None:
        _hand.wrapper = connections[DEFAULT_DB_ALIAS]
    return _hand.wrapper


def _is_plain(field: Field[Any, Any]) -> bool:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    plain = (models.CharField, models.TextField, models.UUIDField, models.DateField, models.BooleanField)
    return isinstance(target, (*plain, models.IntegerField)) and not isinstance(target, models.JSONField)


@cache
def plan_of(model: type[models.Model]) -> Plan:
    """The plan of a model, made once per process: a process knows one engine."""
    return Plan(model, _connection())


def pk_of(row: models.Model) -> Any:
    """The row's key, sooner than by `pk`, which asks the model's description each time."""
    return row.__dict__[plan_of(type(row)).pk_name]


def key(value: UUID | None) -> Any:
    """A UUID as a parameter."""
    return value if value is None else value.hex


def day(value: date) -> Any:
    """A day as this engine's parameter."""
    return value if is_postgres() else value.isoformat()


def moment(value: datetime) -> Any:
    """A moment as this engine's parameter."""
    return value if is_postgres() else _connection().ops.adapt_datetimefield_value(value)


@cache
def is_postgres() -> bool:
    """A process knows one engine; asked some fifty times a turn."""
    return _connection().vendor == "postgresql"


def defaults(model: type[models.Model]) -> dict[str, Any]:
    """What the model says of attributes that nobody names, a new key among them."""
    its = plan_of(model)
    return its.constants | {name: make() for name, make in its.made}


def born(model: type[Row], **values: Any) -> Row:
    """A new instance with its model's defaults, of attributes by name (`case_id`, not `case`): as `Model(…)` without the
    signals, of which ours has none, in a fifth of its time."""
    row = model.__new__(model)
    row.__dict__ |= defaults(model) | values
    row.__dict__["_state"] = ModelState()
    return row


def insert(rows: Sequence[models.Model], *, conflict: str = "") -> Statement:
    """One INSERT for rows of one model; `conflict` is the tail of ON CONFLICT, e.g. DO NOTHING."""
    return insert_values(type(rows[0]), [row.__dict__ for row in rows], conflict=conflict)


def insert_values(model: type[models.Model], rows: Sequence[Mapping[str, Any]], *, conflict: str = "") -> Statement:
    """The same for rows that never were instances: every attribute of the model by name."""
    its = plan_of(model)
    tail = f" ON CONFLICT {conflict}" if conflict else ""
    sql = its.insert + ", ".join([its.marks] * len(rows)) + tail
    params: list[Any] = []
    for own in rows:
        values = list(its.written(own))
        for place, prepare in its.to_prepare:
            if values[place] is not None:
                values[place] = prepare(values[place])
        params += values
    return sql, params


def update(row: models.Model, names: Iterable[str]) -> Statement:
    """One UPDATE of the named attributes of a row."""
    its, own = plan_of(type(row)), row.__dict__
    changed = sorted(names)
    sets = ", ".join(f'"{its.column_by_name[name]}" = %s' for name in changed)
    sql = f'UPDATE {its.table} SET {sets} WHERE "{its.pk_column}" = %s'  # noqa: S608  # names only
    return sql, [_value(own[name], its.prepare_by_name[name]) for name in [*changed, its.pk_name]]


def _value(value: Any, prepare: Prepare) -> Any:
    return value if prepare is None or value is None else prepare(value)


def asked(model: type[models.Model], where: str, params: Sequence[Any], *, lock: bool = False) -> Statement:
    """The statement that `select` sends: for who asks `ahead`."""
    its = plan_of(model)
    tail = f' ORDER BY "{its.pk_column}" {LOCK}' if lock and its.has_locks else ""
    return f"SELECT {its.columns} FROM {its.table} WHERE {where}{tail}", list(params)  # noqa: S608  # names only


def select(model: type[models.Model], where: str, params: Sequence[Any], *, lock: bool = False) -> list[Any]:
    """Rows of a model by a WHERE clause over its own columns, ordered by key when locked so that locks never cross."""
    load = plan_of(model).load
    return [load(values) for values in read(*asked(model, where, params, lock=lock))]


def locked(model: type[models.Model], pk: UUID, extras: Sequence[Statement]) -> tuple[models.Model, list[Any]] | None:
    """A row under lock with further values computed in the same statement; None where there is no such row."""
    its = plan_of(model)
    more = "".join(f", {sql}" for sql, _params in extras)
    tail = f" {LOCK} OF {its.table}" if its.has_locks else ""
    sql = f'SELECT {its.columns}{more} FROM {its.table} WHERE "{its.pk_column}" = %s{tail}'  # noqa: S608  # names only
    found = send(sql, [param for _sql, params in extras for param in params] + [key(pk)]).fetchone()
    if found is None:
        return None
    width = len(its.fields)
    return its.load(found[:width]), list(found[width:])


def is_in_transaction() -> bool:
    """Whether somebody has one open in this thread."""
    return _connection().in_atomic_block


def run(statements: Sequence[Statement], *, last: bool = False) -> None:
    """Write: on PostgreSQL all in one round trip (data-modifying CTEs; foreign keys are checked at its end). `last` as in
    `send`."""
    if not statements:
        return
    if not is_postgres() or len(statements) == 1:
        for number, (sql, params) in enumerate(statements, start=1):
            send(sql, params, last=last and number == len(statements))
        return
    named = ", ".join(f"w{index} AS ({sql})" for index, (sql, _params) in enumerate(statements[:-1]))
    params = [param for _sql, params in statements for param in params]
    send(f"WITH {named} {statements[-1][0]}", params, last=last)
