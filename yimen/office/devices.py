"""Devices of a hall: add a kiosk or a display, change what it is called and says, take it out of service (S5)."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.journal import door, source
from yimen.journal.errors import Malformed, NotThere, Sentence
from yimen.office._turn import turn
from yimen.office.actor import NOBODY, Actor
from yimen.office.acts import Act
from yimen.office.models import Centre, Device, Window

_NAME, _NOTICE = 30, 60  # characters, as in the table
_ACTS_AS = {Device.Kind.KIOSK: "kiosk", Device.Kind.BOARD: "display"}


@door.verb
def add(  # noqa: PLR0913  # a device is these
    centre: Centre, *, kind: str, name: str, window: Window | None = None, notice: str = "", by: Actor, at: datetime
) -> Device:
    """A new device, in service at once at the address that its token names. Malformed names every field at fault."""
    name, notice = name.strip(), notice.strip()
    faults = _faults(centre, name, notice)
    if kind not in Device.Kind.values:
        faults["kind"] = _("请选取号机或叫号屏。")
    if window and (kind != Device.Kind.BOARD or window.centre_id != centre.pk):
        faults["window"] = _("只有叫号屏可以挂在本中心的窗口上。")
    _refuse(faults)
    with turn(centre, Act.ADD_DEVICE, by=by, at=at, kind=kind, name=name, notice=notice) as held:
        device = Device(centre=held, kind=kind, name=name, window=window, notice=notice, token=source.new_token())
        door.note(device=device.pk, window=window.pk if window else None)
        return door.add(device)


@door.verb
def change(device: Device, *, name: str, notice: str, by: Actor, at: datetime) -> Device:
    """What the device is called, and the line at its foot. Raises Malformed; NotThere once it is out of service."""
    name, notice = name.strip(), notice.strip()
    _refuse(_faults(device.centre, name, notice, but=device.pk))
    with turn(device.centre, Act.CHANGE_DEVICE, by=by, at=at, device=device.pk, name=name, notice=notice):
        fresh = _in_service(device.pk)
        fresh.name, fresh.notice = name, notice
        return fresh


@door.verb
def close(device: Device, *, by: Actor, at: datetime) -> Device:
    """Out of service from this moment on; its address opens nothing any more. Raises NotThere where it was already."""
    with turn(device.centre, Act.CLOSE_DEVICE, by=by, at=at, device=device.pk):
        fresh = _in_service(device.pk)
        fresh.is_open = False
        return fresh


def by_token(token: str, *, kind: str) -> Device:
    """The device in service with this token. Raises NotThere."""
    found = Device.objects.select_related("centre", "window").filter(token=token, kind=kind, is_open=True).first()
    if found is None:
        raise NotThere()
    return found


def actor(device: Device) -> Actor:
    """The device as an actor."""
    return Actor.device(_ACTS_AS[Device.Kind(device.kind)], device.pk, device.name, device.centre_id)


def actor_by_token(token: str) -> Actor | None:
    """The device in service with this token, whatever its kind; None where there is none."""
    found = Device.objects.filter(token=token, is_open=True).first()
    return actor(found) if found else None


def _in_service(device_id: UUID) -> Device:
    found = Device.objects.filter(pk=device_id, is_open=True).first()
    if found is None:
        raise NotThere()
    return door.hold(found)


def _faults(centre: Centre, name: str, notice: str, *, but: UUID = NOBODY) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if not 0 < len(name) <= _NAME:
        faults["name"] = _("请写设备的名称，最多30个字，例如：大厅取号机1。")
    elif Device.objects.filter(centre=centre, name=name, is_open=True).exclude(pk=but).exists():
        faults["name"] = _("已有同名的设备在用，请换一个名称。")
    if len(notice) > _NOTICE:
        faults["notice"] = _("屏幕下方的一行字最多60个字。")
    return faults


def _refuse(faults: dict[str, Sentence]) -> None:
    if faults:
        raise Malformed(_("有内容需要改正，设备没有变动。"), fields=faults)
