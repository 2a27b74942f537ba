"""The life of a ticket: its states, its acts, and which act leads where. Pure."""

from enum import StrEnum


class State(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    SERVED = "served"
    MISSED = "missed"
    LEFT = "left"


ENDINGS = frozenset({State.SERVED, State.LEFT})
IN_HAND = frozenset({State.CALLED, State.SERVING})  # at a window: one there at most


class Act(StrEnum):
    """What can be done with a ticket. Words in entries: never renamed, never reused."""

    TAKE = "take"
    CALL = "call"
    CALL_CHOSEN = "call_chosen"
    RECALL = "recall"
    START = "start"
    NEXT_MATTER = "next_matter"
    MISS = "miss"
    RETURN = "return"
    TRANSFER = "transfer"
    FINISH = "finish"
    PREFER = "prefer"
    CLOSE_DAY = "close_day"
    HAND_IN = "hand_in"
    VOID = "void"


S, A = State, Act
MOVES: dict[tuple[str, str], tuple[str, ...]] = {
    ("", A.TAKE): (S.WAITING,),
    ("", A.HAND_IN): (S.WAITING,),
    (S.WAITING, A.CALL): (S.CALLED,),
    (S.WAITING, A.CALL_CHOSEN): (S.CALLED,),
    (S.WAITING, A.PREFER): (S.WAITING,),
    (S.CALLED, A.RECALL): (S.CALLED,),
    (S.CALLED, A.START): (S.SERVING,),
    (S.CALLED, A.NEXT_MATTER): (S.SERVING,),
    (S.SERVING, A.NEXT_MATTER): (S.SERVING,),
    (S.CALLED, A.MISS): (S.MISSED,),
    (S.MISSED, A.RETURN): (S.WAITING,),
    (S.CALLED, A.TRANSFER): (S.WAITING,),
    (S.SERVING, A.TRANSFER): (S.WAITING,),
    (S.CALLED, A.FINISH): (S.SERVED,),
    (S.SERVING, A.FINISH): (S.SERVED,),
    # its number never reached a hand
    (S.WAITING, A.VOID): (S.LEFT,),
    (S.MISSED, A.VOID): (S.LEFT,),
    # in the evening, what was left: who was not at a window is gone, who was has been served and nobody pressed the key
    (S.WAITING, A.CLOSE_DAY): (S.LEFT,),
    (S.MISSED, A.CLOSE_DAY): (S.LEFT,),
    (S.CALLED, A.CLOSE_DAY): (S.SERVED,),
    (S.SERVING, A.CLOSE_DAY): (S.SERVED,),
}


def possible(state: str) -> frozenset[str]:
    """Every act that leads somewhere from this state."""
    return frozenset(act for (origin, act) in MOVES if origin == state)
