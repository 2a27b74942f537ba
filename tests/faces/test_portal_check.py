"""我能办吗、要带什么 on the portal: nothing kept, nothing in the address, the answer with its reasons."""

import re

import pytest
from django.test import Client

from tests.cases.items import load
from tests.catalogue.test_situation import TEXT
from tests.town import Cast

ADDRESS = "/items/SX-01/check/"
PUBLISHED = TEXT.replace("line: 民政\n", "line: 民政\nstate: published\nfrom: 2026-01-01\n") + (
    "as_printed: 测试用事项\nprinted: 测试用事项\n"
)


@pytest.fixture
def town(cast: Cast) -> Cast:
    load(cast, cast.clock.at(1, 6), sx=PUBLISHED)
    return cast


def words(content: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode()))


def answered(**typed: str) -> str:
    answer = Client().post(ADDRESS, typed)
    assert answer.status_code == 200
    return words(answer.content)


def test_the_guide_leads_to_the_questions(town: Cast) -> None:
    assert ADDRESS in Client().get("/items/SX-01/").content.decode()
    asked = words(Client().get(ADDRESS).content)
    assert all(one in asked for one in ("户籍是否在本街道", "家庭人口", "困难原因", "是否由他人代办", "不清楚"))
    assert "按您的回答" not in asked


def test_what_may_be_applied_for_and_what_to_bring(town: Cast) -> None:
    said = answered(local="是", people="3", cause="患病", agent="否")
    assert "问到的条件都符合" in said
    assert "诊断证明" in said
    assert "火灾认定书" not in said
    assert "代办人身份证" not in said.partition("您的回答")[0]


def test_what_stands_in_the_way_is_named_and_the_window_still_open(town: Cast) -> None:
    said = answered(local="否", people="3")
    assert "暂不符合要求" in said
    assert "户籍在本街道" in said
    assert "仍然可以到窗口申请" in said


def test_what_is_not_known_depends(town: Cast) -> None:
    said = answered(cause="患病")
    assert "还不能确定" in said
    assert "要看： 是否由他人代办" in said or "要看：是否由他人代办" in said


def test_a_variant_that_the_item_does_not_have_is_not_heard(town: Cast) -> None:
    assert "不属于" not in answered(local="是", people="3", cause="患病", agent="否", variant="made_up")


def test_an_item_on_which_nothing_hangs_has_no_such_page(town: Cast) -> None:
    assert Client().get("/items/LN-01/check/").status_code == 404
    assert Client().get("/items/XX-99/check/").status_code == 404
