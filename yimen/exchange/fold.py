"""Which fields of the exchange's rows the journal answers for. Never personal; names are never changed or reused."""

from yimen.exchange.models import Message, TicketPhone
from yimen.journal.fold import declare

declare(
    Message, "centre_id", "kind", "subject_kind", "subject_id", "state", "asked_at", "lapses_at", "ended_at",
)  # fmt: skip
declare(TicketPhone, "centre_id", "ticket_id", "left_at", "wiped_at")
