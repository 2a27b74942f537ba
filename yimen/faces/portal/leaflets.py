"""The 告知单 of an item as a PDF of one page (A2)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from yimen.faces.portal import offers
from yimen.faces.shared import handouts
from yimen.faces.shared.now import now
from yimen.journal.moments import localdate
from yimen.papers import leaflets


@require_safe
@cache_control(max_age=300)
def leaflet(request: HttpRequest, code: str) -> HttpResponse:
    """As the item stands today, with every place that takes it."""
    at = now()
    on = localdate(at)
    definition = offers.one(code, on=on)
    places = offers.places(definition, on=on)
    centre = places[0].centre if len(places) == 1 else ""
    pdf = leaflets.leaflet(handouts.leaflet(definition, places, centre=centre), note=handouts.note(), at=at)
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{definition.code}.pdf"'},
    )
