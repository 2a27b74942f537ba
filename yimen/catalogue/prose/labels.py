"""Labels: where in a line an element is headed, and by which word. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from yimen.catalogue.prose.outline import marker
from yimen.catalogue.prose.source import Run
from yimen.catalogue.prose.vocabulary import QUESTIONS, WEAK, WORDS, Element


@dataclass(frozen=True, slots=True)
class Hit:
    """A label in a line: from its numbering to the sign after it. `leads`: nothing but numbering stands before it; `hint`:
    what stands in brackets behind it, such as 工作日; `alone`: the line ends with it."""

    element: Element
    word: str
    start: int
    end: int
    leads: bool
    alone: bool
    hint: str = ""
    style: str = ""
    number: int = 0


_COMPILED = {one: re.compile(f"(?:{words})") for one, words in WORDS.items()}
_ASKED = {one: re.compile(f"(?:{words})[?？]?") for one, words in QUESTIONS.items()}
_HINT = re.compile(r"\(([^()]{1,20})\)$")
_CLOSE = re.compile(r"[^\S\n]*:+[^\S\n]*(?!//)")
_BRACKETS = re.compile(r"[\[《]\s*([^\[\]《》\n]{1,24}?)\s*[:]?\s*[\]》]\s*:?")
_HEAD = re.compile(r"([^\s:。;,]{1,24}|\S(?:\s{1,4}\S){1,3})(?:\s*[?？]\s*|\s*—+\s*|。\s*|\s+|$)")
_LONGEST = 31
_REST = re.compile(r"\s*$")
_PHRASE = re.compile(r"[\u4e00-\u9fffA-Za-z()、/ \t]{1,30}$")
_BOUNDARY = " \t\n。;,:!?)]》”→|/·"
_JOINS = "的其他它下列关各等及和与或、“《(非无按于在以为该此对按照符合经由即是到新原"


@lru_cache(maxsize=4096)
def classify(phrase: str) -> tuple[Element, str] | None:
    """Which element this folded phrase heads, and what stands in brackets behind it; None if it is no label."""
    plain = re.sub(r"\s+", "", phrase).strip("*※")
    bracketed = _HINT.search(plain)
    for words, hint in ((plain, ""), (plain[: bracketed.start()], bracketed[1]) if bracketed else (plain, "")):
        for patterns in (_COMPILED, _ASKED):
            for element, pattern in patterns.items():
                if words and pattern.fullmatch(words):
                    return element, hint
    return None


def find(run: Run) -> list[Hit]:
    """The labels of a line, from left to right, none over another."""
    numbered = marker(run)
    head = numbered.end if numbered else len(run.folded) - len(run.folded.lstrip())
    found = [hit for hit in (_at_head(run, head), *_in_brackets(run), *_before_colons(run, head)) if hit]
    chosen: list[Hit] = []
    for hit in sorted(found, key=lambda one: (one.start, -one.end)):
        if not chosen or hit.start >= chosen[-1].end:
            chosen.append(hit)
    if chosen and numbered and chosen[0].start <= head:
        first = chosen[0]
        chosen[0] = Hit(
            first.element, first.word, 0, first.end, True, first.alone, first.hint, numbered.style, numbered.number
        )
    return chosen


def _hit(run: Run, phrase: tuple[int, int], end: int, *, leads: bool) -> Hit | None:
    known = classify(run.folded[phrase[0] : phrase[1]])
    if known is None:
        return None
    word = re.sub(r"\s+", "", run.folded[phrase[0] : phrase[1]])
    return Hit(known[0], word, phrase[0], end, leads, bool(_REST.match(run.folded, end)), known[1])


def _at_head(run: Run, head: int) -> Hit | None:
    """A label without a colon: alone on its line, or before spaces, a dash or a full stop."""
    found = _HEAD.match(run.folded, head)
    if not found:
        return None
    hit = None
    if spaced := re.match(r"(\S)[ \t]{1,8}(\S)(?=\s|$)", run.folded[head:]):  # 费    用
        hit = _hit(run, (head, head + spaced.end()), head + spaced.end(), leads=True)
    hit = hit or _hit(run, found.span(1), found.end(), leads=True)
    if hit and hit.word in WEAK and not hit.alone and hit.end - found.end(1) < 2:
        return None  # 材料 齐全: a sentence rather than a label
    return hit


def _in_brackets(run: Run) -> list[Hit | None]:
    first = len(run.folded) - len(run.folded.lstrip())
    found = _BRACKETS.finditer(run.folded)
    return [_shifted(_hit(run, one.span(1), one.end(), leads=one.start() <= first), one.start()) for one in found]


def _shifted(hit: Hit | None, start: int) -> Hit | None:
    return hit and Hit(hit.element, hit.word, start, hit.end, hit.leads, hit.alone, hit.hint)


def _before_colons(run: Run, head: int) -> list[Hit | None]:
    return [_ending_at(run, head, one.start(), one.end()) for one in _CLOSE.finditer(run.folded)]


def _ending_at(run: Run, head: int, stop: int, end: int) -> Hit | None:
    """The longest label that ends at a colon and begins where a label may begin."""
    window = max(0, stop - _LONGEST)  # a line may be a whole file: only what is near is looked at
    phrase = _PHRASE.search(run.folded[window:stop])
    if not phrase:
        return None
    for start in range(max(window + phrase.start(), min(head, stop)), stop):
        before = run.folded[start - 1] if start else " "
        free = start <= head or before in _BOUNDARY
        if run.folded[start].isspace() or not (free or (stop - start >= 4 and before not in _JOINS)):
            continue
        hit = _hit(run, (start, stop), end, leads=start <= head)
        if (
            hit
            and (free or hit.element is not Element.OTHER)
            and (hit.leads or hit.word not in WEAK or before.isspace())
        ):
            return hit
    return None
