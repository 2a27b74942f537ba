"""The door, bound to tickets; its subjects are tickets, and centres for what concerns the whole hall."""

from yimen.journal.door import House
from yimen.office.authority import held
from yimen.tickets import fold  # noqa: F401  # the door must know which fields the journal answers for
from yimen.tickets.access import may
from yimen.tickets.acts import ACTS
from yimen.tickets.lifecycle import MOVES

_house = House(name="tickets", acts=ACTS, moves=MOVES, may=may, authority=held)
turn = _house.turn
birth = _house.birth
lock = _house.lock
