"""Bytes as text: UTF-8 with and without BOM, UTF-16, GB18030, Big5, and files that mix them by line."""

import codecs
import re

from yimen.catalogue.prose.refusals import BINARY, ENCODING, Refused

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_COMMON = frozenset(
    "的一是在有人不和办理事项申请材料条件依据程序时限工作日收费标准证明身份户口村县街道镇民政局审核批受表件复印原"
    "辦請條據時標準證戶縣鎮審複報資料本年月地址電話电话公示免费費：、，。；:1234567890"
)
_LEAST = 0.05  # of the characters of a guide in UTF-16, far more are such
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)


def decode(content: bytes, *, is_html: bool = False) -> str:
    """The text. Raises Refused where no encoding gives words."""
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _checked(_strict(content, name) or _by_line(content.removeprefix(bom)))
    if is_html and (declared := _DECLARED.search(content[:4096])):
        name = declared[1].decode("ascii").lower()
        name = "gb18030" if name.startswith("gb") else name
        if (text := _strict(content, name)) is not None and name.startswith(("utf", "gb", "big5")):
            return _checked(text)
    if b"\x00" in content[:4096]:
        wide = _best(content, ("utf-16-le", "utf-16-be"))
        if wide is None or _share(wide) < _LEAST:
            raise Refused(BINARY)
        return _checked(wide)
    text = _strict(content, "utf-8")
    if text is None:
        text = (
            _by_line(content) if _mixes(content) else _best(content, ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be"))
        )
    return _checked(text)


def _strict(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _best(content: bytes, names: tuple[str, ...]) -> str | None:
    read = [text for name in names if (text := _strict(content, name)) is not None]
    return max(read, key=_share, default=None)


def _share(text: str) -> float:
    """How many of its characters are such as guides are written with."""
    seen = [one for one in text[:20_000] if not one.isspace()]
    return sum(one in _COMMON for one in seen) / len(seen) if seen else 0.0


def _mixes(content: bytes) -> bool:
    """Whether some lines with Chinese are UTF-8 and others are not."""
    wide = [line for line in content.split(b"\n") if any(byte > 127 for byte in line)]
    good = sum(len(line) >= 6 and _strict(line, "utf-8") is not None for line in wide)
    return bool(good) and good < len(wide)


def _by_line(content: bytes) -> str | None:
    lines = []
    for line in content.split(b"\n"):
        text = _strict(line, "utf-8")
        text = text if text is not None else _best(line, ("gb18030", "big5hkscs"))
        if text is None:
            return None
        lines.append(text)
    return "\n".join(lines)


def _checked(text: str | None) -> str:
    if text is None:
        raise Refused(ENCODING)
    text = text.lstrip("\ufeff")
    seen = [one for one in text[:20_000] if not one.isspace()]
    controls = sum(one < " " or "\x7f" <= one <= "\x9f" or one == "\ufffd" for one in seen)
    if controls > max(3, len(seen) // 200):
        raise Refused(BINARY)
    strange = sum(
        "\u0590" <= one <= "\u1fff" or "\ue000" <= one <= "\uf8ff" or "\uac00" <= one <= "\ud7ff" for one in seen
    )
    if strange > max(3, len(seen) // 10):
        raise Refused(ENCODING)
    return text
