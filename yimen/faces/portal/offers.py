"""What can be asked for in this installation: the published matters that some centre offers, and where."""

from datetime import date

from django.http import Http404

from yimen.catalogue import definitions
from yimen.catalogue.definitions import Definition
from yimen.catalogue.models import Claim
from yimen.faces.portal import hours
from yimen.faces.shared.guides import Offer
from yimen.journal.errors import NotThere
from yimen.office.models import Centre


def one(code: str, *, on: date) -> Definition:
    """The published definition of a matter. Http404 when there is none."""
    try:
        return definitions.published(code, on=on)
    except NotThere as missing:
        raise Http404 from missing


def places(definition: Definition, *, on: date) -> tuple[Offer, ...]:
    """The centres that take the matter on that day, by their code."""
    claims = (
        Claim.objects.in_force(on)
        .filter(item=definition.item_id)
        .select_related("centre")
        .prefetch_related("centre__opening_hours", "centre__market_hours", "claim_windows__window")
        .order_by("centre__code")
    )
    return tuple(_offer(claim) for claim in claims)


def _offer(claim: Claim) -> Offer:
    centre = claim.centre
    windows = "、".join(one.window.name for one in sorted(claim.claim_windows.all(), key=lambda one: one.window.number))
    return Offer(
        centre=centre.name,
        place="　".join(filter(None, (claim.place or centre.address, windows))),
        hours=claim.hours or _hours(centre),
        telephone=claim.telephone or centre.telephone,
        complaint_telephone=centre.complaint_telephone,
    )


def _hours(centre: Centre) -> str:
    """The week, the hours of duty apart, and market days."""
    usual, duty = (
        [(one.weekday, one.opens, one.closes) for one in centre.opening_hours.all() if one.is_duty == is_duty]
        for is_duty in (False, True)
    )
    return hours.whole(
        usual, duty, [(one.figures, one.lunar, one.opens, one.closes) for one in centre.market_hours.all()]
    )
