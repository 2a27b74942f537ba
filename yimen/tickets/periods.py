"""How long a visit waited and was served: periods read from what happened to its ticket. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from yimen.tickets.lifecycle import Act


class Kind(StrEnum):
    """What the person was doing: waiting to be called, called and on the way, away, at the window."""

    WAITING = "waiting"
    CALLED = "called"
    AWAY = "away"
    SERVING = "serving"


_BEGINS: dict[str, Kind | None] = {
    Act.TAKE: Kind.WAITING,
    Act.HAND_IN: Kind.WAITING,
    Act.CALL: Kind.CALLED,
    Act.CALL_CHOSEN: Kind.CALLED,
    Act.START: Kind.SERVING,
    Act.MISS: Kind.AWAY,
    Act.RETURN: Kind.WAITING,
    Act.TRANSFER: Kind.WAITING,
    Act.FINISH: None,
    Act.CLOSE_DAY: None,
    Act.VOID: None,
}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the visit; `until_at` is None while it lasts, or where it was still open in the evening."""

    kind: Kind
    from_at: datetime
    until_at: datetime | None


def of(told: Iterable[tuple[str, datetime]]) -> tuple[Period, ...]:
    """The periods of one ticket, from its acts (as in `lifecycle.Act`) and moments in the order of the journal.

    Where nobody pressed 到窗 the call is where serving began. What the evening closed has no end: nobody knows it.
    """
    found: list[Period] = []
    for act, at in told:
        if act not in _BEGINS:
            continue
        if found and found[-1].until_at is None:
            ends = None if act == Act.CLOSE_DAY else at
            kind = Kind.SERVING if act in (Act.FINISH, Act.TRANSFER) else found[-1].kind
            found[-1] = Period(kind, found[-1].from_at, ends)
        if kind_of_next := _BEGINS[act]:
            found.append(Period(kind_of_next, at, None))
    return tuple(found)


def lasted(periods: Iterable[Period], kind: Kind) -> timedelta:
    """How long the visit was in one kind of period, as far as its end is known."""
    ended = [one for one in periods if one.kind is kind and one.until_at is not None]
    return sum((one.until_at - one.from_at for one in ended if one.until_at), timedelta(0))
