"""The door, bound to cases."""

from yimen.cases import fold  # noqa: F401  # the door must know which fields the journal answers for
from yimen.cases.access import may
from yimen.cases.acts import ACTS
from yimen.cases.lifecycle import MOVES
from yimen.journal.door import House
from yimen.office.authority import held

_house = House(name="cases", acts=ACTS, moves=MOVES, may=may, authority=held)
turn = _house.turn
birth = _house.birth
