"""The hall's figures, counted from the journal as it happens: hour by hour, and what the forecast learns (B6).

A follower: every entry counts exactly once, whoever was away meanwhile. What a ticket was before an entry is folded from its
own entries up to there, never read from its row, which may be further on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from json import loads
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Greatest

from yimen.journal.followers import Follower, follow
from yimen.journal.models import Entry
from yimen.journal.moments import OFFICE_ZONE, localdate, unstamp
from yimen.office.actor import NOBODY
from yimen.tickets import forecast, learning
from yimen.tickets.learning import Average
from yimen.tickets.lifecycle import Act, State
from yimen.tickets.models import HallHour, LinePace

_LONGEST = 24 * 3600
_MILLI = 1000
_TICKET = "tickets.ticket"


@dataclass(frozen=True, slots=True)
class Told:
    """An entry on a ticket, with what the ticket was before it and is after it, as the journal tells."""

    act: str
    at: datetime
    centre_id: UUID
    actor: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    window: int
    waits_since: datetime

    @property
    def line_id(self) -> UUID:
        """The line in which the act found the ticket."""
        return UUID((self.before or self.after)["line_id"])

    @property
    def hour(self) -> int:
        """Of the day, in the office's zone."""
        return self.at.astimezone(OFFICE_ZONE).hour


def learned(row: LinePace) -> Average:
    """An average as it is kept, whole numbers of thousandths."""
    return Average(row.calls, row.milliseconds / _MILLI, row.squares / _MILLI**2)


def _count(entry: Entry, _at: datetime) -> None:
    told = _told(entry)
    for act, count in _COUNTS:
        if told.act == act:
            count(told)


def _taken(told: Told) -> None:
    _add(told, taken=1)


def _called(told: Told) -> None:
    """The first call of a number ends its wait; whoever was sent on or came back waits again, and that is not counted here."""
    if told.before["times_called"]:
        return
    waited = told.at - told.waits_since
    minutes, seconds = told.before.get("foretold_minutes"), min(max(int(waited.total_seconds()), 0), _LONGEST)
    near = minutes is not None and forecast.is_near(minutes, waited)
    _add(
        told, called=1, waited_seconds=seconds, longest_seconds=seconds, foretold=int(minutes is not None),
        foretold_near=int(near),
    )  # fmt: skip


def _freed(told: Told) -> None:
    """The window is free again: done, sent on, or not come."""
    called_at = unstamp(told.before["called_at"])
    _learn(told, (told.at - called_at).total_seconds())
    if told.act == Act.MISS:
        _add(told, missed=1)
        return
    came_at = unstamp(told.before["came_at"]) if told.before.get("came_at") else called_at
    seconds = min(max(int((told.at - came_at).total_seconds()), 0), _LONGEST)
    _add(told, served=int(told.act == Act.FINISH), timed=1, served_seconds=seconds)


def _closed(told: Told) -> None:
    """In the evening: who was at a window was served, nobody knows how long; the others have left."""
    if told.after["state"] == State.SERVED:
        _add(told, served=1)
    else:
        _add(told, left=1)


_COUNTS = (
    (Act.TAKE, _taken), (Act.HAND_IN, _taken), (Act.CALL, _called), (Act.FINISH, _freed), (Act.TRANSFER, _freed),
    (Act.MISS, _freed), (Act.CLOSE_DAY, _closed),
)  # fmt: skip


def _told(entry: Entry) -> Told:
    entries = Entry.objects.filter(subject_id=entry.subject_id, number__lte=entry.number).order_by("number")
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    window, waits_since = 0, entry.at
    for act, at, text in entries.values_list("act", "at", "body"):
        body = loads(text)
        before = dict(after)
        for kind, key, changed in body["rows"]:
            if kind == _TICKET and key == str(entry.subject_id):
                after.update(changed)
        word = act.partition(".")[2]
        waits_since = at if word in (Act.TAKE, Act.HAND_IN) else waits_since
        window = body["facts"].get("window") or window if word == Act.CALL else window
    word = entry.act.partition(".")[2]
    return Told(word, entry.at, entry.centre_id, entry.actor, before, after, window, waits_since)


def _add(told: Told, **counts: int) -> None:
    """Add to the row of this hour; what nobody at a window did stands under nobody."""
    at_window = told.act in (Act.CALL, Act.FINISH, Act.TRANSFER, Act.MISS)
    kind, _colon, key = told.actor.partition(":")
    here: dict[str, Any] = {
        "centre_id": told.centre_id, "on": localdate(told.at), "hour": told.hour, "line_id": told.line_id,
        "window": told.window if at_window else 0, "clerk": UUID(key) if at_window and kind == "staff" else NOBODY,
    }  # fmt: skip
    if told.act == Act.CLOSE_DAY:  # told in the night, of the day before
        taken_at = told.waits_since
        here |= {"on": localdate(taken_at), "hour": taken_at.astimezone(OFFICE_ZONE).hour}
    more: dict[str, Any] = {name: F(name) + count for name, count in counts.items() if count}
    if longest := counts.get("longest_seconds"):
        more["longest_seconds"] = Greatest(F("longest_seconds"), longest)
    if more and not HallHour.objects.filter(**here).update(**more):
        HallHour.objects.create(**here, **counts)


def _learn(told: Told, seconds: float) -> None:
    matter = told.before.get("item_code", "")
    for line_id, of, kind, hour in learning.keys(told.line_id, localdate(told.at), told.hour, matter):
        here: dict[str, Any] = {
            "centre_id": told.centre_id, "line_id": line_id, "item_code": of, "kind": kind, "hour": hour
        }  # fmt: skip
        row = LinePace.objects.filter(**here).first()
        average = learned(row) if row else Average()
        average.add(seconds)
        squares = round(average.squares * _MILLI**2)
        now = {"calls": average.calls, "milliseconds": round(average.seconds * _MILLI), "squares": squares}
        if row:
            LinePace.objects.filter(pk=row.pk).update(**now)
        else:
            LinePace.objects.create(**here, **now)


follow(Follower("tickets.count", _count, hears=frozenset(f"tickets.{act}" for act, _count_ in _COUNTS)))
