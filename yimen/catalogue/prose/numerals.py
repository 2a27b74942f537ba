"""Numbers as guides write them: 30, ３０, 三十, 两, 廿. Pure."""

import re

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_DIGITS |= {"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "俩": 2}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000}
NUMBER = r"(?:[0-9]{1,4}|[〇零一二两俩三四五六七八九十百千廿卅壹贰叁肆伍陆柒捌玖拾佰]{1,7})"


def number(folded: str) -> int | None:
    """The number that these characters are, None where they are none."""
    if re.fullmatch("[0-9]{1,9}", folded):
        return int(folded)
    plain = folded.replace("廿", "二十").replace("卅", "三十")
    if not plain or set(plain) - set(_DIGITS) - set(_UNITS):
        return None
    if not set(plain) & set(_UNITS):
        return int("".join(str(_DIGITS[one]) for one in plain))
    total, digit = 0, 0
    for one in plain:
        if one in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[one], 0
        else:
            digit = _DIGITS[one]
    return total + digit
