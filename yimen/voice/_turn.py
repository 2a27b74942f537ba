"""The door, bound to the voice: its subjects are consultations, and centres for what concerns their whole register."""

from yimen.journal.door import House
from yimen.office.authority import held
from yimen.voice import fold  # noqa: F401  # the door must know which fields the journal answers for
from yimen.voice.access import may
from yimen.voice.acts import ACTS
from yimen.voice.lifecycle import MOVES

_house = House(name="voice", acts=ACTS, moves=MOVES, may=may, authority=held)
turn = _house.turn
birth = _house.birth
lock = _house.lock
