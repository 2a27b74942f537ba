"""The door, bound to the exchange: its subjects are messages, and numbers that people left."""

from yimen.exchange import fold  # noqa: F401  # the door must know which fields the journal answers for
from yimen.exchange.access import may
from yimen.exchange.acts import ACTS
from yimen.exchange.lifecycle import MOVES
from yimen.journal.door import House
from yimen.office.authority import held

_house = House(name="exchange", acts=ACTS, moves=MOVES, may=may, authority=held)
turn = _house.turn
birth = _house.birth
lock = _house.lock
