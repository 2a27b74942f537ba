"""驻点窗口: an office sits here on certain days; published, bookable, its queue line open only then (B10)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow, NotThere, Sentence
from yimen.journal.kept import forget, kept
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office.actor import Actor
from yimen.office.models import Centre
from yimen.tickets import visiting_days
from yimen.tickets._turn import turn
from yimen.tickets.acts import HallAct
from yimen.tickets.models import Line, Visiting
from yimen.tickets.visiting_days import Days

SHOWN = 4  # coming days that are told
_LONGEST = 60  # characters, as in the table
_MOST_DATES = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """Which office sits where, on which days, from when to when of a day; the queue line that is open only then, if any."""

    office: str
    place: str
    line: Line | None
    days: Days
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Coming:
    """A visiting office as it is published: its rule in words and the next days."""

    visiting: Visiting
    words: str
    next_days: tuple[date, ...]
    is_here: bool


@door.verb
def add(centre: Centre, plan: Plan, *, by: Actor, at: datetime) -> Visiting:
    """From now on the office sits here as planned. Malformed names every field at fault; nothing has changed then."""
    plan = _checked(centre, plan)
    with turn(centre, HallAct.ADD_VISITING, by=by, at=at, **_told(plan)) as held:
        row = _written(Visiting(centre=held), plan)
        if _same(row).exists():
            said = _("同样的驻点窗口已经有了。")
            raise Malformed(said, fields={"office": said})
        door.after_commit(forget)
        return door.add(row)


@door.verb
def change(visiting: Visiting, plan: Plan, *, by: Actor, at: datetime) -> Visiting:
    """As `add`, of one that is there. Raises Malformed; NotThere once it has ended."""
    plan = _checked(visiting.centre, plan)
    with turn(visiting.centre, HallAct.CHANGE_VISITING, by=by, at=at, **_told(plan)):
        door.after_commit(forget)
        return _written(_open(visiting.pk), plan)


@door.verb
def end(visiting: Visiting, *, by: Actor, at: datetime) -> Visiting:
    """The office sits here no more; its line is as any other again. Raises NotThere where it had ended."""
    with turn(visiting.centre, HallAct.END_VISITING, by=by, at=at, office=visiting.office):
        fresh = _open(visiting.pk)
        fresh.is_open = False
        door.after_commit(forget)
        return fresh


def days_of(visiting: Visiting) -> Days:
    """Its rule."""
    return Days(
        visiting.from_on, visiting.until_on, frozenset(map(int, visiting.weekdays)), frozenset(map(int, visiting.figures)),
        visiting.lunar, frozenset(map(date.fromisoformat, visiting.dates)),
    )  # fmt: skip


def of_line(line: Line) -> list[Visiting]:
    """The offices whose line this is; none for an ordinary line."""
    return [one for one in _with_lines(line.centre_id) if one.line_id == line.pk]


def spans_on(line: Line, on: date) -> list[tuple[time, time]] | None:
    """When the line of a visiting office is open on that day, in order of time; None for an ordinary line."""
    its = of_line(line)
    if not its:
        return None
    return sorted((one.opens, one.closes) for one in its if visiting_days.sits_on(days_of(one), on))


def insist_here(line: Line, *, at: datetime) -> None:
    """Refuse a number of a visiting office's line on a day on which it does not sit here, or once it has closed. NotNow with
    the next day in the sentence."""
    spans, on = spans_on(line, localdate(at)), localdate(at)
    if spans is None or any(at.astimezone(OFFICE_ZONE).time() < closes for _opens, closes in spans):
        return
    words = {"line": line.name, "next": _next(line, on, is_over=bool(spans))}
    if spans:
        raise NotNow(_("“%(line)s”今天已经办完，%(next)s。") % words, code="visiting_over")
    raise NotNow(_("“%(line)s”今天不来这里办，%(next)s。") % words, code="visiting_elsewhere")


def is_here(line: Line, *, on: date) -> bool:
    """Whether the line is open on that day as far as a visiting office is concerned."""
    return spans_on(line, on) != []


def of_centre(centre_id: UUID, *, on: date) -> list[Coming]:
    """The offices that sit in a centre, those that come next first; nothing of them is secret."""
    found = Visiting.objects.filter(centre_id=centre_id, is_open=True).select_related("line", "centre")
    return _in_order([_coming(one, on) for one in found])


def everywhere(*, on: date) -> list[Coming]:
    """Those of all centres, those that come next first; what is over is left out."""
    found = Visiting.objects.filter(is_open=True).select_related("line", "centre")
    return [one for one in _in_order([_coming(one, on) for one in found]) if one.next_days]


def visiting_for(by: Actor, *, visiting_id: UUID) -> Visiting:
    """One of the actor's centre. Raises NotThere."""
    if not by.is_staff or by.centre_id is None:
        raise NotThere()
    found = Visiting.objects.filter(pk=visiting_id, centre_id=by.centre_id, is_open=True).select_related(
        "centre", "line"
    )
    if (one := found.first()) is None:
        raise NotThere()
    return one


