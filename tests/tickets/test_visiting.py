"""驻点窗口: on which days an office sits here, and that its line is open only then (B10)."""

from datetime import date, time

import pytest

from tests.tickets.queue import Queue
from yimen.journal.errors import Malformed, NotNow, NotThere, NotYours
from yimen.office import market
from yimen.office.models import Centre
from yimen.tickets import offering, visiting, visiting_days
from yimen.tickets.models import Visiting
from yimen.tickets.visiting_days import Days

MONDAY = date(2026, 3, 2)
TUESDAYS = Days(MONDAY, weekdays=frozenset({1}))


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2026, 2, 17), 1), (date(2026, 3, 2), 14), (date(2026, 3, 19), 1), (date(2025, 7, 25), 1),
        (date(2027, 2, 5), 29), (date(2027, 2, 6), 1), (date(2030, 2, 3), 1), (date(2020, 1, 1), None),
        (date(2040, 1, 1), None),
    ],
)  # fmt: skip
def test_the_day_of_the_lunar_month(day: date, number: int | None):
    """The Spring Festivals as they were published; the leap sixth month of 2025 begins on the 25th of July."""
    assert market.lunar_day(day) == number


def test_lunar_years_follow_each_other_without_a_gap():
    for (first, months), (following, _months) in zip(market._YEARS, market._YEARS[1:], strict=False):
        assert (following - first).days == sum(29 + int(one) for one in months)


@pytest.mark.parametrize(
    ("days", "coming", "words"),
    [
        (TUESDAYS, [3, 10, 17], "每周二"),
        (Days(MONDAY, figures=frozenset({3, 8})), [6, 11, 16], "农历逢三、八（赶集日）"),
        (Days(MONDAY, figures=frozenset({0}), lunar=False), [10, 20, 30], "公历逢十（赶集日）"),
        (Days(MONDAY, dates=frozenset({date(2026, 3, 5), date(2026, 3, 1)})), [5], "3月1日、3月5日"),
        (Days(MONDAY, date(2026, 3, 4), weekdays=frozenset(range(7))), [2, 3, 4], "每周一、二、三、四、五、六、日"),
    ],
)
def test_when_an_office_sits_here(days: Days, coming: list[int], words: str):
    found = [one.day for one in visiting_days.coming(days, on=MONDAY) if one.month == 3]

    assert found[: len(coming)] == coming and len(found) >= len(coming)
    assert visiting_days.words(days) == words


def sits(queue: Queue, days: Days = TUESDAYS, letter: str = "C", who: str = "director") -> Visiting:
    plan = visiting.Plan("县公积金中心", "一楼", queue.lines[letter], days, time(9), time(11))
    return visiting.add(queue.cast.hall, plan, by=queue.by(who), at=queue.at(8, 40))


def test_its_line_gives_numbers_only_then_and_says_the_next_day(queue: Queue):
    sits(queue)
    with pytest.raises(NotNow) as refused:
        queue.take("C", queue.at(9))
    assert (refused.value.code, str(refused.value)) == (
        "visiting_elsewhere", "“党员服务”今天不来这里办，下次是3月3日（周二）。"
    )  # fmt: skip
    assert queue.take("A", queue.at(9)).code == "A001"

    assert queue.take("C", queue.at(9, day=3)).code == "C001"
    with pytest.raises(NotNow) as refused:
        queue.take("C", queue.at(11, 1, day=3), queue.by("window"))
    assert "今天已经办完，下次是3月10日（周二）" in str(refused.value)


def test_it_can_be_booked_then_and_at_no_other_time(queue: Queue):
    sits(queue)
    found = offering.days(queue.lines["C"], at=queue.at(8, 45))

    assert [one.day.day for one in found] == [3]
    assert [f"{one.starts_at:%H:%M}" for one in found[0].slots] == ["09:00", "09:30", "10:00", "10:30"]


def test_once_it_has_ended_the_line_is_as_any_other(queue: Queue):
    made = sits(queue)
    visiting.end(made, by=queue.by("network"), at=queue.at(8, 50))

    assert queue.take("C", queue.at(9)).code == "C001"
    with pytest.raises(NotThere):
        visiting.end(made, by=queue.by("network"), at=queue.at(9))
    assert visiting.everywhere(on=MONDAY) == []


def test_it_is_published_the_next_first_and_changed(queue: Queue):
    made = sits(queue)
    plan = visiting.Plan("县司法局", "", None, Days(MONDAY, weekdays=frozenset({0})), time(9), time(10))
    visiting.add(queue.cast.hall, plan, by=queue.by("director"), at=queue.at(8, 41))
    visiting.change(made, plan, by=queue.by("director"), at=queue.at(8, 42))

    found = visiting.everywhere(on=date(2026, 3, 3))
    assert [(one.visiting.office, one.next_days[0].day, one.is_here) for one in found] == [("县司法局", 9, False)] * 2
    assert visiting.of_line(queue.lines["C"]) == []


def test_a_plan_that_cannot_be_is_refused_at_its_fields(queue: Queue):
    elsewhere = Centre.objects.get(code="DYLS")
    plan = visiting.Plan("", "x" * 61, queue.lines["A"], Days(MONDAY, date(2026, 1, 1)), time(9), time(9))

    with pytest.raises(Malformed) as refused:
        visiting.add(elsewhere, plan, by=queue.by("director"), at=queue.at(8, 40))
    assert set(refused.value.fields) == {"office", "place", "line", "weekdays", "until_on", "hours"}
    with pytest.raises(NotYours):
        sits(queue, who="window")
    assert not Visiting.objects.exists()
