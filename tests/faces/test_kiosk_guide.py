"""At the kiosk before a number is taken: what can be done, whether one may, what to bring, where else to go. By touch alone."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.cases.items import load
from tests.faces.test_portal_check import PUBLISHED
from tests.faces.test_portal_signs import AWAY, TWO
from tests.tickets.queue import lay
from tests.town import Cast
from yimen.catalogue import signposting
from yimen.faces.shared.now import now
from yimen.journal import source
from yimen.journal.models import Entry
from yimen.office import devices
from yimen.office.models import Device

KNOWN = {"local": "是", "people": "3", "cause": "患病", "agent": "否"}


@pytest.fixture
def hall(cast: Cast) -> Cast:
    load(cast, cast.clock.at(1, 6), sx=PUBLISHED)
    signposting.load({"elsewhere/a.yaml": AWAY, "bundles/b.yaml": TWO})
    lay(cast)
    source.unseed()
    return cast


def address(hall: Cast, more: str = "") -> str:
    return f"/kiosk/{Device.objects.get(kind='kiosk', centre=hall.hall).token}/{more}"


def seen(hall: Cast, more: str, **sent: Any) -> str:
    client = Client()
    answer = client.post(address(hall, more), sent) if sent else client.get(address(hall, more))
    assert answer.status_code == 200, more
    assert answer["Cache-Control"].count("no-store") == 1
    return str(answer.content.decode())


def test_every_screen_is_there_goes_back_and_ends_by_itself(hall: Cast):
    home = address(hall)
    assert "guide/" in seen(hall, "")
    for more in (
        "guide/", "find/", "find/?q=zdsh", "life/", "life/?of=1", "lines/", "lines/?of=民政&page=9", "items/MZ-01/",
        "items/SX-01/check/", "together/", "together/YJS-01/", "elsewhere/", "elsewhere/QT-01/",
    ):  # fmt: skip
        page = seen(hall, more)
        assert 'data-idle="20"' in page and f'content="90;url={home}"' in page, more
        assert re.search(r'href="[^"]+">返回', page) and f'kiosk-home" href="{home}">首页' in page, more
        assert not re.search(r"\sstyle=|<style|\son\w+=", page), more


def test_what_is_not_there_is_not_there(hall: Cast):
    for more in ("life/?of=99", "life/?of=x", "lines/?of=没有", "items/XX-99/", "items/LN-01/check/", "together/NIX/",
                 "elsewhere/NIX/"):  # fmt: skip
        assert Client().get(address(hall, more)).status_code == 404, more
    kiosk = Device.objects.get(kind="kiosk", centre=hall.hall)
    gone = address(hall, "guide/")
    devices.close(kiosk, by=hall.network, at=now())
    assert Client().get(gone).status_code == 404


def test_letters_find_items_moments_of_life_and_what_is_done_elsewhere(hall: Cast):
    assert "items/MZ-01/" in seen(hall, "find/?q=ncdb")
    assert "together/YJS-01/" in seen(hall, "find/?q=knyjs")
    assert "elsewhere/QT-01/" in seen(hall, "find/?q=chuguo")
    assert "没有找到" in seen(hall, "find/?q=qqqqqq")
    assert "?q=zda" in seen(hall, "find/?q=ZD%3C%2F") and "<span" in seen(hall, "find/")


def test_six_choices_a_screen_and_large_print_goes_along(hall: Cast):
    first = seen(hall, "lines/?of=民政&large=1")

    assert first.count('class="kiosk-line"') == 6 and "第 1 页，共 2 页" in first
    assert "page=2&amp;large=1" in first and "large=1" in seen(hall, "find/?q=zd&large=1")
    assert "kiosk-large" not in seen(hall, "lines/?of=民政")


def test_one_question_a_screen_until_the_answer(hall: Cast):
    before = Entry.objects.count()
    first = seen(hall, "items/SX-01/check/")
    assert "户籍是否在本街道" in first and "家庭人口" not in first

    second = seen(hall, "items/SX-01/check/", local="是")
    assert "家庭人口" in second and 'name="local" value="是"' in second
    assert ">34<" in seen(hall, "items/SX-01/check/", local="是", digits="3", press="4")
    assert "困难原因" in seen(hall, "items/SX-01/check/", local="是", digits="3", done="1")

    answer = seen(hall, "items/SX-01/check/", **KNOWN)
    assert "问到的条件都符合" in answer and "诊断证明" in answer and "火灾认定书" not in answer
    assert '<svg class="qr"' in answer and "打印带走" in answer
    assert Entry.objects.count() == before


def test_what_stands_in_the_way_ends_the_questions_and_one_may_go_back(hall: Cast):
    refused = seen(hall, "items/SX-01/check/", local="否")
    assert "暂不符合要求" in refused and "户籍在本街道" in refused and "仍然可以到窗口申请" in refused

    assert "户籍是否在本街道" in seen(hall, "items/SX-01/check/", local="否", undo="1")


def test_what_one_is_not_sure_of_is_not_asked_again_and_depends(hall: Cast):
    unsure = dict.fromkeys(KNOWN, "")
    answer = seen(hall, "items/SX-01/check/", **unsure)

    assert "还不能确定" in answer and "家庭人口三人以上" in answer
    assert "要看：是否由他人代办" in answer


def test_a_matter_done_elsewhere_and_a_moment_of_life_can_be_taken_along(hall: Cast):
    away = seen(hall, "elsewhere/QT-01/")
    for said in ("这件事不在这里办", "县公安局", "人民路1号", "110", "周一至周五", '<svg class="qr"', "打印带走"):
        assert said in away

    together = seen(hall, "together/YJS-01/")
    for said in ("items/MZ-02/", "有住院费用的", "住院发票", "elsewhere/QT-01/", '<svg class="qr"'):
        assert said in together
