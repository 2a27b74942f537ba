"""When a centre serves people: its week, duty at noon and at the weekend, market days, days that differ. Apart from the legal
calendar (E6, M3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import Malformed, Sentence
from yimen.journal.kept import forget, kept
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import market
from yimen.office._turn import turn
from yimen.office.actor import Actor
from yimen.office.acts import Act
from yimen.office.models import Centre, MarketHour, OpeningException, OpeningHour

Span = tuple[time, time]  # opens, closes
Week = dict[int, list[Span]]  # by weekday, 0 is Monday; a day without spans is closed
_DAYS = 7
_REASON = 80  # characters, as in the table
_FIGURES = 10
_FAR = 60  # days ahead that are looked at for the next opening


@dataclass(frozen=True, slots=True)
class Market:
    """The centre's market days, and its hours on them; no figures: it has none."""

    figures: frozenset[int] = frozenset()
    lunar: bool = True
    spans: tuple[Span, ...] = ()


def week(centre: Centre, *, duty: bool = False) -> Week:
    """The spans of each weekday, in order of time; `duty`: those of 值班 instead."""
    found: Week = {weekday: [] for weekday in range(_DAYS)}
    for row in OpeningHour.objects.filter(centre=centre, is_duty=duty).order_by("weekday", "opens"):
        found[row.weekday].append((row.opens, row.closes))
    return found


def market_of(centre_id: UUID) -> Market:
    """What is set for market days."""
    rows = list(MarketHour.objects.filter(centre_id=centre_id).order_by("opens"))
    if not rows:
        return Market()
    return Market(frozenset(map(int, rows[0].figures)), rows[0].lunar, tuple((one.opens, one.closes) for one in rows))


@kept
def spans_on(centre_id: UUID, day: date) -> list[Span]:
    """When the centre serves people on that day, in order of time; empty where it does not. What follows without a gap, as
    duty at noon does, is one."""
    return _joined(_usual(centre_id, day))


@kept
def served_on(centre_id: UUID, day: date) -> list[Span]:
    """The same without the hours of duty, when only who is on duty sits there: what can be booked."""
    return [(opens, closes) for opens, closes, is_duty in _usual(centre_id, day) if not is_duty]


def is_open(centre_id: UUID, *, at: datetime) -> bool:
    """Whether the centre serves people at that moment."""
    clock = at.astimezone(OFFICE_ZONE).time()
    return any(opens <= clock < closes for opens, closes in spans_on(centre_id, localdate(at)))


def opens_next(centre_id: UUID, *, at: datetime) -> datetime | None:
    """The next moment after `at` at which the centre opens; None where none is known in the next two months."""
    for ahead in range(_FAR):
        day = localdate(at) + timedelta(days=ahead)
        for opens, _closes in spans_on(centre_id, day):
            moment = datetime.combine(day, opens, tzinfo=OFFICE_ZONE)
            if moment > at:
                return moment
    return None


@door.verb
def set_week(centre: Centre, spans: Week, *, duty: Week | None = None, by: Actor, at: datetime) -> None:
    """The centre's whole week anew; weekdays that are not named are closed. `duty`: the hours of 值班 beside them, none
    where it is not given.

    Raises Malformed: `fields` names `day_0` … `day_6`, `duty_0` … `duty_6`. Then nothing has changed.
    """
    on_duty = duty or {}
    faults = {f"day_{weekday}": fault for weekday in range(_DAYS) if (fault := _fault(spans.get(weekday, [])))}
    for weekday in range(_DAYS):
        if fault := _fault([*on_duty.get(weekday, []), *([] if faults else spans.get(weekday, []))]):
            faults[f"duty_{weekday}"] = fault
    if faults:
        raise Malformed(_("开放时间有误，没有改动。"), fields=faults)
    with turn(centre, Act.SET_HOURS, by=by, at=at, week=_told(spans), duty=_told(on_duty)):
        OpeningHour.objects.filter(centre=centre).delete()
        for its, is_duty in ((spans, False), (on_duty, True)):
            for weekday, day in its.items():
                for opens, closes in day:
                    door.add(OpeningHour(centre=centre, weekday=weekday, opens=opens, closes=closes, is_duty=is_duty))
        door.after_commit(forget)


