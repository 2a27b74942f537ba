"""The clock: by which day a case must be decided, and why, day by day. Pure."""

from calendar import isleap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from yimen.cases.extensions import unlike
from yimen.catalogue.promise import Promise, Unit
from yimen.office.workdays import FIRST_ORDINAL, LAST_ORDINAL, Calendar, OutOfCalendar, is_weekend

# Why a day counts or does not; the code of a day that nobody has published yet has UNPUBLISHED behind it.
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "by_policy": "办事指南没有写明，按现行政策参数计算",
        "accepted": "受理当日，次日起算",
        "same_day": "即办，当日办结",
        "extended": "批准延期，增加天数",
        "before_restart": "重新计算之前，作废",
        "restarted": "补正完毕，次日起重新计算",
        "working_day": "工作日",
        "make_up_day": "调休上班日",
        "weekend": "周末",
        "holiday": "节假日",
        "calendar_day": "自然日",
        "before_window": "固定时段尚未开始",
        "window_day": "固定时段内",
        "paused": "停表",
        "rolled_over": "期满遇节假日或停表，顺延",
        "rolled_to": "顺延至此日期满",
        "stopped": "停表中，尚不能确定期满日",
    }
)
UNPUBLISHED = "_unpublished"
_UNPUBLISHED_WORDS = "（尚未公布）"


class CannotCount(ValueError):
    """The history makes no sense; the text is a Chinese sentence."""


class Pause(NamedTuple):
    """Days on which the clock stands, both included; without `until_on` it still stands. `kind` is a code."""

    from_on: date
    until_on: date | None = None
    kind: str = ""


class History(NamedTuple):
    """What happened to the clock of one case or step. Pauses may overlap: the days out are their union."""

    accepted_on: date
    pauses: tuple[Pause, ...] = ()
    restarted_on: date | None = None
    extensions: tuple[Promise, ...] = ()


class Why(NamedTuple):
    """One line of the reckoning. `reason` is a key of WORDS, with UNPUBLISHED behind it where nobody has
    published the day; `number`: days counted so far, or (of "extended", which has no day) days added. "by_policy"
    has no day either."""

    day: date | None
    counted: bool
    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class Due:
    """The day by which the case must be decided (None while the clock stands), and the reckoning."""

    on: date | None
    provisional: bool
    why: tuple[Why, ...]


class _Course(NamedTuple):
    """A promise and a history made ready to be counted; days as ordinals."""

    promise: Promise
    start: int  # the count begins the day after
    number: int  # extensions included
    out: list[tuple[int, int]]  # closed pauses that reach the start or beyond, sorted; they may overlap
    stopped: int | None  # the first day of the first open pause

    @property
    def from_start(self) -> bool:
        """Whether the reckoning looks at the start day itself."""
        return self.promise.unit in (Unit.ON_THE_SPOT, Unit.YEARLY)


def due(promise: Promise, history: History, calendar: Calendar) -> Due:
    """The due day, with the reason for every day counted or not (design 6).

    - The count begins the day after acceptance, or after the restart if there was one. A restart wipes out
      what lies before it; a pause that reaches beyond it goes on.
    - Working days end on the n-th; calendar days on the n-th or, if that does not work, the next that does;
      on the spot the same day; a yearly window on the last day of the window open on the day of acceptance,
      else of the next window, moved like calendar days. Neither pause nor extension lengthens a window.
    - Days in a pause never count, and nothing ends on them: an end that would is moved to the next working
      day outside. While a pause is open `on` is None and the last reason is "stopped".
    - Provisional: the counting or the move met a day that nobody has published.

    Raises CannotCount (an extension in another unit, a pause that ends before it begins, a restart before
    acceptance) and OutOfCalendar; both are ValueErrors with a Chinese sentence.
    """
    course = _course(promise, history)
    end, last, provisional = _reckon(course, calendar)
    entries = [*_preface(history, course), *_days(course, end, last, calendar)]
    if course.stopped is None:
        return Due(date.fromordinal(end), provisional, tuple(entries))
    counted = entries[-1].number if entries and entries[-1].day else 0
    entries.append(Why(date.fromordinal(course.stopped), False, "stopped", counted))
    return Due(None, provisional, tuple(entries))


def due_on(promise: Promise, history: History, calendar: Calendar) -> tuple[date | None, bool]:
    """`on` and `provisional` of `due`, without the reasons: for lists and recomputing (V11)."""
    course = _course(promise, history)
    end, _last, provisional = _reckon(course, calendar)
    return (date.fromordinal(end) if course.stopped is None else None), provisional


