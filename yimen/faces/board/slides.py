"""What a waiting-area display shows in turn: bulletins, public lists, which window does what, opening hours (B9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from yimen.cases import listing
from yimen.faces.shared.templatetags.look import WEEKDAYS
from yimen.journal.errors import Sentence
from yimen.office import bulletins, opening
from yimen.office.models import Device
from yimen.tickets import halls

Row = tuple[str, str]
ROWS = 4  # that stand on one screen and are read from the last row of chairs; short ones stand side by side
_SHORT = 15  # characters of a row that needs no more than half of the width
_AHEAD = 14  # days whose hours are named where they differ
_LONG_TITLE = 16


@dataclass(frozen=True, slots=True)
class Slide:
    """One screenful: words, or rows of two columns. `until_on`: the last day on which it may be shown."""

    kind: Sentence
    title: str
    text: str = ""
    rows: Sequence[Row] = ()
    foot: str = ""
    until_on: date | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether its rows stand side by side."""
        return all(_is_short(row) for row in self.rows)

    @property
    def has_long_title(self) -> bool:
        """Whether its title needs smaller letters."""
        return len(self.title) > _LONG_TITLE


def of(device: Device, *, on: date) -> list[Slide]:
    """All of a display, in the order in which they are shown."""
    parts = device.parts.split()
    found: list[Slide] = []
    for part, make in _MAKE.items():
        if part in parts:
            found += make(device, on)
    return found


def _bulletins(device: Device, on: date) -> list[Slide]:
    hanging = bulletins.on_display(device, on=on)
    return [Slide(one.get_kind_display(), one.title, one.text, until_on=one.until_on) for one in hanging]


def _lists(device: Device, on: date) -> list[Slide]:
    """One slide or more an item: masked names and the last day of each."""
    telephone = device.centre.complaint_telephone or device.centre.telephone
    foot = str(_("有异议请在公示期内提出，电话 %(number)s") % {"number": telephone}) if telephone else ""
    found = []
    for item, listed in groupby(listing.running(device.centre_id, on=on), key=attrgetter("item")):
        for until_on, some in groupby(sorted(listed, key=attrgetter("until_on")), key=attrgetter("until_on")):
            rows = [(one.masked, str(_("公示到%(day)s") % {"day": _day(until_on)})) for one in some]
            found += [Slide(_("公示"), item, rows=part, foot=foot, until_on=until_on) for part in _screenfuls(rows)]
    return found


def _windows(device: Device, on: date) -> list[Slide]:
    """Which windows call which line; a line that no window calls now is not named."""
    hall = halls.hall(device.centre_id, on=on)
    rows = [(f"{one.line.letter} {one.line.name}", _numbers(one.windows)) for one in hall.lines if one.windows]
    return [Slide(_("窗口"), str(_("各类业务在哪个窗口办")), rows=some) for some in _screenfuls(rows)]


def _hours(device: Device, on: date) -> list[Slide]:
    """The week of the centre, days that follow one another and are alike in one row."""
    centre = device.centre
    week = [(day, _spans(spans)) for day, spans in sorted(opening.week(centre).items())]
    rows = []
    for said, days in groupby(week, key=lambda one: one[1]):
        first, *_between, last = [day for day, _said in days] * 2
        named = str(WEEKDAYS[first]) if first == last else f"{WEEKDAYS[first]}—{WEEKDAYS[last]}"
        rows.append((named, said))
    rows += _differing(device, on)
    told = [(_("咨询电话"), centre.telephone), (_("投诉电话"), centre.complaint_telephone)]
    rows += [(str(name), said) for name, said in told if said]
    return [Slide(_("开放"), str(_("开放时间和电话")), rows=some, foot=centre.address) for some in _screenfuls(rows)]


def _differing(device: Device, on: date) -> list[Row]:
    """The days of the next fortnight on which the centre opens otherwise than in every week."""
    week = opening.week(device.centre)
    days = [on + timedelta(days=ahead) for ahead in range(_AHEAD)]
    spans = [(day, opening.spans_on(device.centre_id, day)) for day in days]
    return [(_day(day), _spans(found)) for day, found in spans if found != week[day.weekday()]]


_MAKE = {"bulletins": _bulletins, "lists": _lists, "windows": _windows, "hours": _hours}


def _screenfuls(rows: Sequence[Row]) -> list[Sequence[Row]]:
    most = ROWS * 2 if all(_is_short(row) for row in rows) else ROWS
    return [rows[begin : begin + most] for begin in range(0, len(rows), most)]


def _is_short(row: Row) -> bool:
    return len("".join(row)) <= _SHORT


def _numbers(windows: Sequence[int]) -> str:
    return str(_("%(numbers)s号窗口") % {"numbers": "、".join(map(str, windows))})


def _spans(spans: Iterable[opening.Span]) -> str:
    return "　".join(f"{opens:%H:%M}—{closes:%H:%M}" for opens, closes in spans) or str(_("不开放"))


def _day(on: date) -> str:
    return f"{on.month}月{on.day}日"