@door.verb
def set_market(centre: Centre, new: Market, *, by: Actor, at: datetime) -> None:
    """The centre's hours on its market days, in place of the weekday's; without figures it has none.

    Raises Malformed (`figures`, `spans`); then nothing has changed.
    """
    faults: dict[str, Sentence] = {}
    if not new.figures <= frozenset(range(_FIGURES)):
        faults["figures"] = _("请选逢几。")
    if fault := _fault(new.spans):
        faults["spans"] = fault
    elif bool(new.figures) != bool(new.spans):
        faults["spans"] = _("选了逢几，就要写几点到几点；没有赶集日的，都不填。")
    if faults:
        raise Malformed(_("开放时间有误，没有改动。"), fields=faults)
    figures = "".join(map(str, sorted(new.figures)))
    with turn(centre, Act.SET_HOURS, by=by, at=at, market=figures, lunar=new.lunar, spans=_words(new.spans)):
        MarketHour.objects.filter(centre=centre).delete()
        for opens, closes in new.spans:
            door.add(MarketHour(centre=centre, figures=figures, lunar=new.lunar, opens=opens, closes=closes))
        door.after_commit(forget)


@door.verb
def set_day(centre: Centre, *, day: date, spans: Sequence[Span], reason: str, by: Actor, at: datetime) -> None:
    """On one day (today or later) the centre opens at these hours, or with none is closed; what was said of it falls.

    Raises Malformed with a sentence a field (`day`, `spans`, `reason`); then nothing has changed.
    """
    reason = reason.strip()
    faults: dict[str, Sentence] = {}
    if day < localdate(at):
        faults["day"] = _("只能调整今天或以后的日子。")
    if fault := _fault(spans):
        faults["spans"] = fault
    if not 0 < len(reason) <= _REASON:
        faults["reason"] = _("请写明原因，最多80个字。")
    if faults:
        raise Malformed(_("开放时间有误，没有改动。"), fields=faults)
    with turn(centre, Act.SET_HOURS, by=by, at=at, day=day, spans=_words(spans), reason=reason):
        OpeningException.objects.filter(centre=centre, day=day).delete()
        if not spans:
            door.add(OpeningException(centre=centre, day=day, reason=reason))
        for opens, closes in spans:
            door.add(OpeningException(centre=centre, day=day, opens=opens, closes=closes, reason=reason))
        door.after_commit(forget)


def _usual(centre_id: UUID, day: date) -> list[tuple[time, time, bool]]:
    """The hours of a day with whether they are duty: what is said of the day, else of market days, else of the weekday."""
    differing = OpeningException.objects.filter(centre_id=centre_id, day=day).values_list("opens", "closes")
    if found := list(differing):
        return sorted((opens, closes, False) for opens, closes in found if opens and closes)
    market_days = market_of(centre_id)
    if market.is_market(day, market_days.figures, lunar=market_days.lunar):
        return [(opens, closes, False) for opens, closes in market_days.spans]
    usual = OpeningHour.objects.filter(centre_id=centre_id, weekday=day.weekday())
    return sorted(usual.values_list("opens", "closes", "is_duty"))


def _joined(spans: Iterable[tuple[time, time, bool]]) -> list[Span]:
    found: list[Span] = []
    for opens, closes, _is_duty in spans:
        if found and found[-1][1] == opens:
            found[-1] = (found[-1][0], closes)
        else:
            found.append((opens, closes))
    return found


def _fault(spans: Iterable[Span]) -> Sentence:
    before = None
    for opens, closes in sorted(spans):
        if closes <= opens:
            return _("结束时间要晚于开始时间。")
        if before and opens < before:
            return _("时段之间不能重叠。")
        before = closes
    return ""


def _told(spans: Week) -> dict[str, list[str]]:
    return {str(weekday): _words(day) for weekday, day in sorted(spans.items()) if day}


def _words(spans: Iterable[Span]) -> list[str]:
    return [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in sorted(spans)]
