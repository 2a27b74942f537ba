"""What is read of bookings: one by its link or its code, a day's list masked, those of a telephone, no-shows a line and day."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from yimen.journal import secrets
from yimen.journal.errors import NotThere
from yimen.office.actor import Actor
from yimen.registry import identity, masking
from yimen.tickets.booking import BY_PHONE
from yimen.tickets.booking_life import State
from yimen.tickets.models import Booking

CODE: Final = re.compile(r"[0-9]{6}")
_TOKEN: Final = re.compile(r"[a-z2-7]{26}")
_TAIL = 4


@dataclass(frozen=True, slots=True)
class Kept:
    """How many bookings of a line were made for a day, and what became of them."""

    day: date
    letter: str
    line: str
    booked: int
    came: int
    no_shows: int
    cancelled: int


def by_token(token: str) -> Booking:
    """The booking of a link. Raises NotThere."""
    found = Booking.objects.select_related("line", "centre", "ticket").filter(token=token).first()
    if found is None:
        raise NotThere()
    return found


def by_id(booking_id: UUID) -> Booking:
    """A booking that was made or changed a moment ago by who asks."""
    return Booking.objects.select_related("line", "centre").get(pk=booking_id)


def by_code(code: str, *, last_four: str) -> Booking:
    """The open booking with this code, whose telephone ends with these digits. Raises NotThere."""
    found = Booking.objects.select_related("line", "centre").filter(code=code, state=State.BOOKED).first()
    if found is None or (found.phone or "")[-_TAIL:] != last_four:
        raise NotThere(_("没有这个预约，或者已经取消、过时。请核对预约码和电话后4位。"), code="no_such_booking")
    return found


def in_hall(by: Actor, *, said: str) -> Booking:
    """The booking of the actor's hall that somebody names there: an open one by its six digits, or any by its QR code, in which
    its link stands, so that who scans it twice is told so. Raises NotThere."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", said[:200]))
    mine = Booking.objects.visible_to(by).select_related("line", "centre")
    found = None
    if CODE.fullmatch(plain):
        found = mine.filter(code=plain, state=State.BOOKED).first()
    elif token := _TOKEN.search(plain.lower()):
        found = mine.filter(token=token[0]).first()
    if found is None:
        raise NotThere(_("没有找到这个预约，请核对6位预约码；也可以直接取号。"), code="no_such_booking")
    return found


def booking_for(by: Actor, *, booking_id: UUID) -> Booking:
    """A booking of the actor's hall. Raises NotThere."""
    found = Booking.objects.visible_to(by).select_related("line", "centre", "ticket").filter(pk=booking_id).first()
    if found is None:
        raise NotThere()
    return found


def of_day(by: Actor, *, on: date) -> list[Booking]:
    """The day's bookings of the actor's hall in the order of their times; as many as there are places at most."""
    mine = Booking.objects.visible_to(by).filter(day=on).exclude(state=State.CANCELLED)
    return list(mine.select_related("line", "ticket").order_by("starts_at", "line__letter", "nth"))


def of_phone(by: Actor, *, phone: str) -> list[Booking]:
    """The open bookings of a telephone in the actor's hall. Raises NotThere where the number is none."""
    try:
        index = secrets.blind(identity.read_phone(phone), scope=BY_PHONE)
    except identity.Unreadable as wrong:
        raise NotThere(f"{wrong}。", code="phone_wrong") from None
    mine = Booking.objects.visible_to(by).filter(phone_blind=index, state=State.BOOKED)
    return list(mine.select_related("line").order_by("starts_at"))


def masked(booking: Booking) -> tuple[str, str]:
    """Name and telephone as a list may show them; empty once they are wiped."""
    return masking.name(booking.name or ""), masking.phone(booking.phone or "")


def kept(by: Actor, *, from_on: date, until_on: date) -> list[Kept]:
    """What became of the bookings of each line on each of these days: who came, who did not, who had said so (no-shows)."""
    mine = Booking.objects.visible_to(by).filter(day__gte=from_on, day__lte=until_on).order_by()
    counts: dict[tuple[date, str, str], Counter[str]] = {}
    for day, letter, name, state, count in mine.values_list("day", "line__letter", "line__name", "state").annotate(
        Count("pk")
    ):
        counts.setdefault((day, letter, name), Counter())[state] += count
    return [
        Kept(*key, one.total(), one[State.CAME], one[State.NO_SHOW], one[State.CANCELLED])
        for key, one in sorted(counts.items())
    ]
