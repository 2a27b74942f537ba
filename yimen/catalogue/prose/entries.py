"""A value in its entries: numbered, one a line, or joined by signs; what heads them is told apart. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from yimen.catalogue.prose.outline import inline, marker
from yimen.catalogue.prose.source import Run, joined

_ENDS = "。;,、.:"
_FULL = 28  # characters: a line that is wrapped by hand is at least this long


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries in their order without numbers and closing signs; `numbered`: they had numbers; `heads`: words that only
    lead to the entries below, such as 首次申请的提供："""

    runs: tuple[Run, ...]
    numbered: bool
    heads: tuple[Run, ...] = ()


def entries(value: Run, listed: Iterable[int] = ()) -> Entries:
    """The value in its entries. `listed`: lines that are entries of a list whose numbers are not in the text."""
    own = frozenset(listed)
    parts = [part for line in _lines(value, own) for part in inline(line)]
    marked = [bool(marker(part)) or _line(part) in own for part in parts]
    if not any(marked):
        return Entries(tuple(_bare(part) for part in _unwrapped(parts)), numbered=False)
    found: list[Run] = []
    heads: list[Run] = []
    for part, is_marked in zip(parts, marked, strict=True):
        numbered = marker(part)
        body = part[numbered.end :] if numbered else part
        if body.folded.rstrip().endswith(":") and (not is_marked or len(body) > 1):
            heads.append(body.strip())
        elif is_marked or not found:
            found.append(body)
        else:
            found[-1] = joined((found[-1], body))
    return Entries(tuple(one for one in map(_bare, found) if one), True, tuple(heads))


def _lines(value: Run, listed: frozenset[int]) -> list[Run]:
    """Lines, where what has no number of its own goes on from the line above when that one is numbered."""
    return value.lines()


def _line(run: Run) -> int:
    return next((place[0] for place in run.places if place is not None), -1)


def _unwrapped(lines: list[Run]) -> list[Run]:
    """Lines without numbers: an entry each, unless the line above breaks off in the middle."""
    found: list[Run] = []
    for line in lines:
        if found and _is_wrapped(found[-1].folded, line.folded):
            found[-1] = joined((found[-1], line))
        else:
            found.append(line)
    return found


def _is_wrapped(above: str, below: str) -> bool:
    """Whether the line below goes on with the sentence above: a sign says so, or a full line that does not end."""
    breaks_off = above[-1] in ",、(—-与和及或的" or (len(above) >= _FULL and above[-1] not in "。;:!?)")
    return breaks_off or below[0] in ",、;。)的和与及或并了"


def _bare(run: Run) -> Run:
    return run.strip().strip(_ENDS) if not re.search(r"[0-9]\.$", run.folded) else run.strip()


def sentence(value: Run) -> Run:
    """A single text as it is printed, without the sign that leads to the next element."""
    return value.strip(";、,") if not value.folded.rstrip().endswith("。") else value.strip()
