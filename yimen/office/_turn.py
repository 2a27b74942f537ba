"""The door, bound to the office: its subjects are centres, which have acts but no states."""

from yimen.journal.door import House
from yimen.office.access import may
from yimen.office.acts import ACTS
from yimen.office.authority import held

_house = House(name="office", acts=ACTS, moves={}, may=may, authority=held)
turn = _house.turn
