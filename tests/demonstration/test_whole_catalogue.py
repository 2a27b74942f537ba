"""The whole catalogue: its files are sound, name their sources, and the demonstration town can work on every one of them."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.catalogue.cast import CATALOGUE, ELEMENTS, FOLDER
from tests.town import Cast
from yimen.cases import placing
from yimen.catalogue import defining
from yimen.catalogue.elements import Content, StepDef
from yimen.catalogue.linting import in_files
from yimen.catalogue.reading import Written, read
from yimen.catalogue.signposting import FOLDERS

NO_ITEMS = FOLDERS | {defining.FOLDER}
PRINTED = {one.name for one in FOLDER.glob("*.yaml")}
# The lines that the sources name (JD 三(五), YC 一, GD 窗口目录, PT 附件1), under the names they have in the catalogue.
LINES = {
    "民政", "残联", "优抚", "殡葬", "劳动保障", "社会保险", "医疗保险", "计生", "卫健", "住房保障", "社保卡", "居住证",
    "税务", "妇联", "粮食", "工会", "征兵", "民族宗教", "城建", "国土", "村镇规划", "林业", "农业", "财政",
    "村级财务", "司法", "综治信访", "党务", "党政", "档案", "工商", "公用事业",
}  # fmt: skip
_REFERENCE = re.compile(r"来源00[0-4]第\d+行")


def _read(file: Path) -> Written:
    return read(file.read_text("utf-8"), file=str(file), dictionary=ELEMENTS)


@cache
def files() -> dict[str, Written]:
    """By path below the catalogue."""
    found = [one for one in sorted(CATALOGUE.rglob("*.yaml")) if one.parent.name not in NO_ITEMS]
    return {str(one.relative_to(CATALOGUE)): _read(one) for one in found}


def items() -> list[Content]:
    return [one.content for one in files().values()]


def added() -> dict[str, Content]:
    return {file: one.content for file, one in files().items() if file not in PRINTED}


def test_there_are_more_items_than_the_standard_names_and_each_stands_in_one_file() -> None:
    assert len(items()) >= 193  # 上海市社区事务受理服务中心建设服务规范 (PT 附件1)
    for told in ([one.code for one in items()], [one.name for one in items()]):
        assert [word for word, count in Counter(told).items() if count > 1] == []
    assert {one.line for one in items()} == LINES


def test_what_is_not_printed_names_its_source_and_waits_for_the_site() -> None:
    assert [file for file, one in added().items() if not one.to_confirm or not _REFERENCE.search(one.source)] == []
    assert [file for file, one in files().items() if file in PRINTED and one.content.to_confirm] == []


def test_the_lint_finds_no_error_and_no_warning_in_what_was_added() -> None:
    found, problems = in_files(CATALOGUE)
    ours = {one.code for one in added().values()}

    assert problems == ()
    assert [str(one) for one in found if one.item in ours and one.finding.severity != "note"] == []


def test_nobody_waits_longer_than_the_law_says() -> None:
    for one in added().values():
        if one.promised and one.statutory and one.promised.unit is one.statutory.unit:
            assert one.promised.number <= one.statutory.number, one.code


def test_a_field_of_a_form_has_one_name_and_kind_wherever_it_is_asked() -> None:
    fields = {(each.key, each.name, each.kind) for one in added().values() for each in one.form_fields}

    assert [key for key, count in Counter(key for key, _name, _kind in fields).items() if count > 1] == []


def test_the_shares_of_who_decides_are_near_those_of_yinchuan() -> None:
    """29 of 55 items are decided by the sub-district itself (YC 一(一)四); here windows and villages count with it."""
    deciding = [{step.level for step in one.steps if step.is_decision} for one in items()]
    here = [levels for levels in deciding if levels <= {"town", "village"}]

    assert 0.45 <= len(here) / len(deciding) <= 0.6


def steps() -> list[tuple[str, StepDef]]:
    """One item's step of each level and line."""
    found = {(step.level, step.line): (one.code, step) for one in items() for step in one.steps}
    return [found[key] for key in sorted(found)]


@pytest.mark.parametrize("seat", ["liushu", "changan"])
def test_every_step_of_every_item_finds_a_post_that_handles_it(cast: Cast, seat: str) -> None:
    day = cast.clock.at(3, 2).date()
    seat_id, home_id = cast.town.divisions[seat].pk, cast.hall.pk
    placed = {
        (step.level, step.line): placing.place(step, code, seat_id=seat_id, home_id=home_id, on=day).why
        for code, step in steps()
    }

    assert len(placed) > 60
    assert [key for key, why in placed.items() if why != "handler"] == []
