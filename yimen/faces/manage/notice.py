"""Reads a year's notice as people paste it, a line at a time; every line that cannot be read is named. Pure."""

import re
import unicodedata
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Sentence

_DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_LINE = re.compile(rf"{_DAY}(?:\s*(?:\.\.+|至|到|~|—+|–|-)\s*{_DAY})?\s*(.*)")
_LONGEST = 40  # days; the longest holiday so far had nine
_NAME = 30

Faults = list[Sentence]


def days_off(text: str) -> tuple[dict[date, str], Faults]:
    """ "2027-01-01..2027-01-03 元旦" a line → the name of each day; and a sentence for each line at fault."""
    days: dict[date, str] = {}
    faults: Faults = []
    for number, line in _lines(text):
        first, last, name = _read(line)
        if fault := _fault(number, line, first, last) or _fault_of_name(number, name):
            faults.append(fault)
            continue
        if twice := [day for day in _days(first, last) if day in days]:
            faults.append(_("第%(number)s行：%(day)s在前面已经写过。") % {"number": number, "day": twice[0]})
            continue
        days |= dict.fromkeys(_days(first, last), name)
    return days, faults


def make_up_days(text: str) -> tuple[list[date], Faults]:
    """ "2027-02-20" a line (a word after it is allowed) → the days; and a sentence for each line at fault."""
    days: list[date] = []
    faults: Faults = []
    for number, line in _lines(text):
        first, last, name = _read(line)
        if fault := _fault(number, line, first, last) or _fault_of_rest(number, name):
            faults.append(fault)
            continue
        days += _days(first, last)
    return days, faults


def written(days: dict[date, str]) -> str:
    """The inverse of `days_off`: neighbours of one name in one line."""
    lines: list[tuple[date, date, str]] = []
    for day, name in sorted(days.items()):
        if lines and lines[-1][1] == day - timedelta(days=1) and lines[-1][2] == name:
            lines[-1] = (lines[-1][0], day, name)
        else:
            lines.append((day, day, name))
    return "\n".join(f"{first}{f'..{last}' if last != first else ''} {name}" for first, last, name in lines)


def _lines(text: str) -> list[tuple[int, str]]:
    lines = unicodedata.normalize("NFKC", text).splitlines()
    return [(number, line.strip()) for number, line in enumerate(lines, start=1) if line.strip()]


def _read(line: str) -> tuple[date | None, date | None, str]:
    found = _LINE.fullmatch(line)
    if not found:
        return None, None, ""
    parts = found.groups()
    first = _date(parts[:3])
    last = _date(parts[3:6]) if parts[3] else first
    return first, last, parts[6].strip()


def _date(parts: tuple[str, ...]) -> date | None:
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def _fault(number: int, line: str, first: date | None, last: date | None) -> Sentence:
    words = {"number": number, "line": line[:40]}
    if first is None or last is None:
        return (
            _("第%(number)s行：“%(line)s”中的日期看不懂或不存在，请写成 2027-01-01 或 2027-01-01..2027-01-03。") % words
        )
    if last < first:
        return _("第%(number)s行：“%(line)s”的结束日早于开始日。") % words
    if (last - first).days >= _LONGEST:
        return _("第%(number)s行：“%(line)s”超过40天，请核对起止日期。") % words
    return ""


def _fault_of_name(number: int, name: str) -> Sentence:
    if not name:
        return _("第%(number)s行：日期后面缺少节日名称，例如 元旦。") % {"number": number}
    if len(name) > _NAME:
        return _("第%(number)s行：节日名称最多30个字。") % {"number": number}
    return _fault_of_rest(number, name)


def _fault_of_rest(number: int, rest: str) -> Sentence:
    """A second day in the same line would be taken for a name, and be lost."""
    if re.search(r"\d", rest):
        return _("第%(number)s行：每行只写一段日期，其余请另起一行。") % {"number": number}
    return ""


def _days(first: date | None, last: date | None) -> list[date]:
    if first is None or last is None:
        return []
    return [first + timedelta(days=more) for more in range((last - first).days + 1)]
