"""Lead posts beside those of the hall: at the county above it, and in a hall elsewhere."""

from tests.town import Cast
from yimen.demonstration.town import BEGAN
from yimen.office.actor import Actor
from yimen.office.models import Centre, Division, Duty, Holding, Level, Lineage, Post, Role, Staff
from yimen.office.signing_in import actor_in


def at_county(cast: Cast, role: str = Role.SUPERVISOR) -> Actor:
    """A lead of the county's bureau, whose division the hall's lies under."""
    return _lead(cast.town.centres["XAMZ"], f"县局{role}", role)


def elsewhere(cast: Cast, role: str = Role.SUPERVISOR) -> Actor:
    """A lead of a hall in another town of the county."""
    above = cast.town.divisions["county"]
    town = Division.objects.create(name="石桥镇", level=Level.TOWN, parent=above)
    for one, level in ((town, Level.TOWN), (above, Level.COUNTY), (cast.town.divisions["city"], Level.CITY)):
        Lineage.objects.create(division=town, ancestor=one, level=level)
    centre = Centre.objects.create(code="SQ", kind=Centre.Kind.HALL, division=town, name="石桥", short_name="石桥")
    return _lead(centre, f"石桥{role}", role)


def one_line(cast: Cast, line: str, role: str = Role.SUPERVISOR) -> Actor:
    """A lead of the hall who answers for one line."""
    return _lead(cast.hall, f"{line}主管", role, line)


def of(centre: Centre, role: str) -> Actor:
    """Somebody in this role at a centre."""
    return _lead(centre, f"{centre.code}{role}", role)


def _lead(centre: Centre, title: str, role: str, line: str = "*") -> Actor:
    post = Post.objects.create(centre=centre, title=title, role=role)
    Duty.objects.create(post=post, line=line)
    staff = Staff.objects.create(username=title, name=title, password="!")
    Holding.objects.create(post=post, staff=staff, from_on=BEGAN)
    return actor_in(staff, post)
