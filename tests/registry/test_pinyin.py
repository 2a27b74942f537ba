"""The initials by which a clerk finds a person."""

import pytest

from yimen.registry.pinyin import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("王秀英", "wxy"),
        ("曾国藩", "zgf"),
        ("单田芳", "stf"),
        ("解晓东", "xxd"),
        ("仇英", "qy"),
        ("区伯", "ob"),
        ("查良镛", "zly"),
        ("朴树", "ps"),
        ("任贤齐", "rxq"),
        ("翟天临", "ztl"),
        ("尉迟恭", "ycg"),
        ("万俟卨", "mqx"),
        ("单于丹", "cyd"),
        ("澹台灭明", "ttmm"),
        ("令狐冲", "lhc"),
        ("欧阳修", "oyx"),
        ("阿布都·热合曼", "abdrhm"),
        ("John Smith", "js"),
        ("Élise", "e"),
        ("王𬎆", "wy"),
        ("王\U000323af", "w"),
        ("", ""),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(("name", "letters"), [("王单", "wd"), ("李曾", "lc"), ("张查", "zc")])
def test_the_same_character_in_a_given_name_is_read_as_a_word(name: str, letters: str) -> None:
    assert initials(name) == letters
