"""When a centre serves people: its week, and days that differ. Apart from the legal calendar (E6)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import Malformed, Sentence
from yimen.journal.kept import forget, kept
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office._turn import turn
from yimen.office.actor import Actor
from yimen.office.acts import Act
from yimen.office.models import Centre, OpeningException, OpeningHour

Span = tuple[time, time]  # opens, closes
Week = dict[int, list[Span]]  # by weekday, 0 is Monday; a day without spans is closed
_DAYS = 7
_REASON = 80  # characters, as in the table
_FAR = 60  # days ahead that are looked at for the next opening


def week(centre: Centre) -> Week:
    """The spans of each weekday, in order of time."""
    found: Week = {weekday: [] for weekday in range(_DAYS)}
    for row in OpeningHour.objects.filter(centre=centre).order_by("weekday", "opens"):
        found[row.weekday].append((row.opens, row.closes))
    return found


@kept
def spans_on(centre_id: UUID, day: date) -> list[Span]:
    """When the centre serves people on that day, in order of time; empty where it does not."""
    differing = OpeningException.objects.filter(centre_id=centre_id, day=day).values_list("opens", "closes")
    if found := list(differing):
        return sorted((opens, closes) for opens, closes in found if opens and closes)
    usual = OpeningHour.objects.filter(centre_id=centre_id, weekday=day.weekday())
    return sorted(usual.values_list("opens", "closes"))


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
def set_week(centre: Centre, spans: Week, *, by: Actor, at: datetime) -> None:
    """The centre's whole week anew; weekdays that are not named are closed.

    Raises Malformed: `fields` names `day_0` … `day_6`. Then nothing has changed.
    """
    faults = {f"day_{weekday}": fault for weekday in range(_DAYS) if (fault := _fault(spans.get(weekday, [])))}
    if faults:
        raise Malformed(_("开放时间有误，没有改动。"), fields=faults)
    with turn(centre, Act.SET_HOURS, by=by, at=at, week=_told(spans)):
        OpeningHour.objects.filter(centre=centre).delete()
        for weekday, day in spans.items():
            for opens, closes in day:
                door.add(OpeningHour(centre=centre, weekday=weekday, opens=opens, closes=closes))
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
