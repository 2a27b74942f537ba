"""Statements to PostgreSQL by the driver's lower layer: prepared once by their text, sent and read in two calls of C.

psycopg's cursor costs more than most of our statements: generators, a lock, a query object and a result object each time
(decision 0014). Its connection, its adapters and its errors are used as they are. Parameters are sent as text without a
type, so the server takes the type from the column or the comparison they stand at, and one prepared form serves whatever
their values are.
"""

import select
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from psycopg import Connection, OperationalError, errors
from psycopg.adapt import AdaptersMap, PyFormat, Transformer
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.types.datetime import TimestamptzLoader

MOST = 200  # prepared statements of a connection; the one that was used longest ago makes way
Statement = tuple[str, Sequence[Any]]
_BEGIN, _COMMIT = b"BEGIN", b"COMMIT"
_ENDS = {_BEGIN: b"yimen_begin", _COMMIT: b"yimen_commit"}
_GOOD = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)


class _Quick:
    """The connection's ways to read and write values, but moments as the driver itself reads them: in UTC, as the framework
    sets the connection, and without the framework's two calls for each."""

    def __init__(self, connection: Connection[Any]) -> None:
        self.connection = connection
        self.adapters = AdaptersMap(connection.adapters)
        self.adapters.register_loader("timestamptz", TimestamptzLoader)


class Came:
    """What a statement brought; read as from a cursor."""

    __slots__ = ("_at", "_rows")

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        self._rows, self._at = rows, 0

    def fetchone(self) -> tuple[Any, ...] | None:
        """The next row; None behind the last."""
        self._at += 1
        return self._rows[self._at - 1] if self._at <= len(self._rows) else None

    def fetchall(self) -> list[tuple[Any, ...]]:
        """The rows that are left."""
        at, self._at = self._at, len(self._rows)
        return self._rows[at:]


class Wire:
    """A connection and what was prepared on it. Of one thread, as Django's connections are."""

    def __init__(self, connection: Connection[Any]) -> None:
        self.connection = connection
        self._pg = connection.pgconn
        self._adapt = Transformer.from_context(_Quick(connection))
        self._known: OrderedDict[str, tuple[bytes, list[PyFormat]]] = OrderedDict()
        self._named = 0
        self._ends_are_known = False
        self._poll = select.poll()
        self._poll.register(self._pg.socket, select.POLLIN)
        self._hear_of_clearing()

    def send(self, sql: str, params: Sequence[Any], *, last: bool = False) -> Came:
        """Send one statement with its parameters, in the transaction that is open or, where the connection does not commit
        by itself, in a new one; BEGIN goes with it. Where it is the `last` one, COMMIT goes with it too: it is committed
        when this returns. Raises psycopg's errors; then nothing is committed."""
        if last or self._is_to_begin():
            return self.send_all([(sql, params)], last=last)[0]
        return self._read(self._pg.exec_prepared(*self._ready(sql, params)))

    def send_all(self, statements: Sequence[Statement], *, last: bool = False) -> list[Came]:
        """As `send`, several in one round trip: each is done when those before it are, and sees what was committed by then.
        Raises the error of the first that went wrong; the server does nothing that stands behind it."""
        ready = [self._ready(sql, params) for sql, params in statements]
        begins = self._is_to_begin()
        pg = self._pg
        pg.enter_pipeline_mode()
        try:
            if begins:
                self._send_end(_BEGIN)
            for name, values in ready:
                pg.send_query_prepared(name, values)
            if last:
                self._send_end(_COMMIT)
            pg.pipeline_sync()
            self._flush()
            results = [self._result() for _each in range(begins + len(ready) + last)]
            if pg.is_busy():
                self._wait()
            pg.get_result()  # that the pipeline is through
        finally:
            pg.exit_pipeline_mode()
        for one in results:
            if one.status not in _GOOD:
                raise self._error(one)
        return [self._read(one) for one in results[begins : begins + len(ready)]]

    def _ready(self, sql: str, params: Sequence[Any]) -> tuple[bytes, Sequence[Any]]:
        name, formats = self._known.get(sql) or self._prepare(sql)
        self._known.move_to_end(sql)
        return name, self._adapt.dump_sequence(params, formats)

    def _read(self, result: Any) -> Came:
        if result.status not in _GOOD:
            raise self._error(result)
        if result.status == ExecStatus.COMMAND_OK:
            return Came([])
        self._adapt.set_pgresult(result)
        return Came(self._adapt.load_rows(0, result.ntuples, tuple))

    def _hear_of_clearing(self) -> None:
        """After a rollback psycopg lets go of everything that is prepared on the connection, ours too (DEALLOCATE ALL). It
        tells nobody, so its own note of it is listened to; a test rolls back and fails where a later psycopg has none."""
        manager = self.connection._prepared
        clear = manager.clear

        def cleared() -> bool:
            let_go = clear()
            if let_go:
                self._known.clear()
                self._ends_are_known = False
            return let_go

        manager.clear = cleared  # type: ignore[method-assign]  # psycopg's own, of this connection alone

    def _is_to_begin(self) -> bool:
        return self._pg.transaction_status == TransactionStatus.IDLE and not self.connection.autocommit

    def _result(self) -> Any:
        """The next result of a pipeline; behind each stands a nothing."""
        pg = self._pg
        if pg.is_busy():
            self._wait()
        result = pg.get_result()
        if result is None:
            raise self._error(None)
        if pg.is_busy():
            self._wait()
        pg.get_result()
        return result

    def _flush(self) -> None:
        """Until all was handed to the socket, reading what comes: a server that cannot send would not read either."""
        pg = self._pg
        while pg.flush():
            can_read, _can_write, _ = select.select([pg.socket], [pg.socket], [])
            if can_read:
                pg.consume_input()

    def _wait(self) -> None:
        """Until the next result is there. The driver's own waiting would hold every other thread of this process."""
        pg = self._pg
        while pg.is_busy():
            self._poll.poll()
            pg.consume_input()

    def _send_end(self, command: bytes) -> None:
        """BEGIN or COMMIT into a pipeline: by name where the connection knows it, which spares the server reading it."""
        if self._ends_are_known:
            self._pg.send_query_prepared(_ENDS[command], None)
        else:
            self._pg.send_query_params(command, None)

    def _prepare(self, sql: str) -> tuple[bytes, list[PyFormat]]:
        if self._is_to_begin():
            self._run(b"BEGIN")  # one that fails is then undone with its transaction
        if not self._ends_are_known:
            for command, name in _ENDS.items():
                self._name(name, command)
            self._ends_are_known = True
        if len(self._known) >= MOST:
            _sql, (old, _formats) = self._known.popitem(last=False)
            self._run(b"DEALLOCATE " + old)
        pieces = sql.split("%s")
        text = pieces[0] + "".join(f"${number}{piece}" for number, piece in enumerate(pieces[1:], start=1))
        self._named += 1
        found = b"yimen_%d" % self._named, [PyFormat.TEXT] * (len(pieces) - 1)
        self._name(found[0], text.replace("%%", "%").encode())
        self._known[sql] = found
        return found

    def _name(self, name: bytes, text: bytes) -> None:
        result = self._pg.prepare(name, text)
        if result.status != ExecStatus.COMMAND_OK:
            raise self._error(result)

    def _run(self, command: bytes) -> None:
        result = self._pg.exec_(command)
        if result.status != ExecStatus.COMMAND_OK:
            raise self._error(result)

    def _error(self, result: Any) -> Exception:
        if result is None or self._pg.status != ConnStatus.OK:
            return OperationalError(self._pg.get_error_message())
        return errors.error_from_result(result, encoding="utf-8")
