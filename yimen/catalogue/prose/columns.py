"""The heads of a table's columns: of a list of materials, of steps, of items in one row or two. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yimen.catalogue.prose import labels
from yimen.catalogue.prose.grid import Box, Grid
from yimen.catalogue.prose.labels import Hit
from yimen.catalogue.prose.source import Cell, Run, joined
from yimen.catalogue.prose.vocabulary import Element

# What stands in a column, by the words at its head, folded.
MATERIALS = {
    "number": "序号|编号|序|NO|No",
    "name": "(?:申请|申报|申办|办理|提交|所需|需提交的?)?(?:材料|资料|证件|要件|文件|证明|凭证)(?:的)?(?:名称|清单|目录)?"
    "|名称"
    "|提交材料|证明材料",
    "form": "(?:材料|资料|证件)?(?:形式|介质|载体|类型|要求形式)|原件(?:/|或|、|和|及)?复印件|原/复印件|纸质/?电子"
    "|纸质(?:或|/)电子版?"
    "|提交形式|提交方式|(?:材料)?形式(?:及份数|要求)",
    "copies": "(?:材料)?(?:份数|数量|份|件数|所需份数|纸质份数)(?:要求)?|(?:形式|类型)(?:及|和|与|、|/)(?:份数|数量)"
    "|份数(?:及|和|/)形式",
    "originals": "原件(?:份数|数量)?",
    "photocopies": "复印件(?:份数|数量)?",
    "necessity": "(?:材料)?必要性(?:及描述)?|是否必[需要须](?:提供)?|必[需要须]性?|是否必备|是否可?容缺",
    "source": "(?:材料)?来源(?:渠道)?(?:说明)?|出具(?:单位|机构|部门)|材料出处|提供单位|获取渠道|出处",
    "note": "审查要点|审核要点|受理标准|审查标准|填报须知|填写须知|材料要求|备注(?:说明)?|要求|说明|具体要求|规格"
    "|纸质(?:材料)?规格|注意事项"
    "|纸张规格|适用情形|适用情况|材料说明|格式要求",
}
_OF_ONE = {Element.CONDITIONS, Element.MATERIALS}
STEPS = {
    "number": "序号|编号|步骤序号",
    "title": "(?:办理|审批|流程|工作|操作)?(?:环节|步骤|流程|阶段)(?:名称)?",
    "actor": "(?:办理|承办|责任|实施|审批|经办|审核|负责)(?:人员?|部门|单位|机构|岗位|科室|主体)|办理人|责任人|岗位|部门"
    "|层级|单位",
    "action": "(?:办理|工作|审查|具体|环节|主要|审批)(?:内容|事项|标准|说明|要求)|内容|操作说明|审查标准|工作要求|办理结果",
    "limit": "(?:办理|环节|承诺|工作|办结)?(?:时限|时间|期限)",
}


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a list of materials or steps: what stands in each column, "" where the head is not known."""

    element: Element
    kinds: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ItemHeads:
    """The heads of a list of items: labels by column, columns of materials by column, columns of numbers, the words of each
    head, and the first row below."""

    labels: Mapping[int, Hit]
    materials: Mapping[int, str]
    numbers: frozenset[int]
    words: Mapping[int, Run]
    first_row: int


def heads(grid: Grid, cells: Sequence[Cell]) -> Heads | None:
    """The heads of a list of materials or of steps; None if these cells are not such heads."""
    for element, columns, needed in ((Element.MATERIALS, MATERIALS, "name"), (Element.STEPS, STEPS, "title")):
        found: dict[int, str] = {}
        for cell in cells:
            kind = _kind(_plain(grid, cell), columns, set(found.values()))
            found |= dict.fromkeys(range(cell.column, cell.column + cell.columns), kind)
        known = {kind for kind in found.values() if kind}
        if needed in known and len(known) >= 2 and len(known) * 2 >= len(cells):
            return Heads(element, found)
    return None


