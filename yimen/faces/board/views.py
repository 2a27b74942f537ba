"""A display of the hall, or the one over a window; and what it shows as JSON, for a display that the stream cannot reach."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yimen.faces.board import slides
from yimen.faces.shared import devices as pages
from yimen.faces.shared import waits
from yimen.faces.shared.now import now, today
from yimen.office import devices, opening, watching
from yimen.office.models import Device
from yimen.tickets import announcing

# What the page's own script writes: {code} and {window} are filled in there.
WORDS = {
    "call": _("请 {code} 号到 {window} 号窗口"), "please": _("请 {code} 号"), "to": _("到 {window} 号窗口"),
    "at": _("{window}号窗口"), "nobody": _("还没有叫号"), "free": _("请等候叫号"), "paused": _("暂停服务"),
    "closed": _("现在不在服务时间"), "opens": _("{when}开始服务"), "serving": _("正在办理"),
    "all": _("各类业务"), "gone": _("本屏已停用，请联系网络管理员"),
}  # fmt: skip


@require_safe
@never_cache
def board(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a display; it keeps itself up to date, and mends itself. Raises NotThere once out of service."""
    device = devices.by_token(token, kind=Device.Kind.BOARD)
    events = pages.events_of(request, device)
    page = {
        "device": device, "centre": device.centre, "events": events, "hours": opening.spans_on(device.centre_id, today()),
        "page": announcing.page_of(device),
        "state": announcing.state(device.centre_id, at=now(), say=waits.brief),
        "words": {key: str(said) for key, said in WORDS.items()},
    }  # fmt: skip
    if device.shows == Device.Shows.WAITING:
        page["slides"] = slides.of(device, on=today())
    return pages.may_hear(render(request, f"board/{device.shows}.html", page), events)


@require_safe
@never_cache
def state(request: HttpRequest, token: str) -> HttpResponse:
    """Calls, counts, windows; `after`: the id of the last state, to be told what was missed. A display that asks is there."""
    device = devices.by_token(token, kind=Device.Kind.BOARD)
    watching.heard(device, trouble=request.GET.get("trouble", ""), at=now())
    since = announcing.Place.read(request.GET["after"]) if "after" in request.GET else None
    return JsonResponse(announcing.state(device.centre_id, at=now(), since=since, say=waits.brief))


@require_safe
@never_cache
def slides_of(request: HttpRequest, token: str) -> HttpResponse:
    """What a waiting-area display shows in turn, as it is now."""
    device = devices.by_token(token, kind=Device.Kind.BOARD)
    return render(request, "board/_slides.html", {"slides": slides.of(device, on=today())})
