"""What a number is called: A017 for what the hall gives, A9001 for what a kiosk gives that cannot reach it. Pure."""

import re
import unicodedata

_TYPED = re.compile(r"([A-Z])0*([1-9][0-9]{0,4})号?")
_BEFORE = 9000  # the codes behind it are the reserve's
MOST = 999  # numbers of a line's reserve on one day


def code(letter: str, number: int) -> str:
    """What is printed, shown and spoken: A017; A1000 when it comes to that; behind A9000 comes A10000."""
    return f"{letter}{number if number <= _BEFORE else number + MOST:03d}"


def spare_code(letter: str, number: int) -> str:
    """The same for a number of the reserve, from A9001 to A9999: no other number is ever called so. Raises ValueError."""
    if not 1 <= number <= MOST:
        raise ValueError(number)
    return f"{letter}{_BEFORE + number}"


def ordinal(shown: int) -> tuple[int, bool]:
    """The number behind the figures of a code, and whether it is one of the reserve."""
    if _BEFORE < shown <= _BEFORE + MOST:
        return shown - _BEFORE, True
    return (shown if shown <= _BEFORE else shown - MOST), False


def read(typed: str) -> str:
    """The code that somebody types, a17 or Ａ０１７号; empty for what is none."""
    found = _TYPED.fullmatch("".join(unicodedata.normalize("NFKC", typed).upper().split()))
    return f"{found[1]}{int(found[2]):03d}" if found else ""
