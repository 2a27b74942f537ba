"""预约到场: who booked says so in the hall, gets a number, and joins the queue at the time of the slot (B4)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import NotNow
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office.actor import Actor
from yimen.tickets import booking as bookings
from yimen.tickets import offering, slots, taking
from yimen.tickets._turn import booking_turn, lock
from yimen.tickets.booking_life import Act, State
from yimen.tickets.models import Booking, Ticket


@door.verb
def arrive(booking: Booking, *, by: Actor, at: datetime) -> Ticket:
    """The number of who booked. Its place is the beginning of the slot: whoever took a number before that moment is called
    before, whoever took one after it later.

    Raises NotNow: `too_early`, `too_late` by the policies booking.early and booking.late, `booking_ended` where it was
    used, cancelled or missed; and whatever `taking.take` refuses.
    """
    with door.together():
        row = lock(booking, by=by, at=at)  # before the counter of numbers, and nobody has the two the other way round
        _insist(row, at)
        ticket = taking.take(row.line, by=by, at=at, booked_for=row.starts_at)
        with booking_turn(row, Act.ARRIVE, by=by, at=at, ticket=ticket.code):
            row.ticket_id = ticket.pk
            bookings.ended(row, at)
    return ticket


def _insist(row: Booking, at: datetime) -> None:
    if row.state != State.BOOKED:
        raise NotNow(
            _("这个预约的状态是“%(state)s”，不能再取号。请直接取号。") % {"state": row.get_state_display()},
            code="booking_ended",
        )
    rules = offering.rules(row.day)
    if at < slots.earliest(row.starts_at, rules):
        said = {"slot": spoken(row), "from": _time(slots.earliest(row.starts_at, rules))}
        if row.day != localdate(at):
            raise NotNow(_("您预约的是%(slot)s，今天还不能报到。") % said, code="too_early")
        words = _("您预约的是%(slot)s，%(from)s起可以报到。现在要办，请直接取号。")
        raise NotNow(words % said, code="too_early")
    if not slots.comes_in_time(at, row.starts_at, row.ends_at, rules):
        words = _("您预约的是%(slot)s，已经过时。请直接取号。")
        raise NotNow(words % {"slot": spoken(row)}, code="too_late")


def from_at(row: Booking) -> datetime:
    """From when on who booked may say that they have come."""
    return slots.earliest(row.starts_at, offering.rules(row.day))


def spoken(row: Booking) -> str:
    """3月2日 09:00-09:30."""
    return f"{row.day.month}月{row.day.day}日 {_time(row.starts_at)}-{_time(row.ends_at)}"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(OFFICE_ZONE):%H:%M}"
