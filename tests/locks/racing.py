"""Threads that begin at one moment, and the switch that takes the rows' lock out (T6)."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from types import FunctionType
from typing import Any

from django.db import connection
from django.db.models import Model

from yimen.journal import rows
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


class Rivals:
    """Two officers' threads that stay, each with its connection, for many short races."""

    def __enter__(self) -> "Rivals":
        self.desks = [ThreadPoolExecutor(1), ThreadPoolExecutor(1)]
        return self

    def __exit__(self, *_raised: object) -> None:
        for desk in self.desks:
            desk.submit(lambda: connection.close()).result()  # the thread's own, not ours
            desk.shutdown()

    def at_once(self, *acts: Act) -> list[Any]:
        """Perform the acts, one a thread, beginning at one moment; each one's result, or what it raised."""
        barrier = threading.Barrier(len(acts), timeout=30)

        def run(act: Act) -> Any:
            barrier.wait()
            return act()

        going = [desk.submit(run, act) for desk, act in zip(self.desks, acts, strict=True)]
        return [one.exception(60) or one.result() for one in going]


def only_refusals(results: list[Any]) -> list[Refused]:
    """Those of the results that are refusals; any other exception fails the test."""
    for one in results:
        if isinstance(one, Exception) and not isinstance(one, Refused):
            raise one
    return [one for one in results if isinstance(one, Refused)]


def unlocked(locked: Callable[..., Any]) -> Callable[..., Any]:
    """`rows.locked` as it would be without FOR UPDATE: a plan of its own that says this engine has no locks."""

    def without(model: type[Model]) -> rows.Plan:
        plan = copy(plan_of(model))
        plan.has_locks = False
        return plan

    plan_of = rows.plan_of
    names = {**vars(rows), "plan_of": without}
    return FunctionType(locked.__code__, names, locked.__name__, locked.__defaults__, locked.__closure__)
