"""Every character of a guide ends in one element or among what was not understood; no word of an element is invented."""

import re
from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.catalogue.prose.reading import GUIDES, page, understood
from tests.engines import LONG
from yimen.catalogue.prose.drafts import Draft
from yimen.catalogue.prose.folding import fold, is_ink
from yimen.catalogue.prose.guide import Understood, understand
from yimen.catalogue.prose.layout import Layout
from yimen.catalogue.prose.source import Cell, Source

SHARED = {"section"}  # a section's heading names the department of all its items


def ink(text: str) -> str:
    return "".join(one for one in text if is_ink(one))


def lost_or_doubled(found: Understood) -> list[tuple[int, int]]:
    """Places that are in no element and not told as not understood, or in two."""
    counted: Counter[tuple[int, int]] = Counter()
    for draft in found.drafts:
        before = draft.shared & set(counted)
        for element, places in draft.places.items():
            counted.update(places - before if element not in SHARED or draft.opens_section else set())
    for one in found.unclear:
        text = found.source.lines[one.line].text
        counted.update((one.line, at) for at in range(one.start, one.end) if is_ink(text[at]))
    asked = Counter(found.source.ink())
    return sorted((asked - counted) + (counted - asked))


def words_at(source: Source, draft: Draft, element: str) -> str:
    places = [places for name, places in draft.places.items() if name == element or name.startswith(f"{element}.")]
    return "".join(source.lines[line].text[at] for line, at in sorted(set().union(*places, set())))


def invented(found: Understood) -> list[str]:
    """Values with a character that does not stand at their place."""
    wrong = []
    for draft in found.drafts:
        values = [("name", draft.name), ("fee", draft.fee), ("place", draft.place)]
        values += [("telephone", draft.telephone), ("result", draft.result), ("promise", draft.promise_text)]
        values += [
            (f"conditions.{index}", one)
            for index, one in enumerate(draft.conditions)
            if f"conditions.{index}" in draft.places
        ]
        values += [(f"basis.{index}", one) for index, one in enumerate(draft.basis)]
        for index, material in enumerate(draft.materials):
            values += [(f"materials.{index}", one) for one in (material.name, material.written, material.size)]
            values.append(("materials", material.note))  # 委托办理的 at the head of several holds for all of them
        for step in draft.steps:
            values += [("steps", step.actor), ("steps", step.action)]  # what is merged over rows holds for several
        for element, value in values:
            there = Counter(fold(words_at(found.source, draft, element)))
            there.update("不收费" * bool(re.search("是否收费.*[否无]", fold(words_at(found.source, draft, "fee")))))
            there.update("免费" * bool("是否免费" in fold(words_at(found.source, draft, "fee"))))
            if Counter(fold(ink(value.replace("；", "")))) - there:
                wrong.append(f"{element}: {value}")
    return wrong


def bare_elements(found: Understood) -> list[str]:
    """Entries whose place holds words that are not in them."""
    wrong = []
    for draft in found.drafts:
        for key in ("conditions", "basis", "co_departments"):
            for index, value in enumerate(getattr(draft, key)):
                there = words_at(found.source, draft, f"{key}.{index}") or words_at(found.source, draft, key)
                wrong += (
                    [f"{key}: {value}"]
                    if Counter(ink(there)) - Counter(ink(value)) and f"{key}.{index}" in draft.places
                    else []
                )
        for index, step in enumerate(draft.steps):
            there = ink(words_at(found.source, draft, f"steps.{index}"))
            left = Counter(fold(there)) - Counter(fold(ink(step.actor + step.action)))
            wrong += [f"steps: {there}"] if len("".join(left.elements())) > 14 else []
    return wrong


def test_the_printed_page_is_accounted_for_character_by_character() -> None:
    found = understood(page())

    assert (lost_or_doubled(found), invented(found), bare_elements(found)) == ([], [], [])


def test_every_guide_of_the_tests_is_accounted_for() -> None:
    for path in sorted(GUIDES.glob("*.txt")):
        found = understood(path.read_bytes(), path.name)

        assert (path.name, lost_or_doubled(found), invented(found), bare_elements(found)) == (path.name, [], [], [])


