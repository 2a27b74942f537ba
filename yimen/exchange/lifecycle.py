"""The life of a message to a person: its states, its acts, and which act leads where; a number that was left has none. Pure."""

from enum import StrEnum


class State(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"
    LAPSED = "lapsed"


class Act(StrEnum):
    """What can be done here. Words in entries: never renamed, never reused."""

    ASK = "ask"
    SEND = "send"
    GIVE_UP = "give_up"
    LAPSE = "lapse"
    REDIRECT = "redirect"
    LEAVE_PHONE = "leave_phone"
    CORRECT_PHONE = "correct_phone"
    WITHDRAW_PHONE = "withdraw_phone"
    FORGET_PHONE = "forget_phone"


S, A = State, Act
MOVES: dict[tuple[str, str], tuple[str, ...]] = {
    ("", A.ASK): (S.WAITING,),
    (S.WAITING, A.SEND): (S.SENT,),
    (S.WAITING, A.GIVE_UP): (S.GIVEN_UP,),
    (S.WAITING, A.LAPSE): (S.LAPSED,),
    (S.WAITING, A.REDIRECT): (S.WAITING,),
    # it was on its way to the gateway when what it says became untrue
    (S.LAPSED, A.SEND): (S.SENT,),
}
