"""Labels that stand in columns over what is said of them, and remarks behind the last element: what is certain is
understood, the rest stays word for word in the list of what is not."""

from typing import Any

import pytest

from tests.catalogue.prose import making
from tests.catalogue.prose.reading import one, plain

HEADS = ["申报条件", "申报材料", "办理程序", "办理时限"]
SAID = ["本镇户籍；年满60周岁", "身份证；户口簿复印件", "申请→村委会审核→镇政府审批", "5个工作日"]


def short(item: dict[str, Any]) -> tuple[Any, ...]:
    materials = [(it["name"], it["form"]) for it in item["materials"]]
    return item["name"], item["conditions"], materials, [it["action"] for it in item["steps"]], item["promise"]


ASKED = (
    "高龄津贴",
    ["本镇户籍；年满60周岁"],
    [("身份证", ""), ("户口簿", "复印件")],
    ["申请", "审核", "审批"],
    {"number": 5, "unit": "working_days"},
)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (making.word("高龄津贴", [HEADS, SAID]), "g.docx"),
        ("\n".join(["高龄津贴", "\t".join(HEADS), "\t".join(SAID)]), "g.txt"),
        ("\n".join(["高龄津贴", f"| {' | '.join(HEADS)} |", f"| {' | '.join(SAID)} |"]), "g.txt"),
    ],
    ids=["table", "tabs", "bars"],
)
def test_labels_in_columns_head_what_stands_below_them(content: str | bytes, name: str) -> None:
    found = plain(content, name)

    assert [short(item) for item in found["items"]] == [ASKED]
    assert found["not_understood"] == []


def test_a_column_that_goes_on_in_the_next_row_is_one_element_and_a_column_of_remarks_is_none() -> None:
    rows: list[making.Row] = [
        ["申报条件", "申报材料", "备注"],
        ["本镇户籍", "身份证", "每年复审"],
        ["^", "户口簿", "^"],
    ]
    found = plain(making.word("高龄津贴", rows), "g.docx")

    assert short(found["items"][0])[1:3] == (["本镇户籍"], [("身份证", ""), ("户口簿", "")])
    assert [it["text"] for it in found["not_understood"]] == ["备注", "每年复审"]


def test_two_whole_rows_are_two_cases_that_nothing_names_so_they_are_not_understood() -> None:
    rows: list[making.Row] = [HEADS, SAID, ["外镇户籍", "居住证", "申请→审批", "7个工作日"]]
    found = plain(making.word("高龄津贴", rows), "g.docx")

    assert found["items"] == []
    assert {"外镇户籍", "5个工作日"} <= {it["text"] for it in found["not_understood"]}


@pytest.mark.parametrize(
    ("remark", "form", "left"),
    [
        ("注：以上材料均需复印件一份", "复印件", []),
        ("备注：以上材料均需原件及复印件各一份。", "原件及复印件", []),
        ("说明：以上材料均需原件，并在30日内交齐", "", ["说明：以上材料均需原件，并在30日内交齐"]),
        ("注意事项：每年3月复审一次", "", ["注意事项：每年3月复审一次"]),
    ],
)
def test_a_remark_on_all_materials_is_theirs_and_any_other_is_not_understood(
    remark: str, form: str, left: list[str]
) -> None:
    found = plain(f"老年证\n申报条件：年满60周岁\n申报材料：身份证\n办理时限：即办\n{remark}\n")

    assert [it["form"] for it in found["items"][0]["materials"]] == [form]
    assert [it["text"] for it in found["not_understood"]] == left


def test_an_age_is_no_limit_in_weeks() -> None:
    assert one("老年证\n申报条件：年满60周岁\n办理时限：年满60周岁\n")["promise"] is None
