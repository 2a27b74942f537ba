"""The earliest day of a step: how it is written, and which day it is."""

from datetime import date

import pytest

from tests.catalogue.cast import SHORT, load_short
from yimen.catalogue.earliest import Earliest, Span, parse, words
from yimen.catalogue.reading import Unreadable

# What is written, the day it is counted from, the first day on which the step can be done.
DAYS = (
    ("3 months after pregnant_on", date(2026, 1, 15), date(2026, 4, 15)),
    ("3 months after pregnant_on", date(2026, 11, 30), date(2027, 2, 28)),  # no such day: the month's last (民法典 202)
    ("3 months after pregnant_on", date(2023, 11, 30), date(2024, 2, 29)),
    ("1 month", date(2026, 12, 31), date(2027, 1, 31)),
    ("30 calendar days", date(2026, 12, 15), date(2027, 1, 14)),
    ("1 calendar day after pregnant_on", date(2026, 2, 28), date(2026, 3, 1)),
    ("12 months", date(9999, 6, 1), date.max),  # whatever was typed into a form, no day is beyond the last
    ("10 calendar days", date(9999, 12, 30), date.max),
)


@pytest.mark.parametrize(("text", "since", "day"), DAYS)
def test_the_day_is_reckoned_from_the_day_that_is_named(text: str, since: date, day: date):
    assert parse(text).day(since) == day
    assert str(parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "3", "3 weeks", "0 months", "121 months", "3 months after 怀孕日期", "3 months before x"]
)
def test_what_cannot_be_read_is_told_in_a_sentence(text: str):
    with pytest.raises(ValueError, match="最早可办的日子"):
        parse(text)


def test_people_read_it_in_words():
    assert words(Earliest(3, Span.MONTHS, "pregnant_on"), "怀孕日期") == "怀孕日期起满3个月"
    assert words(Earliest(30, Span.DAYS), "作出决定之日") == "作出决定之日起满30日"


@pytest.mark.django_db  # the dictionary is read first
@pytest.mark.parametrize(
    ("step", "mistake"),
    [
        ("not_before: 3 months after told_on, phase: after", "不是日期表单项"),
        ("not_before: 3 months", "只有决定后的环节"),
        ("not_before: soon, phase: after", "看不懂最早可办的日子"),
    ],
)
@pytest.mark.django_db
def test_a_step_waits_only_after_the_decision_and_for_a_day_of_the_form(step: str, mistake: str):
    extra = f"steps:\n  - {{key: swap, name: 换证, kind: exchange, level: town, {step}}}\n"
    assert "steps:\n" in SHORT

    with pytest.raises(Unreadable, match=mistake):
        load_short(("steps:\n", extra))
