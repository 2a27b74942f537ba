"""Manage: a centre claims what is defined above, by ticks or one by one, sets what is local, gives it up (A5, Q5)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.catalogue.cast import load_short
from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.catalogue import claiming
from yimen.catalogue.models import Claim, Item
from yimen.faces.shared.now import now, today
from yimen.office.models import Window

AT = "/manage/catalogue/claims/"


@pytest.fixture
def two(house: Cast) -> Cast:
    """Beside the sixteen, which the hall has claimed, two that it has not."""
    load_short(at=now())
    load_short(("LN-01", "LN-02"), ("老年证", "老年优待卡"), at=now())
    return house


@pytest.fixture
def editor(two: Cast) -> Client:
    return signed_in(two, "editor")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def claim_of(cast: Cast, code: str) -> Claim:
    return Claim.objects.get(centre=cast.hall, item__code=code)


def test_what_is_defined_above_is_listed_claimed_or_not_and_found_by_initials(editor: Client, two: Cast):
    whole, found, rest = (text(editor.get(AT, asked)) for asked in ({}, {"q": "lnz"}, {"show": "open"}))

    assert "本中心认领了16项，上级规定的现行事项共18项" in whole and "88.8%" in whole
    assert "老年证" in found and "老年优待卡" not in found
    assert rest.count('name="items"') == 2 and "最低生活保障" not in rest
    assert text(editor.get(AT, {"show": "open", "all": "1"})).count(" checked>") == 2
    assert "没有这样的事项" in text(editor.get(AT, {"q": "没有这件事"}))


def test_what_is_ticked_is_claimed_at_once_and_offered(editor: Client, two: Cast):
    sent = {"items": ["LN-01", "LN-02"], "from_on": f"{today()}", "show": "open"}
    answer = editor.post(f"{AT}take/", sent)

    assert answer.headers["Location"] == f"{AT}?show=open"
    assert "本中心认领了18项" in text(editor.get(AT))
    assert "老年优待卡" in text(Client().get("/items/?q=lnyd"))


def test_ticks_stay_where_the_day_is_wrong_or_somebody_was_quicker(editor: Client, two: Cast):
    wrong = editor.post(f"{AT}take/", {"items": ["LN-01"], "from_on": "明天"})
    none = editor.post(f"{AT}take/", {"from_on": f"{today()}"})
    claiming.claim(Item.objects.filter(code="LN-02"), centre=two.hall, from_on=today(), by=two.network, at=now())
    late = editor.post(f"{AT}take/", {"items": ["LN-01", "LN-02"], "from_on": f"{today()}"})

    assert (wrong.status_code, none.status_code, late.status_code) == (422, 422, 409)
    assert (
        "日期请写成" in text(wrong) and "明天" in text(wrong) and 'value="LN-01" id="tick-LN-01" checked' in text(wrong)
    )
    assert "请勾选要认领的事项" in text(none) and "LN-02" in text(late)
    assert not Claim.objects.filter(item__code="LN-01").exists()


def test_one_is_claimed_with_what_is_local_and_changed_and_people_see_it_at_once(editor: Client, two: Cast):
    window = Window.objects.filter(centre=two.hall).order_by("number")[0]
    typed = {"from_on": f"{today()}", "windows": [str(window.pk)], "place": "西楼二层", "hours": "", "telephone": ""}
    first = editor.post(f"{AT}LN-01/", typed)
    assert f"西楼二层　{window.name}" in text(Client().get("/items/LN-01/"))
    second = editor.post(f"{AT}LN-01/", {"place": "东楼一层", "hours": "逢周一", "telephone": "0000-1"})

    assert (first.status_code, second.status_code) == (302, 302)
    guide = text(Client().get("/items/LN-01/"))
    assert "东楼一层" in guide and "逢周一" in guide and "西楼" not in guide
    assert "东楼一层" in text(editor.get(AT))


def test_what_changes_above_shows_below_at_once(editor: Client, two: Cast):
    editor.post(f"{AT}LN-01/", {"from_on": f"{today()}", "place": "西楼二层"})
    load_short(("30 working days", "20 working days"), at=now())

    guide = text(Client().get("/items/LN-01/"))
    assert "20个工作日" in guide and "30个工作日" not in guide and "西楼二层" in guide


def test_words_that_do_not_fit_stay_in_the_form(editor: Client):
    answer = editor.post(f"{AT}LN-01/", {"from_on": f"{today()}", "telephone": "1" * 61})

    assert answer.status_code == 422
    assert "电话请写在一行里" in text(answer) and "1" * 61 in text(answer)


def test_a_given_up_item_is_offered_until_its_day_and_may_be_claimed_again(editor: Client, two: Cast):
    tomorrow = today() + timedelta(days=1)
    past = editor.post(f"{AT}MZ-01/give_up/", {"until_on": f"{today() - timedelta(days=1)}"})
    sent = editor.post(f"{AT}MZ-01/give_up/", {"until_on": f"{tomorrow}"})

    assert past.status_code == 422 and "今天或以后" in text(past)
    assert sent.status_code == 302 and claim_of(two, "MZ-01").until_on == tomorrow
    assert "起不再办理" in text(editor.get(AT)) and "本中心认领了16项" in text(editor.get(AT))
    assert editor.post(f"{AT}MZ-01/", {"from_on": f"{tomorrow}"}).status_code == 302
    assert Claim.objects.filter(item__code="MZ-01").count() == 2


def test_who_does_not_keep_the_catalogue_reads_or_is_refused(two: Cast):
    director, window, village = (signed_in(two, who) for who in ("director", "window", "village"))

    assert director.get(AT).status_code == 200 and 'name="items"' not in text(director.get(AT))
    assert director.post(f"{AT}take/", {"items": ["LN-01"]}).status_code == 403
    assert [one.get(AT).status_code for one in (window, village)] == [403, 403]
    assert signed_in(two, "editor").get(f"{AT}LN-01/give_up/").status_code == 404  # nothing to give up
    assert signed_in(two, "editor").get(f"{AT}XX-99/").status_code == 404
