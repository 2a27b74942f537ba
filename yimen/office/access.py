"""Who may do what to the office itself."""

from collections.abc import Collection

from yimen.office.actor import Actor
from yimen.office.acts import Act
from yimen.office.models import Centre, Lineage, Post, Role

MAY: dict[str, frozenset[str]] = {
    Act.APPOINT: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.END_HOLDING: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.COVER: frozenset({Role.NETWORK, Role.DIRECTOR, Role.SUPERVISOR}),
    Act.OPEN_POST: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.CLOSE_POST: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.SET_DUTIES: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.SET_CENTRE: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.PUBLISH_YEAR: frozenset({Role.NETWORK}),
    Act.SET_DAY: frozenset({Role.NETWORK}),
    Act.SET_HOURS: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.SET_POLICY: frozenset({Role.NETWORK}),
    Act.ENTRUST: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.REVOKE_ENTRUSTMENT: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.OPEN_ACCOUNT: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.RESET_PASSWORD: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.CHANGE_PASSWORD: frozenset(Role),
    Act.CLOSE_ACCOUNT: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.ADD_DEVICE: frozenset({Role.NETWORK}),
    Act.CHANGE_DEVICE: frozenset({Role.NETWORK}),
    Act.CLOSE_DEVICE: frozenset({Role.NETWORK}),
    Act.PAIR_DEVICE: frozenset({Role.NETWORK}),
    Act.SWITCH_DISPLAY: frozenset({Role.NETWORK, Role.DIRECTOR}),  # who may cut the hall anew
    Act.CONNECT_DEVICE: frozenset({Role.NETWORK}),
    Act.HANG_BULLETIN: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.CHANGE_BULLETIN: frozenset({Role.NETWORK, Role.DIRECTOR}),
    Act.TAKE_DOWN_BULLETIN: frozenset({Role.NETWORK, Role.DIRECTOR}),
}
# What is set for the whole installation: the legal calendar and the policies.
FOR_ALL: frozenset[str] = frozenset({Act.PUBLISH_YEAR, Act.SET_DAY, Act.SET_POLICY})


# A village's point has no keeper of its own: with what it is entrusted the hall above it enters.
ENTRUSTING: frozenset[str] = frozenset({Act.ENTRUST, Act.REVOKE_ENTRUSTMENT})


def may(by: Actor, act: str, centre: Centre) -> bool:
    """A post of the centre with the right role. What holds for all is set at the root alone: by its own network
    clerk, or, where the root has no such post, by that of the installation's only hall."""
    at_home: bool = by.centre_id == centre.pk
    if by.role not in MAY[act]:
        return False
    if act in ENTRUSTING and centre.kind == Centre.Kind.POINT:
        return at_home or _keeps(by, centre)
    if act not in FOR_ALL:
        return at_home
    return centre.kind == Centre.Kind.ROOT and (at_home or stands_in(by, centre, (Role.NETWORK,)))


def _keeps(by: Actor, point: Centre) -> bool:
    """Whether the actor's centre is a hall whose division lies above the point's."""
    if by.centre_id is None:
        return False
    above = Lineage.objects.filter(division_id=point.division_id, ancestor_id=by.division_id)
    return Centre.objects.filter(pk=by.centre_id, kind=Centre.Kind.HALL).exists() and above.exists()


def offered(by: Actor) -> frozenset[str]:
    """The acts that this actor may do: in the own centre, and for all where the actor's post is the one for it."""
    own = {str(act) for act, roles in MAY.items() if by.role in roles and act not in FOR_ALL}
    if by.role != Role.NETWORK:
        return frozenset(own)
    root = Centre.objects.filter(kind=Centre.Kind.ROOT).first()
    return frozenset(own | {str(act) for act in FOR_ALL if root is not None and may(by, act, root)})


def stands_in(by: Actor, root: Centre, roles: Collection[str]) -> bool:
    """Whether the actor's centre is the installation's only hall, and the root has no post of these roles itself."""
    halls = list(Centre.objects.filter(kind=Centre.Kind.HALL).values_list("pk", flat=True)[:2])
    return halls == [by.centre_id] and not Post.objects.filter(centre=root, role__in=roles, is_open=True).exists()
