"""Centres, windows and divisions as they are now: read at every intake and by every paper; where a centre is reached."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import Malformed, Sentence
from yimen.journal.kept import forget, kept
from yimen.office._turn import turn
from yimen.office.actor import Actor
from yimen.office.acts import Act
from yimen.office.models import Centre, Level, Lineage, Window

_LONGEST = {"telephone": 40, "complaint_telephone": 40, "address": 120}  # characters, as in the table


@kept
def known(centre_id: UUID) -> Centre:
    """A centre by its id. Raises Centre.DoesNotExist."""
    return Centre.objects.get(pk=centre_id)


@door.verb
def set_contact(
    centre: Centre, *, telephone: str, complaint_telephone: str, address: str, by: Actor, at: datetime
) -> Centre:
    """Where people reach the centre, on guides, papers and pages from now on; empty where there is none.

    Malformed names every field at fault.
    """
    said = {"telephone": telephone, "complaint_telephone": complaint_telephone, "address": address}
    texts = {name: " ".join(text.split()) for name, text in said.items()}
    faults: dict[str, Sentence] = {
        name: _("最多%(longest)s个字。") % {"longest": _LONGEST[name]}
        for name, text in texts.items()
        if len(text) > _LONGEST[name]
    }
    if faults:
        raise Malformed(_("有内容需要改正，没有改动。"), fields=faults)
    with turn(centre, Act.SET_CENTRE, by=by, at=at, **texts) as held:
        held.telephone, held.complaint_telephone = texts["telephone"], texts["complaint_telephone"]
        held.address = texts["address"]
        door.after_commit(forget)
        return held


@kept
def window_name(window_id: UUID) -> str:
    """What is written over a window. Raises Window.DoesNotExist."""
    return Window.objects.values_list("name", flat=True).get(pk=window_id)


@kept
def lineage(division_id: UUID) -> dict[UUID, str]:
    """A division and its ancestors, each with its level; empty where there is no such division."""
    return dict(Lineage.objects.filter(division_id=division_id).values_list("ancestor_id", "level"))


@kept
def home_of(centre_id: UUID) -> UUID:
    """The centre whose items a centre takes in: of a village point the nearest hall above it, of any other itself."""
    here = known(centre_id)
    if here.kind != Centre.Kind.POINT:
        return centre_id
    above = {level: key for key, level in lineage(here.division_id).items()}
    halls: dict[UUID, UUID] = dict(
        Centre.objects.filter(kind=Centre.Kind.HALL, division_id__in=above.values()).values_list("division_id", "pk")
    )
    nearest = (halls[above[level]] for level in reversed(Level) if above.get(level) in halls)
    return next(nearest, centre_id)


def is_point(centre_id: UUID) -> bool:
    """Whether it is a village's point."""
    return known(centre_id).kind == Centre.Kind.POINT


def has_points(centre_id: UUID) -> bool:
    """Whether villages take in for this centre."""
    return bool(points_of(centre_id))


@kept
def points_of(centre_id: UUID) -> tuple[Centre, ...]:
    """The villages' points that take in for this centre, by name."""
    division_id = known(centre_id).division_id
    below = Lineage.objects.filter(ancestor_id=division_id).exclude(division_id=division_id).values("division_id")
    points = Centre.objects.filter(kind=Centre.Kind.POINT, division_id__in=below).order_by("name")
    return tuple(one for one in points if home_of(one.pk) == centre_id)
