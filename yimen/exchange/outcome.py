"""What follows from a gateway's answer to a message. Pure."""

from enum import StrEnum

_LATER = frozenset({408, 425, 429})  # refusals that say themselves: once more, later


class Outcome(StrEnum):
    """The message is the gateway's; or it never will be; or it is worth another try."""

    TAKEN = "taken"
    REFUSED = "refused"
    LATER = "later"


def is_taken(said: str) -> bool:
    """Whether an answer as it is kept, a status or a word, took the message."""
    return said.isdecimal() and of_status(int(said)) is Outcome.TAKEN


def of_status(status: int) -> Outcome:
    """2xx took it; 5xx and "too many, too early" may take it later; whatever else will say the same again, a redirect too:
    a number is sent to the address that was set, and to no other."""
    if 200 <= status < 300:
        return Outcome.TAKEN
    if status >= 500 or status in _LATER:
        return Outcome.LATER
    return Outcome.REFUSED
