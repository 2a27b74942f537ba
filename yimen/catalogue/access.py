"""Who may do what to the catalogue. Whether the post is held on that day is asked by the door."""

from typing import Any
from uuid import UUID

from yimen.catalogue.acts import Act
from yimen.office import access
from yimen.office.actor import Actor
from yimen.office.models import Centre, Role

EDITORS = frozenset({Role.EDITOR, Role.NETWORK})  # who writes the catalogue and says what the centre offers
MAY: dict[str, frozenset[str]] = {
    Act.CLAIM: EDITORS,
    Act.CHANGE_CLAIM: EDITORS,
    Act.GIVE_UP: EDITORS,
    Act.LOAD: EDITORS,
    Act.WRITE_DRAFT: EDITORS,
    Act.SEND_TO_REVIEW: EDITORS,
    Act.RETURN_DRAFT: EDITORS,
    Act.PUBLISH: EDITORS,
    Act.RETIRE: EDITORS,
    Act.ATTACH_FILE: EDITORS,
    Act.REMOVE_FILE: EDITORS,
    Act.ASSIGN_CARE: EDITORS,
    Act.CONFIRM_GUIDE: EDITORS,
    Act.ADOPT_REPORT: EDITORS,
    Act.DECLINE_REPORT: EDITORS,
    Act.REPORT_GUIDE: frozenset(Role),
    Act.CHECK_DUE: frozenset(),
    Act.DESCRIBE_ELEMENT: EDITORS,
}
# What is written for the whole installation: the items that are defined above and claimed below (A5).
FOR_ALL: frozenset[str] = frozenset(MAY) - {Act.CLAIM, Act.CHANGE_CLAIM, Act.GIVE_UP}
# What the post that answers for a guide may do as well (A6).
BY_POST: frozenset[str] = frozenset({Act.CONFIRM_GUIDE, Act.ADOPT_REPORT, Act.DECLINE_REPORT})
ANYBODY = frozenset({"public", "kiosk"})  # besides the staff, who may say that a guide is wrong


def may(by: Actor, act: str, subject: Any) -> bool:
    """A post of the centre with the right role. What is for all is done at the root: by its own editors, or, where the root
    has no such post, by those of the installation's only hall. A centre's own items are its own editors' (A11)."""
    if act == Act.CHECK_DUE:
        return by.kind == "clock"
    if act == Act.LOAD and by.kind == "clock":  # who keeps the machine, by command
        return True
    if act == Act.REPORT_GUIDE:
        return by.is_staff or by.kind in ANYBODY
    if not by.is_staff:
        return False
    if act in BY_POST and _answers(by, subject):
        return True
    return by.role in MAY[act] and _keeps(by, act, subject if isinstance(subject, Centre) else subject.centre)


def kept_homes(by: Actor) -> frozenset[UUID]:
    """The centres whose items this actor keeps: the own one; the root, where what is for all is done there."""
    if not by.is_staff or by.role not in EDITORS or by.centre_id is None:
        return frozenset()
    root = Centre.objects.filter(kind=Centre.Kind.ROOT).first()
    own = frozenset({by.centre_id})
    return own | {root.pk} if root is not None and may(by, Act.ASSIGN_CARE, root) else own


def _answers(by: Actor, subject: Any) -> bool:
    """Whether the actor's post answers for the guide: `subject` is the care for it, or a report of an error in it."""
    post_id = getattr(getattr(subject, "care", subject), "post_id", None)
    return post_id is not None and post_id == by.post_id


def _keeps(by: Actor, act: str, centre: Centre) -> bool:
    at_home: bool = by.centre_id == centre.pk
    if act not in FOR_ALL or centre.kind != Centre.Kind.ROOT:
        return at_home
    return at_home or access.stands_in(by, centre, MAY[act])
