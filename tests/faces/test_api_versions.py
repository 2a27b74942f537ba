"""Items written by HTTP: a draft with all its content, reviewed and published by the second person, each act once."""

from copy import deepcopy
from typing import Any
from uuid import uuid4

from tests.faces.api_office import Office, laid, office
from yimen.catalogue.models import ItemVersion
from yimen.faces.shared import now

__all__ = ["laid", "office"]
WHERE = "items/JS-03/versions"


def newest(office: Office) -> dict[str, Any]:
    number = office.get("editor", WHERE).json()["versions"][0]["number"]
    told: dict[str, Any] = office.get("editor", f"{WHERE}/{number}").json()
    return told


def mended(office: Office) -> dict[str, Any]:
    """What stands, under another name."""
    plain: dict[str, Any] = deepcopy(newest(office)["content"])
    plain["name"] = "流动人口婚育证明办理"
    return plain


def test_what_is_read_is_sent_back_as_the_next_draft_once(office: Office):
    before, body = newest(office), {"after": 1, "content": mended(office)}
    key = uuid4().hex
    first, second = (office.post("editor", WHERE, body, key=key) for _time in range(2))

    assert (first.status_code, first.json()) == (201, second.json())
    assert second.headers["Idempotent-Replay"] == "true" and first["Location"] == first.json()["url"]
    after = newest(office)
    assert (before["number"], after["number"], after["state"]) == (1, 2, "draft")
    assert after["content"]["name"] == "流动人口婚育证明办理"
    assert {"rule", "severity", "place", "text", "says", "proposal"} == set(after["findings"][0])
    assert office.post("editor", WHERE, body).json()["code"] == "newer_draft"
    assert office.get("", "items/JS-03").json()["name"] != "流动人口婚育证明办理"  # in force is what was published


def test_every_mistake_is_named_at_its_element_and_nothing_is_stored(office: Office):
    content = mended(office) | {"promised": "尽快", "line": "", "colour": "red"}
    wrong = office.post("editor", WHERE, {"after": 1, "content": content})

    assert wrong.status_code == 422
    said = {one["field"]: one["sentence"] for one in wrong.json()["errors"]}
    assert said.keys() == {"content", "content.promised", "content.line"} and "colour" in said["content"]
    other = office.post("editor", WHERE, {"after": 1, "content": mended(office) | {"code": "JS-04"}})
    assert [one["field"] for one in other.json()["errors"]] == ["content.code"]
    assert ItemVersion.objects.filter(item__code="JS-03").count() == 1


def test_it_is_sent_returned_published_by_another_and_retired(office: Office):
    office.post("editor", WHERE, {"after": 1, "content": mended(office)})
    at = f"{WHERE}/2"

    assert office.post("editor", f"{at}/send_to_review").json() == {
        "item": "JS-03", "number": 2, "act": "send_to_review", "url": f"/api/v1/{at}",
    }  # fmt: skip
    assert office.post("editor", f"{at}/return_draft", {"reason": "名称再核对"}).json()["act"] == "return_draft"
    assert newest(office)["state"] == "draft"
    office.post("editor", f"{at}/send_to_review")
    today = {"from_on": now.today().isoformat()}
    oneself = office.post("editor", f"{at}/publish", today)
    assert (oneself.status_code, oneself.json()["code"]) == (403, "oneself")
    assert office.post("network", f"{at}/publish", today).status_code == 200
    assert office.get("", "items/JS-03").json()["name"] == "流动人口婚育证明办理"
    assert office.post("network", f"{at}/retire", {"from_on": "2026-12-31"}).status_code == 200
    assert office.post("network", f"{at}/retire", {"from_on": "2026-12-31"}).status_code == 409


def test_others_neither_read_nor_write(office: Office):
    for who in ("window", "town_civil", "director"):
        assert office.get(who, WHERE).status_code == 403
        assert office.post(who, WHERE, {"after": 1, "content": {}}).status_code == 403
    assert office.get("", WHERE).status_code == 401
    assert office.get("editor", "items/ZZ-99/versions").status_code == 404
