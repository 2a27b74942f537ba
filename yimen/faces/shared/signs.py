"""A moment of life with all its matters (一件事), and a matter that is done elsewhere (这里不办), as every face shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.functional import Promise as Lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from yimen.catalogue import gathering, promise, signposting
from yimen.catalogue.definitions import Definition
from yimen.catalogue.gathering import Gathered
from yimen.catalogue.signposts import Bundle, Elsewhere
from yimen.faces.shared.guides import Fact
from yimen.journal.errors import NotThere

Sign = TypeVar("Sign", Bundle, Elsewhere)


@dataclass(frozen=True, slots=True)
class Matter:
    """An item of the bundle, for whom it is, and how long it takes."""

    code: str
    name: str
    when: str
    limit: str


@dataclass(frozen=True, slots=True)
class Material:
    """A row of the list of what to bring for all of them; `items`: for which, by their places on the page."""

    name: str
    copies: str | Lazy
    need: str | Lazy
    remarks: tuple[str | Lazy, ...]
    items: str


@dataclass(frozen=True, slots=True)
class Together:
    """A bundle: the matters that are offered, one list of what to bring for all of them, and what is done elsewhere."""

    bundle: Bundle
    parts: tuple[Matter, ...]
    materials: tuple[Material, ...]
    elsewhere: tuple[Elsewhere, ...]


def together(code: str, offered: Iterable[Definition]) -> Together:
    """The bundle of this code, with those of its matters that are offered. Raises NotThere."""
    bundle = _of(code, signposting.bundles())
    known = {one.code: one for one in offered}
    parts = [(part, known[part.code]) for part in bundle.parts if part.code in known]
    return Together(
        bundle=bundle,
        parts=tuple(_matter(one, part.when) for part, one in parts),
        materials=_materials([one for _part, one in parts]),
        elsewhere=tuple(one for one in signposting.elsewhere() if one.code in bundle.elsewhere),
    )


def elsewhere(code: str) -> Elsewhere:
    """The matter of this code that is not done here. Raises NotThere."""
    return _of(code, signposting.elsewhere())


def facts(matter: Elsewhere) -> list[Fact]:
    """Who does it, where, when, what to take along (A12); what is not known is left out."""
    every = (
        Fact(_("由谁办"), (matter.body,)),
        Fact(_("地址"), (matter.address,)),
        Fact(_("电话"), (matter.telephone,)),
        Fact(_("时间"), (matter.hours,)),
        Fact(_("带什么"), (matter.bring,) if matter.bring else ()),
    )
    return [one for one in every if one.lines]


def _of(code: str, signs: tuple[Sign, ...]) -> Sign:
    found = next((one for one in signs if one.code == code), None)
    if found is None:
        raise NotThere()
    return found


def _matter(one: Definition, when: str) -> Matter:
    return Matter(one.code, one.name, when, promise.words(one.promised) if one.promised else "")


def _materials(items: list[Definition]) -> tuple[Material, ...]:
    places = {one.name: str(place) for place, one in enumerate(items, 1)}
    every = gathering.materials(items)
    return tuple(_material(one, "、".join(places[name] for name in one.items)) for one in every)


def _material(one: Gathered, items: str) -> Material:
    counted = {"originals": one.originals, "copies": one.copies}
    if one.originals and one.copies:
        copies = format_lazy(_("原件{originals}份，复印件{copies}份"), **counted)
    else:
        copies = format_lazy(_("复印件{copies}份") if one.copies else _("原件{originals}份"), **counted)
    looked_at = () if one.is_kept or not one.originals else (_("只核对原件，当场退还"),)
    need = _("必须提供") if one.is_always else _("符合条件时提供")
    return Material(one.name, copies, need, (*looked_at, *one.notes), items)
