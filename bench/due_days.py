"""V11: due days per second in one process, with pauses and extensions, beside a day-by-day loop."""

import json
import random
import time
from collections.abc import Callable
from datetime import date, timedelta

from yimen.cases.clock import History, Pause, due_on
from yimen.catalogue.promise import Promise, Unit
from yimen.office.seed_calendar import seed_calendar
from yimen.office.workdays import Calendar

GOAL = 200_000  # per second, targets.md V11
CASES = 100_000
SLOW_CASES = 2_000
ROUNDS = 5
Case = tuple[Promise, History]
Answer = tuple[date | None, bool]


def make_cases(seed: int, number: int) -> list[Case]:
    """Cases accepted 2015-2026: each has one to three pauses (they may overlap) and one or two extensions."""
    chance = random.Random(seed)
    return [_make_case(chance) for _ in range(number)]


def walk(promise: Promise, history: History, calendar: Calendar) -> Answer:
    """The same answer found by walking day by day."""
    left = promise.number + sum(extension.number for extension in history.extensions)
    working = promise.unit is Unit.WORKING_DAYS
    day, met_unpublished = history.accepted_on, False
    while left or _is_out(day, history) or not calendar.works_on(day):
        day += timedelta(days=1)
        met_unpublished = met_unpublished or not calendar.is_published(day)
        if left and not _is_out(day, history) and (calendar.works_on(day) or not working):
            left -= 1
    return day, met_unpublished


def main() -> None:
    """Measure, compare, print one line for people and one line of JSON."""
    calendar = seed_calendar()
    cases = make_cases(11, CASES)
    few = cases[:SLOW_CASES]
    wrong = sum(due_on(*case, calendar) != walk(*case, calendar) for case in few)
    fast, fast_by_wall = _best(due_on, cases, calendar)
    slow, _slow_by_wall = _best(walk, few, calendar)
    result = {
        "id": "V11",
        "due_days_per_second": round(fast),
        "by_wall_clock": round(fast_by_wall),
        "walked_per_second": round(slow),
        "times_the_walk": round(fast / slow, 1),
        "cases": CASES,
        "rounds": ROUNDS,
        "compared": SLOW_CASES,
        "different": wrong,
        "goal": GOAL,
        "met": fast >= GOAL and not wrong,
    }
    print(
        f"V11 due days: {fast:,.0f} a processor second in one process ({fast_by_wall:,.0f} by the wall clock; "
        f"best of {ROUNDS}, {CASES:,} cases with pauses and extensions; goal {GOAL:,}); day by day "
        f"{slow:,.0f}, so {fast / slow:.0f} times; {wrong} of {SLOW_CASES:,} answers differ."
    )
    print(json.dumps(result))


def _make_case(chance: random.Random) -> Case:
    unit = chance.choice((Unit.WORKING_DAYS, Unit.WORKING_DAYS, Unit.CALENDAR_DAYS))
    accepted_on = date(2015, 1, 1) + timedelta(days=chance.randrange(4300))
    pauses = []
    for _ in range(chance.randint(1, 3)):
        from_on = accepted_on + timedelta(days=chance.randint(1, 30))
        pauses.append(Pause(from_on, from_on + timedelta(days=chance.randint(0, 25)), "appraisal"))
    extensions = tuple(Promise(unit, chance.randint(1, 10)) for _ in range(chance.randint(1, 2)))
    return Promise(unit, chance.randint(1, 60)), History(accepted_on, tuple(pauses), None, extensions)


def _is_out(day: date, history: History) -> bool:
    return any(pause.until_on and pause.from_on <= day <= pause.until_on for pause in history.pauses)


def _best(
    reckon: Callable[[Promise, History, Calendar], Answer], cases: list[Case], calendar: Calendar
) -> tuple[float, float]:
    """The best round: due days a second of this process's processor time, and by the wall clock."""
    rounds = [_round(reckon, cases, calendar) for _ in range(ROUNDS)]
    return max(cpu for cpu, _wall in rounds), max(wall for _cpu, wall in rounds)


def _round(
    reckon: Callable[[Promise, History, Calendar], Answer], cases: list[Case], calendar: Calendar
) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    for promise, history in cases:
        reckon(promise, history, calendar)
    return len(cases) / (time.process_time() - cpu), len(cases) / (time.perf_counter() - wall)


if __name__ == "__main__":
    main()
