"""The sheets of an 实施清单 workbook and their columns: each element of an item under the name that the national list of
elements gives it (GB/T 39554.2-2020 表3, as published lists name them; field 1.3), what is ours alone under our word."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from yimen.catalogue.item_cells import CELLS, TABLES, Cell

CODE: Final = "事项编码"
NUMBER: Final = "事项版本"
LOCAL: Final = "所属中心编码"
KEY: Final = "标识"
ITEMS: Final = "事项"
GUIDE: Final = "填写说明"  # the sheet that explains the others; never read


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, the cell of the item's page it holds (None: the code and what else names the row), what to know.

    `is_ours`: the national list has no such element.
    """

    head: str
    cell: Cell | None = None
    hint: str = ""
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the table of the item whose rows it holds ("" for the items themselves), its columns."""

    name: str
    place: str
    columns: tuple[Column, ...]


# The elements of an item by the key of its file, in the order of the columns.
_OF_ITEMS: Mapping[str, str] = {
    "name": "事项名称", "line": "条线", "also": "俗称", "kind": "事项类型", "object": "服务对象", "body": "实施主体",
    "co_departments": "联办机构", "conditions": "受理条件", "basis": "设定依据", "statutory": "法定办结时限",
    "promised": "承诺办结时限", "delivery": "送达时限", "visits": "到办事现场次数", "online": "网上办理深度",
    "agent": "委托代办", "place": "办理地点", "hours": "办理时间", "telephone": "咨询方式",
    "complaint_telephone": "监督投诉方式", "decided_at_window": "窗口作决定", "who_accepts_may_decide": "受理人可作决定",
    "refusal_needs_leader": "不予受理先请示", "deemed_acceptance": "逾期视为受理", "completion_in_process": "受理后可补正",
    "completion": "补正后计时", "seat": "派件依据", "seat_level": "派件层级", "source": "事项出处", "to_confirm": "待核对",
    "as_printed": "照印制文本的原因", "printed": "印制的原文",
}  # fmt: skip
_OURS = frozenset({
    "line", "also", "delivery", "agent", "decided_at_window", "who_accepts_may_decide", "refusal_needs_leader",
    "deemed_acceptance", "completion_in_process", "completion", "seat", "seat_level", "source", "to_confirm", "as_printed",
    "printed",
})  # fmt: skip
# Per table of an item: its sheet, then its columns; those that end in * are ours alone.
_OF_TABLES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "materials": ("申请材料", {
        "name": "材料名称", "originals": "原件份数", "copies": "复印件份数", "necessity": "材料必要性", "keep": "收验方式*",
        "when": "必要的条件*", "variants": "适用情形*", "type": "材料目录名称*", "size": "纸质材料规格", "note": "填报须知",
        "source": "来源渠道", "blank": "空白表格", "sample": "示例样表",
    }),
    "steps": ("办理流程", {
        "name": "环节名称*", "kind": "环节种类*", "level": "行使层级*", "line": "承办机构*", "limit": "环节时限*",
        "decides": "作决定*", "together": "与上一环节同时*", "phase": "决定前后*", "term": "须持续多久*",
        "not_before": "最早何时可办*", "counts": "计入承诺时限*", "basis": "不计入的依据*", "variants": "适用情形*",
        "printed": "指南原话*",
    }),
    "special": ("特别程序", {
        "kind": "特别程序种类", "name": "特别程序名称", "limit": "特别程序时限", "basis": "特别程序依据",
    }),
    "fees": ("收费项目", {"name": "收费项目名称", "standard": "收费标准", "basis": "收费依据"}),
    "results": ("办理结果", {"kind": "结果类型", "name": "结果名称", "paper": "文书模板*"}),
    "variants": ("办理情形", {"name": "情形名称*", "when": "情形条件*", "promised": "情形承诺时限*"}),
    "eligible": ("自测条件", {"says": "对办事人说*", "when": "符合的条件*"}),
    "form": ("申请表", {
        "name": "表单项名称*", "element": "数据元*", "kind": "表单项种类*", "choices": "选项*", "required": "必填*",
        "note": "表单项说明*", "check": "怎样核对*", "known": "取自登记信息*",
    }),
}  # fmt: skip
_KEYS_FOR_FORM = "用“申请表”里的名称，例如：婚姻状况 是 已婚 并且 家庭人口 不少于 3"


def _items() -> Sheet:
    cells = {one.key: one for one in CELLS}
    columns = [
        Column(CODE, hint="每个事项一行；编码是事项自己的，以后不改"),
        Column(NUMBER, hint="导出时是第几版，照留；新写的事项不填"),
        *(Column(head, cells[key], _hint(cells[key]), key in _OURS) for key, head in _OF_ITEMS.items()),
        Column(LOCAL, hint="只有中心自有的本地事项才填", is_ours=True),
    ]
    return Sheet(ITEMS, "", tuple(columns))


def _rows(place: str, name: str, heads: Mapping[str, str]) -> Sheet:
    cells = {one.key: one for one in TABLES[place].cells}
    columns = [Column(CODE, hint="这一行属于哪个事项；同一事项按行的先后排列")]
    for key, head in heads.items():
        columns.append(Column(head.removesuffix("*"), cells[key], _hint(cells[key]), head.endswith("*")))
    if TABLES[place].stem:
        columns.append(Column(KEY, hint="系统用的名称，照留；新的一行不填", is_ours=True))
    return Sheet(name, place, tuple(columns))


def _hint(cell: Cell) -> str:
    if cell.kind == "choice":
        return "填：" + "、".join(str(word) for value, word in cell.choices if value)
    words = {
        "lines": "一行一条（单元格里用 Alt+回车换行）", "list": "用、隔开", "tick": "填：是、否",
        "variants": "填情形名称，用、隔开；不填：各种情形都要",
        "element": "填数据元的名称；不填：本事项自己的", "when": _KEYS_FOR_FORM, "number": "整数",
        "limit": "例如：20个工作日、60个自然日、即办、每年3月1日至3月31日",
    }  # fmt: skip
    return words.get(cell.kind, "") or str(cell.hint)


SHEETS: tuple[Sheet, ...] = (_items(), *(_rows(place, *said) for place, said in _OF_TABLES.items()))
