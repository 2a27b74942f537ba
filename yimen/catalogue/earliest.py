"""The earliest day of a step: so many months or days after a day that the form names, or after the decision. Pure."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date
from enum import StrEnum

LONGEST = {"months": 120, "days": 3650}
_TEXT = re.compile(r"([0-9]{1,4}) (calendar day|month)s?(?: after ([a-z][a-z0-9_]{0,39}))?")
_SPOKEN = re.compile(r"(.*?)起?满([0-9]{1,4})(个月|个?自然日|日|天)")
DECISION = "作出决定之日"


class Span(StrEnum):
    """What is counted."""

    MONTHS = "months"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Earliest:
    """A number of months or calendar days after the day in the form's field `since`; "" is the day of the decision.

    Raises ValueError with a Chinese sentence when the number is none.
    """

    number: int
    span: Span
    since: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.number <= LONGEST[self.span]:
            raise ValueError(f"最早可办的日子应写1至{LONGEST[self.span]}之间的整数，您写的是{self.number}。")

    def __str__(self) -> str:
        unit = "month" if self.span is Span.MONTHS else "calendar day"
        after = f" after {self.since}" if self.since else ""
        return f"{self.number} {unit}{'' if self.number == 1 else 's'}{after}"

    def day(self, since: date) -> date:
        """The first day on which the step can be done. A month ends on the day of the same number, or, where there is none,
        on the month's last (民法典 202)."""
        if self.span is Span.DAYS:
            return date.fromordinal(min(since.toordinal() + self.number, date.max.toordinal()))
        months = since.month - 1 + self.number
        year, month = since.year + months // 12, months % 12 + 1
        if year > MAXYEAR:
            return date.max
        return date(year, month, min(since.day, calendar.monthrange(year, month)[1]))


def parse(text: str) -> Earliest:
    """Read "3 months after pregnant_on", "30 calendar days"; `str` is the inverse. Raises ValueError with a Chinese
    sentence that shows the forms."""
    found = _TEXT.fullmatch(" ".join(text.split()).lower())
    if found is None:
        raise ValueError(
            f"看不懂最早可办的日子“{text}”。请写成 3 months after pregnant_on（表单里那一天之后3个月）、"
            "30 calendar days after pregnant_on 或 30 calendar days（作出决定之后30天）。"
        )
    return Earliest(int(found[1]), Span.MONTHS if found[2] == "month" else Span.DAYS, found[3] or "")


def words(earliest: Earliest, since: str) -> str:
    """As people read it; `since` is the name of the day it is counted from: 怀孕日期起满3个月."""
    return f"{since}起满{earliest.number}{'个月' if earliest.span is Span.MONTHS else '日'}"


def heard(text: str, names: Mapping[str, str]) -> Earliest:
    """The inverse of `words`; `names`: the key of each field of the form by its name. Raises ValueError with a Chinese
    sentence that shows the form."""
    found = _SPOKEN.fullmatch("".join(text.split()))
    if found is None or (found[1] not in names and found[1] != DECISION):
        raise ValueError(
            f"看不懂最早可办的日子“{text}”。请写成“怀孕日期起满3个月”（用表单里一项日期的名称）或“{DECISION}起满30日”。"
        )
    return Earliest(int(found[2]), Span.MONTHS if found[3] == "个月" else Span.DAYS, names.get(found[1], ""))
