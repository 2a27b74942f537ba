"""Threads that begin at one moment."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from yimen.journal.errors import Refused

Act = Callable[[], Any]


def at_once(*acts: Act) -> list[Any]:
    """Perform the acts in threads of their own that begin at one moment; each one's result, or what it raised."""
    barrier = threading.Barrier(len(acts), timeout=30)
    results: list[Any] = [None] * len(acts)

    def run(index: int, act: Act) -> None:
        try:
            with connection.cursor() as cursor:  # the connection is there before the race begins
                cursor.execute("SELECT 1")
            barrier.wait()
            results[index] = act()
        except Exception as error:  # the test looks at it
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads), "a thread waits for ever"
    return results


def only_refusals(results: list[Any]) -> list[Refused]:
    """Those of the results that are refusals; any other exception fails the test."""
    for one in results:
        if isinstance(one, Exception) and not isinstance(one, Refused):
            raise one
    return [one for one in results if isinstance(one, Refused)]
