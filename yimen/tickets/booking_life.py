"""The life of a booking: its states, its acts, and which act leads where. Pure."""

from enum import StrEnum


class State(StrEnum):
    """Where a booking stands."""

    BOOKED = "booked"
    CAME = "came"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


HOLDING = frozenset({State.BOOKED, State.CAME})  # these take a place of their slot


class Act(StrEnum):
    """What can be done with a booking. Words in entries: never renamed, never reused."""

    BOOK = "book"
    MOVE = "move"
    CANCEL = "cancel"
    ARRIVE = "arrive"
    MISS = "miss"
    FORGET = "forget"


S, A = State, Act
MOVES: dict[tuple[str, str], tuple[str, ...]] = {
    ("", A.BOOK): (S.BOOKED,),
    (S.BOOKED, A.MOVE): (S.BOOKED,),
    (S.BOOKED, A.CANCEL): (S.CANCELLED,),
    (S.BOOKED, A.ARRIVE): (S.CAME,),
    (S.BOOKED, A.MISS): (S.NO_SHOW,),
    # weeks later, when nobody asks any more: whose it was is wiped
    (S.CAME, A.FORGET): (S.CAME,),
    (S.NO_SHOW, A.FORGET): (S.NO_SHOW,),
    (S.CANCELLED, A.FORGET): (S.CANCELLED,),
}
