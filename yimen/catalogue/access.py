"""Who may do what to the catalogue. Whether the post is held on that day is asked by the door."""

from yimen.catalogue.acts import Act
from yimen.office import access
from yimen.office.actor import Actor
from yimen.office.models import Centre, Role

EDITORS = frozenset({Role.EDITOR, Role.NETWORK})  # who writes the catalogue and says what the centre offers
MAY: dict[str, frozenset[str]] = {
    Act.CLAIM: EDITORS,
    Act.CHANGE_CLAIM: EDITORS,
    Act.GIVE_UP: EDITORS,
    Act.WRITE_DRAFT: EDITORS,
    Act.SEND_TO_REVIEW: EDITORS,
    Act.RETURN_DRAFT: EDITORS,
    Act.PUBLISH: EDITORS,
    Act.RETIRE: EDITORS,
}
# What is written for the whole installation: the items that are defined above and claimed below (A5).
FOR_ALL: frozenset[str] = frozenset({Act.WRITE_DRAFT, Act.SEND_TO_REVIEW, Act.RETURN_DRAFT, Act.PUBLISH, Act.RETIRE})


def may(by: Actor, act: str, centre: Centre) -> bool:
    """A post of the centre with the right role. What is for all is done at the root: by its own editors, or, where the root
    has no such post, by those of the installation's only hall. A centre's own items are its own editors' (A11)."""
    if not by.is_staff or by.role not in MAY[act]:
        return False
    at_home: bool = by.centre_id == centre.pk
    if act not in FOR_ALL or centre.kind != Centre.Kind.ROOT:
        return at_home
    return at_home or access.stands_in(by, centre, MAY[act])
