"""What papers say survives being kept, and is said in the law's words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.papers.cast import ACCEPTED, ALL, GRANTED, INCOMPLETE, ISSUER, REFUSED, ROOT
from yimen.papers.kinds import ACCEPTANCE, COMPLETION, KINDS, RESULT, PaperData, facts_of
from yimen.papers.models import Paper
from yimen.papers.wording import day, sheet


def sheet_of(kind: str, data: PaperData) -> dict[str, Any]:
    return sheet(kind, data, number="DY26-X000001", issued_on=date(2026, 3, 2), root=ROOT)


def row(kind: str, data: PaperData, label: str) -> dict[str, Any]:
    return next(cell for cells in sheet_of(kind, data)["rows"] for cell in cells if cell["label"] == label)


@pytest.mark.parametrize("kind", KINDS)
def test_facts_come_back_from_json_as_they_went(kind: str):
    assert facts_of(kind, ALL[kind].to_json()) == ALL[kind]


def test_a_fact_of_a_wrong_kind_does_not_come_back():
    kept = ACCEPTED.to_json()

    with pytest.raises(ValueError, match="not a bool"):
        facts_of(ACCEPTANCE, kept | {"provisional": "no"})
    with pytest.raises(ValueError, match="none of"):
        facts_of(RESULT, GRANTED.to_json() | {"decision": "perhaps"})
    with pytest.raises(TypeError):
        facts_of(ACCEPTANCE, {name: value for name, value in kept.items() if name != "clerk"})


def test_the_table_of_kinds_and_the_model_name_the_same_papers():
    assert {kind.key: kind.name for kind in KINDS.values()} == {key: str(name) for key, name in Paper.Kind.choices}


def test_the_completion_notice_has_the_three_copies_of_the_printed_form():
    copies = sheet_of(COMPLETION, INCOMPLETE)["copies"]

    assert copies == [
        {"mark": "第一联", "keeper": "窗口存档"},
        {"mark": "第二联", "keeper": "交服务对象"},
        {"mark": "第三联", "keeper": "存代理室备查"},
    ]


def test_the_completion_notice_carries_both_remarks_as_printed():
    assert sheet_of(COMPLETION, INCOMPLETE)["remarks"] == [
        "本通知书适用于符合报件要求的即审项目，窗口受理人需一次性书面告知报批所需具备条件。",
        "本通知书一式三联，一联窗口存档，一联交服务对象，一联存代理室备查。",
    ]


@pytest.mark.parametrize(
    ("clock", "words"), [("not_begun", "予以受理"), ("restart", "重新计算"), ("resume", "继续计算")]
)
def test_the_completion_notice_says_what_the_clock_does(clock: Any, words: str):
    assert words in sheet_of(COMPLETION, replace(INCOMPLETE, clock=clock))["term_note"]


def test_the_due_day_is_printed_with_its_weekday_and_what_may_lengthen_it():
    cell = row(ACCEPTANCE, ACCEPTED, "办结日期")

    assert cell["value"] == "2026年4月15日（周三）前"
    assert cell["note"] == "如遇特殊程序顺延。"


def test_a_provisional_day_is_printed_as_such():
    cell = row(ACCEPTANCE, replace(ACCEPTED, due_on=date(2027, 1, 25), provisional=True), "办结日期")

    assert cell["value"] == "2027年1月25日（周一）前〔暂定〕"
    assert "尚未公布" in cell["note"]


def test_what_is_done_on_the_spot_names_no_later_day():
    told = sheet_of(ACCEPTANCE, replace(ACCEPTED, promised="即办", due_on=None))

    cells = {cell["label"]: cell["value"] for cells in told["rows"] for cell in cells}
    assert cells["承诺时限"] == "即办"
    assert "办结日期" not in cells


def test_a_refusal_tells_its_remedies_and_a_grant_does_not():
    remedies = sheet_of(RESULT, REFUSED)["sections"][-1]

    assert remedies["heading"] == "二、救济途径"
    assert "60日内向浦口区人民政府申请行政复议" in remedies["texts"][0]
    assert "6个月内向南京铁路运输法院提起行政诉讼" in remedies["texts"][0]
    assert all("救济" not in section["heading"] for section in sheet_of(RESULT, GRANTED)["sections"])


def test_a_result_goes_out_in_the_name_of_the_body_and_a_notice_in_the_centres():
    assert sheet_of(RESULT, GRANTED)["seal_name"] == ISSUER.body
    assert sheet_of(COMPLETION, INCOMPLETE)["seal_name"] == ISSUER.centre


def test_a_day_is_written_with_its_weekday():
    assert day(date(2026, 3, 16)) == "2026年3月16日（周一）"
    assert day(date(2026, 3, 15)) == "2026年3月15日（周日）"
