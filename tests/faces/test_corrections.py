"""指南有误: reported on portal, kiosk and counter, answered in manage, seen by the number; not without end (A6)."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.catalogue import caring
from yimen.catalogue.models import Care, GuideReport, Item
from yimen.faces.shared import error_reports
from yimen.faces.shared.now import now, today
from yimen.journal import alarms
from yimen.office import devices

AT = "/items/MZ-01/report/"
SAID = {"about": "materials", "says": "照片要两张，不是一张", "contact": "13900001111", "key": "k1"}


@pytest.fixture
def cared(house: Cast) -> Cast:
    """社会事务办经办 answers for the guide of 农村低保, and is to check it today."""
    cache.clear()
    items, post = Item.objects.filter(code="MZ-01"), house.town.posts["town_civil"]
    caring.assign(items, post=post, check_on=today(), by=house.editor, at=now())
    return house


def text(answer: Any) -> str:
    return str(answer.content.decode())


def reported(typed: Any = None) -> str:
    """The number that the portal gave."""
    answer = Client().post(AT, typed or SAID)
    found = re.search(r"number=([A-Z0-9-]+)", answer.headers["Location"])
    assert found
    return found[1]


def test_the_guide_says_who_keeps_it_and_where_to_tell_an_error(cared: Cast):
    guide = text(Client().get("/items/MZ-01/"))

    assert "本指南由德源街道中心社会事务办经办负责维护" in guide and f'href="{AT}"' in guide
    assert "哪一部分不对" in text(Client().get(AT)) and Client().get("/items/XX-99/report/").status_code == 404


def test_a_report_has_a_number_by_which_the_answer_is_seen_and_nothing_else(cared: Cast):
    number = reported()
    waiting = text(Client().get(f"/corrections/?number={number}&sent=1"))
    officer = signed_in(cared, "town_civil")
    page = text(officer.get(f"/manage/care/reports/{number}/"))
    sent = officer.post(f"/manage/care/reports/{number}/", {"act": "adopt", "answer": "您说得对，改成两张"})

    assert number in waiting and "待处理" in waiting and "照片要两张" not in waiting and "139" not in waiting
    assert "照片要两张，不是一张" in page and "13900001111" in page
    assert sent.status_code == 302
    shown = text(Client().get(f"/corrections/?number={number.lower()}"))
    assert "采纳" in shown and "您说得对，改成两张" in shown and "139" not in shown
    assert Client().get("/corrections/?number=PT26-K999999").status_code == 404


def test_pressed_twice_it_is_one_report_and_other_words_under_one_key_another(cared: Cast):
    assert reported() == reported()
    assert GuideReport.objects.count() == 1
    assert reported(SAID | {"says": "别的"}) and GuideReport.objects.count() == 2


def test_what_is_typed_stays_where_something_is_missing_or_it_is_too_often(
    cared: Cast, monkeypatch: pytest.MonkeyPatch
):
    wrong = Client().post(AT, SAID | {"about": "", "contact": "9" * 61})
    monkeypatch.setattr(error_reports, "PER_ADDRESS", 1)
    reported()
    often = Client().post(AT, SAID | {"key": "k2"})

    assert wrong.status_code == 422 and "请选一项" in text(wrong) and "照片要两张，不是一张" in text(wrong)
    assert often.status_code == 429 and "过15分钟再试" in text(often) and "照片要两张，不是一张" in text(often)
    assert GuideReport.objects.count() == 1


def test_several_lines_are_taken_and_unseen_characters_refused(cared: Cast):
    number, editor = reported(SAID | {"says": "第一行\r\n第二行"}), signed_in(cared, "editor")
    at = f"/manage/care/reports/{number}/"

    assert GuideReport.objects.get().says == "第一行\n第二行"
    assert Client().post(AT, SAID | {"says": "a\x07b"}).status_code == 422
    assert Client().post(AT, SAID | {"contact": "1\x072"}).status_code == 422
    assert editor.post(at, {"act": "decline", "answer": "没有\x07问题"}).status_code == 422
    assert editor.post(at, {"act": "decline", "answer": "没有问题，\r\n请看第二条"}).status_code == 302
    assert "请看第二条" in text(Client().get(f"/corrections/?number={number}"))
    assert Client().get("/corrections/?number=%07").status_code == 404


def test_at_the_kiosk_one_tap_is_a_report(cared: Cast):
    kiosk = devices.add(cared.hall, kind="kiosk", name="取号机", by=cared.network, at=now())
    at, browser = f"/kiosk/{kiosk.token}/items/MZ-01/", Client()
    sent = browser.post(f"{at}report/", {"about": "place", "key": "k"})

    assert f"{at}report/" in text(browser.get(at)) and "收费" in text(browser.get(f"{at}report/"))
    assert sent.status_code == 302 and "PT" in text(browser.get(sent.headers["Location"]))
    assert GuideReport.objects.get().channel == "kiosk"
    assert browser.post(f"{at}report/", {"about": "all", "key": "k3"}).status_code == 422
    assert browser.post(f"/kiosk/{kiosk.token}/items/XX-99/report/").status_code == 404


def test_at_the_window_it_is_one_key_from_intake(cared: Cast):
    window = signed_in(cared, "window")
    sent = window.post("/counter/items/MZ-01/report/", SAID, follow=True)

    assert "Alt+G" in text(window.get("/counter/intake/MZ-01/"))
    assert "已报告，编号 PT" in text(sent) and GuideReport.objects.get().channel == "counter"
    assert signed_in(cared, "village").get("/counter/items/MZ-01/report/").status_code == 403


def test_the_owner_sees_what_waits_and_what_is_due_and_confirms_by_one_press(cared: Cast):
    alarms.ring(at=now())
    number, officer = reported(), signed_in(cared, "town_civil")
    page = text(officer.get("/manage/care/"))
    refused = officer.post("/manage/care/MZ-01/confirm/")

    assert number in page and "到了核对日的1项" in page and "核对无误" in page
    assert 'href="/desk/"' in page and 'href="/manage/catalogue/"' not in page
    assert refused.status_code == 409 and "还有没答复的纠错" in text(refused)
    officer.post(f"/manage/care/reports/{number}/", {"act": "decline", "answer": "现行规定就是一张"})
    assert officer.post("/manage/care/MZ-01/confirm/").status_code == 302
    assert Care.objects.get().checked_on == today() and "到了核对日" not in text(officer.get("/manage/care/"))


def test_a_stranger_sees_none_of_it(cared: Cast):
    number = reported()
    for who in ("village", "village_editor", "town_disabled", "county"):
        stranger = signed_in(cared, who)
        assert number not in text(stranger.get("/manage/care/"))
        assert stranger.get(f"/manage/care/reports/{number}/").status_code == 404
        assert stranger.post("/manage/care/MZ-01/confirm/").status_code == 404
    assert Client().get("/manage/care/").status_code == 302


def test_the_editor_assigns_by_ticks_and_what_is_wrong_keeps_the_ticks(cared: Cast):
    editor, post = signed_in(cared, "editor"), cared.town.posts["town_disabled"]
    right = {"items": ["CL-01", "MZ-02"], "post": str(post.pk), "check_on": f"{today()}"}
    known = list(Item.objects.filter(code__in=right["items"]))
    wrong = editor.post("/manage/care/assign/", right | {"check_on": "很快"})
    nobody = editor.post("/manage/care/assign/", right | {"post": ""})
    sent = editor.post("/manage/care/assign/", right)

    assert "个事项没有指定维护责任岗位" in text(editor.get("/manage/care/"))
    assert wrong.status_code == nobody.status_code == 422
    assert 'id="tick-MZ-02" checked' in text(wrong) and "请从列表中选岗位" in text(nobody)
    assert sent.status_code == 302 and Care.objects.filter(post=post).count() == len(known)
    assert signed_in(cared, "town_civil").post("/manage/care/assign/", right).status_code == 422


def test_errors_found_true_are_counted_in_the_indicator(cared: Cast):
    number = reported()
    signed_in(cared, "editor").post(f"/manage/care/reports/{number}/", {"act": "adopt", "answer": "确实不对，改"})
    shown = text(signed_in(cared, "editor").get("/manage/indicators/correct/"))

    assert "16项中有15项" in shown and "查实的错误还没有改；报告1次，查实1次" in shown and "低于目标100%" in shown
