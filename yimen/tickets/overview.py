"""今日大厅: what who is on duty must see of a hall at this moment, and how many windows the next hour needs (B6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, Sum

from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import policies
from yimen.office.models import Window
from yimen.tickets import demand, foretelling, reading
from yimen.tickets.cutting import Mode, Share
from yimen.tickets.demand import Load
from yimen.tickets.halls import Hall, LineNow
from yimen.tickets.learning import Paces
from yimen.tickets.models import HallHour, Line, Ticket

_WEEKS = 4  # the same weekdays of so many weeks say how many come in an hour
_HOUR = timedelta(hours=1)
MOST = 40  # windows


@dataclass(frozen=True, slots=True)
class Desk:
    """A window now: what it has in hand since when, whether it calls; `waits_since`: since when somebody waits whom it
    may call; `is_idle`: it has called nobody for long though somebody waits."""

    window: Window
    ticket: Ticket | None
    since: datetime | None
    waits_since: datetime | None
    is_closed: bool
    is_paused: bool
    is_idle: bool


@dataclass(frozen=True, slots=True)
class Need:
    """A group of lines: which windows are theirs, how many of them call now, how many the next hour needs; minutes that who
    comes in it waits on average with as many as call now, and with as many as it needs."""

    lines: tuple[Line, ...]
    windows: tuple[int, ...]
    calling: int
    needed: int
    minutes_now: int | None
    minutes_then: int
    arrivals: float


@dataclass(frozen=True, slots=True)
class Day:
    """A hall's day so far, as counted."""

    taken: int
    served: int
    missed: int
    called: int
    waited_seconds: int
    longest_seconds: int
    foretold: int
    foretold_near: int

    @property
    def average_minutes(self) -> int | None:
        """How long who was called waited, on average."""
        return round(self.waited_seconds / self.called / 60) if self.called else None

    @property
    def near_percent(self) -> int | None:
        """Of the waits that were foretold, how many came out near (`forecast.is_near`)."""
        return round(100 * self.foretold_near / self.foretold) if self.foretold else None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything at a glance."""

    hall: Hall
    since: Mapping[UUID, datetime]
    desks: tuple[Desk, ...]
    needs: tuple[Need, ...]
    together: int
    limit: int
    day: Day

    @property
    def longest(self) -> datetime | None:
        """Since when the longest waiting waits."""
        return min(self.since.values(), default=None)


def at_a_glance(centre_id: UUID, *, at: datetime) -> Overview:
    """A hall of the actor's own centre at this moment; nothing of it is secret, it stands on its displays."""
    on = localdate(at)
    hall = foretelling.hall(centre_id, at=at)
    since = reading.waiting_since(centre_id, on=on)
    desks = _desks(hall, since, at)
    limit = int(policies.value("queue.limit", on=on)[0].split()[0])
    needs, together = _needs(hall, desks, limit, at)
    return Overview(hall, since, desks, needs, together, limit, day_of(centre_id, at=at))


def day_of(centre_id: UUID, *, at: datetime) -> Day:
    """What was counted of a hall on the day of this moment."""
    rows = HallHour.objects.filter(centre_id=centre_id, on=localdate(at))
    names = ("taken", "served", "missed", "called", "waited_seconds", "foretold", "foretold_near")
    sums = rows.aggregate(longest=Max("longest_seconds"), **{name: Sum(name) for name in names})
    counted = {name: sums[name] or 0 for name in names}
    return Day(longest_seconds=sums["longest"] or 0, **counted)


def _desks(hall: Hall, since: Mapping[UUID, datetime], at: datetime) -> tuple[Desk, ...]:
    if not hall.windows:
        return ()
    centre_id, on = hall.windows[0].centre_id, localdate(at)
    held = {one.window_id: one for one in reading.all_in_hand(centre_id, on=on)}
    standing, opened = foretelling.standing_of(centre_id, on=on), foretelling.opened(centre_id, at=at)
    found = []
    for window in hall.windows:
        ticket, share = held.get(window.pk), hall.plan[window.pk]
        waits = [moment for line, moment in since.items() if _calls(share, line)]
        first = max(min(waits), opened) if waits and opened else None
        is_idle = ticket is None and not foretelling.is_manned(standing, window.pk, waits_since=first, at=at)
        moment = (ticket.came_at or ticket.called_at) if ticket else standing.seen.get(window.pk)
        is_closed, is_paused = share.mode == Mode.CLOSED, window.pk in hall.paused
        found.append(
            Desk(window, ticket, moment, first, is_closed, is_paused, is_idle and not is_paused and not is_closed)
        )
    return tuple(found)


