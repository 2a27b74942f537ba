"""Limits as guides print them: 30个工作日, 即办, 1次/年, 材料具备后一个工作日内. Pure."""

import re
from dataclasses import dataclass

from yimen.catalogue.promise import LONGEST, Unit
from yimen.catalogue.prose.numerals import NUMBER, number

_WORKED_HOURS, _MONTH_DAYS = 8, 30  # a limit has no months: as calendar days, 30 to one
_SPOT = re.compile(
    r"即[时到来收申受]?[即]?(?:办|结|审|批)|即办|即时|当[场即时日天]|立等可取|马上|现场(?:办结|办理|发证|制证"
    r"|领取)|随[到来]随(?:办|结)|立即|立刻|现办|马上就办|即到即办"
)
_RANGE = rf"(?:{NUMBER}\s*(?:-|—|~|至|到)+\s*)?"
_WORKING = re.compile(
    rf"{_RANGE}({NUMBER})\s*个?\s*(?:法定)?\s*[(]?工作[日天]|工作日[:(]\s*({NUMBER})(?!\s*[0-9:点时])"
    rf"|({NUMBER})\s*[个日天]?\s*[(](?:个)?工作[日天]"
)
_WEEKS = re.compile(rf"{_RANGE}({NUMBER})\s*(?:个)?(?:周|星期)(?![一二三四五六日天岁年])")
_CALENDAR = re.compile(rf"{_RANGE}({NUMBER})\s*个?\s*(?:自然|日历)?\s*[日天](?![0-9])")
_HOURS = re.compile(rf"{_RANGE}({NUMBER})\s*个?\s*(半)?\s*(工作)?\s*(?:个)?小时")
_BRIEF = re.compile(rf"{_RANGE}{NUMBER}\s*(?:分钟|分(?=[^0-9]|$))|半个?小时|半个?(?:工作[日天]|天|日)(?![0-9])")
_MONTH = re.compile(rf"{_RANGE}({NUMBER})\s*个?\s*(半)?\s*月(?![0-9份底初末]|\s*{NUMBER}\s*[日号])|(半)个?月")
_YEAR = re.compile(rf"(?:({NUMBER})\s*个?年|(半)年)(?=\s*(?:之内|以内|内|[。;,)]|$))")
_TIMES = {"每季度": 4, "每半年": 2, "每月": 12}
_YEARLY = re.compile(
    rf"(?:({NUMBER})\s*次\s*[/每]\s*(?:1|一)?年|(?:每年度?|一年|年度|每个?年度|每自然年)(?:内"
    rf"|可)?(?:集中)?(?:办理|申报|受理|审核|发放|评审|认定)?\s*({NUMBER})\s*[次回批])"
)
_MONTHS = re.compile(
    rf"每年(?:度)?的?\s*((?:{NUMBER}\s*月[份底初末]?(?:[0-9一二三四五六七八九十]+日)?\s*[、,和及与至到\-—~/]*\s*)+)"
)
_EVERY_YEAR = re.compile(r"每年|按年|年度(?:集中)?(?:办理|申报|审核|评审)|逐年")
_DATE = re.compile(rf"{NUMBER}\s*月\s*{NUMBER}\s*日")
_CLOCK = re.compile(
    r"[0-9]{1,2}\s*[:时点]\s*[0-9]{0,2}|周[一二三四五六日]|星期|上午|下午|节假日|早上|夏季|冬季"
    r"|(?:法定)?工作日(?:的)?(?:上班|全天|内)?$"
)
_STATUTORY = re.compile(
    rf"法定(?:办结|办理)?(?:时限|期限|时间)?(?:为|是|:)?\s*({NUMBER}\s*个?\s*(?:工作[日天]|自然日|日|天)|即办|当场)"
)
_PROMISED = re.compile(
    rf"承诺(?:办结|办理)?(?:时限|期限|时间)?(?:为|是|:|在)?\s*({NUMBER}\s*个?\s*(?:工作[日天]|自然日|日|天)|即办|当场)"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """A number and its unit; `number` None on the spot. Yearly: how many times a year, None where that is not said."""

    number: int | None
    unit: Unit


def limit(folded: str, hint: str = "") -> Limit | None:
    """The limit in a text, None where there is none to be counted. `hint`: the unit where only a number is printed."""
    if promised := _PROMISED.search(folded):
        folded = promised[1]
    elif statutory := _STATUTORY.search(folded):
        folded = folded.replace(statutory[0], "") or statutory[1]
    return _yearly(folded) or _days(folded, hint)


def statutory_limit(folded: str) -> Limit | None:
    """The statutory limit named inside another text: 法定20个工作日，承诺5个工作日."""
    found = _STATUTORY.search(folded)
    return _days(found[1], "") if found and _PROMISED.search(folded) else None


def is_hours(folded: str) -> bool:
    """Whether a text under 办理时间 says when the window is open rather than how long it takes."""
    if re.search(r"[0-9]{1,2}\s*:\s*[0-9]{2}", folded):
        return True
    return (
        bool(_CLOCK.search(folded.strip().rstrip("。;")))
        and not _WORKING.search(folded)
        and not _SPOT.search(folded)
        and not _BRIEF.fullmatch(folded.strip().rstrip("内。;"))
    )


def _yearly(folded: str) -> Limit | None:
    if found := _YEARLY.search(folded):
        return Limit(number(found[1] or found[2]), Unit.YEARLY)
    if found := _MONTHS.search(folded):
        is_span = re.search("[至到~—-]", found[1]) or _DATE.search(found[1])
        return Limit(1 if is_span else len(re.findall("月", found[1])), Unit.YEARLY)
    if _EVERY_YEAR.search(folded):
        return Limit(None, Unit.YEARLY)
    return next((Limit(times, Unit.YEARLY) for word, times in _TIMES.items() if folded.strip().startswith(word)), None)


def _days(folded: str, hint: str) -> Limit | None:
    if found := _WORKING.search(folded):
        return _counted(next(filter(None, found.groups())), Unit.WORKING_DAYS)
    if re.fullmatch(rf"\s*{NUMBER}\s*[。;]?\s*", folded) and hint:
        plain = folded.strip().rstrip("。;").strip()
        return _counted(plain, Unit.WORKING_DAYS if "工作" in hint else Unit.CALENDAR_DAYS)
    if _SPOT.search(folded) or _BRIEF.search(folded):
        return Limit(None, Unit.ON_THE_SPOT)
    if found := _HOURS.search(folded):
        return _in_hours(number(found[1]) or 0, is_worked=bool(found[3]))
    if found := _WEEKS.search(folded):
        return _counted(found[1], Unit.CALENDAR_DAYS, 7)
    if (found := _MONTH.search(folded)) and not _DATE.search(folded):
        return _in_months(found[1], found[2] or found[3])
    if found := _YEAR.search(folded):
        return (
            _counted(found[1], Unit.CALENDAR_DAYS, 365) if found[1] else _counted("6", Unit.CALENDAR_DAYS, _MONTH_DAYS)
        )
    found = _CALENDAR.search(folded)
    return _counted(found[1], Unit.CALENDAR_DAYS) if found and not _DATE.search(folded) else None


def _in_hours(hours: int, *, is_worked: bool) -> Limit | None:
    """Up to a day's work is the same day; 24小时 is a day, 16个工作小时 are two working days."""
    if hours <= _WORKED_HOURS:
        return Limit(None, Unit.ON_THE_SPOT) if hours else None
    days = -(-hours // (_WORKED_HOURS if is_worked else 24))
    return Limit(days, Unit.WORKING_DAYS if is_worked else Unit.CALENDAR_DAYS) if days <= LONGEST else None


def _in_months(folded: str | None, half: str | None) -> Limit | None:
    """一个月, 一个半月, 半个月 in calendar days; `folded` None: half of one."""
    count = (number(folded) or 0 if folded else 0) * _MONTH_DAYS + (_MONTH_DAYS // 2 if half else 0)
    return Limit(count, Unit.CALENDAR_DAYS) if 0 < count <= LONGEST else None


def _counted(folded: str, unit: Unit, days: int = 1) -> Limit | None:
    count = number(folded.strip())
    if count == 0:
        return Limit(None, Unit.ON_THE_SPOT)
    return Limit(count * days, unit) if count and count * days <= LONGEST else None
