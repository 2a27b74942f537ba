"""我能办吗、要带什么 by HTTP: exactly the materials of the situation, with reasons; bundles and what is done elsewhere."""

from typing import Any

import pytest
from django.test import Client

from tests.cases.items import load
from tests.faces.test_portal_check import PUBLISHED
from tests.faces.test_portal_signs import AWAY, TWO
from tests.town import Cast
from yimen.catalogue import signposting
from yimen.journal.models import Entry

ADDRESS = "/api/v1/items/SX-01/situation"


@pytest.fixture
def town(cast: Cast) -> Cast:
    load(cast, cast.clock.at(1, 6), sx=PUBLISHED)
    signposting.load({"elsewhere/a.yaml": AWAY, "bundles/b.yaml": TWO})
    return cast


def asked(body: Any, status: int = 200) -> dict[str, Any]:
    answer = Client().post(ADDRESS, body, content_type="application/json")
    assert answer.status_code == status, answer.content.decode()
    told: dict[str, Any] = answer.json()
    return told


def keys(rows: list[dict[str, Any]]) -> list[str]:
    return [one["key"] for one in rows]


@pytest.mark.parametrize(
    ("answers", "may", "because", "bring", "perhaps"),
    [
        ({"local": True, "people": 3, "cause": "患病", "agent": False}, "may", [], ["form", "diagnosis"], []),
        ({"local": "是", "people": "3", "cause": "火灾", "agent": "是"}, "may", [], ["form", "report", "agent_id"], []),
        ({"local": False}, "may_not", ["户籍在本街道"], ["form", "diagnosis", "report"], ["agent_id"]),
        ({"cause": "失业"}, "may_not", ["不属于这个事项的任何一种情形"], ["form"], ["agent_id"]),
        ({"local": True, "people": ""}, "depends_on", [], ["form", "diagnosis", "report"], ["agent_id"]),
    ],
)
def test_the_answer_and_exactly_the_materials(
    town: Cast, answers: dict[str, Any], may: str, because: list[str], bring: list[str], perhaps: list[str]
):
    before = Entry.objects.count()
    told = asked({"answers": answers})

    assert (told["may"], told["because"], keys(told["bring"]), keys(told["perhaps"])) == (may, because, bring, perhaps)
    assert Entry.objects.count() == before


def test_what_is_not_known_is_asked_next(town: Cast):
    told = asked({"answers": {"local": True, "cause": "患病"}})

    assert told["met"] == ["户籍在本街道"] and told["depends_on"] == ["家庭人口三人以上"]
    assert keys(told["questions"]) == ["people", "agent"]
    assert told["perhaps"][0]["hangs_on"] == ["agent"]


def test_a_chosen_situation_of_the_item_is_heard(town: Cast):
    assert keys(asked({"variant": "ill"})["bring"]) == ["form", "diagnosis"]


def test_what_is_no_answer_is_said_with_what_would_be(town: Cast):
    told = asked({"answers": {"people": "三", "cause": "水灾", "nix": True}, "variant": "x"}, 422)

    said = {one["field"]: one["sentence"] for one in told["errors"]}
    assert told["code"] == "malformed"
    assert "应填数字" in said["answers.people"] and "患病、火灾、失业" in said["answers.cause"]
    assert said["answers.nix"] == "表单里没有这一栏。" and "ill（因病）" in said["variant"]
    assert asked({"more": 1}, 422)["code"] == "malformed"


def test_an_item_that_is_not_there_has_no_situation(town: Cast):
    answer = Client().post("/api/v1/items/XX-99/situation", {}, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_item")


def test_the_document_has_it_with_an_example_and_without_a_key(town: Cast):
    document = Client().get("/api/v1/openapi.json").json()
    operation = document["paths"]["/api/v1/items/{code}/situation"]["post"]

    assert [one["name"] for one in operation["parameters"]] == ["code"]
    assert document["components"]["schemas"]["Situation"]["example"]["may"] == "depends_on"
    assert document["components"]["schemas"]["Ask"]["example"] == {"answers": {"under_18": True}}


def test_one_search_finds_items_bundles_and_what_is_done_elsewhere(town: Cast):
    def get(path: str) -> Any:
        answer = Client().get(f"/api/v1/{path}")
        assert answer.status_code == 200
        return answer.json()

    assert get("items?q=zdsh")["items"][0]["code"] == "MZ-01"
    assert get("items?q=%20") == get("items")
    assert [one["code"] for one in get("bundles?q=困难")["bundles"]] == ["YJS-01"]
    assert get("bundles/YJS-01")["parts"][1] == {"code": "MZ-07", "when": "有住院费用的"}
    assert get("elsewhere?q=chuguo")["elsewhere"][0]["address"] == "人民路1号"
    assert get("elsewhere?q=卖船") == {"elsewhere": []} and len(get("elsewhere")["elsewhere"]) == 1
    assert Client().get("/api/v1/bundles/YJS-09").json()["code"] == "not_there"
