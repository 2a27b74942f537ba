"""The legal calendar in the database: read it, seed it, publish a year, set a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic

from django.db import connection, transaction
from django.utils.translation import gettext as _

from yimen.journal import door
from yimen.journal.errors import Malformed
from yimen.office._turn import turn
from yimen.office.actor import Actor
from yimen.office.acts import Act
from yimen.office.installation import root
from yimen.office.models import CalendarYear, LegalDay
from yimen.office.seed_calendar import document_of, seed_days, seed_years, source
from yimen.office.workdays import FIRST, FIXED_DAYS_OFF, LAST, Calendar, is_weekend

# A published year reaches every process within this time. To ask at each act would cost a query an act for
# what changes once a year. The recomputing that follows a publication begins after it, so finds all it must.
SEEN_WITHIN = timedelta(seconds=2)

_MAY_2_SINCE = 2025  # a day off by the regulation of 2024
_HAND = "manual"
_NAME, _DOCUMENT = 30, 120  # characters, as in the tables
Stamp = tuple[tuple[int, datetime], ...]


@dataclass(slots=True)
class _Seen:
    calendar: Calendar
    stamp: Stamp
    looked: float
    place: str


_seen: list[_Seen] = []  # none or one; replaced in one step, so threads need no lock


def current() -> Calendar:
    """The calendar as published, at most SEEN_WITHIN old; with no published year every day is 尚未公布."""
    seen, now, place = next(iter(_seen), None), monotonic(), _place()
    if seen is not None and seen.place == place and now - seen.looked < SEEN_WITHIN.total_seconds():
        return seen.calendar
    stamp = _stamp()
    same = seen is not None and (seen.stamp, seen.place) == (stamp, place)
    calendar = seen.calendar if seen is not None and same else _read(stamp)
    _seen[:] = [_Seen(calendar, stamp, now, place)]
    return calendar


def forget() -> None:
    """Let the next `current()` in this process look into the database."""
    _seen.clear()


def seed(*, at: datetime) -> None:
    """Lay the years of chinesecalendar (2004-2026) that are not there yet; those there stay as they are."""
    with transaction.atomic():
        there = set(CalendarYear.objects.values_list("year", flat=True))
        years = [year for year in seed_years() if year not in there]
        LegalDay.objects.bulk_create(
            (
                LegalDay(day=row.day, works=row.works, name=row.name, document=document_of(row.day.year))
                for row in seed_days()
                if row.day.year in years
            ),
            ignore_conflicts=True,
        )
        CalendarYear.objects.bulk_create(
            CalendarYear(year=year, document=document_of(year), source=source(), published_at=at) for year in years
        )
        _forget_here()


def proposed(year: int, days_off: Mapping[date, str], make_up_days: Iterable[date], *, document: str) -> Calendar:
    """The calendar as it would be with this year published; nothing is written. Raises as `publish_year` does."""
    make_up = frozenset(make_up_days)
    _refuse(_faults(year, days_off, make_up, document.strip()))
    earlier = CalendarYear.objects.filter(year=year).first()
    _refuse_gap(year, earlier)
    stays = LegalDay.objects.exclude(document=earlier.document, day__range=_span(year)) if earlier else LegalDay.objects
    days = {day: (works, name) for day, works, name in stays.values_list("day", "works", "name")}
    days |= {day: (False, name) for day, name in days_off.items()}
    days |= {day: (True, _("调休上班")) for day in make_up}
    now = current()
    return Calendar.build(
        {day: works for day, (works, _name) in days.items()},
        max(now.published_until, date(year, 12, 31)),
        published_from=now.published_from,
        names={day: name for day, (_works, name) in days.items() if name},
    )


@door.verb
def publish_year(
    year: int,
    days_off: Mapping[date, str],
    make_up_days: Iterable[date],
    *,
    document: str,
    by: Actor,
    at: datetime,
) -> CalendarYear:
    """Publish a year, or correct one: days off with their names, and the weekend days that work instead.

    A notice may also name days of the December before. What an earlier notice for the same year said is
    dropped; days set by hand stay unless this notice names them. Raises Malformed with a sentence a field,
    NotYours for an actor who may not; then nothing has changed.
    """
    make_up = frozenset(make_up_days)
    document = document.strip()
    _refuse(_faults(year, days_off, make_up, document))
    said = {"days_off": {str(day): name for day, name in days_off.items()}, "make_up_days": sorted(make_up)}
    with turn(root(), Act.PUBLISH_YEAR, by=by, at=at, year=year, document=document, **said):
        earlier = CalendarYear.objects.select_for_update().filter(year=year).first()
        _refuse_gap(year, earlier)
        if earlier:
            LegalDay.objects.filter(document=earlier.document, day__range=_span(year)).delete()
        rows = [LegalDay(day=day, works=False, name=name, document=document) for day, name in days_off.items()]
        rows += [LegalDay(day=day, works=True, name=_("调休上班"), document=document) for day in sorted(make_up)]
        _lay(rows)
        published = CalendarYear.objects.update_or_create(
            year=year,
            defaults={"document": document, "source": _written_by(by), "published_at": _later(earlier, at)},
        )[0]
        _forget_here()
    return published


@door.verb
def set_day(day: date, *, works: bool, name: str, document: str, by: Actor, at: datetime) -> LegalDay:
    """Set one day of a published year by a document of its own: a typhoon, a minority's or local holiday.

    Raises Malformed with a sentence a field, NotYours for an actor who may not; then nothing has changed.
    """
    name, document = name.strip(), document.strip()
    faults = _faults_of_text("name", name, _NAME, _("请填写这一天的名称，例如：台风停工。"))
    faults |= _faults_of_text("document", document, _DOCUMENT, _("请填写文件名称或文号。"))
    _refuse(faults)
    with turn(root(), Act.SET_DAY, by=by, at=at, day=day, works=works, name=name, document=document):
        year = CalendarYear.objects.select_for_update().filter(year=day.year).first()
        if year is None:
            text = _("%(year)s年的放假安排尚未公布，请先公布该年，再调整其中某一天。")
            _refuse({"day": text % {"year": day.year}})
        else:
            year.published_at, year.source = _later(year, at), _written_by(by)
            year.save(update_fields=["published_at", "source"])
        _lay([LegalDay(day=day, works=works, name=name, document=document)])
        _forget_here()
    return LegalDay.objects.get(day=day)


def _place() -> str:
    return str(connection.settings_dict["NAME"])


def _stamp() -> Stamp:
    """Changes whenever a year is published or a day set: both write `published_at` anew."""
    return tuple(CalendarYear.objects.order_by("year").values_list("year", "published_at"))


def _read(stamp: Stamp) -> Calendar:
    days = list(LegalDay.objects.values_list("day", "works", "name"))
    years = [year for year, _published_at in stamp]
    until = years[0] if years else 0
    while until + 1 in years:
        until += 1
    return Calendar.build(
        {day: works for day, works, _n in days},
        date(until, 12, 31) if years else FIRST - timedelta(days=1),
        published_from=date(years[0], 1, 1) if years else FIRST,
        names={day: name for day, _w, name in days if name},
    )


def _forget_here() -> None:
    """Now, for what follows in this transaction; once committed, for what other threads read meanwhile."""
    forget()
    transaction.on_commit(forget)


def _lay(rows: list[LegalDay]) -> None:
    LegalDay.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["day"], update_fields=["works", "name", "document"]
    )


def _later(earlier: CalendarYear | None, at: datetime) -> datetime:
    """`at`, but after what stands there: two changes in one microsecond must not look like one."""
    return max(at, earlier.published_at + timedelta(microseconds=1)) if earlier else at


def _follows(year: int) -> bool:
    """Whether the year before is published, or none is yet."""
    years = set(CalendarYear.objects.values_list("year", flat=True))
    return not years or year - 1 in years


def _span(year: int) -> tuple[date, date]:
    """The days a notice for a year may name: the December before is sometimes among them."""
    return date(year - 1, 12, 1), date(year, 12, 31)


def _faults(year: int, days_off: Mapping[date, str], make_up: frozenset[date], document: str) -> dict[str, str]:
    faults = _faults_of_text("document", document, _DOCUMENT, _("请填写国务院办公厅通知的名称或文号。"))
    if not FIRST.year < year <= LAST.year:
        text = _("年份应在%(first)s至%(last)s之间，您填写的是%(year)s。")
        return {**faults, "year": text % {"first": FIRST.year + 1, "last": LAST.year, "year": year}}
    if fault := _fault_of_days_off(year, days_off):
        faults["days_off"] = fault
    if fault := _fault_of_make_up(year, days_off, make_up):
        faults["make_up_days"] = fault
    return faults


def _fault_of_days_off(year: int, days_off: Mapping[date, str]) -> str:
    first, last = _span(year)
    for day, name in sorted(days_off.items()):
        if not first <= day <= last:
            return _not_of_year(day, year)
        if fault := _faults_of_text("name", name.strip(), _NAME, _("请填写节日名称。")):
            return f"{_said(day)}：{fault['name']}"
    for (month, number), name in FIXED_DAYS_OFF.items():
        day = date(year, month, number)
        if day not in days_off and ((month, number) != (5, 2) or year >= _MAY_2_SINCE):
            return _("放假日中缺少%(day)s（%(name)s），请补全后再公布。") % {"day": _said(day), "name": name}
    return ""


def _fault_of_make_up(year: int, days_off: Mapping[date, str], make_up: frozenset[date]) -> str:
    first, last = _span(year)
    for day in sorted(make_up):
        if not first <= day <= last:
            return _not_of_year(day, year)
        if day in days_off:
            return _("%(day)s既是放假日又是调休上班日，请只保留一项。") % {"day": _said(day)}
        if not is_weekend(day):
            text = _("%(day)s是星期%(weekday)s，本来就上班，不能作为调休上班日。")
            return text % {"day": _said(day), "weekday": "一二三四五"[day.weekday()]}
    return ""


def _faults_of_text(field: str, text: str, longest: int, missing: str) -> dict[str, str]:
    if not text:
        return {field: missing}
    if len(text) > longest:
        sentence = _("最多%(longest)s个字，您填写了%(length)s个字，请缩短。")
        return {field: sentence % {"longest": longest, "length": len(text)}}
    return {}


def _not_of_year(day: date, year: int) -> str:
    text = _("%(day)s不属于%(year)s年的放假安排，请核对日期。")
    return text % {"day": _said(day), "year": year}


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _written_by(by: Actor) -> str:
    return f"{_HAND} {by.ref}"[:60]


def _refuse_gap(year: int, earlier: CalendarYear | None) -> None:
    if earlier is None and not _follows(year):
        _refuse({"year": _("请按年份顺序公布：还没有公布%(year)s年的放假安排。") % {"year": year - 1}})


def _refuse(faults: Mapping[str, str]) -> None:
    if faults:
        raise Malformed("；".join(text.rstrip("。") for text in faults.values()) + "。", fields=faults)
