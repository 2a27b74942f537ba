"""What a receipt printer is told, and what it says of itself: ESC/POS, Chinese as GBK, on rolls of 58 and 80 mm. Pure."""

import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum

COLUMNS = 32  # of the narrow roll, in half widths: a Chinese character takes two
ASK_OFFLINE, ASK_PAPER = b"\x10\x04\x02", b"\x10\x04\x04"  # DLE EOT 2 and 4: answered at once, whatever is printed
UNKNOWN_SIGN = "〓"  # the old printers' sign for a character that the machine has not
_START, _CENTRED, _CHINESE = b"\x1b@", b"\x1ba\x01", b"\x1c&"
_SIZES = {"plain": b"\x1d!\x00", "large": b"\x1d!\x11", "huge": b"\x1d!\x33"}
_WIDTHS = {"plain": 1, "large": 2, "huge": 4}
_CUT = b"\n\n\x1dVB\x00"  # fed to the knife and cut, but for a last bit
_COVER_OPEN, _STOPPED_BY_PAPER = 0x04, 0x20  # of the answer to ASK_OFFLINE
_PAPER_LOW, _PAPER_OUT = 0x0C, 0x60  # of the answer to ASK_PAPER
_IS_ANSWER, _ANSWER = 0x93, 0x12  # which bits of an answer are fixed, and as what

Line = tuple[str, str]  # how large, and the words


class Paper(StrEnum):
    """What a printer says of itself; the words are those of `office.presence.Trouble`."""

    WELL = ""
    LOW = "paper_low"
    OUT = "paper_out"
    COVER_OPEN = "cover_open"


def slip(lines: Iterable[Line]) -> bytes:
    """The bytes that print these lines, centred, and cut the paper. Lines too long for the narrow roll go on below."""
    printed = b"".join(_SIZES[size] + encoded(row) + b"\n" for size, words in lines for row in wrapped(words, size))
    return _START + _CHINESE + _CENTRED + printed + _SIZES["plain"] + _CUT


def wrapped(words: str, size: str = "plain") -> list[str]:
    """The words in rows that fit on the narrow roll."""
    room, rows, row, used = COLUMNS // _WIDTHS[size], list[str](), "", 0
    for sign in words:
        width = 2 if unicodedata.east_asian_width(sign) in "WFA" else 1
        if used + width > room:
            rows, row, used = [*rows, row], "", 0
        row, used = row + sign, used + width
    return [*rows, row] if row else rows


def encoded(words: str) -> bytes:
    """As the printer's Chinese mode reads it; nothing that it would take for an order goes through."""
    plain = "".join(sign for sign in words if unicodedata.category(sign)[0] != "C")
    return b"".join(_one(sign) for sign in plain)


def _one(sign: str) -> bytes:
    try:
        return sign.encode("gbk")
    except UnicodeEncodeError:
        return UNKNOWN_SIGN.encode("gbk")


def status(answers: Sequence[int]) -> Paper:
    """What the answers to ASK_OFFLINE and ASK_PAPER say, in this order; what is no answer says nothing."""
    offline, paper = (one if one & _IS_ANSWER == _ANSWER else _ANSWER for one in answers)
    if offline & _COVER_OPEN:
        return Paper.COVER_OPEN
    if offline & _STOPPED_BY_PAPER or paper & _PAPER_OUT:
        return Paper.OUT
    return Paper.LOW if paper & _PAPER_LOW else Paper.WELL
