"""预约: a place in a slot of a line is booked, moved, cancelled; who does not come is found missing by the clock (I5, B4)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from yimen.journal import alarms, door, secrets, source
from yimen.journal.errors import Malformed, NotNow, Sentence
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import policies
from yimen.office.actor import Actor
from yimen.registry import identity
from yimen.tickets import offering, slots
from yimen.tickets._turn import booking_birth, booking_turn, lock
from yimen.tickets.booking_acts import CHANNELS
from yimen.tickets.booking_life import HOLDING, Act
from yimen.tickets.models import Booking, Line
from yimen.tickets.offering import Slot

MISS, FORGET = "bookings.miss", "bookings.forget"
BY_PERSON, BY_PHONE = "tickets.booking.person", "tickets.booking.phone"  # scopes of the blind indexes
_CODES = 1_000_000  # six digits
_TRIES = 40


@door.verb
def book(  # noqa: PLR0913  # a booking is these
    line: Line, *, starts_at: datetime, name: str, phone: str, channel: str, by: Actor, at: datetime
) -> Booking:
    """A place in the slot that begins at `starts_at`, for somebody who is reached by that telephone.

    Raises Malformed with a sentence a field (`name`, `phone`, `starts_at`); NotNow where the slot is full or gone
    (`slot_full`, `no_such_slot`), or the person or the telephone has booked already (`booked_already`, `too_many_open`).
    """
    name, phone = _read_person(name, phone)
    if channel not in CHANNELS:
        raise Malformed(_("请选预约的方式。"), fields={"channel": _("请选预约的方式。")})
    row = Booking(
        centre_id=line.centre_id, line_id=line.pk, channel=channel, booked_at=at, token=source.new_token(), name=name,
        phone=phone, phone_blind=secrets.blind(phone, scope=BY_PHONE), person_blind=person_blind(name, phone),
    )  # fmt: skip
    with door.together():
        held = lock(line, by=by, at=at)  # two who book the last place at one moment stand in line here
        _insist_alone(row, localdate(starts_at))
        _insist_few(row, at)
        with booking_birth(row, Act.BOOK, by=by, at=at, channel=channel, line=held.letter):
            _place(row, held, starts_at, at)
            row.code = _new_code()
    return row


@door.verb
def move(booking: Booking, *, starts_at: datetime, by: Actor, at: datetime) -> Booking:
    """改约: another slot of the same line; code and link stay. Raises NotNow as `book` does, and once it has ended."""
    with door.together():
        held = lock(booking.line, by=by, at=at)
        with booking_turn(booking, Act.MOVE, by=by, at=at, line=held.letter) as row:
            if localdate(starts_at) != row.day:
                _insist_alone(row, localdate(starts_at))
            _place(row, held, starts_at, at)
    return row


@door.verb
def cancel(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """取消: the place is free again. NotNow once it has ended."""
    with booking_turn(booking, Act.CANCEL, by=by, at=at) as row:
        ended(row, at)
    return row


@door.verb
def miss(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """爽约: the clock finds that nobody came in the slot and its grace."""
    with booking_turn(booking, Act.MISS, by=by, at=at) as row:
        ended(row, at)
    return row


@door.verb
def forget(booking: Booking, *, by: Actor, at: datetime) -> Booking:
    """Whose booking it was is wiped: name, telephone, and what finds them. What happened stays, and names nobody."""
    with booking_turn(booking, Act.FORGET, by=by, at=at) as row:
        row.name = row.phone = row.person_blind = row.phone_blind = None
        row.wiped_at = at
    return row


def ended(row: Booking, at: datetime) -> None:
    """Inside a turn of it: nobody is waited for any more, and the day is set on which its person is wiped."""
    row.ended_at = at
    door.cancel_alarm(row, MISS)
    door.set_alarm(row, FORGET, due_at=at + timedelta(days=policies.number("booking.kept", on=localdate(at))))


def person_blind(name: str, phone: str) -> bytes:
    """By what one person is known again: name and telephone together."""
    return secrets.blind(f"{phone}/{name}", scope=BY_PERSON)


@alarms.does(MISS, Booking)
def _ring_miss(booking: Booking, at: datetime) -> None:
    miss(booking, by=Actor.clock(), at=at)


@alarms.does(FORGET, Booking)
def _ring_forget(booking: Booking, at: datetime) -> None:
    forget(booking, by=Actor.clock(), at=at)


def _place(row: Booking, line: Line, starts_at: datetime, at: datetime) -> None:
    """Give the booking its place in the slot; the line is under lock. Raises NotNow."""
    slot = offering.slot(line, starts_at, at=at)
    if slot is None:
        raise NotNow(_("这个时段现在不能预约，请另选一个时段。"), code="no_such_slot")
    holding = Booking.objects.filter(line=line, starts_at=starts_at, state__in=sorted(HOLDING)).exclude(pk=row.pk)
    place = slots.free_place(list(holding.values_list("nth", flat=True)), slot.places)
    if place is None:
        raise NotNow(_("这个时段刚刚约满了，请另选一个时段。"), code="slot_full")
    row.day, row.starts_at, row.ends_at, row.nth = localdate(starts_at), slot.starts_at, slot.ends_at, place
    door.note(day=row.day, at=_clock(slot))
    door.set_alarm(row, MISS, due_at=slots.missed_at(slot.ends_at, offering.rules(row.day)))


def _insist_alone(row: Booking, day: date) -> None:
    """One open booking a person, line and day."""
    mine = Booking.objects.filter(line_id=row.line_id, day=day, person_blind=row.person_blind, state="booked")
    if mine.exclude(pk=row.pk).exists():
        raise NotNow(
            _("这个人当天已经预约了这类业务，不能再约一个。要换时间，请改约原来的那个。"), code="booked_already"
        )


def _insist_few(row: Booking, at: datetime) -> None:
    most = policies.number("booking.open", on=localdate(at))
    if Booking.objects.filter(phone_blind=row.phone_blind, state="booked")[: most + 1].count() >= most:
        words = _("这个电话号码已有%(most)s个还没到的预约，请先取消不用的。")
        raise NotNow(words % {"most": most}, code="too_many_open")


def _read_person(name: str, phone: str) -> tuple[str, str]:
    faults: dict[str, Sentence] = {}
    read = {
        "name": _or_fault(identity.read_name, name, faults), "phone": _or_fault(identity.read_phone, phone, faults)
    }  # fmt: skip
    if faults:
        raise Malformed(_("有内容需要改正，没有预约。"), fields=faults)
    return read["name"], read["phone"]


def _or_fault(read: Callable[[str], str], typed: str, faults: dict[str, Sentence]) -> str:
    try:
        return read(typed)
    except identity.Unreadable as wrong:
        faults[wrong.field] = f"{wrong}。"
        return ""


def _new_code() -> str:
    """Six digits that no open booking has."""
    for _time in range(_TRIES):
        code = f"{int.from_bytes(source.new_salt()) % _CODES:06d}"
        if not Booking.objects.filter(code=code, state="booked").exists():
            return code
    raise NotNow(_("预约太多，暂时给不出预约码，请稍后再试。"), code="no_code_left")


def _clock(slot: Slot) -> str:
    begins, ends = (one.astimezone(OFFICE_ZONE) for one in (slot.starts_at, slot.ends_at))
    return f"{begins:%H:%M}-{ends:%H:%M}"
