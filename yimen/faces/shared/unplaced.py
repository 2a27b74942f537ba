"""Numbers that a kiosk gave by itself and the queue did not take, as they are shown to whoever runs the hall."""

from dataclasses import dataclass
from uuid import UUID

from yimen.journal.errors import Sentence
from yimen.tickets import unplaced
from yimen.tickets.models import Unplaced


@dataclass(frozen=True, slots=True)
class Shown:
    """One of them, why it found no place, what to do."""

    row: Unplaced
    why: Sentence
    what_to_do: Sentence


def shown(centre_id: UUID) -> list[Shown]:
    """Those of a hall that nobody has seen to yet, the oldest first."""
    return [Shown(row, *unplaced.why(row)) for row in unplaced.waiting(centre_id)]
