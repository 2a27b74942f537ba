"""The life of a case: its states, its acts, and which act leads where. Pure; complete for design 5."""

from enum import StrEnum


class State(StrEnum):
    """Where a case stands. Whether its clock runs is read from pauses and completions: there is no state "paused"."""

    RECEIVED = "received"
    COMPLETING = "completing"
    IN_PROCESS = "in_process"
    DECIDED = "decided"
    READY = "ready"
    CLOSED = "closed"
    ARCHIVED = "archived"
    NOT_ACCEPTED = "not_accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


ENDINGS = frozenset({
    State.CLOSED, State.ARCHIVED, State.NOT_ACCEPTED, State.RETURNED, State.WITHDRAWN, State.TERMINATED,
})  # fmt: skip
OPEN = frozenset(State) - ENDINGS


class Act(StrEnum):
    """What can be done to a case. Words in entries: never renamed, never reused."""

    RECEIVE = "receive"
    TAKE_OVER = "take_over"
    ACCEPT = "accept"
    DEEM_ACCEPTED = "deem_accepted"
    REFUSE_INTAKE = "refuse_intake"
    ASK_COMPLETION = "ask_completion"
    COMPLETE = "complete"
    RETURN_UNANSWERED = "return_unanswered"
    POST_NOTICE = "post_notice"
    FINISH = "finish"
    REMIND = "remind"
    SEND_BACK = "send_back"
    DECIDE = "decide"
    DELIVER = "deliver"
    RETURN = "return"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"
    ASK_PAUSE = "ask_pause"
    PAUSE = "pause"
    RESUME = "resume"
    ASK_EXTENSION = "ask_extension"
    ENDORSE = "endorse"
    EXTEND = "extend"
    ASK_REFUSAL = "ask_refusal"
    ALLOW_REFUSAL = "allow_refusal"
    DECLINE = "decline"
    RECOUNT = "recount"
    HAND_OVER = "hand_over"
    MARK = "mark"
    HURRY = "hurry"
    JOIN = "join"
    CORRECT_MATERIALS = "correct_materials"
    CORRECT_FORM = "correct_form"
    CORRECT_RECEIPT = "correct_receipt"
    FILE = "file"


S, A = State, Act
_UNDECIDED = (S.RECEIVED, S.COMPLETING, S.IN_PROCESS)
_STANDING = (*_UNDECIDED, S.DECIDED, S.READY)  # what changes beside the case's way, and leaves it where it is
MOVES: dict[tuple[str, str], tuple[str, ...]] = {
    ("", A.RECEIVE): (S.RECEIVED,),
    (S.RECEIVED, A.ACCEPT): (S.IN_PROCESS,),
    (S.RECEIVED, A.DEEM_ACCEPTED): (S.IN_PROCESS,),
    (S.RECEIVED, A.REFUSE_INTAKE): (S.NOT_ACCEPTED,),
    (S.RECEIVED, A.ASK_COMPLETION): (S.COMPLETING,),
    (S.IN_PROCESS, A.ASK_COMPLETION): (S.COMPLETING,),
    (S.COMPLETING, A.COMPLETE): (S.RECEIVED, S.IN_PROCESS),  # back to where it came from
    (S.COMPLETING, A.RETURN_UNANSWERED): (S.RETURNED,),
    (S.IN_PROCESS, A.POST_NOTICE): (S.IN_PROCESS,),
    (S.DECIDED, A.POST_NOTICE): (S.DECIDED,),
    (S.IN_PROCESS, A.FINISH): (S.IN_PROCESS,),
    (S.DECIDED, A.FINISH): (S.DECIDED, S.READY),  # ready when the last task after the decision is done
    (S.DECIDED, A.REMIND): (S.DECIDED,),  # the day of a step that waited has come
    (S.IN_PROCESS, A.SEND_BACK): (S.IN_PROCESS,),
    (S.IN_PROCESS, A.DECIDE): (S.DECIDED, S.READY),  # ready at once where nothing follows the decision
    (S.READY, A.DELIVER): (S.CLOSED,),
    (S.CLOSED, A.FILE): (S.ARCHIVED,),
    **{(state, A.RETURN): (S.RETURNED,) for state in _UNDECIDED},
    **{(state, A.WITHDRAW): (S.WITHDRAWN,) for state in _UNDECIDED},
    **{(state, A.TERMINATE): (S.TERMINATED,) for state in _UNDECIDED},
    **{(S.IN_PROCESS, act): (S.IN_PROCESS,) for act in (A.ASK_PAUSE, A.PAUSE, A.RESUME)},
    **{(S.IN_PROCESS, act): (S.IN_PROCESS,) for act in (A.ASK_EXTENSION, A.ENDORSE, A.EXTEND)},
    **{(S.RECEIVED, act): (S.RECEIVED,) for act in (A.ASK_REFUSAL, A.ALLOW_REFUSAL)},
    **{(state, A.DECLINE): (state,) for state in (S.RECEIVED, S.IN_PROCESS)},
    **{(state, act): (state,) for state in _UNDECIDED for act in (A.RECOUNT, A.HURRY)},
    **{(state, act): (state,) for state in _UNDECIDED for act in (A.JOIN, A.CORRECT_MATERIALS, A.CORRECT_FORM)},
    **{(state, act): (state,) for state in _STANDING for act in (A.HAND_OVER, A.MARK, A.TAKE_OVER)},
    (S.CLOSED, A.CORRECT_RECEIPT): (S.CLOSED,),
}  # fmt: skip


def is_possible(state: str, act: str) -> bool:
    """Whether the act leads anywhere from this state."""
    return (state, act) in MOVES


def possible(state: str) -> frozenset[str]:
    """Every act that leads somewhere from this state."""
    return frozenset(act for (origin, act) in MOVES if origin == state)
