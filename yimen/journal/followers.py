"""Readers of the journal that keep up: each has a position per centre and has every effect exactly once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Any
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.db.models import F, OuterRef, Subquery

from yimen.journal import door, source
from yimen.journal.models import Entry, Position, Stream, Stumble

BATCH = 50
BUDGET = 0.050  # seconds a transaction (design 4)
TRIES = 3
BIRTH = UUID(int=0)  # the position that says a follower has been born; no centre has this id
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Follower:
    """`hears`: acts it takes (empty: all); `strict`: it never sets an entry aside; `from_birth`: it does not read what
    happened before it was first run (whatever leaves the house)."""

    name: str
    take: Callable[[Entry, datetime], None]
    hears: frozenset[str] = frozenset()
    strict: bool = False
    from_birth: bool = False


FOLLOWERS: dict[str, Follower] = {}
_tries: dict[tuple[str, UUID], int] = {}


def follow(follower: Follower) -> Follower:
    """Registers a follower; its package's apps.py imports it."""
    FOLLOWERS[follower.name] = follower
    return follower


def catch_up(*, at: datetime, most: int = 200) -> int:
    """Every follower takes what it has not yet taken; returns how many entries were taken."""
    taken = 0
    for follower in FOLLOWERS.values():
        try:
            taken += _run(follower, at, most)
        except Exception as error:  # one follower in trouble must not keep the others from reading
            log.error("follower stands still", follower=follower.name, error=type(error).__name__)
    return taken


def retry(*, at: datetime) -> int:
    """Try the entries that were set aside again; returns how many now succeeded."""
    mended = 0
    for stumble in Stumble.objects.filter(is_open=True).select_related("entry"):
        try:
            with door.together():
                FOLLOWERS[stumble.follower].take(stumble.entry, at)
                Stumble.objects.filter(pk=stumble.pk).update(is_open=False)
            mended += 1
        except Exception as error:  # it stays set aside and is shown
            Stumble.objects.filter(pk=stumble.pk).update(attempts=F("attempts") + 1, error=type(error).__name__)
    return mended


def _run(follower: Follower, at: datetime, most: int) -> int:
    taken = 0
    if follower.from_birth:
        _bear(follower)
    for centre_id in _lagging(follower, most):
        while (count := _stride(follower, centre_id, at)) > 0:
            taken += count
    return taken


def _bear(follower: Follower) -> None:
    """At its first run the follower stands at the end of every stream there is; one that begins later it reads whole."""
    born: dict[str, Any] = {"follower": follower.name, "centre_id": BIRTH}
    if Position.objects.filter(**born).exists():
        return
    with transaction.atomic():
        if Position.objects.get_or_create(**born)[1]:
            ends = Stream.objects.values_list("centre_id", "number")
            Position.objects.bulk_create(
                Position(follower=follower.name, centre_id=centre_id, number=number) for centre_id, number in ends
            )


def _lagging(follower: Follower, most: int) -> list[UUID]:
    here = Position.objects.filter(follower=follower.name, centre_id=OuterRef("centre_id")).values("number")[:1]
    heads = Stream.objects.annotate(read=Subquery(here))
    lagging = [head for head in heads if head.number > (head.read or 0)][:most]
    # committed before the step, or another worker would wait for this one's step instead of passing it by
    Position.objects.bulk_create(
        [Position(follower=follower.name, centre_id=head.centre_id) for head in lagging if head.read is None],
        ignore_conflicts=True,
    )
    return [head.centre_id for head in lagging]


def _stride(follower: Follower, centre_id: UUID, at: datetime) -> int:
    """A batch; where what it wants written cannot be written, entry by entry, so that the bad one is known."""
    try:
        return door.retried(partial(_step, follower, centre_id, at, BATCH))
    except Exception as error:
        if door._is_crossed(error):  # nobody's fault: the next round takes it
            return 0
        log.warning("follower's batch failed", follower=follower.name, error=type(error).__name__)
    try:
        return door.retried(partial(_step, follower, centre_id, at, 1))
    except Exception as error:
        with transaction.atomic():
            return _pass_by(follower, centre_id, error)


def _pass_by(follower: Follower, centre_id: UUID, error: Exception) -> int:
    """The next entry cannot be written for: counted, and set aside after three tries."""
    position = _position(follower, centre_id)
    if position is None:
        return 0
    entry = Entry.objects.filter(centre_id=centre_id, number__gt=position.number).order_by("number")[0]
    if not _stumbled(follower, entry, error):
        return 0
    position.number = entry.number
    position.save(update_fields=["number"])
    return 1


def _step(follower: Follower, centre_id: UUID, at: datetime, most: int) -> int:
    with door.together():
        position = _position(follower, centre_id)
        if position is None:
            return 0
        entries = Entry.objects.filter(centre_id=centre_id, number__gt=position.number).order_by("number")[:most]
        began, count = monotonic(), 0
        for entry in entries:
            if count and monotonic() - began > BUDGET:
                break
            if not _take(follower, entry, at):
                break
            position.number = entry.number
            count += 1
        position.save(update_fields=["number"])
        return count


def _position(follower: Follower, centre_id: UUID) -> Position | None:
    mine = Position.objects.filter(follower=follower.name, centre_id=centre_id)
    if connection.features.has_select_for_update_skip_locked:
        mine = mine.select_for_update(skip_locked=True)
    return mine.first()


def _take(follower: Follower, entry: Entry, at: datetime) -> bool:
    """True when the position may pass this entry."""
    if follower.hears and entry.act not in follower.hears:
        return True
    try:
        with door.attempt():
            follower.take(entry, at)
        _tries.pop((follower.name, entry.pk), None)
        return True
    except Exception as error:  # one bad entry must not stop the rest
        if door._is_crossed(error):  # nobody's fault: the whole step is done again
            raise
        return _stumbled(follower, entry, error)


def _stumbled(follower: Follower, entry: Entry, error: Exception) -> bool:
    key = (follower.name, entry.pk)
    _tries[key] = _tries.get(key, 0) + 1
    log.warning("follower stumbled", follower=follower.name, entry=str(entry.pk), error=type(error).__name__)
    if follower.strict or _tries[key] < TRIES:
        return False
    Stumble.objects.create(
        id=source.new_id(), follower=follower.name, entry=entry, attempts=_tries.pop(key), error=type(error).__name__
    )
    return True


def behind() -> int:
    """Entries set aside and not mended (health page)."""
    with transaction.atomic():
        return Stumble.objects.filter(is_open=True).count()