def _needs(hall: Hall, desks: Iterable[Desk], limit: int, at: datetime) -> tuple[tuple[Need, ...], int]:
    """Group by group; and how many would do if any window called all (一口受理, B5)."""
    lines = {one.line.pk: one for one in hall.lines}
    if not lines:
        return (), 0
    centre_id, on = hall.lines[0].line.centre_id, localdate(at)
    comes, paces = coming(centre_id, at=at), foretelling.standing_of(centre_id, on=on).paces
    loads = {key: _load(one, comes.get(key, 0.0), paces, at) for key, one in lines.items()}
    plan = {
        key: None if share.mode == Mode.ALL else share.lines
        for key, share in hall.plan.items()
        if share.mode != Mode.CLOSED
    }
    calling = {one.window.pk for one in desks if not (one.is_closed or one.is_paused or one.is_idle)}
    numbers = {one.pk: one.number for one in hall.windows}
    found = []
    for group in demand.groups(plan, lines):
        mine = sorted((lines[key].line for key in group.lines if key in lines), key=lambda one: one.letter)
        load = added(loads[one.pk] for one in mine)
        count, here = len(group.windows & calling), tuple(sorted(numbers[key] for key in group.windows))
        needs = demand.needed(load, limit=limit * 60, most=MOST)
        now = round(demand.wait(load, count) / 60) if count else None
        then = round(demand.wait(load, needs) / 60) if needs else 0
        found.append(Need(tuple(mine), here, count, needs, now, then, round(load.arrivals, 1)))
    together = demand.needed(added(loads.values()), limit=limit * 60, most=MOST)
    return tuple(sorted(found, key=lambda one: [line.letter for line in one.lines])), together


def coming(centre_id: UUID, *, at: datetime) -> dict[UUID, float]:
    """How many come to each line in the next hour: as on the same weekday of the last weeks, where the hall was open; without
    those as many as came in the last hour."""
    on, ends = localdate(at), at + _HOUR
    parts = _parts(at, ends)
    days = [on - timedelta(weeks=week + 1) for week in range(_WEEKS)]
    rows = HallHour.objects.filter(centre_id=centre_id, on__in=days, hour__in=list(parts), taken__gt=0)
    counted = list(rows.values_list("on", "hour", "line_id", "taken"))
    open_days = len({row[0] for row in counted})
    if not open_days:
        parts = _parts(at - _HOUR, at)
        today = HallHour.objects.filter(centre_id=centre_id, on=on, hour__in=list(parts), taken__gt=0)
        counted, open_days = list(today.values_list("on", "hour", "line_id", "taken")), 1
    found: dict[UUID, float] = {}
    for _on, hour, line_id, taken in counted:
        found[line_id] = found.get(line_id, 0.0) + taken * parts[hour] / open_days
    return found


def added(loads: Iterable[Load]) -> Load:
    """Several lines as one: what comes to windows that serve them all."""
    every = list(loads)
    arrivals = sum(one.arrivals for one in every)
    weights = [(one.arrivals or one.waiting or 1.0) for one in every]
    seconds = sum(one.seconds * weight for one, weight in zip(every, weights, strict=True)) / (sum(weights) or 1.0)
    squares = sum((one.variance + one.seconds**2) * weight for one, weight in zip(every, weights, strict=True))
    varies = max(squares / (sum(weights) or 1.0) - seconds**2, 0.0)
    return Load(arrivals, seconds, varies, sum(one.waiting for one in every))


def _load(one: LineNow, arrivals: float, paces: Paces, at: datetime) -> Load:
    pace = paces.of(one.line.pk, localdate(at), at.astimezone(OFFICE_ZONE).hour)
    return Load(arrivals if one.line.is_open else 0.0, pace.seconds, pace.variance, one.waiting)


def _parts(begins: datetime, ends: datetime) -> dict[int, float]:
    """Which part of each hour of the day lies between."""
    found: dict[int, float] = {}
    moment = begins.astimezone(OFFICE_ZONE)
    while moment < ends:
        edge = moment.replace(minute=0, second=0, microsecond=0) + _HOUR
        found[moment.hour] = (min(edge, ends) - moment) / _HOUR
        moment = edge
    return found


def _calls(share: Share, line: UUID) -> bool:
    return share.mode == Mode.ALL or (share.mode == Mode.LINES and line in share.lines)