def test_a_character_that_is_lost_or_doubled_is_found() -> None:
    found = understood("老年证\n申报条件:满60岁\n申报材料:身份证")
    found.drafts[0].places["name"].discard((0, 0))
    found.drafts[0].places["name"].add((2, 6))

    assert lost_or_doubled(found) == [(0, 0), (2, 6)]


LINES = sorted(
    {line for path in [*GUIDES.glob("*.txt")] for line in path.read_text("utf-8").split("\n")} | set(page().split("\n"))
)
SIGNS = """
申报条件: 【申请材料】 办事程序： 承诺时限 （一）受理条件 2、 3. ① → ； 、 : 。 即办 1次/年 原件及复印件各两份
身份证 村委会初审 民政窗口 一、计生窗口 免费 其他有关材料 備註： 《 》 （ ) [ ] 第三步
"""
PIECES = st.sampled_from([*SIGNS.split(), "\t", "\u3000", "\n", "\n\n", "\u200b", "| 名称 | 份数 |"])
WIDE = str.maketrans({"(": "（", ")": "）", ":": "：", ",": "，", ";": "；", "1": "１", "2": "２", "0": "０"})


@st.composite
def guides(draw: st.DrawFn) -> str:
    """Lines of guides in any order, cut, doubled, widened, with signs and labels thrown in anywhere."""
    lines = draw(st.lists(st.sampled_from(LINES), max_size=25))
    text = "\n".join(lines)
    for _each in range(draw(st.integers(0, 12))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 6))
        text = text[:at] + draw(st.one_of(PIECES, st.text(max_size=4))) + text[at + cut :]
    return text.translate(WIDE) if draw(st.booleans()) else text


@settings(max_examples=250 if LONG else 80, deadline=None, derandomize=True)
@given(guides())
def test_no_guide_loses_a_character_or_gains_one(text: str) -> None:
    content = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ud800-\udfff]", "", text)
    if not ink(content):
        return
    found = understood_text(content)

    assert lost_or_doubled(found) == []
    assert invented(found) == []


def understood_text(content: str) -> Understood:
    layout = Layout()
    for line in content.split("\n"):
        layout.paragraph(line)
    return understand(layout.source())


WORDS = """
事项名称 实施主体 申请条件 申请材料 办理流程 承诺时限 法定时限 承诺时限单位 收费标准 序号 名称 材料名称
必要性 份数 来源 审查要点 环节名称 办理人 备注 老年证 县民政局 满60岁 身份证复印件2份 1 2 申请→村委会初审→县民政局审批
5个工作日 即办 工作日 免费
无 见下表 必要 原件 镇残联 民政窗口
办理地点及电话 一楼3号窗口0123-1234567
"""
# A head merged over several columns of a list of items, and a cell that reaches down into the heads.
OVER_COLUMNS = [
    [("免费", 1, 3), ("1", 1, 1), ("实施主体", 2, 1)],
    [("申请材料", 1, 1), ("事项名称", 1, 1)],
    [("必要", 1, 1)],
]
INTO_HEADS = [
    [("免费", 2, 3)], [("申请条件", 1, 1), ("来源", 2, 1), ("收费标准", 1, 2)],
    [("", 1, 1), ("申请材料", 1, 3), ("", 1, 1), ("事项名称", 1, 1)], [("", 1, 1), ("县民政局", 1, 1)],
]  # fmt: skip
CELLS = st.tuples(st.sampled_from(["", *WORDS.split()]), st.integers(1, 3), st.integers(1, 3))


@settings(max_examples=250 if LONG else 80, deadline=None, derandomize=True)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8), st.booleans())
@example(OVER_COLUMNS, False)
@example(INTO_HEADS, True)
def test_no_table_loses_a_character_or_gains_one(rows: list[list[tuple[str, int, int]]], is_page: bool) -> None:
    layout = Layout()
    layout.paragraph("一、老年证\n申请条件：满60岁" if is_page else "办事指南")
    cells: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    for row, written in enumerate(rows):
        column = 0
        for words, height, width in written:
            while any((row, at) in covered for at in range(column, column + width)):
                column += 1
            cells.append(Cell(row, column, tuple(layout.line(one) for one in words.split("\n") if one), height, width))
            covered |= {(row + down, column + right) for down in range(height) for right in range(width)}
            column += width
    layout.table(cells)
    found = understand(layout.source())

    assert lost_or_doubled(found) == []
    assert invented(found) == []
