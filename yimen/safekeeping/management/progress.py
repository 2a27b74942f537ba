"""How far a long command is: a line every two seconds on standard error, none where it is done before that."""

from time import monotonic
from typing import Any

EVERY = 2.0  # seconds


class Progress:
    """Called with words as often as one likes."""

    def __init__(self, out: Any) -> None:
        self._out, self._last = out, monotonic()

    def __call__(self, words: str) -> None:
        if monotonic() - self._last >= EVERY:
            self._last = monotonic()
            self._out.write(f"… {words}")
