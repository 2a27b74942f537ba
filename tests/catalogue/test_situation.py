"""我能办吗、要带什么: what an item answers to what is known of a person, and what it asks next."""

from itertools import product

import pytest

from yimen.catalogue import situation
from yimen.catalogue.conditions import Answers, Verdict
from yimen.catalogue.elements import Content
from yimen.catalogue.reading import read

TEXT = """
code: SX-01
name: 情形试验事项
line: 民政
promised: 20 working days
seat: household
eligible:
  - {says: 户籍在本街道, when: {field: local, is: true}}
  - {says: 家庭人口三人以上, when: {field: people, at_least: 3}}
variants:
  - {key: ill, name: 因病, when: {field: cause, is: 患病}}
  - {key: fire, name: 因灾, when: {field: cause, is: 火灾}}
form:
  - {key: name, name: 姓名}
  - {key: local, name: 户籍是否在本街道, kind: yes_no}
  - {key: people, name: 家庭人口, kind: number}
  - {key: cause, name: 困难原因, kind: choice, choices: [患病, 火灾, 失业]}
  - {key: agent, name: 是否由他人代办, kind: yes_no}
materials:
  - {key: form, name: 申请表}
  - {key: diagnosis, name: 诊断证明, variants: [ill]}
  - {key: report, name: 火灾认定书, variants: [fire]}
  - {key: agent_id, name: 代办人身份证, necessity: conditional, when: {field: agent, is: true}}
  - {key: photo, name: 照片, necessity: optional}
steps:
  - {key: check, name: 初审, kind: check, level: village}
  - {key: approve, name: 审批, kind: approval, level: county, decides: true}
"""
CONTENT: Content = read(TEXT, file="situation.yaml").content
KNOWN: Answers = {"local": True, "people": 4, "cause": "患病", "agent": False}


def keys(said: situation.Situation, verdict: Verdict) -> list[str]:
    return [one.requirement.key for one in said.of(verdict)]


def test_everything_known() -> None:
    said = situation.judge(CONTENT, KNOWN)
    assert (said.may, said.against, said.open, said.questions) == (Verdict.YES, (), (), ())
    assert said.variant is not None
    assert said.variant.key == "ill"
    assert keys(said, Verdict.YES) == ["form", "diagnosis"]


def test_nothing_known_asks_what_decides_first() -> None:
    said = situation.judge(CONTENT, {})
    assert (said.may, said.open) == (Verdict.UNKNOWN, ("户籍在本街道", "家庭人口三人以上"))
    assert [one.key for one in said.questions] == ["local", "people", "cause", "agent"]
    assert keys(said, Verdict.UNKNOWN) == ["agent_id"]
    assert [one.name for one in said.of(Verdict.UNKNOWN)[0].hangs_on] == ["是否由他人代办"]


@pytest.mark.parametrize(
    ("answers", "against"),
    [
        ({"local": False}, ("户籍在本街道",)),
        ({"local": False, "people": 2}, ("户籍在本街道", "家庭人口三人以上")),
        ({**KNOWN, "people": 2}, ("家庭人口三人以上",)),
    ],
)
def test_what_stands_in_the_way_is_named_and_nothing_more_is_asked(answers: Answers, against: tuple[str, ...]) -> None:
    said = situation.judge(CONTENT, answers)
    assert (said.may, said.against, said.questions) == (Verdict.NO, against, ())


def test_no_variant_fits() -> None:
    said = situation.judge(CONTENT, {**KNOWN, "cause": "失业"})
    assert (said.may, said.against, said.variants) == (Verdict.NO, (), ())


def test_a_chosen_variant_is_the_one() -> None:
    said = situation.judge(CONTENT, {**KNOWN, "cause": None}, variant="fire")
    assert "report" in keys(said, Verdict.YES)
    assert "diagnosis" not in keys(said, Verdict.YES)


def test_one_more_answer_never_contradicts() -> None:
    """Whatever is settled while something is unknown stays settled, however the unknown is answered."""
    choices: dict[str, list[str | int | bool]] = {
        "local": [True, False],
        "people": [1, 3],
        "cause": ["患病", "火灾", "失业"],
        "agent": [True, False],
    }
    for values in product(*([None, *one] for one in choices.values())):
        some = dict(zip(choices, values, strict=True))
        said = situation.judge(CONTENT, some)
        for key in (one for one, value in some.items() if value is None):
            for value in choices[key]:
                more = situation.judge(CONTENT, {**some, key: value})
                assert said.may is Verdict.UNKNOWN or more.may is said.may or not more.variants
                assert set(said.against) <= set(more.against)
                assert set(more.variants) <= set(said.variants)


def test_typed_answers() -> None:
    typed = {"local": "是", "people": "3", "cause": "海啸", "agent": "也许"}
    assert situation.understood(CONTENT.form_fields, typed) == {
        "name": None, "local": True, "people": 3, "cause": None, "agent": None,
    }  # fmt: skip
    assert [one.key for one in situation.askable(CONTENT)] == ["local", "people", "cause", "agent"]
