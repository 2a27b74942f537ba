"""What goes along with a number: the code to take one on the own phone, and the item that was looked at before."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yimen.catalogue import definitions
from yimen.catalogue.definitions import Definition
from yimen.faces.kiosk import screens
from yimen.faces.shared import qr
from yimen.faces.shared.now import now, today
from yimen.office import devices
from yimen.office.models import Device
from yimen.tickets import phoning


def phone(device: Device, *, at: datetime) -> SafeString:
    """The code with which a number is taken on the own phone; another every few minutes."""
    address = reverse("portal:take", args=[phoning.code(device, at=at)])
    return qr.picture(settings.PUBLIC_URL + address, _("二维码：手机取号"))


def matter(request: HttpRequest, device: Device) -> Definition | None:
    """The item that was looked at before, of those that are done here."""
    said = request.POST.get("item", "") or request.GET.get("item", "")
    return next((one for one in definitions.offered(device.centre_id, on=today()) if said and one.code == said), None)


def code(request: HttpRequest, device: Device) -> str:
    """Its code; empty where there is none."""
    found = matter(request, device)
    return found.code if found else ""


@require_safe
@never_cache
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The code in large; the kiosk goes back by itself before it changes."""
    device = devices.by_token(token, kind=Device.Kind.KIOSK)
    return screens.show(request, device, "phone", code=phone(device, at=now()))
