"""The calendar as a value, and promises as text: pure."""

from datetime import date

import pytest
from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from yimen.catalogue.promise import Promise, Unit, parse, words
from yimen.office.seed_calendar import seed_calendar
from yimen.office.workdays import Calendar, OutOfCalendar

CALENDAR = seed_calendar()
KNOWN = st.dates(date(2004, 1, 1), date(2026, 12, 31))
ANY = st.dates(date(1995, 1, 1), date(2090, 12, 31))


@given(KNOWN)
def test_a_published_day_works_as_the_state_council_says(day):
    assert CALENDAR.is_published(day)
    assert CALENDAR.works_on(day) == is_workday(day)


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2027, 1, 1)])
def test_a_day_outside_the_published_years_is_unpublished(day):
    assert not CALENDAR.is_published(day)


@pytest.mark.parametrize(
    ("day", "works", "name"),
    [
        (date(2027, 1, 1), False, "元旦"),
        (date(2028, 5, 1), False, "劳动节"),
        (date(2028, 5, 2), False, "劳动节"),
        (date(2029, 10, 3), False, "国庆节"),
        (date(2027, 10, 4), True, ""),
        (date(2027, 2, 8), True, ""),  # Spring Festival follows the moon: not guessed
        (date(2027, 4, 5), True, ""),
        (date(2027, 1, 2), False, ""),
    ],
)
def test_an_unpublished_day_is_monday_to_friday_without_the_fixed_holidays(day, works, name):
    assert (CALENDAR.works_on(day), CALENDAR.name_of(day)) == (works, name)


def test_an_exception_in_an_unpublished_year_counts_and_stays_unpublished():
    calendar = Calendar.build({date(2027, 3, 3): False}, date(2026, 12, 31))

    assert not calendar.works_on(date(2027, 3, 3))
    assert not calendar.is_published(date(2027, 3, 3))


def test_a_published_fixed_day_follows_the_publication():
    assert Calendar.build({}, date(2026, 12, 31)).works_on(date(2026, 10, 1))


@given(ANY, st.integers(1, 400))
def test_the_nth_working_day_is_the_nth(day, number):
    found = CALENDAR.nth_after(day, number)

    assert CALENDAR.works_on(found)
    assert CALENDAR.between(day, found) == number


@given(ANY)
def test_next_and_last_are_the_nearest_working_days(day):
    following, before = CALENDAR.next_on_or_after(day), CALENDAR.last_before(day)

    assert before < day <= following
    assert CALENDAR.works_on(before) and CALENDAR.works_on(following)
    assert CALENDAR.between(before, following) == 1 or following == day


@given(ANY, ANY)
def test_between_is_signed(one, other):
    assert CALENDAR.between(one, other) == -CALENDAR.between(other, one)


@pytest.mark.parametrize("day", [date(1989, 12, 31), date(2100, 1, 1)])
def test_a_day_outside_the_calendar_is_refused_and_the_first_and_last_are_not(day):
    with pytest.raises(OutOfCalendar):
        CALENDAR.works_on(day)
    assert not CALENDAR.works_on(date(1990, 1, 1))
    assert CALENDAR.works_on(date(2099, 12, 31))


@pytest.mark.parametrize(
    "step",
    [lambda: CALENDAR.nth_after(date(2099, 12, 31), 1), lambda: CALENDAR.last_before(date(1990, 1, 2))],
)
def test_counting_out_of_the_calendar_is_refused(step):
    with pytest.raises(OutOfCalendar):
        step()


@pytest.mark.parametrize(
    ("text", "promise", "said"),
    [
        ("20 working days", Promise(Unit.WORKING_DAYS, 20), "20个工作日"),
        ("1 working day", Promise(Unit.WORKING_DAYS, 1), "1个工作日"),
        ("60 calendar days", Promise(Unit.CALENDAR_DAYS, 60), "60个自然日"),
        ("on the spot", Promise(Unit.ON_THE_SPOT), "即办"),
        ("yearly 03-01..03-31", Promise(Unit.YEARLY, opens=(3, 1), closes=(3, 31)), "每年3月1日至3月31日"),
        ("yearly", Promise(Unit.YEARLY), "每年1次"),
    ],
)
def test_a_promise_is_read_written_and_said(text, promise, said):
    assert (parse(text), str(promise), words(promise)) == (promise, text, said)


def test_reading_a_promise_forgives_spaces_capitals_and_a_plural():
    assert parse(" 1  Working Days ") == parse("1 working day")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "看不懂时限"),
        ("20", "看不懂时限“20”"),
        ("20 days", "请写成 20 working days"),
        ("-3 working days", "看不懂时限"),
        ("0 calendar days", "1至3650"),
        ("3651 working days", "1至3650"),
        ("yearly 03-01", "看不懂时限"),
        ("yearly 13-01..03-31", "没有13月1日"),
        ("yearly 03-01..04-31", "没有4月31日"),
    ],
)
def test_a_promise_that_cannot_be_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        parse(text)


@pytest.mark.parametrize(
    ("unit", "parts"),
    [
        (Unit.ON_THE_SPOT, {"number": 3}),
        (Unit.YEARLY, {"number": 3, "opens": (3, 1), "closes": (3, 31)}),
        (Unit.YEARLY, {"opens": (3, 1)}),
        (Unit.WORKING_DAYS, {"number": 3, "opens": (3, 1), "closes": (3, 31)}),
    ],
)
def test_parts_that_do_not_belong_together_make_no_promise(unit, parts):
    with pytest.raises(ValueError, match="时限"):
        Promise(unit, **parts)
