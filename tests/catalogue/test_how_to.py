"""The guide for those who write items says what is true."""

from pathlib import Path

import pytest

from yimen.catalogue import form
from yimen.catalogue.lint.examining import RULES
from yimen.catalogue.nodes import Table
from yimen.catalogue.reading import read

FOLDER = Path(__file__).resolve().parents[2] / "docs/how-to"
GUIDE = (FOLDER / "write-an-item.md").read_text("utf-8")
MENDING = (FOLDER / "mend-a-guide.md").read_text("utf-8")


def test_the_whole_file_in_the_guide_is_read_without_a_mistake() -> None:
    example = GUIDE.split("```yaml\n")[1].split("```")[0]

    assert read(example, file="write-an-item.md").content.code == "MZ-01"


@pytest.mark.parametrize(
    "table", [form.ITEM, form.VARIANT, form.MATERIAL, form.STEP, form.SPECIAL, form.FEE, form.RESULT, form.FIELD]
)
def test_every_key_stands_in_the_guide(table: Table) -> None:
    headed = {"variants", "materials", "steps", "special", "fees", "results", "form"}

    assert [key for key in table if f"`{key}`" not in GUIDE and key not in headed] == []
    assert [key for key in headed if f"**{key}**" not in GUIDE] == []


@pytest.mark.parametrize(
    "words",
    [
        form.STATES,
        form.SEATS,
        form.LEVELS,
        form.STEPS,
        form.SPECIALS,
        form.RESULTS,
        form.FIELDS,
        form.VISITS,
        form.ONLINES,
        form.AGENCIES,
    ],
)
def test_every_word_of_a_list_stands_in_the_guide(words: dict[str, object]) -> None:
    shown = GUIDE.replace(
        "# draft 草稿, review 审核, published 发布, retired 取消", "`draft` `review` `published` `retired`"
    )

    assert [word for word in words if f"`{word}`" not in shown] == []


def test_every_rule_of_the_lint_stands_in_its_guide_as_it_is() -> None:
    rows = [f"| `{one.id}` | {one.severity} | {one.says} | {one.proposal} |" for one in RULES]
    written = [line for line in MENDING.splitlines() if line.startswith("| `") and line.count("|") == 5]

    assert written == rows
