"""One form for several items: what they ask, each fact once, with the items that need it (H2). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from yimen.catalogue.elements import Content, FieldDef


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of the form of several items; required where any of them requires it. `items`: the codes of those."""

    field: FieldDef
    items: tuple[str, ...]


def asked(contents: Iterable[Content]) -> tuple[Asked, ...]:
    """Every fact that these items ask for once, by its key, in the order in which they first ask for it."""
    whole: dict[str, Asked] = {}
    for content in contents:
        for one in content.form_fields:
            whole[one.key] = _with(whole.get(one.key), one, content.code)
    return tuple(whole.values())


def at_odds(contents: Iterable[Content]) -> tuple[str, ...]:
    """The names of fields that stand under one key and ask for different things: such items have no common form."""
    first: dict[str, FieldDef] = {}
    found = []
    for content in contents:
        for one in content.form_fields:
            other = first.setdefault(one.key, one)
            if _meaning(one) != _meaning(other):
                found.append(one.name)
    return tuple(dict.fromkeys(found))


def _meaning(one: FieldDef) -> tuple[object, ...]:
    """A data element is one fact whatever an item calls it."""
    return (one.element,) if one.element else ("", one.name, one.kind, one.choices)


def _with(known: Asked | None, one: FieldDef, code: str) -> Asked:
    if known is None:
        return Asked(one, (code,))
    both = replace(known.field, required=known.field.required or one.required)
    return Asked(both, tuple(dict.fromkeys((*known.items, code))))
