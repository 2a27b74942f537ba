"""A value of an item's page as the words of a cell in a workbook, and back. The page's own words are kept."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _

from yimen.catalogue.dictionary import Dictionary
from yimen.catalogue.item_cells import Cell

YES, NO = "是", "否"


@dataclass(frozen=True, slots=True)
class Names:
    """By what words a variant of the item and an element of the dictionary are named."""

    variants: Mapping[str, str] = field(default_factory=dict)
    elements: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=4)  # asked for every row
def elements(dictionary: Dictionary) -> dict[str, str]:
    """Their names by key; what shares its name with another goes by its key."""
    return _told_apart({one.key: one.name for one in dictionary.elements})


def names(variants: Mapping[str, str], elements: Mapping[str, str]) -> Names:
    """Those of the variants of one item beside those of the elements; told apart in the same way."""
    return Names(_told_apart(variants), elements)


def said(cell: Cell, values: list[str], known: Names) -> str:
    """The words of a value as it is typed."""
    value = values[0] if values else ""
    if cell.kind == "tick":
        return YES if values else NO
    if cell.kind == "choice":
        return str(dict(cell.choices)[value]) if value else ""
    if cell.kind == "variants":
        return "、".join(known.variants[one] for one in values if one)
    if cell.kind == "element":
        return known.elements.get(value, value)
    return value


def heard(cell: Cell, words: str, known: Names) -> list[str]:
    """The inverse of `said`; an empty cell is what silence means. Raises ValueError with a sentence."""
    if not words:
        return [cell.default] if cell.kind != "tick" else ["on"] * bool(cell.default)
    if cell.kind == "tick":
        return ["on"] * (_one_of({YES: YES, NO: NO}, words) == YES)
    if cell.kind == "choice":
        return [_one_of({value: str(word) for value, word in cell.choices if value}, words)]
    if cell.kind == "variants":
        return [_one_of(known.variants, one.strip()) for one in words.split("、") if one.strip()]
    if cell.kind == "element":
        return [words if words in known.elements else _named(known.elements, words)]
    return [words]


def _named(elements: Mapping[str, str], words: str) -> str:
    found = next((key for key, name in elements.items() if name == words), None)
    if found is None:
        raise ValueError(_("没有名称为“%(words)s”的数据元。") % {"words": words})
    return found


def _one_of(words: Mapping[str, str], given: str) -> str:
    found = next((value for value, word in words.items() if word == given), None)
    if found is None:
        known = "、".join(words.values()) or _("（这个事项没有情形）")
        raise ValueError(_("不认识“%(given)s”，可填：%(known)s。") % {"given": given, "known": known})
    return found


def _told_apart(named: Mapping[str, str]) -> dict[str, str]:
    taken = Counter(named.values())
    return {key: name if taken[name] == 1 and "、" not in name else key for key, name in named.items()}
