"""The door, bound to the registry: its subjects are centres, and only the clock passes."""

from yimen.journal.door import House
from yimen.office.actor import Actor
from yimen.office.authority import held
from yimen.office.models import Centre
from yimen.registry.acts import ACTS


def may(by: Actor, _act: str, _centre: Centre) -> bool:
    """The clock alone: nobody chooses what is vouched for."""
    return by.kind == "clock"


_house = House(name="registry", acts=ACTS, moves={}, may=may, authority=held)
turn = _house.turn
