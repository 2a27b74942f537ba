"""What stands on the page of an item: every element of its file, in sections and tables, with the words a clerk reads."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from yimen.catalogue import form
from yimen.journal.errors import Sentence

Choices = tuple[tuple[str, Sentence], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of the file under its own key. `kind`: text, area (lines kept as typed), lines (a list, one a line), list (a
    list joined by 、), number, choice, tick, limit, later (than a day of the form), when, variants, element (of the
    dictionary), carried (kept, not shown).

    `default`: what silence means, as it is typed. `is_main`: in the row itself, else under 更多. `must`: never left empty.
    """

    key: str
    words: Sentence
    kind: str = "text"
    choices: Choices = ()
    default: str = ""
    hint: Sentence = ""
    is_main: bool = False
    must: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its place in the file, what a row is called, its cells; `stem`: of the keys of new rows, "" where none."""

    place: str
    words: Sentence
    one: Sentence
    cells: tuple[Cell, ...]
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    id: str
    words: Sentence
    parts: tuple[Cell | Rows, ...]


def _of(words: Mapping[str, object], *, empty: Sentence | None = None) -> Choices:
    first: Choices = (("", empty),) if empty is not None else ()
    return first + tuple((value, str(word)) for value, word in words.items())


_NOT_SAID = _("指南没有写")
_LIMIT = _("例如：20个工作日、60个自然日、即办、每年3月1日至3月31日")
_WHEN = _("例如：婚姻状况 是 已婚 并且 家庭人口 不少于 3；用下面“申请表”里的名称")
_VARIANTS = Cell("variants", _("限于哪些情形"), "variants", hint=_("都不勾：各种情形都要"))

ELIGIBLE = Rows(
    "eligible",
    _("可以自己先测一测的条件"),
    _("条件"),
    (
        Cell("says", _("对办事人说"), is_main=True, must=True),
        Cell("when", _("什么答案算符合"), "when", is_main=True, must=True, hint=_WHEN),
    ),
)
VARIANTS = Rows(
    "variants",
    _("情形"),
    _("情形"),
    (
        Cell("name", _("名称"), is_main=True, must=True),
        Cell("when", _("什么时候是这种情形"), "when", is_main=True, hint=_WHEN),
        Cell("promised", _("自己的承诺时限"), "limit", is_main=True),
    ),
    stem="variant",
)
MATERIALS = Rows(
    "materials",
    _("申请材料"),
    _("材料"),
    (
        Cell("name", _("名称"), is_main=True, must=True),
        Cell("originals", _("原件"), "number", default="1", is_main=True),
        Cell("copies", _("复印件"), "number", default="0", is_main=True),
        Cell("necessity", _("必要性"), "choice", _of(form.NECESSITIES), "required", is_main=True),
        Cell("keep", _("收验"), "choice", _of(form.KEEPINGS), "keep", is_main=True),
        Cell("when", _("符合什么条件时要"), "when", hint=_WHEN),
        _VARIANTS,
        Cell("type", _("材料目录里的名称"), hint=_("不写：就是这件材料的名称")),
        Cell("size", _("规格")),
        Cell("note", _("说明")),
        Cell("source", _("由谁出具")),
        Cell("blank", _("空白表在哪里领")),
        Cell("sample", _("填写样本在哪里看")),
    ),
    stem="material",
)
STEPS = Rows(
    "steps",
    _("环节"),
    _("环节"),
    (
        Cell("name", _("名称"), is_main=True, must=True),
        Cell("kind", _("做什么"), "choice", _of(form.STEPS), "check", is_main=True),
        Cell("level", _("哪一级"), "choice", _of(form.LEVELS), "town", is_main=True),
        Cell("limit", _("时限"), "limit", is_main=True),
        Cell("decides", _("作决定"), "tick", is_main=True),
        Cell("together", _("与上一环节同时进行"), "tick"),
        Cell("phase", _("决定前还是决定后"), "choice", _of(form.PHASES), "before"),
        Cell("line", _("由哪条线办"), hint=_("不写：就是事项的条线")),
        Cell("term", _("必须持续多久（公示）"), "limit"),
        Cell("not_before", _("最早哪天可办（决定后的环节）"), "later", hint=_("例如：怀孕日期起满3个月")),
        Cell("counts", _("计入承诺时限"), "tick", default="on"),
        Cell("basis", _("不计入的法律依据")),
        _VARIANTS,
        Cell("printed", _("指南的原话")),
    ),
    stem="step",
)
SPECIAL = Rows(
    "special",
    _("不计入时限的特别程序"),
    _("特别程序"),
    (
        Cell("kind", _("种类"), "choice", _of(form.SPECIALS), "hearing", is_main=True),
        Cell("name", _("名称"), is_main=True, must=True),
        Cell("limit", _("最长多久"), "limit", is_main=True),
        Cell("basis", _("法律依据"), is_main=True, hint=_("行政许可法列明的可以不写")),
    ),
)
FEES = Rows(
    "fees",
    _("收费"),
    _("收费项目"),
    (
        Cell("name", _("项目"), is_main=True, must=True),
        Cell("standard", _("标准"), is_main=True, must=True, hint=_("不收费的写“免费”")),
        Cell("basis", _("依据"), is_main=True),
    ),
)
RESULTS = Rows(
    "results",
    _("办理结果"),
    _("结果"),
    (
        Cell("kind", _("种类"), "choice", _of(form.RESULTS), "certificate", is_main=True),
        Cell("name", _("名称"), is_main=True, must=True),
        Cell("paper", _("文书模板"), "carried"),
    ),
)
FORM = Rows(
    "form",
    _("申请表"),
    _("表单项"),
    (
        Cell("name", _("名称"), is_main=True, hint=_("不写：数据元的名称")),
        Cell("element", _("数据元"), "element", is_main=True),
        Cell("kind", _("种类"), "choice", _of(form.FIELDS), "text", is_main=True),
        Cell("choices", _("选项"), "list", is_main=True, hint=_("种类是选择的，用、隔开")),
        Cell("required", _("必填"), "tick", default="on", is_main=True),
        Cell("note", _("说明")),
        Cell("check", _("怎样核对"), "choice", _of(form.CHECKS, empty=_("不另外核对"))),
        Cell("known", _("取自登记信息"), "choice", _of(form.KNOWN, empty=_("不取"))),
    ),
    stem="field",
)
OF_ELEMENT = frozenset(
    {"key", "kind", "choices", "check", "known"}
)  # what the dictionary says of a field that names one

SECTIONS: tuple[Section, ...] = (
    Section(
        "basics",
        _("事项"),
        (
            Cell("name", _("名称"), must=True),
            Cell("line", _("条线"), must=True),
            Cell("also", _("俗称"), "list", hint=_("用、隔开，例如：低保、吃低保")),
            Cell("kind", _("办件类型")),
            Cell("object", _("服务对象")),
            Cell("body", _("实施主体"), hint=_("法律上负责的机关")),
            Cell("co_departments", _("协办部门"), "list", hint=_("用、隔开")),
        ),
    ),
    Section("who", _("谁可以办"), (Cell("conditions", _("申请条件"), "lines", hint=_("一行一条")), ELIGIBLE, VARIANTS)),
    Section("bring", _("要带的材料"), (MATERIALS,)),
    Section(
        "route",
        _("办理过程"),
        (
            STEPS,
            Cell("decided_at_window", _("由窗口作决定"), "tick"),
            Cell("who_accepts_may_decide", _("受理的人可以作决定"), "tick"),
            Cell("refusal_needs_leader", _("不予受理须先请示领导"), "tick"),
            Cell("deemed_acceptance", _("逾期不答复视为受理"), "tick"),
            Cell("completion_in_process", _("受理后可以要求补正"), "tick"),
            Cell("completion", _("补正之后"), "choice", _of(form.COMPLETIONS), "restart"),
            Cell("seat", _("派件按"), "choice", _of(form.SEATS), "household"),
            Cell("seat_level", _("派件到哪一级"), "choice", _of(form.LEVELS, empty=_("环节里最低的一级"))),
        ),
    ),
    Section(
        "time",
        _("要多久"),
        (
            Cell("promised", _("承诺时限"), "limit", hint=_LIMIT),
            Cell("statutory", _("法定时限"), "limit"),
            Cell("delivery", _("作出决定后多久送达"), "limit", default="10个工作日"),
            SPECIAL,
        ),
    ),
    Section("cost", _("收费和结果"), (FEES, RESULTS)),
    Section(
        "where",
        _("在哪里办"),
        (
            Cell("place", _("办理地点")),
            Cell("hours", _("办理时间")),
            Cell("telephone", _("咨询电话")),
            Cell("complaint_telephone", _("监督投诉电话")),
            Cell("visits", _("到现场次数"), "choice", _of(form.VISITS, empty=_NOT_SAID)),
            Cell("online", _("网上办理"), "choice", _of(form.ONLINES, empty=_NOT_SAID)),
            Cell("agent", _("委托代办"), "choice", _of(form.AGENCIES, empty=_NOT_SAID)),
        ),
    ),
    Section("law", _("依据"), (Cell("basis", _("办事依据"), "lines", hint=_("一行一条，写明名称和条款")),)),
    Section("asked", _("申请表"), (FORM,)),
    Section(
        "origin",
        _("出处"),
        (
            Cell("source", _("事项出处")),
            Cell("to_confirm", _("演示数据，待本单位核对"), "tick"),
            Cell("as_printed", _("照印制文本的原因"), "area", hint=_("写了：照印制的登载，有错误也不拦；改好以后清空")),
            Cell("printed", _("印制的原文"), "area"),
        ),
    ),
)

CELLS: tuple[Cell, ...] = tuple(part for one in SECTIONS for part in one.parts if isinstance(part, Cell))
TABLES: dict[str, Rows] = {part.place: part for one in SECTIONS for part in one.parts if isinstance(part, Rows)}
