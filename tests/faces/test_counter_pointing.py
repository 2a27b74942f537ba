"""Before intake at the counter: may one, what to bring, carried on so that nothing is asked twice; bundles and 这里不办."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.cases.items import load
from tests.faces.doors import signed_in
from tests.faces.test_portal_check import PUBLISHED, words
from tests.faces.test_portal_signs import AWAY, TWO
from tests.town import Cast
from yimen.catalogue import definitions, signposting
from yimen.faces.shared.now import today
from yimen.journal import source

CHECK, INTAKE = "/counter/check/SX-01/", "/counter/intake/SX-01/"
KNOWN = {"own_local": "是", "own_people": "3", "own_cause": "患病", "own_agent": "否"}


@pytest.fixture
def town(cast: Cast) -> Cast:
    load(cast, cast.clock.at(1, 6), sx=PUBLISHED)
    signposting.load({"elsewhere/a.yaml": AWAY, "bundles/b.yaml": TWO})
    source.unseed()
    return cast


@pytest.fixture
def lin(town: Cast) -> Client:
    return signed_in(town, "window")


def page(answer: Any) -> str:
    assert answer.status_code == 200
    return words(answer.content)


def material(key: str) -> str:
    return str(next(one.id for one in definitions.published("SX-01", on=today()).requirements if one.key == key))


def test_the_search_leads_to_the_questions_and_they_to_the_answer(lin: Client):
    assert CHECK in lin.get("/counter/?q=SX-01").content.decode()
    assert "户籍是否在本街道" in page(lin.get(CHECK))

    said = page(lin.post(CHECK, KNOWN))
    assert "问到的条件都符合" in said and "诊断证明" in said and "火灾认定书" not in said
    assert "暂不符合要求" in page(lin.post(CHECK, {"own_local": "否"}))


def test_what_was_answered_stands_in_the_intake_and_decides_over_its_materials(lin: Client):
    answered = lin.post(CHECK, KNOWN).content.decode()
    assert 'name="variant" value="ill"' in answered  # the one situation it can be goes along

    taken = lin.post(INTAKE, KNOWN | {"variant": "ill"}).content.decode()
    assert re.search(r'<option value="ill" selected>', taken)
    assert re.search(r'<option value="患病" selected>', taken)
    assert "问到的条件都符合：户籍在本街道；家庭人口三人以上" in taken
    assert material("diagnosis") in taken and material("report") not in taken
    assert "这次不用交" in taken
    must = re.search(r'data-must="([^"]*)"', taken)
    assert must and set(must[1].split()) == {material("form"), material("diagnosis")}


def test_intake_says_what_stands_in_the_way_and_does_not_forbid(lin: Client):
    taken = lin.post(INTAKE, {"own_local": "否", "variant": "ill"}).content.decode()

    assert "暂不符合：</strong>户籍在本街道" in taken and 'value="accept"' in taken


def test_who_may_not_take_in_and_what_has_no_questions_finds_no_such_page(town: Cast, lin: Client):
    assert lin.get("/counter/check/LN-01/").status_code == 404
    assert lin.get("/counter/check/XX-99/").status_code == 404
    assert signed_in(town, "reply").get(CHECK).status_code == 403


def test_one_search_finds_a_moment_of_life_and_its_items_are_a_key_away(lin: Client):
    assert "/counter/together/YJS-01/" in lin.get("/counter/?q=困难").content.decode()

    shown = lin.get("/counter/together/YJS-01/")
    assert "/counter/intake/MZ-07/" in shown.content.decode()
    assert "有住院费用的" in page(shown) and "住院发票" in page(shown) and "护照" in page(shown)


def test_what_is_done_elsewhere_says_where_and_has_a_slip(town: Cast, lin: Client):
    found = lin.get("/counter/?q=chuguo").content.decode()
    assert "/counter/elsewhere/QT-01/" in found
    for said in ("县公安局", "人民路1号", "110", "周一至周五"):
        assert said in found and said in page(lin.get("/counter/elsewhere/QT-01/"))
    assert "打印指引条" in page(signed_in(town, "reply").get("/counter/elsewhere/QT-01/"))
    assert lin.get("/counter/elsewhere/QT-09/").status_code == 404


def test_what_only_says_whether_one_may_is_folded_away_until_it_was_answered(lin: Client):
    address = "/counter/intake/MZ-05/"
    folded = lin.get(address).content.decode()
    carried = lin.post(address, {"own_registered_here": "是", "own_age": "59"}).content.decode()

    assert re.search(r'<details class="more"><summary>先问能不能办', folded)
    assert re.search(r'<details class="more" open><summary>先问能不能办', carried)
    assert "暂不符合：</strong>年满60周岁以上" in carried
