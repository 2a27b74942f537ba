"""The sixteen items of the printed guide: the files held, element by element, against a table written by hand."""

import re
from functools import cache

import pytest

from tests.catalogue.cast import ELEMENTS, FOLDER
from tests.catalogue.printed import PAGE, Printed
from yimen.catalogue.elements import Content, Necessity, Phase
from yimen.catalogue.promise import Promise, Unit, parse
from yimen.catalogue.reading import Written, read

_PROCEDURE = re.compile(r"(?:办事|办理)程序:(\S+?)(?:。办理时限\S*)?(?:\s|$)")
every_item = pytest.mark.parametrize(("code", "page"), PAGE.items(), ids=PAGE)


@cache
def files() -> dict[str, Written]:
    written = [
        read(one.read_text("utf-8"), file=one.name, dictionary=ELEMENTS) for one in sorted(FOLDER.glob("*.yaml"))
    ]
    return {one.content.code: one for one in written}


def item(code: str) -> Content:
    return files()[code].content


def test_the_catalogue_is_the_sixteen_items_and_no_other() -> None:
    assert sorted(files()) == sorted(PAGE)


@every_item
def test_name_limit_conditions_basis_and_fees_are_as_printed(code: str, page: Printed) -> None:
    content = item(code)

    assert (content.name, content.line) == (page.name, page.line)
    assert (content.conditions, content.basis) == (page.conditions, page.basis)
    assert content.promised == (parse(page.promised) if page.promised else None)
    assert tuple(fee.standard for fee in content.fees) == page.fees
    assert tuple(result.name for result in content.results) == page.results


@every_item
def test_materials_are_as_printed_with_numbers_and_sizes(code: str, page: Printed) -> None:
    found = [(one.name, one.originals, one.copies, one.size, one.note) for one in item(code).requirements]

    assert found == list(page.materials)


@every_item
def test_steps_are_as_printed_in_their_order(code: str, page: Printed) -> None:
    asked = [(part, *step, page.line)[:5] for part, steps in page.procedure for step in steps]

    assert [(one.printed, one.name, one.kind, one.level, one.line) for one in item(code).steps] == asked


@every_item
def test_who_decides_and_what_follows_the_decision(code: str, page: Printed) -> None:
    content = item(code)

    assert tuple(step.name for step in content.steps if step.is_decision) == page.decides
    assert tuple(step.name for step in content.steps if step.phase is Phase.AFTER) == page.after
    assert content.decided_at_window == (not page.decides)


@every_item
def test_every_part_of_the_printed_procedure_is_in_the_table(code: str, page: Printed) -> None:
    printed = _PROCEDURE.search(item(code).printed)
    parts = re.split("[→;。]", printed[1]) if printed else []

    assert parts == [part for part, _steps in page.procedure]


@every_item
def test_every_word_of_the_file_stands_on_the_page(code: str, page: Printed) -> None:
    content = item(code)
    words = [content.name, content.line, content.body, page.limit, *content.conditions, *content.basis]
    words += [word for one in content.requirements for word in (one.name, one.size, one.note)]
    words += [one.standard for one in content.fees] + [one.printed for one in content.steps]

    assert [word for word in words if word not in content.printed] == list(page.inferred)


@every_item
def test_what_the_page_does_not_print_is_left_empty_and_the_reason_given(code: str, page: Printed) -> None:
    content = item(code)
    lacking = {"办事依据": page.basis, "申报条件": page.conditions, "收费标准": page.fees}
    named = [words for words, found in lacking.items() if not found]

    assert [words for words in named if words not in content.as_printed] == []
    assert [step.term for step in content.steps if step.term] == []
    assert [word for word in ("名称", "推定") if word not in content.as_printed and page.inferred] == []


def test_six_items_have_no_basis_and_two_no_fee() -> None:
    bare = [code for code in sorted(PAGE) if not item(code).basis]
    free_or_silent = [code for code in sorted(PAGE) if not item(code).fees]

    assert bare == ["JS-04", "LD-01", "LD-02", "MZ-01", "MZ-02", "MZ-07"]
    assert free_or_silent == ["LY-01", "MZ-07"]


def test_every_item_is_kept_as_printed_with_its_reason_and_its_page() -> None:
    assert [code for code in PAGE if not (item(code).as_printed and item(code).printed)] == []
    assert item("MZ-03").promised == Promise(Unit.WORKING_DAYS, 90)


def test_up_to_thirty_trees_the_station_ends_it_above_it_passes_the_case_on() -> None:
    content = item("LY-01")
    routes = {one.key: [step.name for step in content.steps if one.key in step.variants] for one in content.variants}

    assert routes == {"within": ["林业站结办"], "above": ["乡林业站审核", "县林业局审批办理"]}
    assert content.promised_for("within") == Promise(Unit.WORKING_DAYS, 1)
    assert content.promised_for("above") is None
    assert [step.limit for step in content.steps] == [None, Promise(Unit.WORKING_DAYS, 1), None]


def test_only_what_the_page_leaves_open_may_be_missing() -> None:
    optional = [one.name for code in PAGE for one in item(code).requirements if one.necessity is not Necessity.REQUIRED]

    assert optional == ["其他有关证明材料", "原宅基地证", "城镇规划区规划主管部门审查意见"]


def test_a_migrants_certificate_and_a_work_card_are_decided_at_the_window() -> None:
    for code in ("JS-03", "LD-01"):
        assert item(code).decided_at_window and item(code).who_accepts_may_decide and item(code).steps == ()
