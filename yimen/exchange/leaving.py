"""留手机号: a mobile number that somebody leaves with their queue number, corrects or takes back, and that is wiped once it has
served (B2)."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.exchange import gateway, phones, sending
from yimen.exchange._turn import birth, turn
from yimen.exchange.lifecycle import Act
from yimen.exchange.models import TicketPhone
from yimen.journal import alarms, door, rows
from yimen.journal.errors import Malformed, NotNow, NotThere
from yimen.journal.secrets import blind
from yimen.office.actor import Actor
from yimen.registry import masking
from yimen.tickets import closing, serving
from yimen.tickets.lifecycle import ENDINGS
from yimen.tickets.models import Ticket

FORGET: Final = "exchange.forget_phone"
BY_PHONE: Final = "exchange.phone"  # scope of the blind index
MOST: Final = 3  # numbers that one phone waits with: nobody is rung at by a joker


@door.verb
def leave(ticket: Ticket, *, phone: str, by: Actor, at: datetime) -> TicketPhone:
    """Few ahead, and called: then a message goes to this number. Left again, the later one holds, and what still waits for the
    one before goes to it.

    Raises Malformed for what is no mobile number; NotNow where the visit has ended, or the phone waits with too many numbers;
    NotThere where there is no gateway.
    """
    number = read(phone)
    serving.insist_today(ticket, at)
    with door.together():
        _insist_goes_on(ticket)
        return _left(ticket, number, by=by, at=at)


@door.verb
def withdraw(ticket: Ticket, *, by: Actor, at: datetime) -> TicketPhone:
    """不要短信: the number is wiped now, and what waits for it is not sent. Raises NotNow where none is left."""
    left = TicketPhone.objects.filter(ticket_id=ticket.pk).first()
    if left is None:
        raise _none_left(ticket)
    with turn(left, Act.WITHDRAW_PHONE, by=by, at=at) as left:
        if left.wiped_at is not None:
            raise _none_left(ticket)
        _wipe(left, at)
        for message in sending.waiting_about(ticket.pk):
            sending.lapse(message, by=by, at=at)
    return left


@door.verb
def forget(row: TicketPhone, *, by: Actor, at: datetime) -> TicketPhone:
    """The number is wiped: the visit is over, or its day."""
    with turn(row, Act.FORGET_PHONE, by=by, at=at) as row:
        _wipe(row, at)
    return row


def read(phone: str) -> str:
    """The number as it is kept. Raises Malformed with what and how; NotThere where there is no gateway."""
    if not gateway.is_set():
        raise NotThere()
    try:
        return phones.read(phone)
    except phones.Unreadable as wrong:
        raise Malformed(f"{wrong}。", code=wrong.code, fields={"phone": f"{wrong}。"}) from None


def masked(ticket: Ticket) -> str:
    """138****1234: the number left with this ticket; empty where none was, or it is wiped."""
    left = TicketPhone.objects.filter(ticket_id=ticket.pk, wiped_at__isnull=True).first()
    return masking.phone(left.phone) if left and left.phone else ""


@alarms.does(FORGET, TicketPhone)
def _ring(row: TicketPhone, at: datetime) -> None:
    forget(row, by=Actor.clock(), at=at)


def _insist_goes_on(ticket: Ticket) -> None:
    """Under the ticket's lock: two who leave a number at one moment stand in line here, and a visit does not end meanwhile,
    else its end would be heard before there was a number to wipe."""
    [held] = rows.select(Ticket, "id = %s", [rows.key(ticket.pk)], lock=True)
    if held.state in ENDINGS:
        raise NotNow(_("%(code)s号已经结束，不用再留手机号。") % {"code": ticket.code}, code="ticket_ended")


def _left(ticket: Ticket, number: str, *, by: Actor, at: datetime) -> TicketPhone:
    index, before = blind(number, scope=BY_PHONE), TicketPhone.objects.filter(ticket_id=ticket.pk).first()
    if before is not None and before.phone == number:
        return before
    _insist_few(index, ticket)
    row = before or TicketPhone(centre_id=ticket.centre_id, ticket_id=ticket.pk)
    act = Act.CORRECT_PHONE if before and before.wiped_at is None else Act.LEAVE_PHONE
    with (turn if before else birth)(row, act, by=by, at=at) as row:
        row.phone, row.phone_blind, row.left_at, row.wiped_at = number, index, at, None
        door.set_alarm(row, FORGET, due_at=closing.end_of(ticket.taken_on))
        for message in sending.waiting_about(ticket.pk):
            sending.redirect(message, phone=number, by=by, at=at)
    return row


def _wipe(row: TicketPhone, at: datetime) -> None:
    """Inside a turn."""
    row.phone = row.phone_blind = None
    row.wiped_at = row.wiped_at or at
    door.cancel_alarm(row, FORGET)


def _none_left(ticket: Ticket) -> NotNow:
    return NotNow(_("%(code)s号现在没有留手机号，不会发短信。") % {"code": ticket.code}, code="no_phone_left")


def _insist_few(index: bytes, ticket: Ticket) -> None:
    others = TicketPhone.objects.filter(phone_blind=index, wiped_at__isnull=True).exclude(ticket_id=ticket.pk)
    if len(others.values_list("pk", flat=True)[:MOST]) >= MOST:
        words = _("这个手机号今天已经留给%(most)s个号了，请用别的手机号，或者看叫号屏。")
        raise NotNow(words % {"most": MOST}, code="phone_waits_too_often")
