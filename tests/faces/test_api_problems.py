"""Every refusal by HTTP is a problem of RFC 9457 with a stable code, and tells nothing of what is not one's own."""

import json
import logging
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.faces.api_office import WANG, Office, laid, office
from yimen.cases.models import Case
from yimen.faces.api import problems
from yimen.faces.api.acts import KeyMissing
from yimen.registry.models import Person

__all__ = ["laid", "office"]

TASK_ACTS: list[tuple[str, dict[str, str]]] = [
    ("finish", {}),
    ("send_back", {"reason": "住址有误"}),
    ("post_notice", {}),
    ("decide", {"outcome": "granted"}),
]


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), answer.content.decode()
    told: dict[str, Any] = json.loads(answer.content)
    assert (told["status"], told["code"], told["type"]) == (status, code, f"urn:yimen:problem:{code}")
    assert told["title"] and answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    return told


def errors(answer: Any) -> dict[str, str]:
    told = problem(answer, 422, "malformed")
    return {one["field"]: one["sentence"] for one in told["errors"]}


@pytest.mark.parametrize("header", [None, "Bearer ym_wrong", "Bearer", "Basic bGluOng=", "Bearer ym_\xff"])
def test_without_a_valid_token_nobody_comes_in(office: Office, header: str | None):
    headers = {"Authorization": header} if header else {}
    answer = office.client.get("/api/v1/tasks", headers=headers)

    problem(answer, 401, "unauthorized")
    assert answer["WWW-Authenticate"].startswith('Bearer realm="yimen"')
    assert ("invalid_token" in answer["WWW-Authenticate"]) is bool(header)


def test_a_token_ends_with_the_post(office: Office):
    assert office.get("window2", "tasks").status_code == 200
    office.cast.town.staff["window2"].holdings.update(until_on="2026-01-02")

    problem(office.get("window2", "tasks"), 401, "unauthorized")


def test_a_post_without_its_key_is_told_how(office: Office):
    answer = office.apply(key="")

    assert "Idempotency-Key" in problem(answer, 400, "key_missing")["detail"]
    assert not Case.objects.exists()


def test_a_key_too_long_is_refused(office: Office):
    problem(office.apply(key="k" * 65), 422, "key_malformed")
    assert not Case.objects.exists()


def test_a_repeat_gives_the_same_answer_and_does_nothing(office: Office):
    first = office.apply(key="once", given=["application"])
    number = first.json()["number"]
    office.post("window", f"cases/{number}/accept", key="accept")
    again = office.apply(key="once", given=["application"])

    assert (again.status_code, again.content, again["Location"]) == (201, first.content, first["Location"])
    assert (again["Idempotent-Replay"], first.get("Idempotent-Replay")) == ("true", None)
    assert office.post("window", f"cases/{number}/accept", key="accept")["Idempotent-Replay"] == "true"
    assert Case.objects.count() == 1


def test_the_same_key_with_another_body_or_path_is_refused(office: Office):
    number = office.received(key="once")

    problem(office.apply(key="once"), 409, "key_reused")
    problem(office.post("window", f"cases/{number}/accept", key="once"), 409, "key_reused")
    assert Case.objects.count() == 1


def test_a_refused_act_may_be_sent_again_with_its_key(office: Office):
    number = office.apply().json()["number"]
    problem(office.post("window", f"cases/{number}/accept", key="mine"), 409, "incomplete")
    office.post("window", f"cases/{number}/ask_completion")
    office.post("window", f"cases/{number}/complete", {"given": ["application"]})

    assert office.post("window", f"cases/{number}/accept", key="mine").status_code == 200


def test_who_may_not_see_a_case_hears_what_is_said_of_one_that_is_not_there(office: Office):
    number = office.accepted()
    task = office.task("village")
    office.print_papers()
    foreign = [f"cases/{number}", f"cases/{number}/timeline", f"tasks/{task}", f"papers/{number.replace('-', '-S')}"]
    nowhere = [
        "cases/DY26-999999",
        "cases/x%00",
        f"tasks/{uuid4()}",
        "tasks/1",
        "papers/DY26-S999999",
        "items/x",
        "nix",
        "",
    ]

    told = [problem(office.get("village2", path), 404, "not_there") for path in foreign + nowhere if path != "items/x"]
    told += [problem(office.post("village2", f"cases/{number}/accept"), 404, "not_there")]
    told += [problem(office.post("village2", f"tasks/{task}/{act}", body), 404, "not_there") for act, body in TASK_ACTS]
    assert all(one == told[0] for one in told)
    assert office.get("village", f"tasks/{task}").status_code == 200


