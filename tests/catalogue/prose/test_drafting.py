"""Drafts in the catalogue: the printed page gives what its files say, but for what a person concluded."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.catalogue.printed import PAGE, Printed
from tests.catalogue.prose.reading import page, understood
from yimen.catalogue.drafting import content
from yimen.catalogue.elements import Content, Phase, State
from yimen.catalogue.models import Item, ItemVersion, VersionState
from yimen.catalogue.promise import parse
from yimen.catalogue.reading import read
from yimen.catalogue.writing import write

every_item = pytest.mark.parametrize(("code", "printed"), PAGE.items(), ids=PAGE)
# What the table has and the page does not say: steps and their levels that a person concluded, and results.
CONCLUDED_STEPS = {
    "MZ-04": "who signs and hands out",
    "MZ-05": "who issues",
    "LD-02": "what the station does last",
    "LY-01": "two ends",
}
CONCLUDED_RESULTS = {"LD-02"}


def drafted(code: str) -> Content:
    found = understood(page())
    return content(found.drafts[list(PAGE).index(code)], found, file="page.txt", code=code)


@every_item
def test_a_draft_reads_back_from_its_file(code: str, printed: Printed) -> None:
    assert read(write(drafted(code), state=State.DRAFT), file=code).content == drafted(code)


@every_item
def test_materials_are_those_of_the_table(code: str, printed: Printed) -> None:
    applicant = {part for part, steps in printed.procedure if not steps}
    asked = [(*one[:4], "" if one[4] in applicant else one[4]) for one in printed.materials]

    assert [(one.name, one.originals, one.copies, one.size, one.note) for one in drafted(code).requirements] == asked


@every_item
def test_steps_levels_and_who_decides_are_those_of_the_table(code: str, printed: Printed) -> None:
    own = drafted(code)
    asked = [(part, *step, printed.line)[:5] for part, steps in printed.procedure for step in steps]
    found = [(one.printed, one.name, one.kind, one.level, one.line) for one in own.steps]
    decides = tuple(step.name for step in own.steps if step.is_decision)
    after = tuple(step.name for step in own.steps if step.phase is Phase.AFTER)

    if code in CONCLUDED_STEPS:
        assert (
            [one[:2] for one in found if one not in asked] != []
            or len(found) != len(asked)
            or decides != printed.decides
        )
    else:
        assert (found, decides, after) == (asked, printed.decides, printed.after)


@every_item
def test_results_are_those_of_the_table(code: str, printed: Printed) -> None:
    found = tuple(one.name for one in drafted(code).results)

    assert (found == printed.results) is (code not in CONCLUDED_RESULTS)


@every_item
def test_promise_fee_and_print_are_kept(code: str, printed: Printed) -> None:
    own = drafted(code)

    assert own.promised == parse(printed.promised or "1 working day")
    assert tuple(fee.standard for fee in own.fees) == printed.fees
    assert printed.limit in own.printed and own.printed.split("\n")[0].endswith("窗口") == (code != "CG-01")


def test_an_item_without_a_name_says_so_in_its_place() -> None:
    assert drafted("LY-01").name == "林业窗口事项（来源页没有印名称）"


@pytest.mark.django_db
def test_storing_a_guide_makes_sixteen_drafts_and_tells_what_it_did_not_understand(tmp_path: Path, capsys: Any) -> None:
    call_command("import_guide", written(tmp_path))

    told = capsys.readouterr().out
    assert "存为草稿：16项。" in told and "没有读懂的共12处。" in told
    assert set(VersionState.objects.values_list("state", flat=True)) == {"draft"}
    assert Item.objects.filter(code__startswith="MZ-").count() == 7


@pytest.mark.django_db
def test_a_guide_read_again_adds_nothing_and_a_changed_one_is_the_next_version(tmp_path: Path) -> None:
    for text in (page(), page(), page().replace("1196元", "1300元")):
        call_command("import_guide", written(tmp_path, text))

    assert Item.objects.count() == 16
    assert list(ItemVersion.objects.filter(item__code="MZ-01").order_by("number").values_list("number", flat=True)) == [
        1,
        2,
    ]


@pytest.mark.django_db
def test_a_text_without_items_stores_nothing_and_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有读出事项"):
        call_command("import_guide", written(tmp_path, "会上,大厦信息部人员介绍了企业如何提供服务。"))

    assert not Item.objects.exists()


def written(folder: Path, text: str = "") -> str:
    path = folder / "page.txt"
    path.write_text(text or page(), "utf-8")
    return str(path)
