"""What `yimen doctor` asks of messages: every move was allowed."""

from collections.abc import Iterator

from yimen.exchange.lifecycle import MOVES
from yimen.journal import doctor


@doctor.checks("message moves")
def _moves() -> Iterator[str]:
    yield from doctor.walked("exchange.message", MOVES)
