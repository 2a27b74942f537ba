"""Who may do what with a ticket, and to the queue of a hall. Whether a post is held, a device in service: asked by the door."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from yimen.office.actor import Actor
from yimen.office.models import Role
from yimen.tickets.acts import HallAct
from yimen.tickets.lifecycle import Act

if TYPE_CHECKING:
    from yimen.tickets.models import Ticket

Rule = Callable[[Actor, Any], bool]
FRONT = frozenset({Role.WINDOW, Role.REPLY, Role.GUIDE, Role.SUPERVISOR, Role.DIRECTOR})  # who stands in the hall
RUNNERS = frozenset({Role.SUPERVISOR, Role.DIRECTOR, Role.NETWORK})
CUTTERS = frozenset({Role.DIRECTOR, Role.NETWORK})


def _takes(by: Actor, ticket: "Ticket") -> bool:
    """A kiosk of the centre, or somebody who stands in its hall."""
    here = by.centre_id == ticket.centre_id
    return here and (by.kind == "kiosk" or (by.is_staff and by.role in FRONT))


def _has_a_window(by: Actor, ticket: "Ticket") -> bool:
    """A post at a window of the ticket's centre; that it calls for its own is insisted on by the verb."""
    return by.is_staff and by.centre_id == ticket.centre_id and by.window_id is not None


def _has_it_in_hand(by: Actor, ticket: "Ticket") -> bool:
    """The post at the window where the ticket is."""
    return _has_a_window(by, ticket) and by.window_id == ticket.window_id


def _stands_in_the_hall(by: Actor, ticket: "Ticket") -> bool:
    """Whoever comes back, or needs to be called earlier, says so at any window, or at the guide desk."""
    return by.is_staff and by.centre_id == ticket.centre_id and by.role in FRONT


def _is_a_kiosk_here(by: Actor, row: Any) -> bool:
    """A kiosk of the centre; that it is its own reserve is insisted on by the verb."""
    return by.kind == "kiosk" and by.centre_id == row.centre_id


def _is_the_clock(by: Actor, _ticket: "Ticket") -> bool:
    return by.kind == "clock"


def _cuts(by: Actor, centre: Any) -> bool:
    return by.is_staff and by.centre_id == centre.pk and by.role in CUTTERS


def _runs_the_hall(by: Actor, row: Any) -> bool:
    return by.is_staff and by.centre_id == row.centre_id and by.role in RUNNERS


def _pauses(by: Actor, centre: Any) -> bool:
    """A post at a window, its own one as the verb insists; or who runs the hall."""
    return by.is_staff and by.centre_id == centre.pk and (by.window_id is not None or by.role == Role.DIRECTOR)


MAY: dict[str, Rule] = {
    Act.TAKE: _takes,
    Act.CALL: _has_a_window,
    Act.CALL_CHOSEN: _has_a_window,
    Act.RECALL: _has_it_in_hand,
    Act.START: _has_it_in_hand,
    Act.NEXT_MATTER: _has_it_in_hand,
    Act.MISS: _has_it_in_hand,
    Act.RETURN: _stands_in_the_hall,
    Act.TRANSFER: _has_it_in_hand,
    Act.FINISH: _has_it_in_hand,
    Act.PREFER: _stands_in_the_hall,
    Act.CLOSE_DAY: _is_the_clock,
    Act.HAND_IN: _is_a_kiosk_here,
    Act.VOID: _is_a_kiosk_here,
    HallAct.ADD_LINE: _cuts,
    HallAct.CHANGE_LINE: _cuts,
    HallAct.RECUT: _cuts,
    HallAct.KEEP_CUT: _cuts,
    HallAct.DROP_CUT: _cuts,
    HallAct.PAUSE: _pauses,
    HallAct.RESUME: _pauses,
    HallAct.RESERVE: _is_a_kiosk_here,
    HallAct.GIVE_BACK: _is_the_clock,
    HallAct.CALL_HELP: _is_a_kiosk_here,
    HallAct.ANSWER_HELP: _stands_in_the_hall,
    HallAct.NOTE_UNPLACED: _is_a_kiosk_here,
    HallAct.SETTLE_UNPLACED: _runs_the_hall,
    HallAct.ADD_VISITING: _cuts,
    HallAct.CHANGE_VISITING: _cuts,
    HallAct.END_VISITING: _cuts,
}


def may(by: Actor, act: str, subject: Any) -> bool:
    """Whether this actor may do this act to the ticket, or to the queue of the centre."""
    return MAY[act](by, subject)
