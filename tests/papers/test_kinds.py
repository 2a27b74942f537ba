"""What papers say survives being kept, and is said in the law's words."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.papers.cast import (
    ACCEPTED,
    ALL,
    CHANGED,
    GRANTED,
    HANDED_OVER,
    INCOMPLETE,
    ISSUER,
    LENGTHENED,
    MATTER,
    NOT_TAKEN,
    PROCEDURE,
    RECEIVED,
    REFUSED,
    ROOT,
    SENT_BACK,
    TOGETHER,
    WANG,
)
from yimen.papers.kinds import (
    ACCEPTANCE,
    COMPLETION,
    DELIVERY,
    EXTENSION,
    JOINT,
    KINDS,
    NOTICE,
    RECEIPT,
    REFUSAL,
    RESULT,
    RETURNED,
    SPECIAL,
    PaperData,
    facts_of,
)
from yimen.papers.models import Paper
from yimen.papers.phrases import day, ended
from yimen.papers.wording import sheet


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


@pytest.mark.parametrize(("kind", "facts"), ALL.items())
def test_every_paper_names_its_case_its_applicant_and_has_no_empty_cell(kind: str, facts: PaperData):
    said = sheet_of(kind, facts)
    words = json.dumps(said, ensure_ascii=False)

    assert WANG in words
    assert MATTER.case_number in words
    assert all(cell["value"] for cells in said.get("rows", []) for cell in cells)


def test_a_promised_case_has_its_promise_in_the_title_and_one_done_on_the_spot_has_not():
    assert sheet_of(ACCEPTANCE, ACCEPTED)["title"] == "受理通知书（办件承诺单）"
    assert sheet_of(ACCEPTANCE, replace(ACCEPTED, due_on=None))["title"] == "受理通知书"
    assert sheet_of(ACCEPTANCE, replace(ACCEPTED, due_on=ACCEPTED.accepted_on))["title"] == "受理通知书"


def test_a_refusal_to_take_tells_reason_basis_where_to_go_and_remedies():
    sections = {one["heading"]: one["texts"] for one in sheet_of(REFUSAL, NOT_TAKEN)["sections"]}

    assert list(sections) == ["一、理由", "二、依据", "三、办理途径", "四、救济途径"]
    assert "请向桥林街道办事处（步月路1号，025-5888 0099）提出申请" in sections["三、办理途径"][0]
    assert "60日内向浦口区人民政府申请行政复议" in sections["四、救济途径"][0]
    assert "12345" in sections["四、救济途径"][1]


def test_the_return_and_joint_notices_carry_the_remarks_as_printed():
    third = "此通知书一式三联，一联窗口存档，一联交服务对象，一联存便民服务中心备案。"

    assert sheet_of(RETURNED, SENT_BACK)["remarks"] == ["此通知书适用于收件后经审核需退件（含否决）事项。", third]
    assert sheet_of(JOINT, TOGETHER)["remarks"] == [
        "此通知书适用于需由三个以上单位联办，或需由多个单位联审后上报的事项；",
        third,
    ]


@pytest.mark.parametrize(
    ("why", "words", "objects"),
    [
        ("examined", "经审核", True),
        ("unanswered", "仍未补齐", True),
        ("terminated", "终止", True),
        ("withdrawn", "自愿撤回", False),
    ],
)
def test_a_return_says_why_and_how_to_object_unless_it_was_wished(why: Any, words: str, objects: bool):
    texts = sheet_of(RETURNED, replace(SENT_BACK, why=why, answer_by=date(2026, 3, 16)))["explanation"]

    assert words in texts[0]
    assert any("行政复议" in text for text in texts) is objects


def test_what_is_decided_is_sealed_by_the_body_and_what_only_ends_by_the_centre():
    assert sheet_of(RETURNED, SENT_BACK)["seal_name"] == ISSUER.body
    assert sheet_of(RETURNED, replace(SENT_BACK, why="withdrawn"))["seal_name"] == ISSUER.centre
    assert sheet_of(RECEIPT, RECEIVED)["seal_name"] == ISSUER.centre


def test_a_joint_notice_names_windows_days_and_every_unit():
    said = sheet_of(JOINT, TOGETHER)

    assert said["course"] == (
        "2026年3月2日收件，于2026年3月2日起5个工作日内与规划、住建、消防等窗口完成联办，"
        "于2026年3月9日起20个工作日内完成审批。"
    )
    assert [part[2] for part in said["parts"]] == ["DY26-000123", "DY26-000124", "DY26-000125"]
    assert said["due"] == "2026年4月7日（周二）前"


def test_a_special_procedure_says_that_its_time_is_not_counted():
    counting = sheet_of(SPECIAL, PROCEDURE)["sections"][-1]["texts"]

    assert "不计入办理时限" in counting[0]
    assert "次日起继续计算" in counting[0]
    assert row(SPECIAL, PROCEDURE, "批准人")["value"] == "依办事指南规定"


def test_what_another_took_in_names_him_and_why():
    assert row(DELIVERY, HANDED_OVER, "代收人")["value"].startswith("王建军")
    assert row(DELIVERY, HANDED_OVER, "代收原因")["value"] == "申请人行动不便。"
    assert sheet_of(DELIVERY, HANDED_OVER)["receiver"] == "代收人签字："


def test_an_extension_shows_both_days_and_whose_word_it_was():
    assert row(EXTENSION, LENGTHENED, "原办结日期")["value"] == "2026年4月15日（周三）"
    assert row(EXTENSION, LENGTHENED, "新办结日期")["value"] == "2026年4月29日（周三）前"
    assert row(EXTENSION, LENGTHENED, "批准人")["value"] == "王建国（副主任）"


@pytest.mark.parametrize(
    ("what", "label"), [("hand_over", "现办理责任人"), ("recount", "现承诺办结日"), ("restart", "现承诺办结日")]
)
def test_a_notice_shows_what_it_was_and_what_it_is(what: Any, label: str):
    assert row(NOTICE, replace(CHANGED, what=what), label)["value"] == CHANGED.after


def test_a_result_goes_out_in_the_name_of_the_body_and_a_notice_in_the_centres():
    assert sheet_of(RESULT, GRANTED)["seal_name"] == ISSUER.body
    assert sheet_of(COMPLETION, INCOMPLETE)["seal_name"] == ISSUER.centre


def test_a_day_is_written_with_its_weekday():
    assert day(date(2026, 3, 16)) == "2026年3月16日（周一）"
    assert day(date(2026, 3, 15)) == "2026年3月15日（周日）"


@pytest.mark.parametrize(
    ("typed", "printed"), [("家庭财产超过标准", "家庭财产超过标准。"), (" 已读！ ", "已读！"), ("见附件；", "见附件；")]
)
def test_a_reason_typed_without_a_full_stop_is_printed_with_one(typed: str, printed: str):
    assert ended(typed) == printed
    assert printed in sheet_of(RETURNED, replace(SENT_BACK, reasons=(typed,)))["explanation"]


def test_a_lone_section_has_no_number():
    assert [one["heading"] for one in sheet_of(RESULT, GRANTED)["sections"]] == ["领取"]
