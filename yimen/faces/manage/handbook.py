"""便民手册: all items that a centre offers, bound as one book to print and hand out (A2)."""

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yimen.catalogue import definitions
from yimen.catalogue.definitions import Definition
from yimen.faces.manage.frame import READERS, centre_of
from yimen.faces.shared import handouts
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.guides import Offer
from yimen.faces.shared.now import now
from yimen.journal.moments import localdate
from yimen.office.models import Centre
from yimen.papers import leaflets

_KEPT = 600  # seconds: a book of hundreds of items takes seconds to set, and is asked for again when the printer jams


@require_safe
@staff_only(*READERS)
def handbook(request: HttpRequest) -> HttpResponse:
    """The book as of today; its edition is the day."""
    centre, at = centre_of(request), now()
    offered = definitions.offered(centre.pk, on=localdate(at))
    parts = handouts.parts(offered, lambda one: offer(one, centre), centre=centre.name)
    # By all that it says: a telephone changed on a claim is in the next book.
    key = f"handbook:{centre.pk}:{localdate(at)}:{sha256(repr(parts).encode()).hexdigest()}"
    pdf = cache.get(key)
    if pdf is None:
        edition = _("%(year)s年%(month)s月%(day)s日版") % {
            "year": localdate(at).year, "month": localdate(at).month, "day": localdate(at).day,
        }  # fmt: skip
        pdf = leaflets.handbook(
            parts, title=_("便民手册"), centre=centre.name, edition=edition, note=handouts.note(), at=at
        )
        cache.set(key, pdf, _KEPT)
    headers = {"Content-Disposition": f'inline; filename="{centre.code}-{localdate(at)}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def offer(one: Definition, centre: Centre) -> Offer:
    """As the centre has claimed it; what the item leaves open is the centre's."""
    return Offer(
        centre.name, one.place or centre.address, one.hours, one.telephone or centre.telephone,
        one.complaint_telephone or centre.complaint_telephone,
    )  # fmt: skip
