"""小票: a number's slip on the printer of the kiosk, by a job; what keeps it back is said, and it can be asked again."""

import socket
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from yimen.journal import door, jobs, source
from yimen.journal.moments import OFFICE_ZONE
from yimen.journal.working import chore
from yimen.office import watching
from yimen.office.models import Device
from yimen.office.presence import Trouble
from yimen.tickets import escpos, halls, reading
from yimen.tickets.escpos import Line, Paper
from yimen.tickets.models import Printout, Ticket

PRINT = "tickets.print"
PATIENCE_S = 2.0  # for a printer's answer; some cheap ones give none
STANDS = timedelta(minutes=2)  # whoever took the number waits so long for the slip, then nobody does
KEPT = timedelta(days=7)
_STOPS = frozenset({Paper.OUT, Paper.COVER_OPEN})


class NoPaper(Exception):
    """The printer cannot print now; its job is tried again. It says no more, for the log keeps it."""


def ask(ticket: Ticket, kiosk: Device, *, at: datetime) -> Printout | None:
    """The slip is wanted on the kiosk's printer; None where it has none, and the browser prints."""
    if kiosk.printer is None or not kiosk.printer.is_open:
        return None
    with door.together():  # in a lane of its own: one that could not be printed keeps no other waiting
        row = Printout(
            id=source.new_id(), centre_id=ticket.centre_id, ticket=ticket, printer=kiosk.printer, asked_at=at
        )
        jobs.ask(PRINT, row.pk, lane=f"slip:{row.pk}", key=f"slip:{row.pk}", at=at, centre_id=row.centre_id)
        return door.add(row)


def last_of(ticket: Ticket) -> Printout | None:
    """The last time that the slip was asked for."""
    return Printout.objects.filter(ticket=ticket).order_by("-asked_at").first()


@chore
def forget(*, at: datetime) -> int:
    """What was printed a week ago is of no use to anybody."""
    return Printout.objects.filter(asked_at__lt=at - KEPT).delete()[0]


@jobs.does(PRINT)
def _print(printout_id: UUID, *, at: datetime) -> None:
    row = Printout.objects.select_related("ticket__line__centre", "printer").filter(pk=printout_id).first()
    if row is None or row.printed_at or at - row.asked_at > STANDS:
        return
    try:
        said = send(row.printer.address, escpos.slip(lines(row.ticket)))
    except OSError:
        said, trouble = None, str(Trouble.GONE)
    else:
        trouble = str(said)
    watching.heard(row.printer, trouble=trouble, at=at)
    stopped = said is None or said in _STOPS
    Printout.objects.filter(pk=row.pk).update(trouble=trouble if stopped else "", printed_at=None if stopped else at)
    if stopped:
        raise NoPaper


def send(address: str, slip: bytes) -> Paper:
    """Print; what the printer says of its paper before and, where it printed, after. Raises OSError where it is not reached or
    breaks off in the middle."""
    host, _colon, port = address.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as printer:
        before = _status(printer)
        if before in _STOPS:
            return before
        printer.sendall(slip)
        return _status(printer)


def lines(ticket: Ticket) -> list[Line]:
    """The slip, as `shared/_slip.html` shows it: nothing of a person."""
    ahead, windows = reading.ahead_of(ticket), halls.windows_of(ticket.line)
    wait = _("前面还有%(n)d位") % {"n": ahead} if ahead else _("前面没有人，马上叫到您")
    at_windows = _("在%(n)s号窗口办理") % {"n": "、".join(map(str, windows))}
    told: list[Line] = [
        ("plain", ticket.line.centre.name), ("huge", ticket.code), ("large", ticket.line.name), ("plain", wait),
        ("plain", at_windows if windows else ""),
        ("plain", _("请看叫号屏、听广播。过号了不用重新取号，请告诉窗口或导办台。")),
        ("plain", f"{ticket.taken_at.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}"),
    ]  # fmt: skip
    return [one for one in told if one[1]]


def _status(printer: socket.socket) -> Paper:
    """Its two answers; one that it does not give says nothing, a connection that ends is an error."""
    answers = []
    for question in (escpos.ASK_OFFLINE, escpos.ASK_PAPER):
        printer.sendall(question)
        try:
            answer = printer.recv(1)
        except TimeoutError:
            return Paper.WELL
        if not answer:
            raise ConnectionResetError
        answers.append(answer[0])
    return escpos.status(answers)
