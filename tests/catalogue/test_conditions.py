"""Conditions answer yes, no or unknown, and say what to ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.catalogue.conditions import Answers, Verdict, judge, parse, plain, unasked

CHILD = {"field": "age", "at_most": 17}
MARRIED = {"field": "marital", "is": "已婚"}


@pytest.mark.parametrize(
    ("condition", "answers", "verdict"),
    [
        (CHILD, {"age": 17}, "yes"),
        (CHILD, {"age": 18}, "no"),
        (CHILD, {}, "unknown"),
        (CHILD, {"age": "十七"}, "unknown"),
        ({"field": "age", "at_least": 60}, {"age": 60}, "yes"),
        ({"field": "age", "at_least": 60}, {"age": 59}, "no"),
        (MARRIED, {"marital": "已婚"}, "yes"),
        (MARRIED, {"marital": "未婚"}, "no"),
        ({"field": "marital", "is_not": "已婚"}, {"marital": "未婚"}, "yes"),
        ({"field": "marital", "is_not": "已婚"}, {}, "unknown"),
        ({"field": "ill", "is": True}, {"ill": 1}, "no"),
        ({"field": "kind", "one_of": ["五保", "低保"]}, {"kind": "低保"}, "yes"),
        ({"field": "kind", "one_of": ["五保", "低保"]}, {"kind": "其他"}, "no"),
        ({"all": [CHILD, MARRIED]}, {"age": 30}, "no"),
        ({"all": [CHILD, MARRIED]}, {"age": 16}, "unknown"),
        ({"all": [CHILD, MARRIED]}, {"age": 16, "marital": "已婚"}, "yes"),
        ({"any": [CHILD, MARRIED]}, {"age": 16}, "yes"),
        ({"any": [CHILD, MARRIED]}, {"age": 30}, "unknown"),
        ({"any": [CHILD, MARRIED]}, {"age": 30, "marital": "未婚"}, "no"),
        ({"none": [CHILD, MARRIED]}, {"age": 16}, "no"),
        ({"none": [CHILD, MARRIED]}, {"age": 30}, "unknown"),
        ({"none": [CHILD, MARRIED]}, {"age": 30, "marital": "未婚"}, "yes"),
    ],
)
def test_a_condition_is_judged_by_the_answers_there_are(condition: object, answers: Answers, verdict: str) -> None:
    assert judge(parse(condition), answers) == verdict


def test_no_condition_always_holds() -> None:
    assert judge(None, {}) is Verdict.YES


def test_only_what_could_still_settle_it_is_asked() -> None:
    both = parse({"all": [CHILD, MARRIED]})

    assert unasked(both, {"age": 16}) == ("marital",)
    assert unasked(both, {"age": 30}) == ()


@given(st.dictionaries(st.sampled_from(["age", "marital"]), st.sampled_from([16, 30, "已婚"])))
def test_a_further_answer_never_turns_a_yes_or_no(answers: dict[str, int | str]) -> None:
    condition = parse({"any": [{"all": [CHILD, MARRIED]}, {"none": [CHILD]}]})
    before = judge(condition, {})
    for count in range(len(answers) + 1):
        now = judge(condition, dict(list(answers.items())[:count]))

        assert before in (Verdict.UNKNOWN, now)
        before = now


@pytest.mark.parametrize(
    "wrong",
    [
        "已婚",
        {},
        {"field": "a"},
        {"field": "a", "is": 1, "is_not": 2},
        {"field": "a", "like": 1},
        {"field": "a", "at_least": "x"},
        {"field": "a", "at_least": True},
        {"field": "a", "one_of": []},
        {"field": "", "is": 1},
        {"all": []},
        {"all": [CHILD], "any": [CHILD]},
        {"all": [{"all": [{"all": [{"all": [{"all": [{"all": [{"all": [{"all": [CHILD]}]}]}]}]}]}]}]},
    ],
)
def test_anything_else_is_refused_with_a_sentence(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"条件|后面是"):
        parse(wrong)


def test_the_plain_form_is_read_back() -> None:
    condition = parse({"none": [CHILD, {"any": [MARRIED, {"field": "kind", "one_of": ["五保", 1]}]}]})

    assert parse(plain(condition)) == condition
