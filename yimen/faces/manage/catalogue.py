"""The page of the catalogue: every item with its versions and where they stand, and what this centre offers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yimen.catalogue.elements import State
from yimen.catalogue.models import Claim, Item, ItemVersion, VersionState
from yimen.faces.manage.frame import READERS, centre_of, show
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import today
from yimen.journal.errors import Sentence

WORDS: dict[str, Sentence] = {
    State.DRAFT: _("草稿"),
    State.REVIEW: _("审核中"),
    State.PUBLISHED: _("已发布"),
    State.RETIRED: _("已停用"),
}


@dataclass(frozen=True, slots=True)
class Version:
    """A version: `is_in_force` today, or the word for where it stands, since when; `is_as_printed`: what the printed guide
    leaves out was left out."""

    number: int
    state: Sentence
    from_on: date | None
    is_in_force: bool
    is_as_printed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An item: its newest name, its versions newest first, and the claim of this centre."""

    code: str
    name: str
    line: str
    versions: tuple[Version, ...]
    claim: Claim | None


@require_safe
@staff_only(*READERS)
def items(request: HttpRequest) -> HttpResponse:
    """All items, by code."""
    on = today()
    claims = Claim.objects.in_force(on).filter(centre=centre_of(request))
    mine = {claim.item_id: claim for claim in claims}
    in_force = set(ItemVersion.objects.in_force(on).values_list("pk", flat=True))
    states = Prefetch("states", VersionState.objects.order_by("number"))
    newest_first = ItemVersion.objects.order_by("-number").prefetch_related(states)
    found = Item.objects.order_by("code").prefetch_related(Prefetch("versions", newest_first))
    return show(request, "catalogue", "catalogue", rows=[_row(item, mine.get(item.pk), in_force) for item in found])


def _row(item: Item, claim: Claim | None, in_force: set[UUID]) -> Row:
    versions = list(item.versions.all())
    name = versions[0].name if versions else ""
    return Row(item.code, name, item.line, tuple(_version(one, one.pk in in_force) for one in versions), claim)


def _version(version: ItemVersion, is_in_force: bool) -> Version:
    last = list(version.states.all())[-1:]
    state: Sentence = WORDS[last[0].state] if last else _("没有状态")
    return Version(version.number, state, last[0].from_on if last else None, is_in_force, bool(version.as_printed))
