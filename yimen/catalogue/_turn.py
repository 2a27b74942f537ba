"""The door, bound to the catalogue: its subjects are centres, which have acts but no states."""

from yimen.catalogue import fold  # noqa: F401  # the door must know which fields the journal answers for
from yimen.catalogue.access import may
from yimen.catalogue.acts import ACTS
from yimen.journal.door import House
from yimen.office.authority import held

_house = House(name="catalogue", acts=ACTS, moves={}, may=may, authority=held)
turn = _house.turn
