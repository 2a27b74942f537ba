"""成批修改: the same words changed in many items, as drafts that are sent to review together and published together (A6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from yimen.catalogue import defining, definitions, editing, reviewing, standing
from yimen.catalogue.elements import Content, State
from yimen.catalogue.form import ASKED
from yimen.catalogue.models import Item, ItemVersion, VersionState
from yimen.catalogue.reading import Misfits, of_plain
from yimen.catalogue.writing import as_plain
from yimen.journal import door
from yimen.journal.errors import Malformed
from yimen.office.actor import Actor

_SHORTEST = 2  # characters: a single one stands everywhere
# Keys of the file whose values are words that people read; what is printed stays as it was printed.
_WORDS = frozenset({
    "name", "says", "object", "conditions", "basis", "body", "co_departments", "place", "hours", "telephone",
    "complaint_telephone", "size", "note", "source", "blank", "sample", "standard",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Replaced:
    """A version in which the words stand, what it says, and what its next version would say."""

    version: ItemVersion
    before: Content
    after: Content


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version in review, the one in force (None: a new item), and whether somebody else has to publish it."""

    version: ItemVersion
    base_id: UUID | None
    is_own: bool


def found(old: str, new: str, versions: Iterable[ItemVersion]) -> list[Replaced]:
    """Those of the versions in which the words stand, with them replaced. Raises Malformed for words that say too little."""
    old, new = old.strip(), new.strip()
    if len(old) < _SHORTEST or old == new:
        raise Malformed(_("请写明原来的用语，至少2个字，并且和新的不同。"), fields={"old": ""})
    stored = list(versions)
    contents = definitions.of_versions(one.pk for one in stored)
    made = []
    for version, content in zip(stored, contents, strict=True):
        after = _with(content, old, new)
        if after is not None:
            made.append(Replaced(version, content, after))
    return made


def waiting(items: QuerySet[Item], *, by: Actor, on: date) -> list[Waiting]:
    """What of these items waits for review, by code."""
    states = Prefetch("states", VersionState.objects.order_by("number"))
    asked = ItemVersion.objects.filter(item__in=items, states__state=State.REVIEW.value).distinct()
    found = asked.select_related("item__centre").prefetch_related(states).order_by("item__code")
    open_ones = [one for one in standing.newest(found) if list(one.states.all())[-1].state == State.REVIEW.value]
    in_force = ItemVersion.objects.in_force(on).filter(item__in=[one.item_id for one in open_ones])
    bases = dict(in_force.values_list("item_id", "pk"))
    needs_second = bool(open_ones and reviewing.others(by, on=on))
    return [
        Waiting(one, bases.get(one.item_id), needs_second and next(iter(one.states.all())).by_ref == by.ref)
        for one in open_ones
    ]


@door.verb
def propose(replaced: Sequence[Replaced], *, by: Actor, at: datetime) -> list[ItemVersion]:
    """Every one as the next draft of its item, sent to review: all of them, or none. Raises as `keep` and `send_to_review`."""
    if not replaced:
        raise Malformed(_("请勾选要修改的事项。"), fields={"items": ""})
    with door.together():
        drafts = [editing.keep(one.after, after=one.version.number, by=by, at=at) for one in replaced]
        for draft in drafts:
            reviewing.send_to_review(draft, by=by, at=at)
    return drafts


@door.verb
def publish(versions: Sequence[ItemVersion], *, from_on: date, by: Actor, at: datetime) -> None:
    """发布 all of these from one day, or none of them. Raises as `reviewing.publish`."""
    if not versions:
        raise Malformed(_("请勾选要发布的事项。"), fields={"items": ""})
    with door.together():
        for version in versions:
            reviewing.publish(version, from_on=from_on, by=by, at=at)


def _with(content: Content, old: str, new: str) -> Content | None:
    """The content with other words; None where the words do not stand in it, or the new ones do not fit."""
    plain = as_plain(content)
    for one in plain.get("materials", []):  # 身份证 is one type wherever it is asked for, whatever it is called here
        one.setdefault("type", one["name"])
    other = _replaced(plain, old, new)
    if other == plain:
        return None
    try:
        return of_plain(_without_elements(other), defining.current())
    except Misfits:
        return None


def _replaced(plain: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    return {key: _value(value, old, new, is_words=key in _WORDS) for key, value in plain.items()}


def _value(value: Any, old: str, new: str, *, is_words: bool) -> Any:
    if isinstance(value, list):
        return [_value(one, old, new, is_words=is_words) for one in value]
    if isinstance(value, dict):
        return value if "field" in value else _replaced(value, old, new)
    return value.replace(old, new) if is_words and isinstance(value, str) else value


def _without_elements(plain: dict[str, Any]) -> dict[str, Any]:
    """Of a field that names an element of the dictionary, what the element says is left to it."""
    fields = [
        {key: value for key, value in one.items() if not one.get("element") or key not in {"key", *ASKED}}
        for one in plain.get("form", [])
    ]
    return plain | ({"form": fields} if fields else {})