@kept
def _with_lines(centre_id: UUID) -> tuple[Visiting, ...]:
    return tuple(Visiting.objects.filter(centre_id=centre_id, is_open=True, line__isnull=False))


def _coming(one: Visiting, on: date) -> Coming:
    days = days_of(one)
    next_days = tuple(islice(visiting_days.coming(days, on=on), SHOWN))
    return Coming(one, visiting_days.words(days), next_days, on in next_days)


def _in_order(found: list[Coming]) -> list[Coming]:
    return sorted(found, key=lambda one: (one.next_days[:1] or (date.max,), one.visiting.office))


def _next(line: Line, on: date, *, is_over: bool) -> Sentence:
    """下次是3月10日（周二）."""
    days = [
        day for one in of_line(line) for day in islice(visiting_days.coming(days_of(one), on=on), 1 + is_over)
        if day > on or not is_over
    ]  # fmt: skip
    if not days:
        return _("以后哪天来还没有定")
    soonest = min(days)
    said = {"month": soonest.month, "day": soonest.day, "weekday": visiting_days.WEEKDAYS[soonest.weekday()]}
    return _("下次是%(month)s月%(day)s日（周%(weekday)s）") % said


def _same(row: Visiting) -> QuerySet[Visiting]:
    """Those that say the very same."""
    said = {
        name: getattr(row, name)
        for name in (
            "office",
            "place",
            "line_id",
            "weekdays",
            "figures",
            "dates",
            "opens",
            "closes",
            "from_on",
            "until_on",
        )
    }
    return Visiting.objects.filter(centre_id=row.centre_id, is_open=True, **said)


def _open(visiting_id: UUID) -> Visiting:
    found = Visiting.objects.filter(pk=visiting_id, is_open=True).first()
    if found is None:
        raise NotThere()
    return door.hold(found)


def _written(row: Visiting, plan: Plan) -> Visiting:
    days = plan.days
    row.office, row.place, row.line_id = plan.office, plan.place, plan.line.pk if plan.line else None
    row.opens, row.closes, row.from_on, row.until_on = plan.opens, plan.closes, days.from_on, days.until_on
    row.weekdays, row.figures = ("".join(map(str, sorted(one))) for one in (days.weekdays, days.figures))
    row.lunar, row.dates = days.lunar, [one.isoformat() for one in sorted(days.dates)]
    return row


def _told(plan: Plan) -> dict[str, str | None]:
    return {
        "office": plan.office, "place": plan.place, "line": plan.line.letter if plan.line else None,
        "days": visiting_days.words(plan.days), "hours": f"{plan.opens:%H:%M}-{plan.closes:%H:%M}",
    }  # fmt: skip


def _checked(centre: Centre, plan: Plan) -> Plan:
    faults: dict[str, Sentence] = {}
    plan = Plan(
        " ".join(plan.office.split()), " ".join(plan.place.split()), plan.line, plan.days, plan.opens, plan.closes
    )
    if not 0 < len(plan.office) <= _LONGEST or not plan.office.isprintable():
        faults["office"] = _("请写来办公的单位，最多60个字，例如：县人社局。")
    if len(plan.place) > _LONGEST or not plan.place.isprintable():
        faults["place"] = _("地点最多60个字，例如：一楼3号窗口。")
    if plan.line is not None and plan.line.centre_id != centre.pk:
        faults["line"] = _("请选本中心的业务类别。")
    if plan.days.is_empty or len(plan.days.dates) > _MOST_DATES:
        faults["weekdays"] = _("请至少定一种日子：每周几、赶集日，或者写明日期（最多60个）。")
    if plan.days.until_on is not None and plan.days.until_on < plan.days.from_on:
        faults["until_on"] = _("最后一天不能早于第一天。")
    if plan.closes <= plan.opens:
        faults["hours"] = _("结束时间要晚于开始时间。")
    if faults:
        raise Malformed(_("有内容需要改正，没有变动。"), fields=faults)
    return plan
