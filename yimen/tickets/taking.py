"""取号: a number is taken, at a kiosk or at the guide desk (B2). The whole act is a number, so its counter comes first."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.journal import demonstration, door, rows, source
from yimen.journal.errors import NotNow
from yimen.journal.moments import localdate
from yimen.office import centres, opening
from yimen.office.actor import Actor
from yimen.tickets import closing, forecast, foretelling, order, visiting
from yimen.tickets._turn import birth
from yimen.tickets.codes import code
from yimen.tickets.lifecycle import Act
from yimen.tickets.models import Line, Ticket
from yimen.tickets.priority import insist_claimed

_BY_CODE = "centre_id = %s AND taken_on = %s AND code = %s"
SERIES = "ticket"  # the counters of tickets: ticket-2026-03-02-A


@door.verb
def take(  # noqa: PLR0913  # a number is these
    line: Line, *, priority: str = "", holder: bytes | None = None, item_code: str = "", by: Actor, at: datetime,
    booked_for: datetime | None = None,
) -> Ticket:  # fmt: skip
    """The next number of the line on this day: without gaps, never given twice. Locks nothing but its counter. It keeps how
    long the wait was foretold to be, so that the forecast can be held to it.

    `item_code`: of the item chosen beforehand. `priority`: the class that the person claims, to be shown at the window.
    `booked_for`: when the slot begins of somebody whom a booking brings (`arriving.arrive`): the number's place is that moment.
    `holder`: whose card was read, by its blind index alone (`holding.index`).

    Raises NotNow where the line is closed, a kiosk is asked outside the opening hours, or the line is a visiting office's that
    does not sit here now; Malformed for a class that is none.
    """
    insist_claimed(priority)
    on = localdate(at)
    if by.is_device and not gives_numbers(line.centre_id, at=at):
        raise NotNow(_("现在不在服务时间，不能取号。"), code="closed_now")
    # before the counter, for which others stand in line
    wait = None if booked_for else foretelling.of_line(line, is_preferred=bool(priority), at=at)
    ticket = Ticket(
        centre_id=line.centre_id, line_id=line.pk, taken_on=on, taken_at=at, number=0, place=0, token=source.new_token(),
        booked_for=booked_for, priority=priority, holder_blind=holder, item_code=item_code,
        foretold_minutes=forecast.told(wait),
    )  # fmt: skip
    with birth(ticket, Act.TAKE, by=by, at=at, ahead=[rows.asked(*_open(line))]):
        _insist_given(line, at)
        ticket.number = door.number_at_once(line.centre_id, series(on, line.letter))
        ticket.code = code(line.letter, ticket.number)
        after = 0 if booked_for else _place_before(ticket, line.letter)
        ticket.place = order.place_of(booked_for or at, after=after)
        if ticket.number == 1:
            door.set_alarm(centres.known(line.centre_id), closing.CLOSE_DAY, due_at=closing.end_of(on))
    return ticket


def gives_numbers(centre_id: UUID, *, at: datetime) -> bool:
    """Whether kiosks give numbers at that moment: in the opening hours. A demonstration is shown at any hour."""
    return demonstration.offset() is not None or opening.is_open(centre_id, at=at)


def series(on: date, letter: str) -> str:
    """The name of a line's counter of one day."""
    return f"{SERIES}-{on.isoformat()}-{letter}"


def _insist_given(line: Line, at: datetime) -> None:
    """Numbers of the line are given now: it is open, and whose it is sits here. Raises NotNow."""
    if not rows.select(*_open(line)):
        raise NotNow(_("“%(line)s”现在不能取号，请选其他业务。") % {"line": line.name}, code="line_closed")
    visiting.insist_here(line, at=at)


def _open(line: Line) -> tuple[type[Line], str, list[Any]]:
    return Line, "id = %s AND is_open", [rows.key(line.pk)]


def _place_before(ticket: Ticket, letter: str) -> int:
    """The place of the number before this one. Read with the counter in hand: of two who press at one moment at two
    kiosks, the smaller number is called first, whatever their clocks say. Numbers of bookings, whose place is their slot's
    time, are passed over."""
    if ticket.number == 1:
        return 0
    before = rows.select(
        Ticket, _BY_CODE, [rows.key(ticket.centre_id), rows.day(ticket.taken_on), code(letter, ticket.number - 1)]
    )
    if not before or before[0].booked_for is None:
        return before[0].place if before else 0
    today = Ticket.objects.filter(centre_id=ticket.centre_id, taken_on=ticket.taken_on)
    walked_in = today.filter(code__startswith=letter, booked_for__isnull=True, reserve__isnull=True).order_by("-number")
    return walked_in.values_list("place", flat=True).first() or 0
