"""Django's PostgreSQL, for turns that begin and end in the round trips of their statements (decision 0016)."""

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """The same in all else. Between transactions nothing need be asked of the driver to turn its autocommit on or off, and
    a transaction that the wire has committed with its last statement is not committed again."""

    def _set_autocommit(self, autocommit: bool) -> None:
        if self._is_idle():
            self.connection._autocommit = autocommit  # what its setter does, behind a lock and a generator
        else:
            super()._set_autocommit(autocommit)  # type: ignore[misc]  # Django has it, its stubs do not

    def _commit(self) -> None:
        if not self._is_idle():
            super()._commit()  # type: ignore[misc]

    def _is_idle(self) -> bool:
        held = self.connection
        return held is not None and held.pgconn.transaction_status == TransactionStatus.IDLE
