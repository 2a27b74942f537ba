"""The printed page gives its sixteen items, every element equal to the list written by hand."""

import re
from functools import cache
from typing import Any

import pytest

from tests.catalogue.printed import PAGE, Printed
from tests.catalogue.prose.reading import AFTER, BEFORE, items, page, told, understood
from yimen.catalogue.promise import parse

every_item = pytest.mark.parametrize(("code", "printed"), PAGE.items(), ids=PAGE)
LEVELS = {"村": "village", "街": "town", "乡": "town", "林": "town", "县": "county"}


@cache
def found() -> dict[str, dict[str, Any]]:
    return dict(zip(PAGE, items(page()), strict=True))


def test_there_are_sixteen_items_in_the_order_of_the_page() -> None:
    assert len(items(page())) == 16


@every_item
def test_name_department_conditions_basis_and_fee_are_as_printed(code: str, printed: Printed) -> None:
    item = found()[code]
    name = "" if printed.name in printed.inferred else printed.name

    assert (item["name"], item["department"]) == (name, printed.line)
    assert (tuple(item["conditions"]), tuple(item["basis"])) == (printed.conditions, printed.basis)
    assert item["fee"] == "".join(printed.fees)


@every_item
def test_what_the_page_does_not_print_is_empty(code: str, printed: Printed) -> None:
    item = found()[code]

    assert [item[name] for name in ("place", "telephone", "result", "object", "kind", "hours")] == [""] * 6
    assert (item["co_departments"], item["statutory"]) == ([], None)


@every_item
def test_the_limit_is_as_printed(code: str, printed: Printed) -> None:
    limit = parse(
        printed.promised or "1 working day"
    )  # LY-01: 材料具备后一个工作日内, for which the table has no limit
    number = {"on_the_spot": None, "yearly": 1}.get(limit.unit.value, limit.number)

    assert found()[code]["promise"] == {"number": number, "unit": limit.unit.value}
    assert found()[code]["promise_text"].endswith(printed.limit)


@every_item
def test_materials_are_as_printed_with_numbers_forms_and_sizes(code: str, printed: Printed) -> None:
    own = [(one.written, one.form, one.copies, one.size) for one in draft(code).materials]
    asked = [
        (name, form(name, originals, copies), max(originals, copies), size)
        for name, originals, copies, size, _ in printed.materials
    ]

    assert [(name, kind or "原件", count, size) for name, kind, count, size in own] == asked


@every_item
def test_notes_are_as_printed_but_for_those_that_come_from_the_procedure(code: str, printed: Printed) -> None:
    applicant = {part for part, steps in printed.procedure if not steps}
    asked = ["" if note in applicant else note for *_rest, note in printed.materials]

    assert [material["note"] for material in found()[code]["materials"]] == asked


@every_item
def test_the_procedure_is_as_printed_part_by_part(code: str, printed: Printed) -> None:
    assert [step["printed"] for step in found()[code]["steps"]] == [part for part, _steps in printed.procedure]


@every_item
def test_actors_and_levels_are_as_printed(code: str, printed: Printed) -> None:
    """A level is told where the page names the body; the table's other levels are inferred."""
    for step, (part, steps) in zip(found()[code]["steps"], printed.procedure, strict=True):
        words = step["actor"] + step["action"]
        assert words in (part, part.removeprefix("报"), part.removeprefix("送"))
        if step["level"]:
            assert {one[2] for one in steps} <= {step["level"]}
        elif steps:
            assert re.match("公示|签订|发放|户口|符合|兑现|审核|核发", part), part


def test_a_body_s_name_tells_its_level() -> None:
    told_by_name = {
        step["actor"]: step["level"] for item in found().values() for step in item["steps"] if step["level"]
    }
    told_by_name.pop("", None)

    assert {actor: level for actor, level in told_by_name.items() if LEVELS[actor[0]] != level} == {}
    assert len(told_by_name) > 12


def test_forms_are_told_apart() -> None:
    forms = [(one["name"], one["form"]) for item in found().values() for one in item["materials"] if one["form"]]

    assert forms == [
        ("户口簿", "复印件"), ("身份证", "复印件"), ("本人身份证", "复印件"), ("参加新农合或城镇医疗保险报销凭据", "复印件"),
        ("低保、五保证", "复印件"), ("男女双方户口簿", "原件"), ("结婚证", "原件"), ("林权证", "原件及复印件"),
    ]  # fmt: skip


def test_what_stands_around_the_items_is_not_understood_and_told_line_by_line() -> None:
    assert told(page()) == [*BEFORE.split("\n"), *AFTER.split("\n")]


def draft(code: str) -> Any:
    return understood(page()).drafts[list(PAGE).index(code)]


def form(name: str, originals: int, copies: int) -> str:
    return {(True, True): "原件及复印件", (True, False): "原件", (False, True): "复印件"}[bool(originals), bool(copies)]
