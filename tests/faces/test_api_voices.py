"""The register of callers by HTTP, each act once, persons masked; how a hall was rated, for who leads it."""

from uuid import uuid4

from tests.faces.api_office import Office, laid, office
from yimen.voice.models import Consultation

__all__ = ["laid", "office"]
HEARD = {"kind": "ask", "how": "later", "item": "MZ-01", "about": "问低保", "name": "王秀英", "phone": "13800001234"}


def test_who_came_is_registered_once_answered_once_and_shown_masked(office: Office):
    key = uuid4().hex
    first, second = (office.post("guide", "consultations", HEARD, key=key) for _time in range(2))
    assert (first.status_code, second.status_code, first.json()) == (201, 201, second.json())
    assert second.headers["Idempotent-Replay"] == "true" and first["Location"] == first.json()["url"]

    where = f"consultations/{first.json()['id']}"
    shown = office.get("guide", where).json()
    assert (shown["name"], shown["phone"], shown["item"], shown["state"]) == ("王**", "138****1234", "MZ-01", "open")
    answers = [office.post("guide", f"{where}/answer", {"answer": "已电话答复"}, key=key[::-1]) for _time in range(2)]
    assert [one.status_code for one in answers] == [200, 200] and Consultation.objects.get().state == "answered"
    assert office.post("guide", f"{where}/answer", {"answer": "再答一次"}).status_code == 409
    page = office.get("guide", "consultations").json()
    assert [one["answer"] for one in page["consultations"]] == ["已电话答复"] and page["next"] is None
    assert office.get("guide", "consultations?on=2020-01-01").json()["consultations"] == []


def test_what_is_wrong_is_named_and_others_see_nothing(office: Office):
    wrong = office.post("guide", "consultations", HEARD | {"item": "XX-99"})
    assert wrong.status_code == 422 and wrong.json()["errors"][0]["field"] == "item"
    made = office.post("guide", "consultations", HEARD).json()

    assert office.get("window", f"consultations/{made['id']}").status_code == 404
    assert office.get("town_civil", "consultations").json()["consultations"] == []
    assert office.post("town_civil", "consultations", HEARD).status_code == 403


def test_figures_of_ratings_are_for_who_leads(office: Office):
    told = office.get("director", "ratings?first=2026-01-01&last=2026-03-02").json()

    assert (told["first"], told["last"], told["windows"]) == ("2026-01-01", "2026-03-02", [])
    assert office.get("director", "ratings?first=x").status_code == 422
