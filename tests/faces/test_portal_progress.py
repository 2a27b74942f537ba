"""The progress page in plain words: what is done, what is now, what the person has to do, by when."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import RequestFactory

from yimen.cases.progress import Notice, Progress, Station
from yimen.faces.portal.progress import _page

pytestmark = pytest.mark.django_db  # the page's surroundings ask whether this is a demonstration

GRANDMOTHER_WANG = Progress(
    number="DY26-000123",
    item_name="农村居民最低生活保障",
    applicant_masked="王**",
    state="in_process",
    state_words="已受理，正在公示",
    received_on=date(2026, 2, 27),
    accepted_on=date(2026, 3, 2),
    due_on=date(2026, 4, 14),
    provisional=False,
    light="green",
    light_words="剩 30 个工作日",
    stations=(
        Station("村委会初审", "", "done", date(2026, 3, 3), "青龙村"),
        Station("公示", "公示7日", "now", date(2026, 3, 4), "青龙村"),
        Station("街道办事处审核", "", "todo", None, "东岳街道"),
    ),
    notices=(),
    responsible="林晓梅",
    telephone="028-5550 0101",
    result_words="",
)
NOTICE = Notice("DY26-B000001", "补办件通知书", date(2026, 2, 27), ("户主申请",), date(2026, 3, 13))


def shown(progress: Progress) -> str:
    request = RequestFactory().get("/progress/")
    return _page(request, progress).content.decode()


def test_the_due_day_stands_with_its_weekday():
    page = shown(GRANDMOTHER_WANG)

    assert "2026年4月14日（周二）" in page
    assert "暂定" not in page


def test_a_provisional_day_is_marked_and_explained():
    page = shown(replace(GRANDMOTHER_WANG, due_on=date(2027, 1, 11), provisional=True))

    assert "暂定" in page
    assert "节假日安排尚未公布" in page


def test_exactly_one_station_is_the_present_one():
    page = shown(GRANDMOTHER_WANG)

    assert page.count('aria-current="step"') == 1
    assert page.index("村委会初审") < page.index('aria-current="step"') < page.index("街道办事处审核")


def test_what_is_missing_and_by_when_is_said_first():
    page = shown(replace(GRANDMOTHER_WANG, notices=(NOTICE,)))

    assert "<li>户主申请</li>" in page
    assert "最迟 2026年3月13日（周五）" in page
    assert page.index("请您补齐材料") < page.index("办到哪一步了")
    assert "请您补齐材料" not in shown(GRANDMOTHER_WANG)


def test_a_case_not_yet_accepted_has_no_due_day_and_a_stopped_one_says_so():
    waiting = shown(replace(GRANDMOTHER_WANG, accepted_on=None, due_on=None))
    stopped = shown(replace(GRANDMOTHER_WANG, due_on=None))

    assert "应办结" not in waiting
    assert "时限现在停算" in stopped


def test_a_case_without_a_light_shows_none():
    assert "light-" not in shown(replace(GRANDMOTHER_WANG, light="", light_words=""))
    assert "light-green" in shown(GRANDMOTHER_WANG)


def test_a_paper_that_asks_nothing_is_listed_and_not_urged():
    page = shown(replace(GRANDMOTHER_WANG, notices=(replace(NOTICE, missing=(), answer_by=None),)))

    assert "DY26-B000001" in page
    assert "请您补齐材料" not in page


def test_the_person_answerable_can_be_called():
    assert 'href="tel:028-55500101"' in shown(GRANDMOTHER_WANG)


def test_search_engines_are_told_to_stay_away():
    assert "noindex" in shown(GRANDMOTHER_WANG)
