"""A pasted notice is read line by line; and a year is drawn as it counts."""

from datetime import date

import pytest

from yimen.faces.manage import months, notice
from yimen.office.seed_calendar import seed_calendar


@pytest.mark.parametrize(
    "line",
    [
        "2027-01-01..2027-01-03 元旦",
        "2027-1-1 至 2027-1-3 元旦",
        "2027年1月1日—2027年1月3日 元旦",
        "2027/01/01~2027/01/03元旦",
        "２０２７-０１-０１..２０２７-０１-０３　元旦",
    ],
)
def test_a_span_is_read_however_it_is_written(line: str):
    days, faults = notice.days_off(line)

    assert faults == []
    assert days == dict.fromkeys([date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3)], "元旦")


def test_empty_lines_count_but_say_nothing():
    days, faults = notice.days_off("\n2027-01-01 元旦\n\n乱写\n")

    assert list(days) == [date(2027, 1, 1)]
    assert [str(fault)[:3] for fault in faults] == ["第4行"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("2027-02-30 春节", "看不懂或不存在"),
        ("春节", "看不懂或不存在"),
        ("2027-01-03..2027-01-01 元旦", "结束日早于开始日"),
        ("2027-01-01..2027-12-31 元旦", "超过40天"),
        ("2027-01-01", "缺少节日名称"),
        ("2027-01-01 " + "长" * 31, "最多30个字"),
        ("2027-01-01 元旦 2027-01-02", "每行只写一段日期"),
    ],
)
def test_a_line_that_cannot_be_is_named(line: str, sentence: str):
    days, faults = notice.days_off(line)

    assert days == {}
    assert sentence in str(faults[0])


def test_a_day_named_twice_is_a_fault():
    _days, faults = notice.days_off("2027-10-01..2027-10-07 国庆节\n2027-10-03 中秋节")

    assert "第2行：2027-10-03在前面已经写过" in str(faults[0])


def test_make_up_days_may_have_a_word_but_not_a_second_day():
    assert notice.make_up_days("2027-02-20 周六上班\n2027-05-08") == ([date(2027, 2, 20), date(2027, 5, 8)], [])
    assert "每行只写一段日期" in str(notice.make_up_days("2027-02-20、2027-05-08")[1][0])


def test_a_year_is_drawn_as_it_counts():
    calendar = seed_calendar()

    kinds = {day: months.kind_of(date(2026, *day), calendar) for day in [(2, 14), (2, 17), (2, 21), (3, 2), (3, 7)]}
    assert kinds == {(2, 14): "make_up", (2, 17): "off", (2, 21): "off", (3, 2): "work", (3, 7): "weekend"}


def test_the_months_add_up_to_the_working_days_of_the_year():
    calendar = seed_calendar()
    drawn = months.months(2026, calendar, date(2026, 3, 2))

    assert sum(month.working_days for month in drawn) == calendar.between(date(2025, 12, 31), date(2026, 12, 31))
    assert [len({square.day for week in month.weeks for square in week if square}) for month in drawn[:3]] == [
        31,
        28,
        31,
    ]
    assert [square.day for month in drawn for week in month.weeks for square in week if square and square.is_today] == [
        date(2026, 3, 2)
    ]


def test_holidays_are_said_as_spans():
    spring = [one for one in months.spans(2026, seed_calendar()) if "春节" in one.name and one.kind == "off"]

    assert [(one.first, one.last) for one in spring] == [(date(2026, 2, 15), date(2026, 2, 23))]
