"""How guides number: 第一, 一、, (一), 1、, 1., (1), ①, 1.1, bullets; a style and a number. Pure."""

import re
from dataclasses import dataclass

from yimen.catalogue.prose.numerals import number
from yimen.catalogue.prose.source import Run

_HAN = "[一二三四五六七八九十百]{1,4}"
_STYLES = (
    ("第", re.compile(rf"第({_HAN}|[0-9]{{1,3}})(?:(?:部分|[章节篇项类步])[、.:,\s]*|[、.:,]\s*(?![0-9]))")),
    ("一、", re.compile(rf"({_HAN})[、.,:]\s*")),
    ("(一)", re.compile(rf"[(\[]({_HAN})[)\]][、.,:]?\s*")),
    ("(1)", re.compile(r"[(\[]([0-9]{1,3})[)\]][、.,:]?\s*")),
    ("1、", re.compile(r"([0-9]{1,3})(?:[、]|\.(?![0-9])|\)[、.]?|,(?![0-9]{3}))\s*")),
    ("①", re.compile(r"([①-⑳㈠-㈩⑴-⒇⒈-⒛❶-❿➀-➉])[、.:]?\s*")),
    ("A.", re.compile(r"([A-Za-z])[、.)](?![A-Za-z0-9])\s*")),
    # not a quantity: 1.5元, 2.5万
    (
        "1.1",
        re.compile(
            r"[0-9]{1,2}\.([0-9]{1,2})(?:[、.:]\s*|\s+|(?=[\u4e00-\u9fff]))(?![0-9元万千百米公平亩倍厘毫克吨升度小个天日年月人次%])"
        ),
    ),
    ("1.1.1", re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.([0-9]{1,2})(?:[、.:]\s*|\s+|(?=[\u4e00-\u9fff]))(?![0-9])")),
    ("•", re.compile(r"([•·●○◆◇■□▪▫★☆※#*+◎▲△➢✓√-]+)\s*(?=[^\s0-9.\-—>=])")),
)
_CIRCLES = (("①", "⑳"), ("㈠", "㈩"), ("⑴", "⒇"), ("⒈", "⒛"), ("❶", "❿"), ("➀", "➉"))


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbering at the head of a line: its style, its number (0: a bullet has none), where it ends."""

    style: str
    number: int
    end: int


def marker(run: Run) -> Marker | None:
    """The numbering at the head, after spaces."""
    start = len(run.folded) - len(run.folded.lstrip())
    for style, pattern in _STYLES:
        if found := pattern.match(run.folded, start):
            return Marker(style, _number(found[1]), found.end())
    return None


def inline(run: Run) -> list[Run]:
    """A text such as 1.甲;2.乙 in its numbered parts, numbers left on; the run itself where nothing counts up from 1."""
    for style, pattern in _STYLES[1:6]:
        starts: list[int] = []
        expected = 1
        for found in pattern.finditer(run.folded):
            before = run.folded[: found.start()].rstrip(" \t")
            free = not before or before[-1] in ":;。\n,、)→" or starts[:1] == [0] or style in ("①", "(1)", "(一)")
            if _number(found[1]) == expected and free and not run.folded[found.end() :][:1].isdigit():
                starts.append(found.start())
                expected += 1
        if len(starts) > 1:
            ends = [*starts[1:], len(run)]
            head = [run[: starts[0]]] if run[: starts[0]] else []
            return [*head, *(run[start:end] for start, end in zip(starts, ends, strict=True))]
    return [run]


def _number(folded: str) -> int:
    for first, last in _CIRCLES:
        if len(folded) == 1 and first <= folded <= last:
            return ord(folded) - ord(first) + 1
    return number(folded) or 0
