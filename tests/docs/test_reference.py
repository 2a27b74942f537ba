"""The reference pages say what the code says."""

from functools import cache

import pytest
from django.conf import settings

from yimen.cases.lifecycle import Act, State
from yimen.demonstration.management.commands.write_reference import FOLDER
from yimen.demonstration.management.commands.write_reference import pages as written_anew

pages = cache(written_anew)


@pytest.mark.parametrize("name", ["acts.md", "states.md", "permissions.md", "commands.md", "errors.md", "policies.md"])
def test_a_reference_page_is_up_to_date(name: str):
    written = (settings.BASE_DIR / FOLDER / name).read_text("utf-8")

    assert written == pages()[name], "run .venv/bin/yimen write_reference"


def test_every_act_and_state_of_a_case_is_in_the_reference():
    acts, states = pages()["acts.md"], pages()["states.md"]

    assert [act for act in Act if f"`cases.{act}`" not in acts] == []
    assert [state for state in State if f"| `{state}` |" not in states] == []


def test_a_window_may_accept_and_a_director_may_not():
    [row] = [line for line in pages()["permissions.md"].splitlines() if line.startswith("| `accept`")]
    [head] = [line for line in pages()["permissions.md"].splitlines() if line.endswith("the clock |")]
    marks = dict(zip(head.split(" | "), row.split(" | "), strict=True))

    assert marks["窗口受理"] == "●"
    assert marks["中心主任"].strip() == ""
