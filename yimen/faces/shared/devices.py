"""Devices of the hall as people see them: the light each one shows, what it says, where its page is; and their beats."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from yimen.faces.shared.lights import Light
from yimen.faces.shared.now import now
from yimen.faces.shared.templatetags import look
from yimen.journal.errors import NotThere, Sentence
from yimen.journal.moments import localdate
from yimen.office import devices, presence, watching
from yimen.office.models import Device
from yimen.office.presence import Presence, Trouble
from yimen.office.watching import Standing

# A device's page, by its kind; a face that is not installed has none.
_PAGES = {Device.Kind.KIOSK: "kiosk:start", Device.Kind.BOARD: "board:board", Device.Kind.PAD: "pad:pad"}
_LIGHTS: dict[Presence, tuple[str, Sentence, str]] = {
    Presence.LOST: ("red", _("失联"), "over"), Presence.BROKEN: ("red", _("有故障"), "over"),
    Presence.LACKING: ("amber", _("留意"), "due"), Presence.NEW: ("grey", _("未启用"), "pause"),
    Presence.OFF: ("grey", _("已关机"), "pause"), Presence.WELL: ("green", _("正常"), "check"),
}  # fmt: skip
TROUBLES: dict[str, Sentence] = {
    Trouble.MUTE: _("没有中文语音，叫号只有铃声和闪动"), Trouble.SILENT: _("浏览器不出声，请点一下屏幕"),
    Trouble.PAPER_LOW: _("纸快用完了"), Trouble.PAPER_OUT: _("没有纸了"), Trouble.COVER_OPEN: _("盖子没有关好"),
    Trouble.GONE: _("连接不上"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A device with its light and a sentence: since when it is lost, or what is wrong."""

    device: Device
    light: Light
    said: str
    is_wrong: bool


def shown(centre_id: UUID, *, at: datetime) -> list[Shown]:
    """The devices in service of a hall, the worst first: for the devices page and the view of the hall."""
    return [_shown(one, at) for one in watching.of_centre(centre_id, at=at)]


def said_of(one: Standing, *, at: datetime) -> str:
    """What there is to say of a device as it stands."""
    if one.heard_at is None:
        return str(_("还没有打开过") if one.device.kind in presence.BEATS else _("还没有用过"))
    when = {"when": _when(one.heard_at, at)}
    if one.presence == Presence.OFF:
        return str(_("不在服务时间，%(when)s关机") % when)
    if one.presence == Presence.LOST and one.trouble != Trouble.GONE:
        return str(_("%(when)s以后没有消息，请去看一看") % when)
    if one.trouble == Trouble.MUTE and one.device.kind != Device.Kind.BOARD:
        return str(_("没有中文语音，不能朗读"))
    if one.trouble:
        return str(TROUBLES[one.trouble])
    return str(_("在线") if one.device.kind in presence.BEATS else _("%(when)s用过") % when)


def page_of(device: Device) -> str:
    """The path of the device's page; empty where its kind has none."""
    name = _PAGES.get(Device.Kind(device.kind))
    return reverse(name, args=[device.token]) if name else ""


def events_of(request: HttpRequest, device: Device) -> str:
    """Where the browser of a display or a pad reaches its stream: on the port beside the pages, or at their own address."""
    path = f"{page_of(device)}events/"
    if not settings.EVENTS_PORT:
        return path
    host = (
        request.get_host().rpartition("]")[0] + "]" if "]" in request.get_host() else request.get_host().split(":")[0]
    )
    return f"{request.scheme}://{host}:{settings.EVENTS_PORT}{path}"


def may_hear(answer: HttpResponse, events: str) -> HttpResponse:
    """The page, allowed to listen to its stream; where that is at the pages' own place nothing more is allowed."""
    origin = "'self'" if events.startswith("/") else "/".join(events.split("/")[:3])
    answer._csp_update = {"connect-src": ["'self'", origin]}  # type: ignore[attr-defined]  # read by django-csp
    return answer


@require_POST
@never_cache
@csrf_exempt  # it carries no session: the token in the address is all there is, and stands on the device
def beat(request: HttpRequest, token: str) -> HttpResponse:
    """A page on a device says that it is there, `trouble` what is wrong. Raises NotThere once it is out of service."""
    device = devices.any_by_token(token)
    if device is None:
        raise NotThere()
    watching.heard(device, trouble=request.GET.get("trouble", ""), at=now())
    return HttpResponse(status=204)


def _shown(one: Standing, at: datetime) -> Shown:
    colour, words, sign = _LIGHTS[one.presence]
    return Shown(one.device, Light(colour, str(words), sign), said_of(one, at=at), one.is_wrong)


def _when(moment: datetime, at: datetime) -> str:
    return look.time_of_day(moment) if localdate(moment) == localdate(at) else look.moment(moment)
