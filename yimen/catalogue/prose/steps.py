"""The procedure: parts joined by arrows, numbered, or one a line; who acts, on which level, and what is done. Pure."""

import re
from dataclasses import dataclass

from yimen.catalogue.prose import organs
from yimen.catalogue.prose.entries import Entries, entries
from yimen.catalogue.prose.outline import marker
from yimen.catalogue.prose.source import Run

_ARROW = r"(?:[-—=\s]*(?:→|>+)\s*)+|(?<=[\u4e00-\u9fff)])\s*[—-]+\s*(?=[\u4e00-\u9fff(])"
_DASHED = re.compile(r"(?<=[\u4e00-\u9fff)])\s*[—-]+\s*(?=[\u4e00-\u9fff(])")
_HAS_ARROW = re.compile(
    r"→|[-—=]>|>>|(?<=[\u4e00-\u9fff)])\s*>\s*(?=[\u4e00-\u9fff(])|(?<=[\u4e00-\u9fff)])(?:——+|--+)(?=[\u4e00-\u9fff(])"
)
_TITLE = re.compile(r"([\u4e00-\u9fff、()]{2,12})[:。\s]\s*(?=\S)")
_LAW = re.compile(r"<[^<>\n]{2,20}>")


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the procedure. `actor` and `level` are "" where the page does not say; `action` is the rest of its words."""

    run: Run
    actor: str
    level: str
    action: str
    is_applicant: bool = False


def steps(value: Run, found: Entries) -> list[Step]:
    """Every part of the procedure, in order."""
    hidden = _LAW.sub(lambda one: "口" * len(one[0]), value.folded)
    if _HAS_ARROW.search(hidden) or len(_DASHED.findall(hidden)) > 1:
        return [_step(part) for part in _chained(Run(value.text, hidden, value.places), value)]
    parts = found.runs if found.numbered or len(found.runs) > 1 else tuple(_sentences(found.runs))
    return [_step(part) for part in parts]


def single(run: Run) -> Step:
    """The step that a cell is."""
    return _step(run)


def _chained(hidden: Run, value: Run) -> list[Run]:
    """Parts between arrows; a full stop, a semicolon or a new line ends one too."""
    parts = []
    for piece in hidden.split(rf"{_ARROW}|[。;]|\n(?![-—=\s]*[→>])"):
        numbered = marker(piece)
        body = (piece[numbered.end :] if numbered and piece[numbered.end :] else piece).strip(",、:。;")
        if body:
            parts.append(body)
    starts = {place: at for at, place in enumerate(value.places)}
    return [value[start : start + len(part)] for part in parts for start in [starts[part.places[0]]]]


def _sentences(runs: tuple[Run, ...]) -> list[Run]:
    """A procedure told in one text: by semicolons, else by full stops, else whole."""
    parts = [part for run in runs for part in run.split("[;]")]
    if len(parts) == len(runs):
        parts = [part for run in runs for part in run.split("[。;]")]
    return [part.strip("。;,、") for part in parts]


def _step(run: Run) -> Step:
    folded = run.folded
    title = _TITLE.match(folded)
    if title and not organs.actor(title[1]) and (rest := run[title.end() :]):
        inner = organs.actor(rest.folded)
        if inner:
            who = rest.text[inner.start : inner.end]
            did = rest.text[inner.end :].lstrip("，,、:： ") or run.text[: title.end(1)]
            return Step(run, who, inner.level, _plain(did), inner.is_applicant)
    found = organs.actor(folded)
    if found is None:
        return Step(run, "", organs.place_level(folded), _plain(run.text))
    action = run.text[found.end :].lstrip("，,、:： ")
    return Step(run, run.text[found.start : found.end], found.level, _plain(action), found.is_applicant)


def _plain(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text).strip()


def of_value(value: Run, listed: frozenset[int] = frozenset()) -> list[Step]:
    """The steps of a value as it stands."""
    return steps(value, entries(value, listed))