def words(why: Why, calendar: Calendar) -> str:
    """The reason in Chinese, with the holiday's name where it has one: 节假日（春节）."""
    reason = why.reason.removesuffix(UNPUBLISHED)
    name = calendar.name_of(why.day) if why.day and reason in ("holiday", "make_up_day", "rolled_over") else ""
    text = WORDS[reason] + (f"（{name}）" if name else "")
    return text + (_UNPUBLISHED_WORDS if why.reason != reason else "")


def remaining(due_on: date, today: date, calendar: Calendar) -> int:
    """Working days left after today up to the due day; 0 on it; negative: working days gone by since."""
    return calendar.between(today, due_on)


def light(due_on: date | None, today: date, calendar: Calendar, running: bool) -> str:
    """Green; amber from the working day before the due day; red after the due day; grey: the clock stands."""
    if not running or due_on is None:
        return "grey"
    if today > due_on:
        return "red"
    return "amber" if today >= calendar.last_before(due_on) else "green"


def standing(due_on: date | None, today: date, calendar: Calendar, *, running: bool, provisional: bool) -> str:
    """The words beside the light: 停表, 今日到期, 剩 3 个工作日, 超期 2 日 (calendar days); with （暂定）."""
    if not running or due_on is None:
        return "停表"
    if today > due_on:
        text = f"超期 {(today - due_on).days} 日"
    elif today == due_on:
        text = "今日到期"
    else:
        text = f"剩 {remaining(due_on, today, calendar)} 个工作日"
    return f"{text}（暂定）" if provisional else text


def _course(promise: Promise, history: History) -> _Course:
    accepted_on, pauses, restarted_on, extensions = history
    if restarted_on is not None and restarted_on < accepted_on:
        raise CannotCount("重新计算的日期不能早于受理日期。")
    start = (restarted_on or accepted_on).toordinal()
    reach = start if restarted_on is None else start + 1
    out, stopped = _pauses(pauses, reach) if pauses else ([], None)
    number = promise.number
    for extension in extensions:
        if extension.unit is not promise.unit or not promise.number:  # `unlike`, quicker (V11)
            raise CannotCount(unlike(promise, extension))
        number += extension.number
    return tuple.__new__(_Course, (promise, start, number, out, stopped))  # _Course(…) takes a tenth of the whole (V11)


def _pauses(pauses: tuple[Pause, ...], reach: int) -> tuple[list[tuple[int, int]], int | None]:
    """The closed pauses that end on `reach` or later, sorted, and the first day of the first open one."""
    out: list[tuple[int, int]] = []
    stopped = None
    for from_on, until_on, _kind in pauses:
        begins = from_on.toordinal()
        if until_on is None:
            stopped = begins if stopped is None else min(stopped, begins)
            continue
        ends = until_on.toordinal()
        if ends < begins:
            raise CannotCount("停表的结束日期不能早于开始日期。")
        if ends >= reach:
            out.append((begins, ends))
    if len(out) > 1:
        out.sort()
    return out, stopped


def _reckon(course: _Course, calendar: Calendar) -> tuple[int, int, bool]:
    """The end (open pauses left aside), the last day looked at, and whether one of them was unpublished."""
    promise, start, _number, _out, stopped = course
    if not FIRST_ORDINAL < start <= LAST_ORDINAL:
        raise OutOfCalendar
    try:
        end = _END[promise.unit](course, calendar)
    except (IndexError, OverflowError):
        raise OutOfCalendar from None
    last = end if stopped is None else min(end, stopped - 1)
    first = start if promise.opens else start + 1  # only a yearly window asks whether its start day is open
    if last < first:
        return end, last, False
    unpublished = last > calendar.published_until.toordinal() or first < calendar.published_from.toordinal()
    return end, last, unpublished


def _working_end(course: _Course, calendar: Calendar) -> int:
    _promise, here, left, out, _stopped = course
    counts, open_days = calendar.counts, calendar.open_days
    for begins, ends in out:
        if ends <= here:
            continue
        if begins - 1 > here:
            between = counts[begins - 1 - FIRST_ORDINAL] - counts[here - FIRST_ORDINAL]
            if between >= left:
                break
            left -= between
        here = ends
    return open_days[counts[here - FIRST_ORDINAL] + left - 1]


def _calendar_end(course: _Course, calendar: Calendar) -> int:
    _promise, here, left, out, _stopped = course
    for begins, ends in out:
        if ends <= here:
            continue
        between = max(0, begins - 1 - here)
        if between >= left:
            break
        left -= between
        here = ends
    return _roll(here + left, out, calendar)


def _same_day_end(course: _Course, calendar: Calendar) -> int:
    return _roll(course.start, course.out, calendar) if _is_out(course.start, course.out) else course.start


