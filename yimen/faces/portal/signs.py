"""Pages that point on: a moment of life with all its matters, and a matter that is done elsewhere."""

from dataclasses import dataclass
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise as Lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yimen.catalogue import definitions, gathering, promise, signposting
from yimen.catalogue.definitions import Definition
from yimen.catalogue.gathering import Gathered
from yimen.catalogue.signposts import Bundle, Elsewhere
from yimen.faces.shared.guides import Fact
from yimen.faces.shared.now import today

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


@require_safe
def together(request: HttpRequest, code: str) -> HttpResponse:
    """All matters of a moment of life on one page, and one list of what to bring."""
    bundle = _of(code, signposting.bundles())
    offered = {one.code: one for one in definitions.offered_anywhere(on=today())}
    parts = [(part, offered[part.code]) for part in bundle.parts if part.code in offered]
    page = {
        "here": "items",
        "bundle": bundle,
        "parts": [_matter(one, part.when) for part, one in parts],
        "materials": _materials([one for _part, one in parts]),
        "elsewhere": [one for one in signposting.elsewhere() if one.code in bundle.elsewhere],
        "on": today(),
    }
    return render(request, "portal/together.html", page)


@require_safe
def elsewhere(request: HttpRequest, code: str) -> HttpResponse:
    """Who does a matter that is not done here, where and when: a slip to hand out (A12)."""
    matter = _of(code, signposting.elsewhere())
    facts = (
        Fact(_("由谁办"), (matter.body,)),
        Fact(_("地址"), (matter.address,)),
        Fact(_("电话"), (matter.telephone,)),
        Fact(_("时间"), (matter.hours,)),
        Fact(_("带什么"), (matter.bring,) if matter.bring else ()),
    )
    shown = [one for one in facts if one.lines]
    return render(request, "portal/elsewhere.html", {"here": "items", "matter": matter, "facts": shown, "on": today()})


def _of(code: str, signs: tuple[Sign, ...]) -> Sign:
    found = next((one for one in signs if one.code == code), None)
    if found is None:
        raise Http404
    return found


def _matter(one: Definition, when: str) -> Matter:
    return Matter(one.code, one.name, when, promise.words(one.promised) if one.promised else "")


def _materials(items: list[Definition]) -> list[Material]:
    places = {one.name: str(place) for place, one in enumerate(items, 1)}
    return [_material(one, "、".join(places[name] for name in one.items)) for one in gathering.materials(items)]


def _material(one: Gathered, items: str) -> Material:
    counted = {"originals": one.originals, "copies": one.copies}
    if one.originals and one.copies:
        copies = format_lazy(_("原件{originals}份，复印件{copies}份"), **counted)
    else:
        copies = format_lazy(_("复印件{copies}份") if one.copies else _("原件{originals}份"), **counted)
    looked_at = () if one.is_kept or not one.originals else (_("只核对原件，当场退还"),)
    need = _("必须提供") if one.is_always else _("符合条件时提供")
    return Material(one.name, copies, need, (*looked_at, *one.notes), items)
