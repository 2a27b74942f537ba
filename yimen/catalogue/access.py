"""Who may do what to the catalogue of a centre. Whether the post is held on that day is asked by the door."""

from yimen.catalogue.acts import Act
from yimen.office.actor import Actor
from yimen.office.models import Centre, Role

EDITORS = frozenset({Role.EDITOR, Role.NETWORK})  # who writes the catalogue and says what the centre offers
MAY: dict[str, frozenset[str]] = {
    Act.CLAIM: EDITORS,
    Act.CHANGE_CLAIM: EDITORS,
    Act.GIVE_UP: EDITORS,
}


def may(by: Actor, act: str, centre: Centre) -> bool:
    """A post of the centre with the right role."""
    return by.is_staff and by.centre_id == centre.pk and by.role in MAY[act]
