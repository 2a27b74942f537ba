"""A moment of life on one page, and the slip for what is done elsewhere: on the portal and at the counter (A12, H2)."""

import re

import pytest
from django.test import Client

from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.catalogue import signposting

AWAY = (
    "code: QT-01\nname: 护照\nalso: [出国]\nbody: 县公安局\naddress: 人民路1号\ntelephone: '110'\nhours: 周一至周五\n"
)
TWO = """\
code: YJS-01
name: 困难一件事
words: 家里遇到困难先看这里。
items:
  - {item: MZ-02, when: 城市居民}
  - {item: MZ-07, when: 有住院费用的}
elsewhere: [QT-01]
"""


@pytest.fixture
def town(cast: Cast) -> Cast:
    signposting.load({"elsewhere/a.yaml": AWAY, "bundles/b.yaml": TWO})
    return cast


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_moment_of_life_names_its_matters_for_whom_they_are_and_what_to_bring(town: Cast) -> None:
    shown = page("/together/YJS-01/")

    for words in (
        "困难一件事",
        "1. 城市居民最低生活保障 城市居民 30个工作日",
        "2. 医疗救助 有住院费用的",
        "住院发票",
        "第 2 项",
        "护照",
    ):
        assert words in shown


def test_the_slip_says_who_does_it_where_and_when(town: Cast) -> None:
    shown = page("/elsewhere/QT-01/")

    for words in ("这件事不在这里办", "护照", "县公安局", "人民路1号", "110", "周一至周五", "打印指引条"):
        assert words in shown
    assert "带什么" not in shown  # nothing is said of it


def test_what_nobody_knows_is_not_there(town: Cast) -> None:
    for address in ("/together/YJS-09/", "/elsewhere/QT-09/", "/together/MZ-01/"):
        assert Client().get(address).status_code == 404


def test_one_search_finds_items_moments_and_what_is_done_elsewhere(town: Cast) -> None:
    assert "困难一件事" in page("/") and "困难一件事" in page("/items/")
    assert "困难一件事" in page("/items/?q=困难") and "困难救灾救济" in page("/items/?q=困难")
    assert "这些事不在这里办 护照" in page("/items/?q=chuguo")
    assert "没有找到" not in page("/items/?q=出国") and "没有找到" in page("/items/?q=卖船")


def test_the_counter_says_where_to_go_with_what_is_not_done_here(town: Cast) -> None:
    shown = signed_in(town, "window").get("/counter/?q=护照").content.decode()

    assert "不在这里办" in shown and "/elsewhere/QT-01/" in shown and "人民路1号" in shown
