"""What a village desk takes in for the hall above it, in which capacity, and what waits until the papers are there."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.cases.models import Case
from yimen.catalogue import definitions
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import Agency
from yimen.journal.errors import Malformed, NotNow
from yimen.office import centres, entrustments


def capacity(centre_id: UUID, home_id: UUID, code: str, *, on: date) -> str:
    """In which capacity a centre takes an item in for its home: "" in the home's own name (its windows, another hall),
    a village as receiving point where that is on record, else as the applicant's agent."""
    if centre_id == home_id or not centres.is_point(centre_id):
        return ""
    is_entrusted = entrustments.holds(centre_id, code, on=on)
    return (Case.TakenAs.RECEIVING if is_entrusted else Case.TakenAs.AGENT).value


def offered(centre_id: UUID, *, on: date) -> tuple[Definition, ...]:
    """What a centre's front takes in: its own items; at a village those of the hall above it, but not what the applicant
    must do there in person."""
    home_id = centres.home_of(centre_id)
    found = definitions.offered(home_id, on=on)
    if home_id == centre_id:
        return found
    return tuple(
        one
        for one in found
        if one.agent is not Agency.IN_PERSON or not _is_in_person(one, capacity(centre_id, home_id, one.code, on=on))
    )


def insist_serves(definition: Definition, *, centre_id: UUID, home_id: UUID, seat_id: UUID, on: date) -> None:
    """Raises Malformed where a village takes in what it cannot: for another hall, for another village's people, or what the
    applicant must do in person."""
    taken_as = capacity(centre_id, home_id, definition.code, on=on)
    if not taken_as:
        return
    if centres.home_of(centre_id) != home_id:
        words = _("本村（社区）只代收所属中心的事项。")
        raise Malformed(words, fields={"item": words})
    if centres.known(centre_id).division_id not in centres.lineage(seat_id):
        words = _("本村（社区）只代收本村（社区）的申请，请引导申请人到所在的村（社区）或者中心办理。")
        raise Malformed(words, fields={"seat": words})
    if _is_in_person(definition, taken_as):
        words = _("这个事项须申请人本人到中心办理，不能由村（社区）代收。")
        raise Malformed(words, fields={"item": words})


def insist_here(case: Case) -> None:
    """Raises NotNow while the papers are on their way: nobody at the hall has seen them."""
    if is_on_its_way(case):
        place = centres.known(case.taken_at_id).short_name
        words = _("材料由%(place)s代收，还没有交到中心，请先办材料交接。") % {"place": place}
        raise NotNow(words, code="papers_on_their_way")


def is_on_its_way(case: Case) -> bool:
    """Whether a village took it in and the hall has not taken its papers over."""
    return bool(case.taken_as) and case.arrived_on is None


def _is_in_person(definition: Definition, taken_as: str) -> bool:
    return definition.agent is Agency.IN_PERSON and taken_as == Case.TakenAs.AGENT
