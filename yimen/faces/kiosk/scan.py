"""A scan at the kiosk: a card, the code of a receipt or a booking, or rubbish. Nothing of it stays or stands in an address."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yimen.cases import progress
from yimen.faces.kiosk import bookings, card, screens, views
from yimen.faces.shared import lights
from yimen.faces.shared.now import now, today
from yimen.journal.errors import NotThere
from yimen.office import devices
from yimen.office.models import Device
from yimen.registry import cards

_PROGRESS = re.compile(r"/progress/([a-z0-9]{26})/", re.ASCII)  # of the code on a receipt


@require_POST
@never_cache
def scan(request: HttpRequest, token: str) -> HttpResponse:
    """What follows from a scan: lines to choose from for who holds the card, how far the case is, or one calm sentence."""
    device = devices.by_token(token, kind=Device.Kind.KIOSK)
    text = request.POST.get("scan", "")[: cards.LONGEST]
    if found := _PROGRESS.search(text):
        return _progress(request, device, found[1])
    if "/bookings/" in text:
        return bookings.scanned(request, device, text)
    if read := cards.read(text, on=today()):
        return views.first(request, device, carried=card.carried(read, on=today()))
    return views.first(request, device, words=_("没有认出来。请再刷一次，或者直接点要办的业务。"))


def _progress(request: HttpRequest, device: Device, token: str) -> HttpResponse:
    try:
        found = progress.by_token(token, at=now())
    except NotThere:
        return views.first(request, device, words=_("没有查到这份回执上的办件，请拿着回执问窗口或导办台。"))
    page: dict[str, Any] = {
        "progress": found, "light": lights.shown(found.light, found.light_words),
        "asking": [one for one in found.notices if one.missing or one.answer_by],
        "up": screens.to(request, device, "start"), "other_size": screens.to(request, device, "start"),
    }  # fmt: skip
    return screens.show(request, device, "progress", **page)
