"""What `yimen doctor` asks of what people say: every move was allowed."""

from collections.abc import Iterator

from yimen.journal import doctor
from yimen.voice.lifecycle import MOVES


@doctor.checks("consultation moves")
def _moves() -> Iterator[str]:
    yield from doctor.walked("voice.consultation", MOVES)
