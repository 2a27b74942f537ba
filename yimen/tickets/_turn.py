"""The door, bound to tickets: its subjects are tickets, and centres for what concerns the whole hall; and to bookings."""

from yimen.journal.door import House
from yimen.office.authority import held
from yimen.tickets import booking_acts, booking_life, fold  # noqa: F401  # the door must know which fields the journal answers for
from yimen.tickets.access import may
from yimen.tickets.acts import ACTS
from yimen.tickets.lifecycle import MOVES

_house = House(name="tickets", acts=ACTS, moves=MOVES, may=may, authority=held)
turn = _house.turn
birth = _house.birth
lock = _house.lock

_bookings = House(
    name="bookings", acts=booking_acts.ACTS, moves=booking_life.MOVES, may=booking_acts.may, authority=held
)
booking_turn = _bookings.turn
booking_birth = _bookings.birth
