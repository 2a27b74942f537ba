"""The door, bound to the catalogue: its subjects are centres and the care for guides, which have no states, and reports."""

from yimen.catalogue import fold  # noqa: F401  # the door must know which fields the journal answers for
from yimen.catalogue.access import may
from yimen.catalogue.acts import ACTS
from yimen.catalogue.lifecycle import MOVES
from yimen.journal.door import House
from yimen.office.authority import held

_house = House(name="catalogue", acts=ACTS, moves=MOVES, may=may, authority=held)
turn = _house.turn
birth = _house.birth
lock = _house.lock
