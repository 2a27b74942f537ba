"""A village's desk at the counter, and what the hall's window does with what it sent: pages once through HTTP."""

from typing import Any

import pytest
from django.test import Client

from tests.faces.test_counter import client, item, key_on, shown, typed
from tests.town import Cast
from yimen.cases import intake
from yimen.cases.models import Case
from yimen.faces.shared.now import now
from yimen.journal import jobs, source
from yimen.papers.models import Paper


@pytest.fixture
def village(cast: Cast) -> Client:
    """The clerk of 柳树村, and the server's own clock."""
    source.unseed()
    return client(cast, "desk_liushu")


def sent(village: Client, cast: Cast, **more: Any) -> Case:
    village.post("/counter/intake/MZ-05/", typed(cast, "MZ-05", act="receive") | more)
    return Case.objects.get()


def test_the_desk_takes_in_for_the_hall_and_sees_its_own_case_and_no_other(cast: Cast, village: Client):
    at = now()
    other = intake.take_in(cast.handed(at, definition=item()), by=cast.window, at=at)
    home, page = shown(village.get("/counter/?q=lnz")), shown(village.get("/counter/intake/MZ-05/"))
    assert "本村（社区）代收的办件" in home
    assert "代取号" not in home
    assert "待领取" not in home
    assert "/counter/intake/MZ-05/" in home
    assert "代收转送" in page
    assert "自中心受理次日起算" in page
    assert "今天受理" not in page
    assert "不予受理" not in page.replace("补正和不予受理都由中心办", "")
    seats = page[page.index('name="seat"') :].partition("</select>")[0]
    assert seats.count("<option") == 1  # its own village

    answer = village.post("/counter/intake/MZ-05/", typed(cast, "MZ-05", act="receive"), follow=True)

    case = Case.objects.get(taken_as="agent")
    assert "材料还没有交到中心" in shown(answer)
    assert case.number in shown(village.get("/counter/"))
    assert case.number in shown(village.get("/counter/waiting/sent/"))
    assert village.get(f"/counter/cases/{other.number}/").status_code == 404
    assert village.get("/counter/waiting/received/").status_code == 404
    assert client(cast, "desk_taoyuan").get(f"/counter/cases/{case.number}/").status_code == 404


def test_the_receipt_is_printed_at_the_village_and_nowhere_else_below(cast: Cast, village: Client):
    sent(village, cast)
    jobs.work(at=now())
    path = f"/counter/papers/{Paper.objects.get(kind='receipt').number}/print/"

    assert village.post(path).content.startswith(b"%PDF")
    assert client(cast, "desk_taoyuan").post(path).status_code == 404


def test_the_window_sees_what_is_coming_and_takes_the_papers_over_once(cast: Cast, village: Client):
    case, window = sent(village, cast), client(cast, "window2")
    home = shown(window.get("/counter/"))
    assert 'id="list-coming"' in home
    assert "柳树村服务室代收" in home
    path = f"/counter/cases/{case.number}/"
    page = shown(window.get(path))
    assert "材料交接" in page
    assert f"{path}accept/" not in page
    key, given = key_on(page, "take_over"), [str(one.id) for one in item("MZ-05").requirements]

    nameless = window.post(f"{path}take_over/", {"take_over-key": key, "take_over-given": given[:1]})
    assert nameless.status_code == 422
    assert "请写明材料由谁送来" in shown(nameless)
    assert shown(nameless).count(" checked") == 1  # what was ticked stays

    for _sent in range(2):
        done = window.post(
            f"{path}take_over/", {"take_over-key": key, "take_over-given": given, "take_over-brought_by": "关大勇"}
        )
        assert done.status_code == 302
    assert Paper.objects.filter(kind="transfer").count() == 1
    assert "送件人：关**" in shown(window.get(path))
    assert "村里送来待交接" not in shown(window.get("/counter/")).replace(
        '<a href="/counter/waiting/coming/">村里送来待交接', ""
    )
    assert f"{path}accept/" in shown(window.get(path))


def test_the_village_cannot_do_what_its_page_does_not_offer(cast: Cast, village: Client):
    case = sent(village, cast)

    for word, more in (("accept", {}), ("withdraw", {"withdraw-reason": "本人不办了"})):
        answer = village.post(f"/counter/cases/{case.number}/{word}/", {f"{word}-key": f"k{word}", **more})
        assert answer.status_code == 403
    refused = village.post("/counter/intake/MZ-05/", typed(cast, "MZ-05", act="accept"))
    assert refused.status_code == 403
    assert Case.objects.count() == 1
