"""What a process says to SQLite before it connects: how much of the database it keeps."""

import pytest
from django.db import connection

from yimen.journal import memory


@pytest.mark.engine("sqlite")
def test_few_pages_are_kept_by_every_connection_that_is_opened_then(db: None, monkeypatch: pytest.MonkeyPatch):
    options = dict(connection.settings_dict["OPTIONS"])
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)

    memory.keep_few_pages()
    fresh = connection.copy()
    try:
        with fresh.cursor() as cursor:
            cursor.execute("PRAGMA cache_size")
            assert cursor.fetchone() == (-memory.CACHED_KB,)
    finally:
        fresh.close()
