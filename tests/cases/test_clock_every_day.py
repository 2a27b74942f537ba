"""T7: every start day 2004-2026 with 1 to 90 working days against the package chinesecalendar itself."""

from datetime import date, timedelta

from chinese_calendar import is_workday

from yimen.cases.clock import History, due_on
from yimen.catalogue.promise import Promise, Unit
from yimen.office.seed_calendar import seed_calendar

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
LONGEST = 90


def test_every_start_day_and_every_length_is_as_the_package_counts_or_provisional():
    calendar = seed_calendar()
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    working = [day for day in days if is_workday(day)]
    promises = [Promise(Unit.WORKING_DAYS, number) for number in range(1, LONGEST + 1)]
    equal = provisional = passed = 0
    for day in days:
        while passed < len(working) and working[passed] <= day:
            passed += 1
        history = History(day)
        for index, promise in enumerate(promises, start=passed):
            on, is_provisional = due_on(promise, history, calendar)
            if index < len(working):
                assert (on, is_provisional) == (working[index], False), (day, promise)
                equal += 1
            else:
                assert is_provisional and on is not None and on > LAST, (day, promise)
                provisional += 1

    assert (equal, provisional) == (750_271, 5_819)
