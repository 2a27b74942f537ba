"""The door, bound to cases; a case that is handled together with others locks their application first (design 4)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from yimen.cases import fold, joint  # noqa: F401  # the door must know which fields the journal answers for
from yimen.cases.access import may
from yimen.cases.acts import ACTS
from yimen.cases.lifecycle import MOVES
from yimen.cases.models import Case
from yimen.journal import door
from yimen.journal.door import House
from yimen.office.actor import Actor
from yimen.office.authority import held

_house = House(name="cases", acts=ACTS, moves=MOVES, may=may, authority=held)
birth = _house.birth


@contextmanager
def turn(case: Case, act: str, *, by: Actor, at: datetime, ahead: Any = (), **facts: Any) -> Iterator[Case]:
    """`House.turn`. Of several handled together, the person's one day is reckoned again at its end."""
    with door.together():
        if case.is_joint:
            joint.lock(case)
        with _house.turn(case, act, by=by, at=at, ahead=ahead, **facts) as mine:
            yield mine
            if mine.is_joint:
                joint.reckon(mine, by=by, at=at)
