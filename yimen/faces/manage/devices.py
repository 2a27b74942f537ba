"""设备: what stands and hangs in the hall, whether it is there, and a new one in two minutes (S5)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.faces.manage.forms import ActForm
from yimen.faces.manage.frame import KEEPERS, actor_of, centre_of, done, show, show_form
from yimen.faces.shared import counting
from yimen.faces.shared import devices as pages
from yimen.faces.shared import unplaced as left_out
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import Malformed, NotThere
from yimen.office import bulletins, connecting
from yimen.office import devices as verbs
from yimen.office.models import Centre, Device, Role, Window
from yimen.tickets import unplaced

FORM = require_http_methods(["GET", "HEAD", "POST"])
_SHORT = {"autocomplete": "off", "spellcheck": "false"}
_CODE = {**_SHORT, "inputmode": "numeric"}
_GUESSES, _GUESSED_S = 12, 10 * 60  # codes that one post types within ten minutes


@dataclass(frozen=True, slots=True)
class Row:
    """A device as it stands, and the address that is opened on it; empty where it has no page."""

    shown: pages.Shown
    address: str


def _code_field(*, required: bool) -> forms.CharField:
    intro = _("新屏幕上显示的6位数字；写了它，那块屏幕自己变成这台设备")
    return forms.CharField(label=_("配对码"), required=required, help_text=intro, widget=forms.TextInput(_CODE))


class NamedForm(ActForm):
    """What a device is called, where it is; of a display, what it says at its foot and whether it speaks."""

    name = forms.CharField(
        label=_("名称"), help_text=_("例如：大厅取号机1、大厅叫号屏"), widget=forms.TextInput(_SHORT)
    )
    place = forms.CharField(
        label=_("放在哪里"), required=False, help_text=_("坏了要找得到，例如：东门左手、3号窗口上方"),
        widget=forms.TextInput(_SHORT),
    )  # fmt: skip
    notice = forms.CharField(
        label=_("显示屏下方的一行字"), required=False, help_text=_("最多60个字；不写就显示今天的服务时间"),
        widget=forms.TextInput(_SHORT),
    )  # fmt: skip
    speaks = forms.BooleanField(label=_("显示屏用语音叫号；同一个大厅里一般只留一块出声"), required=False, initial=True)


class DeviceForm(NamedForm):
    """A device as it is: what its kind has not is not asked for."""

    parts = forms.MultipleChoiceField(
        label=_("轮流显示什么"), choices=Device.Part.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, device: Device, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if device.kind != Device.Kind.BOARD:
            del self.fields["notice"], self.fields["speaks"]
        if device.shows != Device.Shows.WAITING:
            del self.fields["parts"]


class NewDeviceForm(NamedForm):
    """A new device: what it is, what a display shows, at which window it is."""

    kind = forms.ChoiceField(label=_("是什么"), choices=Device.Kind.choices, widget=forms.RadioSelect)
    shows = forms.ChoiceField(
        label=_("显示屏显示什么"), required=False, choices=[("", _("大厅叫号；选了窗口就显示那个窗口")), *Device.Shows.choices]
    )  # fmt: skip
    window = forms.ModelChoiceField(
        label=_("在哪个窗口"), queryset=Window.objects.none(), required=False, empty_label=_("不在窗口上"),
        help_text=_("窗口上方的小屏、窗口上的评价器和读卡器才选"),
    )  # fmt: skip
    code = _code_field(required=False)
    field_order = ["kind", "code", "name", "place", "shows", "window", "notice", "speaks"]

    def __init__(self, *args: Any, windows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["window"].queryset = windows  # type: ignore[attr-defined]  # a choice of rows has one


class SwitchForm(ActForm):
    """What a display shows from now on."""

    shows = forms.ChoiceField(label=_("这块屏显示什么"), choices=Device.Shows.choices, widget=forms.RadioSelect)
    window = forms.ModelChoiceField(
        label=_("显示哪个窗口"), queryset=Window.objects.none(), required=False, empty_label=_("不是窗口屏"),
        help_text=_("选“一个窗口”时才选"),
    )  # fmt: skip

    def __init__(self, *args: Any, windows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["window"].queryset = windows  # type: ignore[attr-defined]  # a choice of rows has one


class PairForm(ActForm):
    """配对: the digits on the screen."""

    code = _code_field(required=True)


class PrinterForm(ActForm):
    """Where a printer of the network answers."""

    address = forms.CharField(
        label=_("网络地址"), required=False, help_text=_("照打印机自检页上的写，例如：192.168.1.60；不写就是不连接"),
        widget=forms.TextInput(_SHORT),
    )  # fmt: skip


class SlipsForm(ActForm):
    """On which printer a kiosk's slips come out."""

    printer = forms.ModelChoiceField(
        label=_("小票从哪台打印机出来"), queryset=Device.objects.none(), required=False,
        empty_label=_("取号机自己的浏览器打印"),
    )  # fmt: skip

    def __init__(self, *args: Any, printers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["printer"].queryset = printers  # type: ignore[attr-defined]  # a choice of rows has one


class CloseForm(ActForm):
    """停用: nothing to type."""


@require_safe
@staff_only(*KEEPERS)
def devices(request: HttpRequest) -> HttpResponse:
    """Those in service, the worst first, each with its light and its address."""
    found = pages.shown(centre_of(request).pk, at=now())
    rows = [Row(one, _address(request, one.device)) for one in found]
    wrong = sum(1 for one in found if one.is_wrong)
    start = request.build_absolute_uri(reverse("screens:begin"))
    left = left_out.shown(centre_of(request).pk)
    page: dict[str, Any] = {
        "devices": rows,
        "wrong": wrong,
        "start": start,
        "unplaced": left,
        "settle": "manage:settle_number",
    }
    return show(request, "devices", "devices", **page)


@require_POST
@staff_only(*KEEPERS)
def settle(request: HttpRequest, unplaced_id: UUID) -> HttpResponse:
    """已处理: whoever holds a number that the queue did not take has been seen to."""
    by = actor_of(request)
    unplaced.settle(unplaced.one(by, unplaced_id=unplaced_id), by=by, at=now())
    return redirect("manage:devices")


@FORM
@staff_only(Role.NETWORK)
def add(request: HttpRequest) -> HttpResponse:
    """添加设备."""
    centre = centre_of(request)
    windows = Window.objects.filter(centre=centre).order_by("number")
    form = NewDeviceForm(request.POST or None, windows=windows, initial={"kind": Device.Kind.BOARD})
    if done(form, lambda typed: _guarded(request, verbs.add, centre, typed)):
        paired = _("已添加“%(name)s”，几秒钟后屏幕自己打开。")
        added = _("已添加“%(name)s”。")
        messages.success(request, (paired if form.cleaned_data["code"] else added) % form.cleaned_data)
        return redirect("manage:devices")
    intro = _("有屏幕的设备：先在它的浏览器里打开“%(start)s”，再把上面的6位数字写在这里。") % {
        "start": request.build_absolute_uri(reverse("screens:begin"))
    }
    page = {"title": _("添加设备"), "intro": intro, "words": _("添加"), "back": "manage:devices"}
    return show_form(request, form, "devices", **page)


@FORM
@staff_only(Role.NETWORK)
def change(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """修改设备."""
    device = _device(request, device_id)
    known: dict[str, Any] = {
        "name": device.name,
        "place": device.place,
        "notice": device.notice,
        "speaks": device.speaks,
        "parts": device.parts.split(),
    }
    form = DeviceForm(request.POST or None, initial=known, device=device)
    if done(form, lambda typed: verbs.change(device, **known | typed, by=actor_of(request), at=now())):
        messages.success(request, _("已修改，显示屏马上换成新的。"))
        return redirect("manage:devices")
    page = {"title": _("修改设备：%(name)s") % {"name": device.name}, "words": _("修改"), "back": "manage:devices"}
    return show_form(request, form, "devices", **page)


@FORM
@staff_only(Role.NETWORK)
def pair(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """配对: another machine takes the device's place, or one that forgot its address."""
    device, form = _device(request, device_id), PairForm(request.POST or None)
    if done(form, lambda typed: _guarded(request, verbs.pair, device, typed)):
        messages.success(request, _("已配对，几秒钟后屏幕自己变成“%(name)s”。") % {"name": device.name})
        return redirect("manage:devices")
    intro = _("换了一台机器，或者机器忘了自己的地址时用。在那台机器的浏览器里打开“%(start)s”。") % {
        "start": request.build_absolute_uri(reverse("screens:begin"))
    }
    page = {"title": _("配对设备：%(name)s") % {"name": device.name}, "intro": intro}
    return show_form(request, form, "devices", words=_("配对"), back="manage:devices", **page)


@FORM
@staff_only(*KEEPERS)
def switch(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """切换显示屏: hall, waiting area, one window."""
    device = _device(request, device_id)
    windows = Window.objects.filter(centre=device.centre).order_by("number")
    form = SwitchForm(
        request.POST or None, windows=windows, initial={"shows": device.shows, "window": device.window_id}
    )
    if done(form, lambda typed: verbs.switch(device, **typed, by=actor_of(request), at=now())):
        messages.success(request, _("已切换，“%(name)s”几秒钟后自己换过来。") % {"name": device.name})
        if hidden := bulletins.hidden(device, on=today()):
            named = "、".join(f"“{one.title}”" for one in hidden)
            messages.warning(request, _("公告%(named)s现在没有屏幕显示，请到“屏幕公告”另选显示屏。") % {"named": named})
        return redirect("manage:devices")
    intro = _("不用重新配对，也不用碰那块屏。")
    page = {"title": _("切换显示屏：%(name)s") % {"name": device.name}, "intro": intro, "words": _("切换")}
    return show_form(request, form, "devices", back="manage:devices", **page)


@FORM
@staff_only(Role.NETWORK)
def connect(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """连接打印机: a printer's address, or a kiosk's printer."""
    device = _device(request, device_id)
    form: ActForm
    if device.kind == Device.Kind.PRINTER:
        form = PrinterForm(request.POST or None, initial={"address": device.address})
    else:
        printers = Device.objects.filter(centre=device.centre, kind=Device.Kind.PRINTER, is_open=True).order_by("name")
        posted = request.POST if request.method == "POST" else None
        form = SlipsForm(posted, printers=printers, initial={"printer": device.printer_id})
    if done(form, lambda typed: connecting.connect(device, **typed, by=actor_of(request), at=now())):
        messages.success(request, _("已连接“%(name)s”。") % {"name": device.name})
        return redirect("manage:devices")
    page = {"title": _("连接打印机：%(name)s") % {"name": device.name}, "words": _("连接"), "back": "manage:devices"}
    return show_form(request, form, "devices", **page)


@FORM
@staff_only(Role.NETWORK)
def close(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """停用设备."""
    device, form = _device(request, device_id), CloseForm(request.POST if request.method == "POST" else None)
    if done(form, lambda _typed: verbs.close(device, by=actor_of(request), at=now())):
        messages.success(request, _("已停用“%(name)s”，它的地址不能再用。") % {"name": device.name})
        return redirect("manage:devices")
    intro = _(
        "停用后，这个地址马上失效，不能恢复；要再用就另外添加一台。取号机断网时给出的号，请等它联网补上以后再停用。"
    )
    page = {"title": _("停用设备：%(name)s") % {"name": device.name}, "intro": intro}
    return show_form(request, form, "devices", words=_("停用"), back="manage:devices", **page)


def _device(request: HttpRequest, device_id: UUID) -> Device:
    found = (
        Device.objects.select_related("centre").filter(pk=device_id, centre=centre_of(request), is_open=True).first()
    )
    if found is None:
        raise NotThere()
    return found


def _guarded(request: HttpRequest, act: Callable[..., Device], subject: Centre | Device, typed: dict[str, Any]) -> None:
    """The act; codes that are tried one after the other are refused before they are looked up."""
    by = actor_of(request)
    with counting.alone():
        may_try = not typed["code"] or counting.below(f"codes|{by.post_id}", _GUESSES, _GUESSED_S)
    if not may_try:
        wrong = _("10分钟里试的配对码太多了，请过10分钟再试。")
        raise Malformed(_("有内容需要改正，设备没有变动。"), fields={"code": wrong})
    act(subject, **typed, by=by, at=now())


def _address(request: HttpRequest, device: Device) -> str:
    path = pages.page_of(device)
    return request.build_absolute_uri(path) if path else ""
