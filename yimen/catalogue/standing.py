"""Where a version stands: the moves from state to state, and what ends when a newer version begins (field 1.3, A6)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from yimen.catalogue.elements import State
from yimen.catalogue.models import ItemVersion, VersionState
from yimen.office.actor import Actor

# From which state to which (草稿→审核→发布→取消, and 退回). A version just written is a draft.
MOVES: dict[State, set[State]] = {
    State.DRAFT: {State.REVIEW, State.PUBLISHED, State.RETIRED},
    State.REVIEW: {State.DRAFT, State.PUBLISHED, State.RETIRED},
    State.PUBLISHED: {State.RETIRED},
    State.RETIRED: set(),
}


def state_of(version: ItemVersion) -> State:
    """Where it stands, whatever the day from which."""
    last = version.states.order_by("-number").values_list("state", flat=True).first()
    return State(last) if last else State.DRAFT


def next_row(  # a state is these
    version: ItemVersion, state: State, *, from_on: date, by: Actor, at: datetime, **more: Any
) -> VersionState:
    """The row that says so, not yet written. `more`: the minute of a meeting, the entry that tells of it."""
    last = version.states.aggregate(last=Max("number"))["last"] or 0
    return VersionState(
        version=version, number=last + 1, state=state.value, from_on=from_on, by_ref=by.ref, recorded_at=at, **more
    )


def published_besides(version: ItemVersion) -> list[VersionState]:
    """The published states of the item's other versions that no day ends yet: they end when this version begins."""
    states = VersionState.objects.filter(version__item_id=version.item_id)
    ended = states.filter(state=State.RETIRED.value).values("version")
    standing = states.filter(state=State.PUBLISHED.value).exclude(version__in=ended).exclude(version=version)
    return list(standing.select_related("version"))


def is_new(version: ItemVersion) -> bool:
    """Whether nothing of its item was ever published: then the joint meeting has to have agreed (A9)."""
    states = VersionState.objects.filter(version__item_id=version.item_id, state=State.PUBLISHED.value)
    return not states.exists()


def is_newest(version: ItemVersion) -> bool:
    """Whether no later version was written: an older draft is replaced, and moves no more."""
    return not ItemVersion.objects.filter(item_id=version.item_id, number__gt=version.number).exists()


def newest(versions: Iterable[ItemVersion]) -> list[ItemVersion]:
    """Those of the versions after which none of their item was written: `is_newest` of many, in one query."""
    found = list(versions)
    rows = ItemVersion.objects.filter(item_id__in={one.item_id for one in found}).values("item_id")
    last = dict(rows.annotate(last=Max("number")).values_list("item_id", "last"))
    return [one for one in found if one.number == last[one.item_id]]
