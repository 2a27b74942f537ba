"""The queue of the demonstration's hall: its lines, two ways to cut its windows, a kiosk and a display (B1, B2, B3)."""

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from yimen.demonstration.town import Town
from yimen.journal.moments import localdate
from yimen.office import bulletins, devices
from yimen.office.actor import Actor
from yimen.office.bulletins import Words
from yimen.office.models import Bulletin, Centre, Device, Window
from yimen.tickets import cutting, lines
from yimen.tickets.cutting import Mode, Plan, Share
from yimen.tickets.models import Line

# In the order of the kiosk: what people come for most. A window whose name holds a line's name serves it.
LINES: Final = (
    "综合受理", "民政残联", "社会保障", "就业创业", "住房保障", "计划生育", "党员服务", "民族宗教法律",
)  # fmt: skip
# 银川 2011 found that five or six would do: 民政（住房保障、残联）, 社保（就业）, 医保, 计划生育, 综合 (YC 三)
FIVE: Final = {
    "民政残联": ("民政残联", "住房保障"),
    "计划生育": ("计划生育",),
    "社会保障": ("社会保障", "就业创业"),
    "就业创业": ("就业创业", "社会保障"),
}
WITH_PADS: Final = (1, 8)  # the two windows that are busiest today
# What the hall says of itself; nothing of it is from a source.
BULLETINS: Final = {
    "先看指南，少跑一趟": "办事前可以在取号机上查办事指南：要带什么材料、几天办好、要不要收费。也可以请导办台打印一张带走。",
    "材料不齐怎么办": "窗口会把缺的材料一次写清楚，打印补正通知书给您。补齐以后再来，不用从头开始。",
    "办到哪一步了": "凭回执上的二维码或受理编号，在家用手机就能查，不用专门来问。",
}
_HANGS: Final = timedelta(days=365)
NOTICE: Final = "过号不用重新取号，请告诉窗口或导办台"


def laying(town: Town, *, at: datetime) -> Generator[datetime, None, None]:
    """Told among what else happened: eight lines; the hall cut into its eight windows, five kept as another way; one kiosk,
    one display, two rating pads."""
    yield at
    centre, director, network = town.centres["DY"], town.actor("director"), town.actor("network")
    ours = _lines(centre, director, at)
    eight = _plan(centre, ours, {name: (name,) for name in LINES})
    cutting.keep(centre, "八个窗口", eight, by=director, at=at)
    cutting.keep(centre, "五个窗口", _plan(centre, ours, FIVE), by=director, at=at)
    cutting.recut(centre, eight, by=director, at=at)
    _furnish(centre, network, at)


def _furnish(centre: Centre, by: Actor, at: datetime) -> None:
    """A kiosk with printer and reader, displays of each kind, pads, a reader at a window; what hangs in the waiting area."""
    kind, window = Device.Kind, Window.objects.get(centre=centre, number=1)
    devices.add(centre, kind=kind.KIOSK, name="大厅取号机", place="进门左手", by=by, at=at)
    devices.add(centre, kind=kind.BOARD, name="大厅叫号屏", place="窗口上方正中", notice=NOTICE, by=by, at=at)
    over: dict[str, Any] = {"shows": Device.Shows.WINDOW, "window": window, "speaks": False}
    devices.add(centre, kind=kind.BOARD, name="1号窗口屏", place="窗口上方", **over, by=by, at=at)
    lounge: dict[str, Any] = {"shows": Device.Shows.WAITING, "notice": NOTICE, "speaks": False}
    devices.add(centre, kind=kind.BOARD, name="等候区屏", place="等候区东墙", **lounge, by=by, at=at)
    devices.add(centre, kind=kind.PRINTER, name="小票打印机", place="取号机内", by=by, at=at)
    devices.add(centre, kind=kind.READER, name="取号机读卡器", place="取号机台面", by=by, at=at)
    for pad in Window.objects.filter(centre=centre, number__in=WITH_PADS):
        devices.add(centre, kind=kind.PAD, name=f"{pad.number}号窗口评价器", place="窗口台面", window=pad, by=by, at=at)
    devices.add(centre, kind=kind.READER, name="1号窗口读卡器", place="窗口台面", window=window, by=by, at=at)
    for title, text in BULLETINS.items():
        said = Words(Bulletin.Kind.SERVICE, title, text, localdate(at), localdate(at) + _HANGS)
        bulletins.hang(centre, said, by=by, at=at)


def _lines(centre: Centre, by: Actor, at: datetime) -> dict[str, Line]:
    return {
        name: lines.add(centre, letter=chr(ord("A") + place), name=name, by=by, at=at)
        for place, name in enumerate(LINES)
    }


def _plan(centre: Centre, ours: dict[str, Line], served: dict[str, tuple[str, ...]]) -> Plan:
    """Which window calls which lines: a general one all of them, a named one those that are listed for its name."""
    plan: dict[UUID, Share] = {}
    for window in Window.objects.filter(centre=centre):
        names = next((listed for name, listed in served.items() if name in window.name), ())
        if window.kind == Window.Kind.GENERAL:
            plan[window.pk] = Share(Mode.ALL)
        elif names:
            plan[window.pk] = Share(Mode.LINES, tuple(ours[name].pk for name in names))
    return plan
