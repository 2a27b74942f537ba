"""A small value that changes rarely is read from the database at most once in five seconds by a process."""

from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import ParamSpec, TypeVar

SECONDS = 5.0  # how late a process may notice what another wrote: a policy, a centre's telephone
MOST = 2000  # values kept; beyond it all are forgotten
P = ParamSpec("P")
Value = TypeVar("Value")
_values: dict[Hashable, tuple[float, object]] = {}
_lock = Lock()


def kept(read: Callable[P, Value]) -> Callable[P, Value]:
    """Decorates a reader of hashable arguments. Never for rights, states or anything a turn decides by under a lock."""

    def found(*args: P.args, **kwargs: P.kwargs) -> Value:
        key = (read, args, tuple(sorted(kwargs.items())) if kwargs else ())
        known = _values.get(key)
        if known is not None and monotonic() - known[0] < SECONDS:
            return known[1]  # type: ignore[return-value]  # what the same reader returned
        value = read(*args, **kwargs)
        with _lock:
            if len(_values) >= MOST:
                _values.clear()
            _values[key] = (monotonic(), value)
        return value

    return found


def forget() -> None:
    """Read everything anew: after a write in this process, and between tests."""
    with _lock:
        _values.clear()
