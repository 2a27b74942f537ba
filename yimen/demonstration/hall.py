"""The queue of the demonstration's hall: its lines, two ways to cut its windows, a kiosk and a display (B1, B2, B3)."""

from collections.abc import Generator
from datetime import datetime
from typing import Final
from uuid import UUID

from yimen.demonstration.town import Town
from yimen.office import devices
from yimen.office.actor import Actor
from yimen.office.models import Centre, Device, Window
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
    devices.add(centre, kind=Device.Kind.KIOSK, name="大厅取号机", by=network, at=at)
    devices.add(centre, kind=Device.Kind.BOARD, name="大厅叫号屏", notice=NOTICE, by=network, at=at)
    for window in Window.objects.filter(centre=centre, number__in=WITH_PADS):
        devices.add(centre, kind=Device.Kind.PAD, name=f"{window.number}号窗口评价器", window=window, by=network, at=at)


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
