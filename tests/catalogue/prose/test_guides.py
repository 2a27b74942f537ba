"""Guides of many styles, written for these tests: every element against the list beside it, checked by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue.prose import making
from tests.catalogue.prose.reading import GUIDES, one, plain, told

SHOWN = ("name", "department", "conditions", "basis", "promise", "fee")
MORE = (
    "co_departments",
    "place",
    "telephone",
    "result",
    "object",
    "kind",
    "hours",
    "complaint_telephone",
    "statutory",
    "fee_basis",
)


def short(item: dict[str, Any]) -> dict[str, Any]:
    """An item as the lists have it: what is empty left out, materials and steps as rows."""
    rows: dict[str, Any] = {key: item[key] for key in SHOWN}
    rows["materials"] = [[it["name"], it["form"], it["copies"], it["note"]] for it in item["materials"]]
    rows["steps"] = [[it["actor"], it["level"], it["action"]] for it in item["steps"]]
    return rows | {key: item[key] for key in MORE if item[key]}


@pytest.mark.parametrize("path", sorted(GUIDES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_guide_gives_its_items_as_its_list_has_them(path: Path) -> None:
    asked = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = plain(path.read_bytes(), path.name)

    assert [short(item) for item in found["items"]] == asked["items"]
    assert [unclear["text"] for unclear in found["not_understood"]] == asked["not_understood"]


def materials(item: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(it["name"], it["form"], it["copies"]) for it in item["materials"]]


def test_a_word_table_with_merged_cells_is_an_item() -> None:
    table: list[making.Row] = [
        ["事项名称", ("特困人员救助供养", 4)],
        ["实施主体", ("竹溪镇人民政府", 2), "办件类型", "承诺件"],
        ["受理条件", ("1.无劳动能力；\n2.无生活来源；\n3.无法定赡养、抚养、扶养义务人。", 4)],
        ["申请材料", "序号", "材料名称", "份数", "备注"],
        ["^", "1", "特困人员救助供养申请表", "1", "原件"],
        ["^", "2", "居民身份证", "2", "复印件"],
        ["^", "3", "户口簿", "1", "原件及复印件，须在有效期内"],
        ["办理流程", ("申请→村委会评议→镇政府审核→县民政局审批", 4)],
        ["法定时限", ("45个工作日", 2), "承诺时限", "20个工作日"],
        ["收费标准", ("不收费", 2), "联系电话", "000-1110001"],
    ]
    item = one(making.word("（虚构）竹溪镇政务服务指南", table), "g.docx")

    assert {key: value for key, value in short(item).items() if value and key not in ("materials", "steps")} == {
        "name": "特困人员救助供养", "department": "竹溪镇人民政府", "fee": "不收费", "telephone": "000-1110001",
        "conditions": ["无劳动能力", "无生活来源", "无法定赡养、抚养、扶养义务人"], "kind": "承诺件",
        "promise": {"number": 20, "unit": "working_days"}, "statutory": {"number": 45, "unit": "working_days"},
    }  # fmt: skip
    assert materials(item) == [
        ("特困人员救助供养申请表", "原件", 1),
        ("居民身份证", "复印件", 2),
        ("户口簿", "原件及复印件", 1),
    ]
    assert [step["level"] for step in item["steps"]] == [None, "village", "town", "county"]


def test_a_table_of_materials_with_all_its_columns_is_read() -> None:
    table: list[making.Row] = [
        ["名称", "必要性", "份数", "来源", "审查要点"],
        ["两项补贴申请审批表", "必要", "2", "申请人自备", "填写完整"],
        ["残疾人证", "必要", "复印件1份", "政府部门核发", "在有效期内"],
        ["低保证", "非必要", "1", "政府部门核发", "申请困难生活补贴的提供"],
    ]
    paragraphs = ["残疾人两项补贴", "一、申请条件", "持证的困难残疾人。", "二、申请材料"]
    item = one(making.word(*paragraphs, table, "三、承诺时限：12个工作日"), "g.docx")

    assert [
        (it["name"], it["form"], it["copies"], it["necessity"], it["source"], it["note"]) for it in item["materials"]
    ] == [
        ("两项补贴申请审批表", "", 2, "必要", "申请人自备", "填写完整"),
        ("残疾人证", "复印件", 1, "必要", "政府部门核发", "在有效期内"),
        ("低保证", "", 1, "非必要", "政府部门核发", "申请困难生活补贴的提供"),
    ]


def test_a_table_of_steps_is_read() -> None:
    table: list[making.Row] = [
        ["环节名称", "办理部门", "办理时限", "办理内容"],
        ["受理", "村（居）委会", "1个工作日", "收取材料"],
        ["审核", "镇残联", "5个工作日", "核实情况"],
        ["审定", "县民政局", "3个工作日", "审定发放"],
    ]
    item = one(making.word("残疾人两项补贴", "申请条件：持证", "申请材料：残疾人证", "办理流程：", table), "g.docx")

    assert short(item)["steps"] == [
        ["村（居）委会", "village", "受理"],
        ["镇残联", "town", "审核"],
        ["县民政局", "county", "审定"],
    ]


def test_lists_that_word_numbers_by_itself_and_headings_are_understood() -> None:
    blocks: list[str | tuple[str, str]] = [
        ("1", "生育登记"), "申请材料：", ("#", "夫妻双方身份证原件"), ("#", "结婚证原件及复印件1份"),
        ("#", "两人一寸合影照片1张"),
        "办理流程：", ("#", "夫妻一方提出申请"), ("#", "镇卫健办审核"), "办理时限：即办",
        ("1", "生育服务证补办"), "申请材料：", ("#", "书面申请"), "办理时限：3个工作日",
    ]  # fmt: skip
    first, second = plain(making.word(*blocks), "g.docx")["items"]

    assert materials(first) == [
        ("夫妻双方身份证", "原件", 1),
        ("结婚证", "原件及复印件", 1),
        ("两人一寸合影照片", "", 1),
    ]
    assert [step["actor"] for step in first["steps"]] == ["夫妻一方", "镇卫健办"]
    assert (second["name"], materials(second)) == ("生育服务证补办", [("书面申请", "", 1)])


HEADS: list[object] = [
    "序号",
    "部门",
    "事项名称",
    "设定依据",
    "受理条件",
    "申请材料",
    "办理流程",
    "法定时限（工作日）",
    "承诺时限（工作日）",
    "是否收费",
]


def test_a_sheet_of_items_is_one_item_a_row() -> None:
    rows: list[list[object]] = [
        ["（虚构）枫林县政务服务事项实施清单"],
        HEADS,
        [
            1,
            "县民政局",
            "收养登记",
            "《民法典》第一千一百零五条",
            "具备条件的收养人",
            "1.申请书；2.身份证复印件2份",
            "申请-->受理-->登记",
            60,
            30,
            "否",
        ],
        [
            2,
            None,
            "社会团体成立登记",
            "",
            "有50个以上的会员",
            "1.申请书\n2.章程草案一式三份",
            "申请-->审核-->决定",
            60,
            20,
            "否",
        ],
        [3, "县林业局", "林木采伐许可证核发", "", "林权清晰", "申请表、林权证复印件", "申请→勘查→发证", 20, 0, "否"],
    ]
    found = plain(making.excel(rows, ["A1:J1", "B3:B4"]), "g.xlsx")
    items = found["items"]

    assert [(it["name"], it["department"], it["fee"]) for it in items] == [
        ("收养登记", "县民政局", "不收费"), ("社会团体成立登记", "县民政局", "不收费"),
        ("林木采伐许可证核发", "县林业局", "不收费"),
    ]  # fmt: skip
    assert [it["promise"] for it in items] == [
        {"number": 30, "unit": "working_days"}, {"number": 20, "unit": "working_days"}, {"number": None, "unit": "on_the_spot"},
    ]  # fmt: skip
    assert materials(items[1]) == [("申请书", "", 1), ("章程草案", "", 3)]
    assert [unclear["text"] for unclear in found["not_understood"]] == ["（虚构）枫林县政务服务事项实施清单"]


def test_heads_in_two_rows_and_materials_on_rows_of_their_own_are_read() -> None:
    rows: list[list[object]] = [
        ["事项名称", "时限", "", "申请材料", "", "", "收费标准"],
        ["", "法定", "承诺", "材料名称", "形式", "份数", ""],
        ["老年证办理", "20个工作日", "5个工作日", "身份证", "复印件", 2, "免费"],
        ["", "", "", "照片", "", 3, ""],
        ["居住证办理", "15个工作日", "即办", "租赁合同", "原件", 1, "免费"],
    ]
    merged = ["A1:A2", "B1:C1", "D1:F1", "G1:G2", "A3:A4", "B3:B4", "C3:C4", "G3:G4"]
    first, second = plain(making.excel(rows, merged), "g.xlsx")["items"]

    assert (first["promise"], first["statutory"]) == (
        {"number": 5, "unit": "working_days"}, {"number": 20, "unit": "working_days"},
    )  # fmt: skip
    assert (materials(first), first["fee"]) == ([("身份证", "复印件", 2), ("照片", "", 3)], "免费")
    assert (second["name"], materials(second)) == ("居住证办理", [("租赁合同", "原件", 1)])


def test_a_unit_in_a_column_of_its_own_holds_for_the_limit_beside_it() -> None:
    heads: list[object] = [
        "事项名称",
        "实施主体",
        "法定办结时限",
        "法定办结时限单位",
        "承诺办结时限",
        "承诺办结时限单位",
        "受理条件",
        "申请材料",
    ]
    rows: list[list[object]] = [heads, ["老年证", "县民政局", 20, "工作日", 15, "自然日", "满60岁", "身份证"]]
    item = one(making.excel(rows), "g.xlsx")

    assert (item["promise"], item["statutory"]) == (
        {"number": 15, "unit": "calendar_days"}, {"number": 20, "unit": "working_days"},
    )  # fmt: skip


def test_tables_inside_a_table_that_only_lays_out_the_page_are_read() -> None:
    inner = "<table><tr><th>名称</th><th>形式</th><th>份数</th></tr><tr><td>身份证</td><td>复印件</td><td>2</td></tr></table>"
    rows = f"<tr><td>申请条件</td><td>满60岁</td></tr><tr><td>申请材料</td><td>{inner}</td></tr>"
    found = plain(f"<table><tr><td><h3>老年证</h3><table>{rows}</table></td><td>侧栏</td></tr></table>", "g.html")

    assert (found["items"][0]["name"], materials(found["items"][0])) == ("老年证", [("身份证", "复印件", 2)])
    assert found["items"][0]["conditions"] == ["满60岁"]


def test_a_sheet_that_is_one_item_beside_its_labels_is_read() -> None:
    rows: list[list[object]] = [
        ["事项名称", "犬只登记"],
        ["受理条件", "常住居民"],
        ["申请材料", "1.身份证复印件；2.免疫证明原件"],
        ["承诺时限", "5个工作日"],
    ]
    item = one(making.excel(rows), "g.xlsx")

    assert (item["name"], item["conditions"], materials(item)) == (
        "犬只登记", ["常住居民"], [("身份证", "复印件", 1), ("免疫证明", "原件", 1)],
    )  # fmt: skip


PAGE = """<html><body><nav><a>首页</a> &gt; <a>办事指南</a></nav><h1>门楼牌编码登记</h1>
<h2>受理条件</h2><p>在海棠街道辖区内新建、改建房屋的单位和个人。</p>
<h2>申请材料</h2><ul><li>申请书（1份）</li><li>房屋产权证明复印件 2份</li><li>身份证原件</li></ul>
<h2>办理程序</h2><ol><li>申请人提出申请</li><li>社区民警实地核查</li><li>派出所审批</li></ol>
<h2>办理时限</h2><p>3个工作日</p><h2>收费标准</h2><p>免费</p>
<table><tr><th>事项名称</th><td colspan=3>犬只登记</td></tr>
<tr><th>申请条件</th><td>本街道常住居民</td><th>承诺时限</th><td>5个工作日</td></tr>
<tr><th rowspan=3>申请材料</th><th>名称</th><th>形式</th><th>份数</th></tr><tr><td>身份证</td><td>复印件</td><td>1</td></tr>
<tr><td>犬只免疫证明</td><td>原件</td><td>1</td></tr><tr><th>收费标准</th><td colspan=3>无</td></tr></table></body></html>"""


def test_a_web_page_with_headings_lists_and_a_table_is_read() -> None:
    first, second = plain(PAGE, "page.html")["items"]

    assert (first["name"], materials(first)) == (
        "门楼牌编码登记", [("申请书", "", 1), ("房屋产权证明", "复印件", 2), ("身份证", "原件", 1)],
    )  # fmt: skip
    assert [step["level"] for step in first["steps"]] == [None, "village", "town"]
    assert (second["name"], materials(second)) == ("犬只登记", [("身份证", "复印件", 1), ("犬只免疫证明", "原件", 1)])
    assert told(PAGE, "page.html") == ["首页 > 办事指南"]


LIMITS = {
    "一个月": (30, "calendar_days"), "一个半月": (45, "calendar_days"), "半年内": (180, "calendar_days"),
    "2小时": (None, "on_the_spot"), "4个工作小时": (None, "on_the_spot"), "半个工作日": (None, "on_the_spot"),
    "24小时内": (1, "calendar_days"), "16个工作小时": (2, "working_days"), "每季度一次": (4, "yearly"),
    "30个工作日": (30, "working_days"), "即办": (None, "on_the_spot"), "当场": (None, "on_the_spot"), "1次/年": (1, "yearly"),
    "每年3月、6月、9月": (3, "yearly"), "材料具备后一个工作日内": (1, "working_days"), "二十日内": (20, "calendar_days"),
    "自受理之日起十五个工作日内办结": (15, "working_days"), "即时办结": (None, "on_the_spot"), "60天": (60, "calendar_days"),
    "5-10个工作日": (10, "working_days"), "每年3月1日至3月31日": (1, "yearly"), "一年一次": (1, "yearly"),
    "７个工作日": (7, "working_days"),
    "法定20个工作日，承诺5个工作日": (5, "working_days"), "当日办结": (None, "on_the_spot"), "0个工作日": (None, "on_the_spot"),
    "立等可取": (None, "on_the_spot"), "廿五個工作日": (25, "working_days"), "3个自然日": (3, "calendar_days"),
    "材料齐全的当场办结": (None, "on_the_spot"), "两周": (14, "calendar_days"), "15日(工作日)": (15, "working_days"),
}  # fmt: skip


@pytest.mark.parametrize("words", LIMITS)
def test_a_limit_is_a_number_and_a_unit(words: str) -> None:
    number, unit = LIMITS[words]

    assert one(f"老年证\n申报条件：满60岁\n申报材料：身份证\n承诺时限：{words}")["promise"] == {
        "number": number,
        "unit": unit,
    }


@pytest.mark.parametrize("words", ["视情况而定", "尽快办理", "1年以上", "当月", "按规定"])
def test_a_limit_that_cannot_be_counted_is_left_to_the_editor(words: str) -> None:
    text = f"老年证\n申报条件：满60岁\n申报材料：身份证\n承诺时限：{words}"

    assert (one(text)["promise"], told(text)) == (None, [f"承诺时限：{words}"])


def test_the_time_under_a_label_for_limits_may_be_the_hours_of_the_window() -> None:
    item = one("老年证\n申报材料：身份证\n办理时间：周一至周五9:00-17:00\n办结时间：3个工作日")

    assert (item["hours"], item["promise"]) == ("周一至周五9:00-17:00", {"number": 3, "unit": "working_days"})
