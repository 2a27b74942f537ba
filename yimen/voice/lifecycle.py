"""The life of a consultation: its states, its acts, and which act leads where. A rating has none: it is given once. Pure."""

from enum import StrEnum


class State(StrEnum):
    """Where a consultation stands."""

    OPEN = "open"
    ANSWERED = "answered"


class Act(StrEnum):
    """What can be done here. Words in entries: never renamed, never reused."""

    REGISTER = "register"
    ANSWER = "answer"
    READ = "read"
    PRINT_REGISTER = "print_register"
    RATE = "rate"


S, A = State, Act
MOVES: dict[tuple[str, str], tuple[str, ...]] = {
    ("", A.REGISTER): (S.OPEN, S.ANSWERED),
    (S.OPEN, A.ANSWER): (S.ANSWERED,),
    (S.OPEN, A.READ): (S.OPEN,),
    (S.ANSWERED, A.READ): (S.ANSWERED,),
}
