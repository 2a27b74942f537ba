"""/screens/: what is opened on a new machine of the hall. It shows six digits until the network clerk has typed them, then
it is that device, and after each start again without a word (S5)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yimen.faces.shared import counting
from yimen.faces.shared import devices as pages
from yimen.faces.shared.now import now
from yimen.journal.errors import NotNow, NotThere
from yimen.office import devices, pairing
from yimen.office.models import Device

COOKIE = "screen"  # the token of the device that this browser is
_KEPT_S = 400 * 24 * 60 * 60  # as long as browsers keep any
_PER_ADDRESS, _SPAN_S = 60, 10 * 60  # codes for one address: a hall behind one router sets up many screens in a morning


@require_safe
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """To the page of the device that this browser is; else to a new code. Raises NotNow where too many are asked for."""
    device = devices.any_by_token(request.COOKIES.get(COOKIE, ""))
    if device is not None and pages.page_of(device):
        return _become(request, device)
    if request.method == "HEAD":
        return HttpResponse()
    with counting.alone():
        is_below = counting.below(f"screens|{request.META.get('REMOTE_ADDR', '')}", _PER_ADDRESS, _SPAN_S)
    if not is_below:
        raise NotNow(_("这里要的配对码太多了，请过10分钟再打开本页。"), code="too_many_codes")
    return redirect("screens:code", secret=pairing.offer(at=now()).secret)


@require_safe
@never_cache
def code(request: HttpRequest, secret: str) -> HttpResponse:
    """The six digits; once they were typed, on to the device's page; once they are over, to new ones."""
    try:
        found = pairing.offered(secret, at=now())
    except NotThere:
        return redirect("screens:begin")
    if found.device is not None:
        return _become(request, found.device)
    shown = {"code": f"{found.code[:3]} {found.code[3:]}", "base": request.get_host(), "until": found.until_at}
    return render(request, "board/pairing.html", shown)


def _become(request: HttpRequest, device: Device) -> HttpResponse:
    answer = redirect(pages.page_of(device))
    answer.set_cookie(
        COOKIE, device.token, max_age=_KEPT_S, path="/screens/", secure=settings.HTTPS, httponly=True, samesite="Lax"
    )
    return answer
