"""Who may do what to the office itself."""

from yimen.office.actor import Actor
from yimen.office.acts import Act
from yimen.office.models import Centre, Role

MAY: dict[str, frozenset[str]] = {
    Act.APPOINT: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.END_HOLDING: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.COVER: frozenset({Role.NETWORK, Role.DIRECTOR, Role.SUPERVISOR}),
    Act.PUBLISH_YEAR: frozenset({Role.NETWORK}),
    Act.SET_DAY: frozenset({Role.NETWORK}),
    Act.SET_HOURS: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.SET_POLICY: frozenset({Role.NETWORK}),
    Act.ENTRUST: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.REVOKE_ENTRUSTMENT: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.OPEN_ACCOUNT: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.RESET_PASSWORD: frozenset({Role.NETWORK, Role.DIRECTOR}),
}


def may(by: Actor, act: str, centre: Centre) -> bool:
    """A post of the centre with the right role; the calendar and policies belong to the root and are set by its
    network clerk, whose post may be in the one hall of a small installation."""
    if by.role not in MAY[act]:
        return False
    return by.centre_id == centre.pk or (centre.kind == Centre.Kind.ROOT and by.role == Role.NETWORK)
