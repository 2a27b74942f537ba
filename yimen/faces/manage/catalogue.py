"""The page of the catalogue: every item with its versions and where they stand, and what this centre offers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yimen.catalogue import defining, definitions, finding, publishing
from yimen.catalogue.elements import State
from yimen.catalogue.lint.examining import errors, examine
from yimen.catalogue.models import Claim, Item, ItemVersion, VersionState
from yimen.faces.manage.frame import EDITORS, READERS, actor_of, centre_of, show
from yimen.faces.shared import paging
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import today
from yimen.journal.errors import Sentence
from yimen.office.models import Centre

_MOST = 60  # items at a time
_LONGEST_QUERY = 60

WORDS: dict[str, Sentence] = {
    State.DRAFT: _("草稿"),
    State.REVIEW: _("审核中"),
    State.PUBLISHED: _("已发布"),
    State.RETIRED: _("已停用"),
}


@dataclass(frozen=True, slots=True)
class Version:
    """A version: `is_in_force` today, or the word for where it stands, since when; `is_as_printed`: the page as it was
    printed; `is_in_hand`: it is being written or reviewed. `to_mend`: of that page, the faults; of a draft, the errors that
    keep it from being published; else 0."""

    number: int
    state: Sentence
    from_on: date | None
    is_in_force: bool
    is_in_hand: bool
    is_as_printed: bool
    to_mend: int


@dataclass(frozen=True, slots=True)
class Row:
    """An item: its newest name, its versions newest first, and the claim of this centre."""

    code: str
    name: str
    line: str
    owner: str
    versions: tuple[Version, ...]
    claim: Claim | None

    @property
    def is_in_force(self) -> bool:
        """Whether people can read it today."""
        return any(one.is_in_force for one in self.versions)

    @property
    def in_hand(self) -> Version | None:
        """The newest version, where it is being written or reviewed."""
        return self.versions[0] if self.versions and self.versions[0].is_in_hand else None


@dataclass(frozen=True, slots=True)
class _Named:
    """An item by what it is found by: its newest name and everyday words."""

    code: str
    name: str
    also: tuple[str, ...]


@require_safe
@staff_only(*READERS)
def items(request: HttpRequest) -> HttpResponse:
    """The items by code, or those that a search found, so many at a time; above them what is in hand."""
    on, asked = today(), request.GET.get("q", "").strip()[:_LONGEST_QUERY]
    seen = Item.objects.visible_to(actor_of(request))
    found = _named(seen)
    if asked:
        found = finding.find(asked, found)
    shown, following = paging.part(found, attrgetter("code"), request.GET.get("after", ""), _MOST)
    printed = definitions.of_versions(
        ItemVersion.objects.in_force(on)
        .filter(item__in=seen.values("pk"))
        .exclude(as_printed="")
        .values_list("pk", flat=True)
    )
    in_hand = _in_hand(seen)
    page: dict[str, Any] = {
        "may_edit": actor_of(request).role in EDITORS, "asked": asked, "following": following,
        "has_items": bool(found or asked),
        "rows": _rows([one.code for one in shown], centre_of(request), on),
        "in_hand": [row for row in _rows(in_hand, centre_of(request), on) if row.in_hand] if in_hand else [],
        "printed_count": len(printed), "printed_to_mend": sum(map(publishing.to_mend, printed)),
        "is_first": not request.GET.get("after"),
    }  # fmt: skip
    return show(request, "catalogue", "catalogue", **page)


def _named(seen: QuerySet[Item]) -> list[_Named]:
    """The items by code."""
    rows = ItemVersion.objects.filter(item__in=seen.values("pk")).order_by("item__code", "number")
    newest = {
        code: _Named(code, name, tuple(also)) for code, name, also in rows.values_list("item__code", "name", "also")
    }
    return list(newest.values())


def _in_hand(seen: QuerySet[Item]) -> list[str]:
    """The codes of those whose newest version may be in hand: it was neither published nor put aside."""
    ended = VersionState.objects.filter(state__in=(State.PUBLISHED.value, State.RETIRED.value)).values("version")
    open_ones = ItemVersion.objects.filter(item__in=seen.values("pk")).exclude(pk__in=ended)
    return sorted(set(open_ones.values_list("item__code", flat=True)))


def _rows(codes: Sequence[str], centre: Centre, on: date) -> list[Row]:
    """The rows of these items, in their order."""
    claims = Claim.objects.in_force(on).filter(centre=centre, item__code__in=codes)
    mine = {claim.item_id: claim for claim in claims}
    in_force = set(ItemVersion.objects.in_force(on).filter(item__code__in=codes).values_list("pk", flat=True))
    states = Prefetch("states", VersionState.objects.order_by("number"))
    newest_first = ItemVersion.objects.order_by("-number").prefetch_related(states)
    stored = Item.objects.filter(code__in=codes).select_related("centre")
    found = {item.code: item for item in stored.prefetch_related(Prefetch("versions", newest_first))}
    to_mend = _to_mend([one for item in found.values() for one in item.versions.all()], in_force)
    return [_row(found[code], mine.get(found[code].pk), in_force, to_mend) for code in codes]


def _to_mend(versions: Iterable[ItemVersion], in_force: set[UUID]) -> dict[UUID, int]:
    """What waits to be mended in what stands as printed and in what is being written, by version."""
    looked_at = [one.pk for one in versions if (one.as_printed and one.pk in in_force) or _is_draft(one)]
    return {
        one.version_id: publishing.to_mend(one) if one.as_printed else len(errors(examine(one, defining.current())))
        for one in definitions.of_versions(looked_at)
    }


def _is_draft(version: ItemVersion) -> bool:
    states = list(version.states.all())
    return not states or states[-1].state in (State.DRAFT, State.REVIEW)


def _row(item: Item, claim: Claim | None, in_force: set[UUID], to_mend: Mapping[UUID, int]) -> Row:
    versions = list(item.versions.all())
    name = versions[0].name if versions else ""
    shown = tuple(
        _version(one, one.pk in in_force, to_mend.get(one.pk, 0)) for one in versions if _is_shown(one, versions)
    )
    owner = item.centre.short_name if item.centre else ""
    return Row(item.code, name, item.line, owner, shown, claim)


def _is_shown(version: ItemVersion, newest_first: list[ItemVersion]) -> bool:
    """The newest, and all that were published: a draft that a newer one replaced is only looked up by its number."""
    return version is newest_first[0] or any(one.state == State.PUBLISHED for one in version.states.all())


def _version(version: ItemVersion, is_in_force: bool, to_mend: int) -> Version:
    last = list(version.states.all())[-1:]
    state: Sentence = WORDS[last[0].state] if last else _("没有状态")
    from_on = last[0].from_on if last else None
    return Version(version.number, state, from_on, is_in_force, _is_draft(version), bool(version.as_printed), to_mend)
