"""Manage: indicators over the catalogue, each with its definition, its target and the items behind it (A8)."""

import pytest

from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.catalogue import claiming, loading
from yimen.catalogue.models import Claim, Item
from yimen.faces.shared.now import now, today
from yimen.journal import kept

WINDOW = """
code: {code}
name: {name}
state: published
from: 2026-01-01
line: 民政
conditions: [户籍在本街道]
basis: [《某办法》第3条]
promised: {promised}
statutory: 20 working days
visits: {visits}
online: {online}
seat: household
decided_at_window: true
materials: [{{key: id_card, name: 身份证, keep: inspect}}]
fees: [{{name: 收费, standard: 免费}}]
"""


def page(house: Cast, path: str = "", who: str = "editor") -> str:
    return str(signed_in(house, who).get(f"/manage/indicators/{path}").content.decode())


@pytest.fixture
def two(house: Cast) -> Cast:
    """Beside the sixteen one that is done at once and at home, and one that is neither."""
    first = WINDOW.format(code="ZB-01", name="在家办的事", promised="on the spot", visits=0, online="full")
    other = WINDOW.format(code="ZB-02", name="到厅办的事", promised="15 working days", visits=1, online="none")
    loading.load_texts({"a.yaml": first, "b.yaml": other}, by=house.editor, at=now())
    return house


def test_every_indicator_has_its_definition_and_its_target(house: Cast):
    shown = page(house)

    for words in ("即办率", "不见面率", "网上办理率", "时限压缩度", "认领率", "载明了到现场次数的现行事项"):
        assert words in shown
    assert "低于目标45%" in shown and "达到目标100%" in shown
    assert "16项中有1项" in shown and "6.2%" in shown


def test_what_no_guide_says_is_not_given_a_number(house: Cast):
    shown = page(house)

    assert shown.count("16个事项都没有载明。") == 3
    assert "算不出，目标90%" in shown


def test_what_guides_say_is_counted_and_the_silent_are_named_beside_it(two: Cast):
    shown = page(two)

    assert "2项中有1项" in shown and "另有16项没有载明，不在内" in shown
    assert "2项，法定40个工作日，缩短25个工作日" in shown and "62.5%" in shown


def test_one_that_says_it_does_not_reach_the_target_for_all_that_say_nothing(two: Cast):
    shown = page(two, "no_visit/")

    assert "50%" in shown and "载明的不到一半，不与目标90%相比" in shown
    assert "低于目标90%" not in shown and "达到目标90%" not in shown


def test_the_items_behind_an_indicator_are_listed_with_what_their_guides_say(two: Cast):
    shown = page(two, "no_visit/")

    counted, rest = shown.split("到厅办的事")
    assert "/manage/catalogue/ZB-01/1/" in counted and "不用到现场" in counted
    assert "到现场1次" in rest and "没有载明到现场次数" in rest
    assert "（2021）三（四）1：不见面办理90%" in shown


def test_the_claimed_share_falls_with_what_is_given_up_and_is_shown_by_centre(house: Cast):
    claim = Claim.objects.get(centre=house.hall, item=Item.objects.get(code="MZ-01"))
    claiming.give_up(claim, until_on=today(), by=house.editor, at=now())

    shown = page(house, "claimed/")

    assert "16项中有15项" in shown and "93.7%" in shown
    assert house.hall.name in shown.split("各中心")[1]


def test_a_target_is_a_policy_that_an_official_changes(house: Cast):
    typed = {"basis": "街道会议纪要〔2026〕3号", "from_on": f"{today()}"}
    official = signed_in(house, "network")

    wrong = official.post("/manage/policies/target.on_the_spot/", {"new": "101%", **typed}).content.decode()
    right = official.post("/manage/policies/target.on_the_spot/", {"new": "6％", **typed})

    kept.forget()
    assert "请写成“45%”，0至100" in wrong and right.status_code == 302
    assert "达到目标6%" in page(house) and "街道会议纪要〔2026〕3号" in page(house, "on_the_spot/")


def test_an_indicator_that_there_is_not_and_a_window_clerk_are_refused(house: Cast):
    assert signed_in(house, "editor").get("/manage/indicators/speed/").status_code == 404
    assert signed_in(house, "window").get("/manage/indicators/").status_code == 403
    assert signed_in(house, "window").get("/manage/indicators/claimed/").status_code == 403
