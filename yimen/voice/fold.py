"""Which fields of the voice's rows the journal answers for. Never personal; names are never changed or reused."""

from yimen.journal.fold import declare
from yimen.voice.models import Consultation, Rating

declare(
    Consultation,
    "centre_id", "post_id", "heard_by_id", "answered_by_id", "state", "kind", "way", "how", "item_id", "ticket_id", "came_at",
    "answered_at",
)  # fmt: skip
declare(
    Rating, "centre_id", "window_id", "ticket_id", "case_id", "grade", "reasons", "channel", "rated_on", "rated_at",
)  # fmt: skip
