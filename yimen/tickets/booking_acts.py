"""Bookings: each act's word on the screen, the words of states and channels, and who may."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from yimen.journal.door import Declared
from yimen.journal.errors import Sentence
from yimen.office.actor import Actor
from yimen.tickets.access import FRONT
from yimen.tickets.booking_life import Act, State

# Whose booking it is stands in no fact: it lies in the row alone, where it can be wiped.
ACTS: dict[str, Declared] = {
    Act.BOOK: Declared(_("预约")),
    Act.MOVE: Declared(_("改约")),
    Act.CANCEL: Declared(_("取消预约")),
    Act.ARRIVE: Declared(_("预约到场")),
    Act.MISS: Declared(_("爽约"), late=True),
    Act.FORGET: Declared(_("清除预约人信息"), late=True),
}
STATES = {State.BOOKED: _("已预约"), State.CAME: _("已到场"), State.NO_SHOW: _("爽约"), State.CANCELLED: _("已取消")}
CHANNELS: Mapping[str, Sentence] = {
    "portal": _("网上"), "telephone": _("电话"), "desk": _("现场"), "api": _("接口"),
}  # fmt: skip


def may(by: Actor, act: str, subject: Any) -> bool:
    """Whether this actor may do this act to the booking."""
    return MAY[act](by, subject)


def _anybody(by: Actor, booking: Any) -> bool:
    """Whoever has the link or the code, which the face insists on; or who stands in the hall, for a caller."""
    return by.kind == "public" or _stands_in_the_hall(by, booking)


def _here(by: Actor, booking: Any) -> bool:
    """A kiosk of the hall, or who stands in it."""
    return (by.kind == "kiosk" and by.centre_id == booking.centre_id) or _stands_in_the_hall(by, booking)


def _stands_in_the_hall(by: Actor, booking: Any) -> bool:
    return by.is_staff and by.centre_id == booking.centre_id and by.role in FRONT


def _is_the_clock(by: Actor, _booking: Any) -> bool:
    return by.kind == "clock"


MAY: dict[str, Callable[[Actor, Any], bool]] = {
    Act.BOOK: _anybody,
    Act.MOVE: _anybody,
    Act.CANCEL: _anybody,
    Act.ARRIVE: _here,
    Act.MISS: _is_the_clock,
    Act.FORGET: _is_the_clock,
}
