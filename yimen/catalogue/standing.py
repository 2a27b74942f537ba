"""Where a version stands: the moves from state to state, and what ends when a newer version begins (field 1.3, A6)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from yimen.catalogue.elements import State
from yimen.catalogue.models import ItemVersion, VersionState
from yimen.journal import door
from yimen.office.actor import Actor
from yimen.office.models import Centre

# From which state to which (草稿→审核→发布→取消, and 退回). A version just written is a draft.
MOVES: dict[State, set[State]] = {
    State.DRAFT: {State.REVIEW, State.PUBLISHED, State.RETIRED},
    State.REVIEW: {State.DRAFT, State.PUBLISHED, State.RETIRED},
    State.PUBLISHED: {State.RETIRED},
    State.RETIRED: set(),
}


def state_of(version: ItemVersion) -> State:
    """Where it stands, whatever the day from which; in an open turn also what that turn has done."""
    last = _last(version)
    return State(last.state) if last else State.DRAFT


def begin(version: ItemVersion, *, home: Centre | None, from_on: date, by: Actor, at: datetime) -> VersionState:
    """Inside a turn of the item's home: a version just written is a draft."""
    return _add(version, 1, State.DRAFT, home=home, from_on=from_on, by=by, at=at)


def add(  # noqa: PLR0913  # a state is these
    version: ItemVersion, state: State, *, home: Centre | None, from_on: date, by: Actor, at: datetime, minute: str = ""
) -> VersionState:
    """Inside a turn of the item's home (None: the installation is not set up yet): from that day on it is that. `minute`: of
    the joint meeting."""
    last = _last(version)
    number = last.number + 1 if last else 1
    return _add(version, number, state, home=home, from_on=from_on, by=by, at=at, minute=minute)


def _add(  # a state is these
    version: ItemVersion, number: int, state: State, *, home: Centre | None, by: Actor, at: datetime, **more: Any
) -> VersionState:
    return door.add(
        VersionState(
            centre=home, version=version, number=number, state=state.value, by_ref=by.ref, recorded_at=at,
            entry_id=door.entry_id() if home else None, **more,
        )
    )  # fmt: skip


def _last(version: ItemVersion) -> VersionState | None:
    key = version.pk.int
    waiting = [one for one in door.new(VersionState) if one.version_id.int == key] if door.is_open() else []
    return waiting[-1] if waiting else version.states.order_by("-number").first()


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