def labels_of(grid: Grid, box: Box) -> Mapping[int, tuple[Cell, Hit]] | None:
    """The labels of one item in the first row of the box, by column, each over what is said of it; None if it is none.

    Certain only where all of the row are labels, each another element, conditions and materials among them, and no label
    stands below: a list of steps may have a column of materials, but none of conditions.
    """
    cells = grid.filled(box.top, box)
    hits = {cell.column: (cell, hit) for cell in cells if (hit := grid.label(cell)) and cell.rows == cell.columns == 1}
    elements = {hit.element for _cell, hit in hits.values()}
    if len(hits) < len(cells) or len(elements) < max(len(hits), 3):
        return None
    if not elements >= _OF_ONE or Element.NAME in elements:
        return None
    below = [grid.row(row, box) for row in range(box.top + 1, box.bottom)]
    stand = all(cell.column in hits and not grid.label(cell) for row in below for cell in row)
    return hits if below and below[0] and stand else None


def items(grid: Grid, box: Box) -> ItemHeads | None:
    """The heads of a list of items in the first row of the box, or its first two; None if it is none."""
    cells = grid.filled(box.top, box)
    if len(cells) < 3:
        return None
    depth = 2 if any(cell.columns > 1 for cell in cells) and any(cell.rows > 1 for cell in cells) else 1
    hits: dict[int, Hit] = {}
    kinds: dict[int, str] = {}
    stacks: dict[int, list[Cell]] = {}
    for column in range(box.left, box.right):
        found = (grid.covering(row, column) for row in range(box.top, box.top + depth))
        stacks[column] = stack = list(dict.fromkeys(cell for cell in found if cell))
        if hit := _label([_plain(grid, cell, bracketed=True) for cell in stack]):
            hits[column] = hit
        kinds[column] = _kind(_plain(grid, stack[-1]), MATERIALS, set()) if stack else ""
    elements = {hit.element for hit in hits.values()} - {Element.OTHER}
    if Element.NAME not in elements or len(elements) < 3 or len(hits) * 2 < len(cells):
        return None
    numbers = frozenset(column for column, kind in kinds.items() if kind == "number")
    rows = {column: kind for column, kind in kinds.items() if _of_materials(hits, kinds, column)}
    rows = rows if len(rows) > 1 else {}
    others = {column: hit for column, hit in hits.items() if column not in rows}
    return ItemHeads(others, rows, numbers, _words(grid, stacks, {*hits, *rows, *numbers}), box.top + depth)


def _words(grid: Grid, stacks: Mapping[int, Sequence[Cell]], known: set[int]) -> dict[int, Run]:
    """The words of each head; of a head merged over several columns the first that is known has them with their places,
    and of what was read above and reaches down into the heads none."""
    said = {cell for stack in stacks.values() for cell in stack if grid.is_taken(cell)}
    words: dict[int, Run] = {}
    for column, stack in stacks.items():
        words[column] = joined(grid.run(cell).placeless() if cell in said else grid.run(cell) for cell in stack)
        said |= set(stack) if column in known else set()
    return words


def _plain(grid: Grid, cell: Cell, *, bracketed: bool = False) -> str:
    plain = re.sub(r"[\s:*]", "", grid.run(cell).folded)
    return plain if bracketed else re.sub(r"\([^()]*\)$", "", plain)


def _kind(plain: str, columns: Mapping[str, str], taken: set[str]) -> str:
    found = (
        kind for kind, words in columns.items() if (kind not in taken or kind == "note") and re.fullmatch(words, plain)
    )
    return next(found, "")


def _label(words: list[str]) -> Hit | None:
    """What a head says, in its two rows together (法定 under 时限 is 法定时限), in the lower, or in the upper."""
    for phrase in dict.fromkeys(("".join(words), "".join(reversed(words)), *reversed(words))):
        known = labels.classify(phrase) if phrase else None
        if known:
            unit = re.search(r"\(([^()]*[日天][^()]*)\)", "".join(words))
            return Hit(known[0], phrase, 0, len(phrase), True, True, known[1] or (unit[1] if unit else ""))
    return None


def _of_materials(hits: Mapping[int, Hit], kinds: Mapping[int, str], column: int) -> bool:
    """Whether a column belongs to the list of materials: it is their name, or stands beside a column that belongs."""
    hit = hits.get(column)
    if kinds.get(column, "") in ("", "number"):
        return False
    if kinds[column] == "name":
        return hit is not None and hit.element is Element.MATERIALS
    known = hit is None or hit.element in (Element.OTHER, Element.MATERIALS)
    return known and _of_materials(hits, kinds, column - 1)
