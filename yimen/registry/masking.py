"""What lists, displays and public notices may show of a person: never enough to know them by. Pure."""

import unicodedata
from typing import Final

STAR: Final = "*"
TAIL: Final = 4  # characters of a number that are shown, as receipts and bank slips do
SHORTEST_WITH_TAIL: Final = 8  # a shorter number would be given away by its tail


def name(text: str) -> str:
    """王秀英 → 王**, 阿布都·热合曼 → 阿**·***; a name of one character is wholly hidden."""
    shown: list[str] = []
    for character in text:
        if unicodedata.category(character).startswith("M"):
            continue  # belongs to the character before, which it could give away
        shown.append(character if not shown or character in "· " else STAR)
    return "".join(shown) if len(shown) > 1 else STAR * len(shown)


def number(text: str) -> str:
    """310105194910010021 → **************0021; a number of fewer than 8 characters is wholly hidden."""
    tail = TAIL if len(text) >= SHORTEST_WITH_TAIL else 0
    return STAR * (len(text) - tail) + text[len(text) - tail :]


def phone(text: str) -> str:
    """13800000000 → 138****0000; any other number keeps its last four digits only."""
    if len(text) == 11 and text.startswith("1"):
        return text[:3] + STAR * 4 + text[-TAIL:]
    return number(text)
