"""Several items as one matter: their form and their materials each once, in the shape in which one item is shown (H2)."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from yimen.catalogue import gathering, merging
from yimen.catalogue.definitions import Definition, RequirementDef
from yimen.catalogue.gathering import Gathered
from yimen.office.models import Level

SIGN = "+"  # between the codes of items that are handled on one form


def of(parts: Sequence[Definition]) -> Definition:
    """One item as it is; of several what they ask for together. Its materials have the keys by which `key_of` knows them."""
    if len(parts) == 1:
        return parts[0]
    levels = list(Level)
    once: dict[tuple[str, str], RequirementDef] = {}
    for part in parts:
        for one in part.requirements:
            once.setdefault((one.material_code, one.name), one)
    return replace(
        parts[0],
        code=SIGN.join(one.code for one in parts),
        name="、".join(one.name for one in parts),
        line="、".join(dict.fromkeys(one.line for one in parts)),
        seat_level=max((one.seat_level for one in parts), key=levels.index),
        conditions=(), eligibility=(), basis=(), body="", variants=(), promised=None, owner="",
        decided_at_window=all(one.decided_at_window for one in parts),
        requirements=tuple(once.values()),
        steps=tuple(step for one in parts for step in one.steps),
        fees=tuple(fee for one in parts for fee in one.fees),
        form_fields=tuple(one.field for one in merging.asked(parts)),
    )  # fmt: skip


def key_of(one: RequirementDef, whole: Definition) -> UUID:
    """The line of the common list in which a material of one of the items is ticked."""
    same = (each.id for each in whole.requirements if (each.material_code, each.name) == (one.material_code, one.name))
    return next(same, one.id)


def gathered(one: RequirementDef, parts: Sequence[Definition]) -> Gathered:
    """How many of a material are enough for all, and which items ask for it."""
    asking = [
        replace(part, requirements=tuple(each for each in part.requirements if _is_same(each, one))) for part in parts
    ]
    return gathering.materials(asking)[0]


def _is_same(one: RequirementDef, other: RequirementDef) -> bool:
    return (one.material_code, one.name) == (other.material_code, other.name)
