"""An item with a field of every kind is taken in at the counter and by the API, and both keep the same."""

from typing import Any

import pytest

from tests.cases import items
from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.cases.models import Application, Case
from yimen.catalogue import definitions
from yimen.journal import source
from yimen.office.signing_in import issue_token

EVERY_KIND = """
code: BD-01
name: 表单试验事项
state: published
from: 2026-01-01
line: 民政
promised: 5 working days
seat: household
form:
  - {key: why, name: 申请原因, kind: text}
  - {key: income, name: 家庭收入, kind: number}
  - {key: since, name: 何时起, kind: date}
  - {key: way, name: 取件, kind: choice, choices: [自取, 邮寄]}
  - {key: again, name: 是否补办, kind: yes_no}
  - {key: alone, name: 是否独居, kind: yes_no}
  - {key: more, name: 备注, kind: text, required: false}
steps:
  - {key: approve, name: 审批, kind: approval, level: town, decides: true}
as_printed: 测试用事项
printed: 测试用事项
"""
KEPT = {"why": "失去 劳力", "income": "0", "since": "2026-03-02", "way": "邮寄", "again": "是", "alone": "否"}
TYPED = {
    "why": "失去\t劳力",
    "income": "0",
    "since": "2026-03-02",
    "way": "邮寄",
    "again": "是",
    "alone": "否",
    "more": "",
}
SENT = {"why": "失去 劳力", "income": 0, "since": "2026-03-02", "way": "邮寄", "again": True, "alone": False}
NUMBER = "510722195203140021"


@pytest.fixture
def hall(cast: Cast) -> Cast:
    """The town with the invented item, and the server's own clock."""
    definitions._kept.clear()
    items.load(cast, cast.clock.at(1, 5), bd=EVERY_KIND)
    source.unseed()
    return cast


def at_counter(cast: Cast, **typed: str) -> Any:
    page = {
        "key": source.new_token(), "document_kind": "resident", "number": NUMBER, "name": "王秀英", "act": "accept",
        "seat": str(cast.town.divisions["liushu"].pk), **{f"own_{key}": text for key, text in (TYPED | typed).items()},
    }  # fmt: skip
    return signed_in(cast, "window").post("/counter/intake/BD-01/", page)


def by_api(cast: Cast, **sent: Any) -> Any:
    token = issue_token(cast.town.staff["window"], cast.town.posts["window"], label="测试")
    body = {"item": "BD-01", "applicant": {"name": "王秀英", "number": NUMBER}, "form": SENT | sent,
            "seat": str(cast.town.divisions["liushu"].pk)}  # fmt: skip
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": source.new_token()}
    return signed_in(cast, "window").post(
        "/api/v1/applications", body, content_type="application/json", headers=headers
    )


def test_the_counter_keeps_a_value_of_every_kind(hall: Cast):
    assert at_counter(hall).status_code == 302
    assert Application.objects.get().form == KEPT


def test_the_api_keeps_the_same(hall: Cast):
    assert by_api(hall).status_code == 201
    assert Application.objects.get().form == KEPT


def test_a_thousand_is_a_thousand_however_it_is_written(hall: Cast):
    at_counter(hall, income="1E+3")
    by_api(hall, income="1E+3")
    by_api(hall, income=1000)

    assert [one.form["income"] for one in Application.objects.all()] == ["1000"] * 3


@pytest.mark.parametrize("wrong", [{"again": ""}, {"income": "三"}, {"income": "1E+99"}, {"way": "送上门"}])
def test_what_is_wrong_is_said_at_its_field_by_both(hall: Cast, wrong: dict[str, str]):
    [key] = wrong
    typed, sent = at_counter(hall, **wrong), by_api(hall, **wrong)

    assert (typed.status_code, sent.status_code) == (422, 422)
    assert f'id="id_own_{key}_error"' in typed.content.decode()
    assert sent.json()["errors"][0]["field"] == f"form.{key}"
    assert not Case.objects.exists()
