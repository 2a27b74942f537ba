"""Materials that hang on the form: demanded where it says so, and only there (D4)."""

from dataclasses import replace

import pytest

from tests.cases.items import SPECIAL, changed, load
from tests.town import Cast
from yimen.cases import completion, intake
from yimen.cases.intake import Handed
from yimen.cases.models import Case
from yimen.journal.errors import NotNow

CODE = "TJ-01"
AGENT = """
  - {key: agent, name: 代办人身份证, necessity: conditional, when: {field: has_agent, is: true}}
"""
TEXT = changed(SPECIAL, code=CODE).replace("materials:\n", "materials:" + AGENT).replace(
    "form:\n", "form:\n  - {key: has_agent, name: 是否由他人代办, kind: yes_no, required: false}\n"
)  # fmt: skip


@pytest.fixture
def item(cast: Cast) -> Cast:
    load(cast, cast.clock.at(1, 6), tj=TEXT)
    return cast


def handed(cast: Cast, *given: str, **form: str) -> Handed:
    there = frozenset(one.id for one in cast.item(CODE).requirements if one.key in given)
    return replace(cast.handed(cast.clock.at(3, 2), code=CODE, form={"household": "3", **form}), given=there)


@pytest.mark.parametrize("form", [{}, {"has_agent": "否"}, {"has_agent": ""}])
def test_what_the_form_does_not_ask_for_is_not_demanded(item: Cast, form: dict[str, str]) -> None:
    case = intake.take_in(handed(item, "application", **form), by=item.window, at=item.clock.at(3, 2))
    assert case.state == "in_process"


def test_what_the_form_asks_for_is_demanded_by_name(item: Cast) -> None:
    with pytest.raises(NotNow, match="代办人身份证"):
        intake.take_in(handed(item, "application", has_agent="是"), by=item.window, at=item.clock.at(3, 2))
    assert not Case.objects.exists()

    case = intake.take_in(handed(item, "application", "agent", has_agent="是"), by=item.window, at=item.clock.at(3, 2))
    assert case.state == "in_process"


def test_the_one_notice_names_it_too(item: Cast) -> None:
    wanted = handed(item, "application", has_agent="是")
    case = completion.receive_and_ask(wanted, by=item.window, at=item.clock.at(3, 2))
    [asked] = case.completions.all()
    agent = next(one for one in item.item(CODE).requirements if one.key == "agent")
    assert asked.requirement_ids == [str(agent.id)]
