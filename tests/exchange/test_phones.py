"""The numbers that messages go to: what is read, what is refused and in which words, how they are shown."""

import pytest

from yimen.exchange import outcome, phones
from yimen.exchange.outcome import Outcome


@pytest.mark.parametrize(
    "typed",
    ["13800001234", "138 0000 1234", "138-0000-1234", "+86 13800001234", "１３８００００１２３４", "008613800001234"],
)
def test_a_mobile_number_is_read_however_it_is_typed(typed: str):
    assert phones.read(typed) == "13800001234"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "请填写电话号码"),
        ("1380000123", "应为11位，您输入了10位"),
        ("138000012345", "应为11位，您输入了12位"),
        ("12800001234", "应以13至19开头"),
        ("021-50001234", "短信只能发到11位手机号"),
        ("+85291234567", "短信只能发到11位手机号"),
        ("二三四", "11位手机号"),
    ],
)
def test_any_other_is_refused_with_what_and_how(typed: str, words: str):
    with pytest.raises(phones.Unreadable, match=words):
        phones.read(typed)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        ("1", "1"),
        ("138", "138"),
        ("1380", "138 0"),
        ("1380000", "138 0000"),
        ("13800001234", "138 0000 1234"),
    ],
)
def test_digits_are_shown_in_groups_while_they_are_typed(typed: str, shown: str):
    assert phones.grouped(phones.digits(typed)) == shown
    assert phones.digits(shown) == typed


@pytest.mark.parametrize(
    ("status", "follows"),
    [
        (200, Outcome.TAKEN), (202, Outcome.TAKEN), (204, Outcome.TAKEN),
        (301, Outcome.REFUSED), (307, Outcome.REFUSED), (400, Outcome.REFUSED), (401, Outcome.REFUSED),
        (404, Outcome.REFUSED), (422, Outcome.REFUSED),
        (408, Outcome.LATER), (429, Outcome.LATER), (500, Outcome.LATER), (502, Outcome.LATER), (503, Outcome.LATER),
    ],
)  # fmt: skip
def test_what_follows_from_an_answer(status: int, follows: Outcome):
    assert outcome.of_status(status) is follows
    assert outcome.is_taken(str(status)) is (follows is Outcome.TAKEN)


@pytest.mark.parametrize("said", ["", "timeout", "unreachable"])
def test_no_answer_took_nothing(said: str):
    assert not outcome.is_taken(said)
