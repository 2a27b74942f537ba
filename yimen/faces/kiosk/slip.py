"""The slip of a number on the kiosk's own printer: how far it is, said in words, and once more."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yimen.faces.shared.devices import TROUBLES
from yimen.faces.shared.now import now
from yimen.office import devices
from yimen.office.models import Device
from yimen.tickets import printing, reading


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def slip(request: HttpRequest, token: str, ticket_id: UUID) -> HttpResponse:
    """Whether it came out, and what keeps it; posted, it is asked for again. Raises NotThere."""
    device = devices.by_token(token, kind=Device.Kind.KIOSK)
    ticket = reading.ticket_for(devices.actor(device), ticket_id=ticket_id)
    asked = printing.ask(ticket, device, at=now()) if request.method == "POST" else printing.last_of(ticket)
    trouble = asked.trouble if asked else ""
    words = (
        _("小票没有打出来：%(trouble)s。号有效，请记下号码；加好纸以后可以再打一次。") % {"trouble": TROUBLES[trouble]}
        if trouble
        else ""
    )
    return JsonResponse({"is_out": bool(asked and asked.printed_at), "words": words})
