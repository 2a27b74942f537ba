"""When a centre is open, in words: 周一至周五 09:00-12:00、13:30-17:00; neighbours with like hours are joined. Pure."""

from collections.abc import Iterable, Sequence
from datetime import time
from itertools import groupby

from yimen.faces.shared.templatetags.look import WEEKDAYS
from yimen.office import market

Span = tuple[int, time, time]  # weekday (0 is Monday), opens, closes
Market = tuple[str, bool, time, time]  # figures, by the lunar calendar, opens, closes


def words(spans: Iterable[Span]) -> str:
    """The week in words; nothing for no spans."""
    days = [(day, _day(each)) for day, each in groupby(sorted(spans), key=lambda span: span[0])]
    # Days that follow each other keep the same distance from their place in the list.
    runs = groupby(enumerate(days), key=lambda at: (at[1][0] - at[0], at[1][1]))
    return "；".join(_run([day for _place, (day, _text) in run], text) for (_distance, text), run in runs)


def whole(usual: Iterable[Span], duty: Iterable[Span], market_days: Sequence[Market]) -> str:
    """The week; 值班：周六 08:30-11:30; 农历逢三、八（赶集日） 08:00-12:00. Nothing for nothing."""
    on_duty = words(duty)
    parts = [words(usual), f"值班：{on_duty}" if on_duty else ""]
    if market_days:
        figures, lunar = market_days[0][:2]
        times = "、".join(f"{opens:%H:%M}-{closes:%H:%M}" for _figures, _lunar, opens, closes in sorted(market_days))
        parts.append(f"{market.words(frozenset(map(int, figures)), lunar=lunar)}（赶集日）{times}")
    return "；".join(filter(None, parts))


def _day(spans: Iterable[Span]) -> str:
    return "、".join(f"{opens:%H:%M}-{closes:%H:%M}" for _weekday, opens, closes in spans)


def _run(days: list[int], text: str) -> str:
    first, last = WEEKDAYS[days[0]], WEEKDAYS[days[-1]]
    if len(days) == 1:
        return f"{first} {text}"
    return f"{first}{'、' if len(days) == 2 else '至'}{last} {text}"
