"""The pinyin initials by which a clerk finds a person: 曾国藩 → zgf, 单田芳 → stf, 尉迟恭 → ycg. Pure.

A character read otherwise as a surname is read so in first place; dictionaries of words get these wrong.
Where families differ (乐 yuè, lè), the reading more families use stands.
"""

import re
import unicodedata
from typing import Final

# Surnames of two characters that single readings or the table below would get wrong, with their initials.
COMPOUND: Final = {
    "万俟": "mq", "尉迟": "yc", "单于": "cy", "澹台": "tt", "乐正": "yz",
}  # fmt: skip
# Surnames of one character read otherwise than the word of every day: the letter that is read.
SINGLE: Final = {
    "曾": "z", "单": "s", "解": "x", "仇": "q", "区": "o", "查": "z", "翟": "z", "覃": "q", "种": "c",
    "重": "c", "折": "s", "召": "s", "祭": "z", "秘": "b", "乜": "n", "隗": "w", "句": "g", "阚": "k",
    "繁": "p", "藏": "z", "省": "x", "么": "y", "佴": "n", "乐": "y",
}  # fmt: skip
LETTER: Final = re.compile(r"[^\W\d_]")
LATIN: Final = re.compile(r"[^\W\d_\u2e80-\U0003ffff]+")


def initials(name: str) -> str:
    """The initials in small letters; of a Latin word its first. A character without reading is left out."""
    if name[:2] in COMPOUND:
        return COMPOUND[name[:2]] + _read(name[2:])
    if name[:1] in SINGLE:
        return SINGLE[name[0]] + _read(name[1:])
    if LATIN.match(name):
        return _read(name)
    # Apart, so that no word is seen across surname and name.
    return _read(name[:1]) + _read(name[1:])


def _read(text: str) -> str:
    from pypinyin import Style, lazy_pinyin  # half a second of dictionaries, which no start of a process need wait for

    text = LATIN.sub(lambda word: f" {unicodedata.normalize('NFKD', word[0])[0]} ", text)
    letters = lazy_pinyin("".join(LETTER.findall(text)), style=Style.FIRST_LETTER, errors=_latin_only)
    return "".join(letters).lower()


def _latin_only(unread: str) -> str:
    return "".join(LATIN.findall(unread))
