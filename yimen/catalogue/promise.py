"""The promise: how long the public waits, as a number and a unit. Pure."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST = 3650  # days: far above any printed limit (the longest known is 90 working days)


class Unit(StrEnum):
    """What a promise counts (E1)."""

    ON_THE_SPOT = "on_the_spot"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    YEARLY = "yearly"


_DAYS = {Unit.WORKING_DAYS: "working day", Unit.CALENDAR_DAYS: "calendar day"}
_WORDS = {Unit.WORKING_DAYS: "个工作日", Unit.CALENDAR_DAYS: "个自然日"}
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # 29 February: else the 28th
_DAY_TEXT = re.compile(r"([0-9]{1,9}) (working|calendar) days?")
_SPOKEN_DAYS = re.compile(r"([0-9]{1,9})个?(工作日|自然日)")
_SPOKEN_WINDOW = re.compile(r"每年([0-9]{1,2})月([0-9]{1,2})日[至到-]([0-9]{1,2})月([0-9]{1,2})日")
_YEARLY_TEXT = re.compile(r"yearly ([0-9]{2})-([0-9]{2})\.\.([0-9]{2})-([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Promise:
    """A number and a unit; a yearly window has (month, day) on which it opens and closes, both within it, or, where the
    guide names no days, neither: then it cannot be counted until a policy gives them.

    `by_policy`: the number or the days are a policy's, because the item is silent. Raises ValueError with a Chinese
    sentence when the parts do not fit together.
    """

    unit: Unit
    number: int = 0
    opens: tuple[int, int] | None = None
    closes: tuple[int, int] | None = None
    by_policy: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        if self.unit in _DAYS and not 1 <= self.number <= LONGEST:
            raise ValueError(f"时限天数应为1至{LONGEST}之间的整数，您写的是{self.number}。")
        if self.unit not in _DAYS and self.number:
            raise ValueError("即办和每年固定时段的时限不写天数。")
        if (self.opens is None) != (self.closes is None) or (self.opens and self.unit is not Unit.YEARLY):
            raise ValueError("只有每年固定时段的时限写起止月日，两个都写或者都不写。")
        for month, day in filter(None, (self.opens, self.closes)):
            if not (1 <= month <= 12 and 1 <= day <= _LENGTHS[month - 1]):
                raise ValueError(f"没有{month}月{day}日这一天，请改正每年固定时段的起止月日。")

    def __str__(self) -> str:
        if self.unit in _DAYS:
            return f"{self.number} {_DAYS[self.unit]}{'' if self.number == 1 else 's'}"
        if self.opens and self.closes:
            return "yearly {:02d}-{:02d}..{:02d}-{:02d}".format(*self.opens, *self.closes)
        return "yearly" if self.unit is Unit.YEARLY else "on the spot"

    @property
    def is_dated(self) -> bool:
        """Whether it can be counted: only a yearly window without days cannot."""
        return self.unit is not Unit.YEARLY or self.opens is not None


DEFAULT = Promise(Unit.WORKING_DAYS, 10)  # where an item says nothing (E2)


def parse(text: str) -> Promise:
    """Read "20 working days", "60 calendar days", "on the spot", "yearly 03-01..03-31", "yearly"; `str` is the inverse.

    Raises ValueError with a Chinese sentence that shows the five forms.
    """
    plain = " ".join(text.split()).lower()
    if plain == "on the spot":
        return Promise(Unit.ON_THE_SPOT)
    if plain == "yearly":
        return Promise(Unit.YEARLY)
    if days := _DAY_TEXT.fullmatch(plain):
        return Promise(Unit(f"{days[2]}_days"), int(days[1]))
    if window := _YEARLY_TEXT.fullmatch(plain):
        a, b, c, d = (int(part) for part in window.groups())
        return Promise(Unit.YEARLY, opens=(a, b), closes=(c, d))
    raise ValueError(
        f"看不懂时限“{text}”。请写成 20 working days（工作日）、60 calendar days（自然日）、"
        "on the spot（即办）、yearly 03-01..03-31（每年固定时段）或 yearly（每年1次，没有写明月日）。"
    )


def unit_word(promise: Promise) -> str:
    """What its days are called: 个工作日, 个自然日; "" where it counts none."""
    return _WORDS.get(promise.unit, "")


def words(promise: Promise) -> str:
    """The promise as people read it: 20个工作日, 60个自然日, 即办, 每年3月1日至3月31日, 每年1次."""
    if promise.unit in _WORDS:
        return f"{promise.number}{_WORDS[promise.unit]}"
    if promise.opens and promise.closes:
        window = "{}月{}日至{}月{}日".format(*promise.opens, *promise.closes)
        return f"每年1次（{window}）" if promise.by_policy else f"每年{window}"
    return "每年1次" if promise.unit is Unit.YEARLY else "即办"


def heard(text: str) -> Promise:
    """The inverse of `words`, of a promise that no policy gave: 20个工作日 (个 may be left out), 即办, 每年3月1日至3月31日.

    Raises ValueError with a Chinese sentence that shows the forms.
    """
    plain = "".join(text.split())
    if plain in ("即办", "当场", "当场办结"):
        return Promise(Unit.ON_THE_SPOT)
    if plain in ("每年", "每年1次", "每年一次"):
        return Promise(Unit.YEARLY)
    if days := _SPOKEN_DAYS.fullmatch(plain):
        return Promise(Unit.WORKING_DAYS if days[2] == "工作日" else Unit.CALENDAR_DAYS, int(days[1]))
    if window := _SPOKEN_WINDOW.fullmatch(plain):
        a, b, c, d = (int(part) for part in window.groups())
        return Promise(Unit.YEARLY, opens=(a, b), closes=(c, d))
    raise ValueError(f"看不懂时限“{text}”。请写成20个工作日、60个自然日、即办、每年3月1日至3月31日，或者每年1次。")
