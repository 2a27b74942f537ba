"""From a guide to drafts of items: what was understood, and word for word what was not. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yimen.catalogue.prose.drafts import Draft, draft, give
from yimen.catalogue.prose.folding import is_ink
from yimen.catalogue.prose.items import Reader
from yimen.catalogue.prose.source import Place, Source, stretches
from yimen.catalogue.prose.vocabulary import Element


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words that went into no element: line and columns counted from 0, `end` not included; `where`: how people find them."""

    line: int
    start: int
    end: int
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What became of a guide: together the drafts and what is not understood hold every character of it."""

    source: Source
    drafts: tuple[Draft, ...]
    unclear: tuple[Unclear, ...]


def understand(source: Source) -> Understood:
    """The drafts in the order of the page, and everything that is in none of them."""
    drafts = tuple(draft(page, source) for page in Reader(source).walk())
    sections: set[frozenset[Place]] = set()
    for one in drafts:
        section = frozenset(one.places.get("section", ()))
        one.opens_section = section not in sections
        sections.add(section)
    for one in drafts:
        _claim_rules(one, source)
    known: set[Place] = set().union(*(places for one in drafts for places in one.places.values()), set())
    return Understood(source, drafts, tuple(_unclear(source, known)))


def resolved(source: Source, given: Mapping[int, tuple[int, Element]]) -> tuple[Understood, frozenset[int]]:
    """The guide where some of the unclear stretches, by their index, were given to an element of a draft, by its index; and
    which of them did not fit there, so that they are still unclear."""
    found = understand(source)
    misfits = set()
    for index, (at, element) in sorted(given.items()):
        one = found.unclear[index]
        if not give(found.drafts[at], element, source.run(one.line)[one.start : one.end]):
            misfits.add(index)
    return found, frozenset(misfits)


def _claim_rules(one: Draft, source: Source) -> None:
    """Lines of signs alone that stand within an item, such as rules of a drawn table, are its layout."""
    lines = set(one.lines())
    for index in range(min(lines, default=0), max(lines, default=-1) + 1):
        text = source.lines[index].text
        if index in lines or any(character.isalnum() for character in text):
            continue
        if ink := {(index, at) for at, character in enumerate(text) if is_ink(character)}:
            one.places.setdefault("layout", set()).update(ink)


def _unclear(source: Source, known: set[Place]) -> list[Unclear]:
    """What is left, stretches of a line made one where only spaces lie between."""
    found: list[Unclear] = []
    for line, start, end in stretches(place for place in source.ink() if place not in known):
        text = source.lines[line].text
        last = found[-1] if found else None
        if last and last.line == line and not text[last.end : start].strip():
            start = last.start
            found.pop()
        found.append(Unclear(line, start, end, text[start:end], source.lines[line].where))
    return found


def as_plain(understood: Understood) -> dict[str, Any]:
    """The answer of `import_guide --json`; lines and columns are counted from 1, the last column is part of it."""
    return {
        "items": [_item(one, understood.source) for one in understood.drafts],
        "not_understood": [
            {**_columns(understood.source, one.line, one.start, one.end), "text": one.text, "where": one.where}
            for one in understood.unclear
        ],
    }


def _item(one: Draft, source: Source) -> dict[str, Any]:
    limit, statutory = (
        {"number": it.number, "unit": it.unit.value} if it else None for it in (one.promise, one.statutory)
    )
    return {
        "name": one.name,
        "department": one.department,
        "conditions": one.conditions,
        "basis": one.basis,
        "materials": [
            {"name": it.name, "form": it.form, "copies": it.copies, "note": it.note, "size": it.size, "necessity": it.necessity,
             "source": it.source, "printed": it.run.plain()}
            for it in one.materials
        ],
        "steps": [
            {"actor": it.actor, "level": it.level or None, "action": it.action, "printed": it.run.plain()}
            for it in one.steps
        ],
        "promise": limit,
        "fee": one.fee,
        "co_departments": one.co_departments,
        "place": one.place,
        "telephone": one.telephone,
        "result": one.result,
        "source_lines": sorted({source.lines[line].number for line in one.lines()}),
        "object": one.object,
        "kind": one.kind,
        "hours": one.hours,
        "complaint_telephone": one.complaint_telephone,
        "statutory": statutory,
        "promise_text": one.promise_text,
        "statutory_text": one.statutory_text,
        "fee_basis": one.fee_basis,
        "places": {element: _places(places, source) for element, places in one.places.items()},
    }  # fmt: skip


def _columns(source: Source, index: int, start: int, end: int) -> dict[str, int]:
    line = source.lines[index]
    return {"line": line.number, "column": line.offset + start + 1, "end_column": line.offset + end}


def _places(places: set[Place], source: Source) -> list[dict[str, Any]]:
    return [
        {**_columns(source, line, start, end), "text": source.lines[line].text[start:end]}
        for line, start, end in stretches(places)
    ]