def _yearly_end(course: _Course, calendar: Calendar) -> int:
    _opens, closes = _window(course)
    return _roll(closes, course.out, calendar)


_END: Mapping[Unit, Callable[[_Course, Calendar], int]] = MappingProxyType(
    {
        Unit.WORKING_DAYS: _working_end,
        Unit.CALENDAR_DAYS: _calendar_end,
        Unit.ON_THE_SPOT: _same_day_end,
        Unit.YEARLY: _yearly_end,
    }
)


def _roll(end: int, out: list[tuple[int, int]], calendar: Calendar) -> int:
    """`end`, or the next working day outside all pauses."""
    counts, open_days = calendar.counts, calendar.open_days
    end = open_days[counts[end - 1 - FIRST_ORDINAL]]
    for begins, ends in out:  # sorted by beginning, so one walk finds all
        if begins <= end <= ends:
            end = open_days[counts[ends - FIRST_ORDINAL]]
    return end


def _is_out(day: int, out: list[tuple[int, int]]) -> bool:
    return any(begins <= day <= ends for begins, ends in out)


def _window(course: _Course) -> tuple[int, int]:
    """First and last day of the window open on the start day, else of the next; it may span New Year."""
    opens, closes = course.promise.opens, course.promise.closes
    if opens is None or closes is None:
        raise CannotCount("每年固定时段的时限应写明起止月日。")
    year = date.fromordinal(course.start).year
    for candidate in (year - 1, year, year + 1):
        first, last = _in_year(candidate, opens), _in_year(candidate + (closes < opens), closes)
        if last >= course.start:
            break
    return first, last


def _in_year(year: int, month_day: tuple[int, int]) -> int:
    """The ordinal of that day; 29 February falls on the 28th where there is none."""
    month, day = month_day
    if month_day == (2, 29) and not isleap(year):
        day = 28
    return date(year, month, day).toordinal()


def _preface(history: History, course: _Course) -> Iterator[Why]:
    """Whose promise it is where it is not the item's own, where the count begins, and what was added to it."""
    if course.promise.by_policy:
        yield Why(None, False, "by_policy", 0)
    if course.start > history.accepted_on.toordinal():
        yield Why(history.accepted_on, False, "accepted", 0)
        for day in range(history.accepted_on.toordinal() + 1, course.start):
            yield Why(date.fromordinal(day), False, "before_restart", 0)
    if not course.from_start:
        reason = "restarted" if history.restarted_on else "accepted"
        yield Why(date.fromordinal(course.start), False, reason, 0)
    for extension in history.extensions:
        yield Why(None, False, "extended", extension.number)


def _days(course: _Course, end: int, last: int, calendar: Calendar) -> Iterator[Why]:
    """Every day looked at, in order."""
    label = _LABEL[course.promise.unit]
    counted = 0
    for ordinal in range(course.start if course.from_start else course.start + 1, last + 1):
        day = date.fromordinal(ordinal)
        reason = "paused" if _is_out(ordinal, course.out) else label(course, day, counted, calendar)
        if not reason:
            reason = "rolled_to" if ordinal == end else "rolled_over"
        counts = reason in _COUNTED
        counted += counts
        known = reason == "same_day" or calendar.is_published(day)
        yield Why(day, counts, reason if known else reason + UNPUBLISHED, counted)


_COUNTED = frozenset({"same_day", "working_day", "make_up_day", "calendar_day", "window_day"})


def _working_label(_course: _Course, day: date, _counted: int, calendar: Calendar) -> str:
    if calendar.works_on(day):
        return "make_up_day" if is_weekend(day) else "working_day"
    return "weekend" if is_weekend(day) and not calendar.name_of(day) else "holiday"


def _calendar_label(course: _Course, _day: date, counted: int, _calendar: Calendar) -> str:
    return "calendar_day" if counted < course.number else ""


def _same_day_label(course: _Course, day: date, _counted: int, _calendar: Calendar) -> str:
    return "same_day" if day.toordinal() == course.start else ""


def _yearly_label(course: _Course, day: date, _counted: int, _calendar: Calendar) -> str:
    opens, closes = _window(course)
    if day.toordinal() < opens:
        return "before_window"
    return "window_day" if day.toordinal() <= closes else ""


_LABEL: Mapping[Unit, Callable[[_Course, date, int, Calendar], str]] = MappingProxyType(
    {
        Unit.WORKING_DAYS: _working_label,
        Unit.CALENDAR_DAYS: _calendar_label,
        Unit.ON_THE_SPOT: _same_day_label,
        Unit.YEARLY: _yearly_label,
    }
)
