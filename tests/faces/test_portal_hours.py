"""The portal in words: opening hours, and what it says where there is nothing yet."""

from datetime import time

import pytest
from django.test import Client

from yimen.faces.portal import hours

MORNING = (time(9), time(12))
AFTERNOON = (time(13, 30), time(17))


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        ([], ""),
        ([(0, *MORNING)], "周一 09:00-12:00"),
        (
            [(day, *span) for day in range(5) for span in (AFTERNOON, MORNING)],
            "周一至周五 09:00-12:00、13:30-17:00",
        ),
        ([(5, *MORNING), (6, *MORNING)], "周六、周日 09:00-12:00"),
        (
            [(0, *MORNING), (1, *MORNING), (2, *MORNING), (4, *MORNING), (5, *AFTERNOON)],
            "周一至周三 09:00-12:00；周五 09:00-12:00；周六 13:30-17:00",
        ),
    ],
)
def test_days_that_follow_each_other_with_like_hours_are_joined(spans: list[hours.Span], said: str):
    assert hours.words(spans) == said


def test_duty_and_market_days_are_told_apart_from_the_week():
    said = hours.whole([(0, *MORNING)], [(5, *MORNING)], [("38", True, *AFTERNOON)])

    assert said == "周一 09:00-12:00；值班：周六 09:00-12:00；农历逢三、八（赶集日）13:30-17:00"
    assert hours.whole([], [], []) == ""


@pytest.mark.django_db
def test_an_installation_without_guides_says_so():
    assert "办事指南还没有发布" in Client().get("/").content.decode()
