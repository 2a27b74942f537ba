"""设备: the kiosks and displays of the hall: add one, open its address on the machine, and it works (S5)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.faces.manage.forms import ActForm
from yimen.faces.manage.frame import KEEPERS, actor_of, centre_of, done, show, show_form
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now
from yimen.journal.errors import NotThere
from yimen.office import devices as verbs
from yimen.office.models import Device, Role, Window

FORM = require_http_methods(["GET", "HEAD", "POST"])
_SHORT = {"autocomplete": "off", "spellcheck": "false"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A device, and the address that is opened on it."""

    device: Device
    address: str


class DeviceForm(ActForm):
    """What a device is called, and what a display says at its foot."""

    name = forms.CharField(
        label=_("名称"), help_text=_("例如：大厅取号机1、大厅叫号屏"), widget=forms.TextInput(_SHORT)
    )
    notice = forms.CharField(
        label=_("叫号屏下方的一行字"), required=False, help_text=_("最多60个字；不写就显示今天的服务时间"),
        widget=forms.TextInput(_SHORT),
    )  # fmt: skip


class NewDeviceForm(DeviceForm):
    """A new device: what it is, and over which window it hangs."""

    kind = forms.ChoiceField(label=_("是什么"), choices=Device.Kind.choices, widget=forms.RadioSelect)
    window = forms.ModelChoiceField(
        label=_("挂在哪个窗口上"), queryset=Window.objects.none(), required=False, empty_label=_("不挂在窗口上（大厅的屏）"),
        help_text=_("窗口上方的小屏才选；它只显示这个窗口叫的号"),
    )  # fmt: skip
    field_order = ["kind", "name", "window", "notice"]

    def __init__(self, *args: Any, windows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["window"].queryset = windows  # type: ignore[attr-defined]  # a choice of rows has one


class CloseForm(ActForm):
    """停用: nothing to type."""


@require_safe
@staff_only(*KEEPERS)
def devices(request: HttpRequest) -> HttpResponse:
    """Those in service, with their addresses."""
    mine = Device.objects.filter(centre=centre_of(request), is_open=True).select_related("window")
    shown = [Shown(one, request.build_absolute_uri(_path(one))) for one in mine.order_by("-kind", "name")]
    return show(request, "devices", "devices", devices=shown)


@FORM
@staff_only(Role.NETWORK)
def add(request: HttpRequest) -> HttpResponse:
    """添加设备."""
    centre = centre_of(request)
    windows = Window.objects.filter(centre=centre).order_by("number")
    form = NewDeviceForm(request.POST or None, windows=windows, initial={"kind": Device.Kind.BOARD})
    if done(form, lambda typed: verbs.add(centre, **typed, by=actor_of(request), at=now())):
        messages.success(request, _("已添加“%(name)s”，在设备上打开它的地址即可使用。") % form.cleaned_data)
        return redirect("manage:devices")
    intro = _("添加后得到一个地址，在那台机器的浏览器里打开它，就能用了；不用登录。")
    page = {"title": _("添加设备"), "intro": intro, "words": _("添加"), "back": "manage:devices"}
    return show_form(request, form, "devices", **page)


@FORM
@staff_only(Role.NETWORK)
def change(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """修改设备."""
    device = _device(request, device_id)
    form = DeviceForm(request.POST or None, initial={"name": device.name, "notice": device.notice})
    if done(form, lambda typed: verbs.change(device, **typed, by=actor_of(request), at=now())):
        messages.success(request, _("已修改，叫号屏马上显示新的字。"))
        return redirect("manage:devices")
    page = {"title": _("修改设备：%(name)s") % {"name": device.name}, "words": _("修改"), "back": "manage:devices"}
    return show_form(request, form, "devices", **page)


@FORM
@staff_only(Role.NETWORK)
def close(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """停用设备."""
    device, form = _device(request, device_id), CloseForm(request.POST if request.method == "POST" else None)
    if done(form, lambda _typed: verbs.close(device, by=actor_of(request), at=now())):
        messages.success(request, _("已停用“%(name)s”，它的地址不能再用。") % {"name": device.name})
        return redirect("manage:devices")
    intro = _("停用后，这个地址马上失效，不能恢复；要再用就另外添加一台。")
    page = {"title": _("停用设备：%(name)s") % {"name": device.name}, "intro": intro}
    return show_form(request, form, "devices", words=_("停用"), back="manage:devices", **page)


def _device(request: HttpRequest, device_id: UUID) -> Device:
    found = (
        Device.objects.select_related("centre").filter(pk=device_id, centre=centre_of(request), is_open=True).first()
    )
    if found is None:
        raise NotThere()
    return found


def _path(device: Device) -> str:
    name = "kiosk:start" if device.kind == Device.Kind.KIOSK else "board:board"
    return reverse(name, args=[device.token])
