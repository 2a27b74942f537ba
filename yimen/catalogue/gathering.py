"""Gathers what several items ask for: each material once, with the items that ask for it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from yimen.catalogue.elements import Content, Keeping, Necessity, RequirementDef


@dataclass(frozen=True, slots=True)
class Gathered:
    """A material of several items. `originals` and `copies` are enough for all: what is only looked at is needed once,
    what stays with a file once for each. `is_always`: at least one item asks it of everybody."""

    name: str
    originals: int
    copies: int
    is_always: bool
    is_kept: bool
    items: tuple[str, ...]
    notes: tuple[str, ...]


def materials(contents: Iterable[Content]) -> tuple[Gathered, ...]:
    """Every material of these items once, in the order in which they first ask for it; those asked of everybody first."""
    asked: dict[tuple[str, str], list[tuple[str, RequirementDef]]] = {}
    for content in contents:
        for one in content.requirements:
            asked.setdefault((one.material_code, one.name), []).append((content.name, one))
    gathered = [_gathered(name, rows) for (_code, name), rows in asked.items()]
    return tuple(sorted(gathered, key=lambda one: not one.is_always))


def _gathered(name: str, rows: list[tuple[str, RequirementDef]]) -> Gathered:
    asked = [one for _item, one in rows]
    looked_at = [one.originals for one in asked if one.keep_or_inspect is Keeping.INSPECT]
    kept = sum(one.originals for one in asked if one.keep_or_inspect is Keeping.KEEP)
    return Gathered(
        name=name,
        originals=max(kept, *looked_at, 0),
        copies=sum(one.copies for one in asked),
        is_always=any(one.necessity is Necessity.REQUIRED and not one.variants for one in asked),
        is_kept=bool(kept),
        items=tuple(dict.fromkeys(item for item, _one in rows)),
        notes=tuple(dict.fromkeys(one.note for one in asked if one.note)),
    )
