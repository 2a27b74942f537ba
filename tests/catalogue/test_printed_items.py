"""The two items of the first catalogue, held element by element against the page they were taken from."""

import pytest

from tests.catalogue.cast import FOLDER
from yimen.catalogue.elements import Content, Phase, Seat, StepKind
from yimen.catalogue.promise import Promise, Unit, words
from yimen.catalogue.reading import read
from yimen.office.models import Level


def item(name: str) -> Content:
    return read((FOLDER / name).read_text("utf-8"), file=name).content


@pytest.mark.parametrize("name", ["ncdb.yaml", "ldry.yaml"])
def test_every_element_stands_on_the_printed_page(name: str) -> None:
    content = item(name)
    elements = [content.name, content.line, *content.conditions, *content.basis, content.body]
    elements += [one.name for one in content.requirements]
    elements += [one.note for one in content.requirements] + [one.size for one in content.requirements]
    elements += [one.standard for one in content.fees] + [one.printed for one in content.steps]
    assert content.promised
    elements.append(words(content.promised))

    assert [element for element in elements if element not in content.printed] == []


def test_every_part_of_the_printed_procedure_is_a_step_or_the_application() -> None:
    content = item("ncdb.yaml")
    procedure = next(line for line in content.printed.splitlines() if line.startswith("办事程序:"))
    parts = procedure.removeprefix("办事程序:").split(" ")[0].split("→")

    told = [content.requirements[0].note, *(step.printed for step in content.steps)]
    assert parts == list(dict.fromkeys(told))


def test_the_minimum_allowance_goes_from_the_village_to_the_county_and_back() -> None:
    content = item("ncdb.yaml")
    steps = content.steps

    assert [(step.kind, step.level, step.phase, step.stage) for step in steps] == [
        (StepKind.CHECK, Level.VILLAGE, Phase.BEFORE, 1),
        (StepKind.PUBLIC_NOTICE, Level.VILLAGE, Phase.BEFORE, 2),
        (StepKind.REVIEW, Level.TOWN, Phase.BEFORE, 3),
        (StepKind.APPROVAL, Level.COUNTY, Phase.BEFORE, 4),
        (StepKind.PUBLIC_NOTICE, Level.VILLAGE, Phase.AFTER, 1),
    ]
    assert [step.name for step in steps if step.is_decision] == ["县民政局审批"]
    assert (content.seat, content.seat_level) == (Seat.HOUSEHOLD, Level.VILLAGE)


def test_what_the_page_does_not_print_is_left_empty_and_the_reason_given() -> None:
    content = item("ncdb.yaml")

    assert content.basis == ()
    assert [step.term for step in content.steps] == [None] * 5
    assert "办事依据" in content.as_printed and "公示天数" in content.as_printed


def test_the_migrants_certificate_is_finished_at_the_window() -> None:
    content = item("ldry.yaml")

    assert content.promised == Promise(Unit.ON_THE_SPOT)
    assert content.decided_at_window and content.steps == ()
    asked = "、".join(one.name for one in content.requirements)
    assert asked == "申请表、身份证、户口簿、婚育情况证明、一寸照片"
