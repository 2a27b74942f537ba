"""Which fields of the queue's rows the journal answers for. Never personal; names are never changed or reused."""

from yimen.journal.fold import declare
from yimen.tickets.models import Booking, HelpCall, Line, QueueWindow, Reserve, Ticket, Unplaced, WindowLine

declare(
    Ticket,
    "centre_id", "line_id", "taken_on", "number", "code", "state", "place", "priority", "taken_at", "window_id",
    "for_window_id", "called_at", "times_called", "came_at", "missed_at", "finished_at", "booked_for", "matters",
    "reserve_id", "item_code", "foretold_minutes",
)  # fmt: skip
declare(Line, "centre_id", "letter", "name", "position", "is_open")
declare(QueueWindow, "centre_id", "window_id", "mode", "is_paused", "pause_reason")
declare(WindowLine, "centre_id", "window_id", "line_id", "position")
declare(
    Booking,
    "centre_id", "line_id", "day", "starts_at", "ends_at", "nth", "state", "channel", "booked_at", "ended_at", "ticket_id",
    "wiped_at",
)  # fmt: skip
declare(
    Reserve,
    "centre_id", "kiosk_id", "line_id", "taken_on", "first", "last", "reserved_at", "given", "given_back_at",
)  # fmt: skip
declare(Unplaced, "centre_id", "kiosk_id", "reserve_key", "number", "code", "why", "taken_at", "noted_at", "settled_at")
declare(HelpCall, "centre_id", "device_id", "called_at", "answered_at")
