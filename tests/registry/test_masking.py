"""What lists show of a person: enough to recognise at the counter, never enough to know."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.registry import masking

TEXT = st.text(max_size=30)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王秀英", "王**"),
        ("王芳", "王*"),
        ("王", "*"),
        ("", ""),
        ("阿布都·热合曼", "阿**·***"),
        ("葛\U000e0100城", "葛*"),
        ("𠮷野", "𠮷*"),
    ],
)
def test_of_a_name_the_first_character_is_shown(name: str, shown: str) -> None:
    assert masking.name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("11010519491231002X", "**************002X"),
        ("110105491231002", "***********1002"),
        ("E1234567", "****4567"),
        ("E123456", "*******"),
        ("", ""),
    ],
)
def test_of_a_number_the_last_four_are_shown(number: str, shown: str) -> None:
    assert masking.number(number) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13800000000", "138****0000"), ("02150001234", "*******1234"), ("+85291234567", "********4567")],
)
def test_of_a_telephone_the_ends_are_shown(phone: str, shown: str) -> None:
    assert masking.phone(phone) == shown


@given(TEXT)
def test_a_masked_name_never_shows_more_than_its_first_character(name: str) -> None:
    left = set(masking.name(name)) - set("*· ")
    first = next(
        (one for one in name if not unicodedata.category(one).startswith("M")), ""
    )  # a mark alone is no character

    assert left <= set(first)


@given(TEXT)
def test_a_masked_number_never_shows_more_than_four_characters_nor_half(number: str) -> None:
    shown = masking.number(number)

    assert len(shown) == len(number)
    hidden = len(shown) - len(shown.lstrip("*"))
    assert hidden >= max(len(number) - 4, len(number) / 2)


@given(st.from_regex(r"\A\+?[0-9]{5,16}\Z"))
def test_a_masked_telephone_hides_at_least_four_digits(phone: str) -> None:
    shown = masking.phone(phone)

    assert len(shown) == len(phone)
    assert shown.count("*") >= 4
