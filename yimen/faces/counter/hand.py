"""Who acts at the counter, whom they serve, and the item in hand: what every page of the counter begins with."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import cached_property

from yimen.cases import joining, reading, villages
from yimen.cases.models import Case
from yimen.catalogue.definitions import Definition
from yimen.faces.counter import whole
from yimen.faces.shared.now import today
from yimen.journal.errors import NotThere
from yimen.office import centres
from yimen.office.actor import Actor
from yimen.office.models import Centre, Division, Level, Role
from yimen.registry import pinyin
from yimen.registry.models import Person
from yimen.tickets.models import Ticket

FRONT = (Role.WINDOW, Role.SUPERVISOR)  # who takes in
COUNTER = (Role.WINDOW, Role.REPLY, Role.SUPERVISOR)  # who sees the counter
GUIDES = (Role.GUIDE, *COUNTER)  # who may stand at the guide desk: in a small hall a window is it besides


def by(request: HttpRequest) -> Actor:
    """Who acts, as `staff_only` found them."""
    return request.actor  # type: ignore[attr-defined, no-any-return]  # set by `staff_only`


def person(actor: Actor, text: str | UUID) -> Person | None:
    """The person in hand; None where the address names none. Raises NotThere for one the post may not see today."""
    if not text:
        return None
    try:
        key = text if isinstance(text, UUID) else UUID(text)
    except ValueError:
        raise NotThere() from None
    found = Person.objects.visible_to(actor, on=today()).filter(pk=str(key)).first()
    if found is None:
        raise NotThere()
    return found


def visit(actor: Actor, text: str) -> Ticket | None:
    """The number of today with which a person came, as an address or a form names it; None for any other or none."""
    try:
        key = UUID(text)
    except ValueError:
        return None
    return Ticket.objects.visible_to(actor).filter(pk=key, taken_on=today()).first()


@dataclass(frozen=True)
class Matter:
    """An item at a centre, the person it is for where they are known already, and the number with which they came.

    `parts`: the items that are handled on one form (H2); then `definition` is what they ask for together.
    """

    definition: Definition
    actor: Actor
    person: Person | None = None
    joins: Case | None = None  # handled together with this one
    visit: Ticket | None = None
    parts: tuple[Definition, ...] = ()

    @property
    def is_several(self) -> bool:
        """Whether several items are handled on one form."""
        return len(self.parts) > 1

    @cached_property
    def written(self) -> frozenset[str]:
        """The keys of what was written already into the form of the case that it joins."""
        return frozenset(self.joins.application.form or {}) if self.joins else frozenset()

    @cached_property
    def centre(self) -> Centre:
        """The clerk's centre; at a village the hall for which it takes in."""
        return centres.known(centres.home_of(_centre_id(self.actor)))

    @cached_property
    def taken_as(self) -> str:
        """In which capacity the clerk's centre takes it in: "" in its own name, else as a village does."""
        return villages.capacity(_centre_id(self.actor), self.centre.pk, self.definition.code, on=today())

    @cached_property
    def seats(self) -> list[tuple[str, str]]:
        """The places of the clerk's area low enough for the item; a name begins with its initials, for the keyboard."""
        area = centres.known(_centre_id(self.actor)).division_id
        levels = list(Level)
        low_enough = levels[levels.index(Level(self.definition.seat_level)) :]
        found = Division.objects.filter(ancestry__ancestor_id=area, level__in=low_enough)
        rows = [(str(one.pk), one.name, pinyin.initials(one.name).upper()) for one in found]
        return [(key, f"{letters} {name}") for key, name, letters in sorted(rows, key=lambda row: row[2])]

    @property
    def seat(self) -> str:
        """The likeliest place: where the person belongs, or the only one there is; else empty."""
        keys = [key for key, _name in self.seats]
        home = str(self.person.division_id) if self.person else ""
        if home in keys:
            return home
        return keys[0] if len(keys) == 1 else ""


def is_village(actor: Actor) -> bool:
    """Whether the clerk sits at a village's desk."""
    return actor.centre_id is not None and centres.is_point(actor.centre_id)


def _centre_id(actor: Actor) -> UUID:
    if actor.centre_id is None:
        raise NotThere()
    return actor.centre_id


def joined(actor: Actor, number: str) -> Case | None:
    """The case that a further one is handled together with; None where the address names none. Raises NotThere."""
    return reading.case_for(actor, number=number) if number else None


def matter(
    actor: Actor, code: str, in_hand: Person | None = None, joins: Case | None = None, visit: Ticket | None = None
) -> Matter:
    """An item that the clerk's centre takes in today, or several with "+" between their codes; at a village one by one.
    Raises NotThere."""
    codes = list(dict.fromkeys(code.split(whole.SIGN)))
    if len(codes) > (1 if is_village(actor) else joining.MOST):
        raise NotThere()
    offered = {one.code: one for one in villages.offered(_centre_id(actor), on=today())}
    if not all(one in offered for one in codes):
        raise NotThere()
    parts = tuple(offered[one] for one in codes)
    return Matter(whole.of(parts), actor, in_hand, joins, visit, parts)
