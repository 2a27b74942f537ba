"""Who may do what: messages are the clock's, nobody types one; a number is left, corrected and taken back by the
person, or for them in the hall."""

from collections.abc import Callable
from typing import Any

from yimen.exchange.lifecycle import Act
from yimen.office.actor import Actor
from yimen.tickets.access import FRONT

Rule = Callable[[Actor, Any], bool]


def _is_the_clock(by: Actor, _row: Any) -> bool:
    return by.kind == "clock"


def _leaves(by: Actor, row: Any) -> bool:
    """At a kiosk of the hall, or by somebody who stands in it; on the own phone, where the slip's link is the right to it."""
    here = by.centre_id == row.centre_id and (by.kind == "kiosk" or (by.is_staff and by.role in FRONT))
    return here or by.kind == "public"


def _ends(by: Actor, row: Any) -> bool:
    """What is no longer so: the clock. With the number that is taken back: whoever takes it back."""
    return _is_the_clock(by, row) or _leaves(by, row)


MAY: dict[str, Rule] = {
    Act.ASK: _is_the_clock,
    Act.SEND: _is_the_clock,
    Act.GIVE_UP: _is_the_clock,
    Act.LAPSE: _ends,
    Act.REDIRECT: _leaves,
    Act.LEAVE_PHONE: _leaves,
    Act.CORRECT_PHONE: _leaves,
    Act.WITHDRAW_PHONE: _leaves,
    Act.FORGET_PHONE: _is_the_clock,
}


def may(by: Actor, act: str, row: Any) -> bool:
    """Whether this actor may do this act."""
    return MAY[act](by, row)