def test_who_sees_a_case_and_may_not_act_is_told_so(office: Office):
    number = office.received()

    problem(office.post("reply", f"cases/{number}/accept"), 403, "not_yours")
    assert office.get("reply", f"cases/{number}").status_code == 200


def test_what_is_not_possible_now_is_a_conflict(office: Office):
    number = office.received()
    answer = office.post("reply", f"cases/{number}/deliver", {"way": "window", "receiver": "王秀英"})

    assert problem(answer, 409, "not_now")["detail"]


@pytest.mark.parametrize("sent", ["{", '{"reason": NaN}', "[" * 100_000, "\udcff"])
def test_what_is_no_json_is_said_to_be_none(office: Office, sent: str):
    number = office.received()
    body = sent.encode("utf-8", "surrogateescape")
    headers = {"Authorization": f"Bearer {office.token('window')}", "Idempotency-Key": "k"}
    path = f"/api/v1/cases/{number}/withdraw"
    answer = office.client.post(path, body, content_type="application/json", headers=headers)

    assert "JSON" in problem(answer, 400, "broken_json")["detail"]


def test_too_much_is_refused_before_it_is_read(office: Office):
    problem(office.apply(variant="长" * 300_000), 413, "too_large")
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({"colour": "red"}, "colour", "没有“colour”这一项，请删除或核对拼写。"),
        ({"item": None}, "item", "“item”应为文字。"),
        ({"item": "没有"}, "item", "本中心没有编码为“没有”的事项。"),
        ({"variant": "x" * 61}, "variant", "“variant”最多60个字。"),
        ({"variant": "a\x00b"}, "variant", "“variant”含有换行或其他不可见的控制字符，请删除后重试。"),
        ({"variant": "\ud800"}, "variant", "“variant”含有无效字符，请删除后重试。"),
        ({"variant": "poor"}, "variant", "请选择办理情形。"),
        ({"seat": "110101001001"}, "seat", "没有这个区划，请写12位区划代码或区划编号。"),
        ({"seat": "519921001000"}, "seat", "该事项须由村（社区）办理部分环节，请选到村（社区）一级。"),
        ({"given": ["photo"]}, "given", "事项不要求材料“photo”；材料的 key 见 items/MZ-01。"),
        ({"given": "application"}, "given", "“given”应为列表。"),
        ({"form": {"colour": "red"}}, "form.colour", "事项的表单没有“colour”这一项。"),
        ({"applicant": {**WANG, "phone": 138}}, "applicant.phone", "“applicant.phone”应为文字。"),
        ({"applicant": {**WANG, "document_kind": "card"}}, "applicant.document_kind", "“applicant.document_kind”只能是："),
        ({"applicant": {**WANG, "sex": "f"}}, "applicant.sex", "没有“applicant.sex”这一项，请删除或核对拼写。"),
        ({"applicant": []}, "applicant", "“applicant”应为 JSON 对象。"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_with_a_sentence_and_nothing_is_written(
    office: Office, body: dict[str, Any], field: str, words: str
):
    told = errors(office.apply(**body))

    assert told[field].startswith(words)
    assert not Case.objects.exists()
    assert not Person.objects.exists()


def test_a_field_left_out_and_a_body_that_is_a_list_are_named(office: Office):
    assert errors(office.post("window", "applications", {"item": "MZ-01"})).keys() == {"applicant", "seat"}
    assert errors(office.post("window", "applications", "[]")) == {"": "“请求体”应为 JSON 对象。"}


def test_a_wrong_identity_number_keeps_the_code_and_the_sentence_of_the_registry(office: Office):
    answer = office.apply(applicant={**WANG, "number": "51072219520314002"})

    told = problem(answer, 422, json.loads(answer.content)["code"])
    assert told["code"].startswith("number")
    assert told["errors"] == [{"field": "applicant.number", "sentence": told["detail"].rstrip("。")}]
    assert "17" in told["detail"]


@pytest.mark.parametrize("after", ["x", "2026-13-01_" + str(uuid4()), "_", "2026-03-02"])
def test_a_page_that_was_never_given_out_is_refused(office: Office, after: str):
    assert errors(office.get("village", f"tasks?after={after}")) == {"after": "“after”请照抄上一页 next 的值。"}


@pytest.mark.parametrize(
    ("method", "path"), [("put", "applications"), ("get", "applications"), ("post", "openapi.json")]
)
def test_another_method_is_told_which_there_are(office: Office, method: str, path: str):
    answer = getattr(office.client, method)(f"/api/v1/{path}")

    problem(answer, 405, "method_not_allowed")
    assert answer["Allow"] in ("POST", "GET")


def test_a_fault_tells_nothing_and_logs_its_kind(office: Office, caplog: pytest.LogCaptureFixture):
    number = office.received()
    Case.objects.filter(number=number).update(state="lost")  # a row that fits nothing we know

    with caplog.at_level(logging.ERROR):
        told = problem(office.get("window", f"cases/{number}"), 500, "broken")
    assert told.keys() == {"type", "title", "status", "code"}
    assert "request failed" in caplog.text


def test_an_item_that_is_not_there_says_so(office: Office):
    problem(office.get("", "items/ZZ-99"), 404, "no_such_item")


ON_A_CASE = {
    "take_over", "accept", "refuse_intake", "ask_completion", "complete", "withdraw", "return", "terminate", "deliver",
    "ask_extension", "endorse", "extend", "ask_pause", "pause", "resume", "ask_refusal", "allow_refusal", "decline",
    "hand_over", "mark", "hurry", "correct_materials", "correct_form", "correct_receipt",
}  # fmt: skip


def test_the_document_is_openapi_3_1_with_a_path_and_a_body_for_every_act(office: Office):
    answer = office.client.get("/api/v1/openapi.json")
    document = answer.json()
    acts = {
        "cases/{number}/": " ".join(sorted(ON_A_CASE)),
        "tasks/{id}/": "finish send_back post_notice decide",
        "windows/{id}/": "next call_chosen recall start next_matter miss finish transfer transfer_to_person pause resume",
        "tickets/{id}/": "return prefer",
        "bookings/{id}/": "move cancel",
        "consultations/{id}/": "answer",
        "items/{code}/versions/{version}/": "send_to_review return_draft publish retire",
    }
    paths = [f"/api/v1/{prefix}{act}" for prefix, names in acts.items() for act in names.split()]
    at_kiosks = ["/api/v1/tickets", "/api/v1/bookings/arrive"]
    paths += ["/api/v1/applications", "/api/v1/bookings", "/api/v1/consultations", *at_kiosks]
    paths.append("/api/v1/items/{code}/versions")
    bodies = [document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"] for path in paths]

    assert document["openapi"].startswith("3.1")
    assert reverse("api:openapi") == "/api/v1/openapi.json"
    assert {path for path, methods in document["paths"].items() if "post" in methods} == {
        *paths, "/api/v1/items/{code}/situation",  # which only reads
    }  # fmt: skip
    shared = {"Consent": 2, "Name": 2}  # the same few words for two acts each
    assert len({body["$ref"] for body in bodies}) == len(paths) - sum(n - 1 for n in shared.values())
    for path in paths:
        post = document["paths"][path]["post"]
        assert [one["name"] for one in post["parameters"] if one["in"] == "header" and one["required"]] == [
            "Idempotency-Key"
        ]
        assert post["security"] == [{"HallToken" if path in at_kiosks else "Token": []}]
    assert document["paths"]["/api/v1/tasks"]["get"]["responses"]["default"]["content"].keys() == {
        "application/problem+json"
    }


def test_the_reference_names_every_path_and_every_code(office: Office):
    told = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "api.md").read_text("utf-8")
    paths = office.client.get("/api/v1/openapi.json").json()["paths"]

    assert [path for path in paths if f"`{path.removeprefix('/api/v1')}`" not in told] == []
    assert [code for code in {*problems.CODES.values(), KeyMissing.code} if f"`{code}`" not in told] == []


def test_every_reference_in_the_document_leads_somewhere_and_bodies_allow_no_more(office: Office):
    document = office.client.get("/api/v1/openapi.json").json()
    schemas = document["components"]["schemas"]

    wanted = {part.split('"')[0] for part in json.dumps(document).split('"#/components/schemas/')[1:]}
    assert wanted <= schemas.keys()
    for methods in document["paths"].values():
        for operation in methods.values():
            assert any("一" <= letter <= "鿿" for letter in operation["summary"])
            if "requestBody" in operation:
                reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
                assert schemas[reference.rsplit("/", 1)[1]]["additionalProperties"] is False
