"""逢集: market days by the last figure of the day of the month, mostly of the lunar one (M3, B10). Pure.

"农历逢三、八" are the 3rd, 8th, 13th, 18th, 23rd and 28th of each lunar month. The lunar months of the years below are those
that the calendar of GB/T 33661-2017 gives; beyond them no lunar market day is known, and none is guessed.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

FIGURES: Final = "十一二三四五六七八九"  # by the last figure of the day; the 10th, 20th and 30th are 逢十
# Each lunar year: its first day, and its months in their order, 1 for one of thirty days, 0 for one of twenty-nine.
_YEARS: Final = (
    (date(2025, 1, 29), "1010010101110"), (date(2026, 2, 17), "101001001110"), (date(2027, 2, 6), "110100100110"),
    (date(2028, 1, 26), "1110100100110"), (date(2029, 2, 13), "110101010011"), (date(2030, 2, 3), "010110101010"),
    (date(2031, 1, 23), "0110101101010"), (date(2032, 2, 11), "100101101101"), (date(2033, 1, 31), "0100101011101"),
    (date(2034, 2, 19), "010010101101"), (date(2035, 2, 8), "101001001101"), (date(2036, 1, 28), "1101001001011"),
)  # fmt: skip
_SHORT = 29


def is_market(day: date, figures: Collection[int], *, lunar: bool) -> bool:
    """Whether it is a market day: the day of its month, lunar or solar, ends with one of these figures."""
    number = lunar_day(day) if lunar else day.day
    return number is not None and number % 10 in figures


def lunar_day(day: date) -> int | None:
    """The day of the lunar month, from 1; None where the calendar of that year is not known here."""
    for first, months in reversed(_YEARS):
        begins = first
        for length in months:
            ends = begins + timedelta(days=_SHORT + int(length))
            if begins <= day < ends:
                return (day - begins).days + 1
            begins = ends
    return None


def words(figures: Collection[int], *, lunar: bool) -> str:
    """农历逢三、八; nothing for no figures."""
    if not figures:
        return ""
    named = "、".join(FIGURES[one] for one in sorted(figures, key=lambda one: one or 10))
    return f"{'农历' if lunar else '公历'}逢{named}"
