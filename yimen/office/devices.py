"""Devices of a hall: add one, change what it is called and says, pair a browser with it, take it out of service (S5)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.journal import door, source
from yimen.journal.errors import Malformed, NotThere, Sentence
from yimen.office import pairing
from yimen.office._turn import turn
from yimen.office.actor import NOBODY, Actor
from yimen.office.acts import Act
from yimen.office.models import Centre, Device, Window

PAGED = frozenset({Device.Kind.KIOSK, Device.Kind.BOARD, Device.Kind.PAD})  # kinds that a browser shows
_NAME, _PLACE, _NOTICE = 30, 40, 60  # characters, as in the table
_ACTS_AS = {kind: "display" if kind == Device.Kind.BOARD else str(kind) for kind in Device.Kind}


@door.verb
def add(  # noqa: PLR0913  # a device is these
    centre: Centre, *, kind: str, name: str, place: str = "", shows: str = "", window: Window | None = None,
    notice: str = "", speaks: bool = True, code: str = "", by: Actor, at: datetime,
) -> Device:  # fmt: skip
    """A new device, in service at once at the address that its token names; with `code` the browser that shows the code
    becomes it. `shows`: of a display; left out it is the window's where one is named, else the hall's.

    Malformed names every field at fault.
    """
    name, place, notice = name.strip(), place.strip(), notice.strip()
    if kind == Device.Kind.BOARD:
        shows = shows or (Device.Shows.WINDOW if window else Device.Shows.HALL)
    faults = _faults(centre, name, place, notice) | _unfit(centre, kind, shows, window, code)
    _refuse(faults)
    said = {"kind": kind, "shows": shows, "name": name, "place": place, "notice": notice, "speaks": speaks}
    with turn(centre, Act.ADD_DEVICE, by=by, at=at, **said) as held:
        device = door.add(Device(centre=held, window=window, token=source.new_token(), **said))
        door.note(device=device.pk, window=window.pk if window else None)
        if code:
            pairing.take(code, device, at=at)
        return device


@door.verb
def change(  # noqa: PLR0913  # what can be said anew of a device
    device: Device, *, name: str, notice: str, place: str = "", speaks: bool = True,
    parts: Collection[str] = tuple(Device.Part.values), by: Actor, at: datetime,
) -> Device:  # fmt: skip
    """What the device is called, where it is, the line at its foot, whether it speaks, what a waiting-area display shows in
    turn. Raises Malformed; NotThere once it is out of service."""
    name, place, notice = name.strip(), place.strip(), notice.strip()
    _refuse(_faults(device.centre, name, place, notice, but=device.pk))
    shown = " ".join(one for one in Device.Part.values if one in parts)
    said = {"name": name, "place": place, "notice": notice, "speaks": speaks, "parts": shown}
    with turn(device.centre, Act.CHANGE_DEVICE, by=by, at=at, device=device.pk, **said):
        fresh = _in_service(device.pk)
        for field, value in said.items():
            setattr(fresh, field, value)
        return fresh


@door.verb
def pair(device: Device, *, code: str, by: Actor, at: datetime) -> Device:
    """The browser that shows this code becomes the device: another machine in its place, or one that forgot its address.

    Raises Malformed at the field `code`; NotThere once the device is out of service.
    """
    with turn(device.centre, Act.PAIR_DEVICE, by=by, at=at, device=device.pk):
        fresh = _in_service(device.pk)
        _refuse(_unfit(device.centre, fresh.kind, fresh.shows, fresh.window, code))
        pairing.take(code, fresh, at=at)
        return fresh


@door.verb
def switch(device: Device, *, shows: str, window: Window | None = None, by: Actor, at: datetime) -> Device:
    """What a display shows from now on: the hall, the waiting area, one window. Its screen follows by itself.

    Malformed names every field at fault; NotThere once it is out of service.
    """
    said = {"device": device.pk, "shows": shows, "window": window.pk if window else None}
    with turn(device.centre, Act.SWITCH_DISPLAY, by=by, at=at, **said):
        fresh = _in_service(device.pk)
        _refuse(_no_display(fresh) | _unfit(device.centre, fresh.kind, shows, window, ""))
        fresh.shows, fresh.window = shows, window
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
    found = any_by_token(token)
    if found is None or found.kind != kind:
        raise NotThere()
    return found


def any_by_token(token: str) -> Device | None:
    """The device in service with this token, whatever its kind; None where there is none."""
    return Device.objects.select_related("centre", "window", "printer").filter(token=token, is_open=True).first()


def are_there(centre_id: UUID, kind: str) -> bool:
    """Whether a hall has a device of this kind in service that is not at a window."""
    return Device.objects.filter(centre_id=centre_id, kind=kind, window__isnull=True, is_open=True).exists()


def actor(device: Device) -> Actor:
    """The device as an actor."""
    return Actor.device(_ACTS_AS[Device.Kind(device.kind)], device.pk, device.name, device.centre_id)


def actor_by_token(token: str) -> Actor | None:
    """The device in service with this token as an actor; None where there is none."""
    found = any_by_token(token)
    return actor(found) if found else None


def _in_service(device_id: UUID) -> Device:
    found = Device.objects.select_related("window").filter(pk=device_id, is_open=True).first()
    if found is None:
        raise NotThere()
    return door.hold(found)


def _faults(centre: Centre, name: str, place: str, notice: str, *, but: UUID = NOBODY) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if not 0 < len(name) <= _NAME:
        faults["name"] = _("请写设备的名称，最多30个字，例如：大厅取号机1。")
    elif Device.objects.filter(centre=centre, name=name, is_open=True).exclude(pk=but).exists():
        faults["name"] = _("已有同名的设备在用，请换一个名称。")
    if len(place) > _PLACE:
        faults["place"] = _("放在哪里最多写40个字。")
    if len(notice) > _NOTICE:
        faults["notice"] = _("屏幕下方的一行字最多60个字。")
    return faults


def _unfit(centre: Centre, kind: str, shows: str, window: Window | None, code: str) -> dict[str, Sentence]:
    """What does not fit together: a kind and what it shows, a window, a code."""
    faults: dict[str, Sentence] = {}
    if kind not in Device.Kind.values:
        return {"kind": _("请选设备的种类。")}
    if kind == Device.Kind.BOARD and shows not in Device.Shows.values:
        faults["shows"] = _("请选屏幕上显示什么。")
    if kind != Device.Kind.BOARD and shows:
        faults["shows"] = _("只有显示屏才选显示什么。")
    if window is None and shows == Device.Shows.WINDOW:
        faults["window"] = _("请选这块屏显示哪个窗口。")
    if window and (kind == Device.Kind.KIOSK or shows in (Device.Shows.HALL, Device.Shows.WAITING)):
        faults["window"] = _("取号机、大厅屏和等候区屏不属于某一个窗口，请不要选窗口。")
    if window and window.centre_id != centre.pk:
        faults["window"] = _("只能选本中心的窗口。")
    if code and kind not in PAGED:
        faults["code"] = _("打印机和读卡器没有屏幕，不用配对。")
    return faults


def _no_display(device: Device) -> dict[str, Sentence]:
    return {} if device.kind == Device.Kind.BOARD else {"shows": _("只有显示屏才选显示什么。")}


def _refuse(faults: dict[str, Sentence]) -> None:
    if faults:
        raise Malformed(_("有内容需要改正，设备没有变动。"), fields=faults)
