"""The wait foretold for a hall as it stands: who waits, which windows call, what was learned; put before `forecast` (B6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max

from yimen.journal.kept import kept
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import opening, policies
from yimen.tickets import counting, cutting, forecast, halls, priority, reading
from yimen.tickets.cutting import Mode, Share
from yimen.tickets.forecast import Desk, Foretold, Pace, Wait
from yimen.tickets.halls import Hall
from yimen.tickets.learning import Paces
from yimen.tickets.lifecycle import State
from yimen.tickets.models import Line, LinePace, QueueWindow, Ticket
from yimen.tickets.order import View, Waiting

MOST = 400  # who wait in one hall; beyond it nothing is foretold, for nobody would believe it
_AT_ONCE = timedelta(milliseconds=250)  # who come within it are told the same: two people at two kiosks, or a rush
_RUSH, _FEW = timedelta(seconds=1), 20
_IDLE = timedelta(minutes=15)  # a window that calls nobody for so long though somebody waits for it is not manned


@dataclass(frozen=True, slots=True)
class Standing:
    """What changes rarely in a hall: which windows call what, whom they last had, and what was learned."""

    plan: Mapping[UUID, Share]
    paused: frozenset[UUID]
    seen: Mapping[UUID, datetime]
    paces: Paces


@dataclass(slots=True)
class _Look:
    """A look ahead that several share: what it said of each line that it looked at."""

    at: datetime
    lines: Mapping[UUID, Wait]
    left: dict[UUID, int]  # by line: how many may still be told it later than at once

    def serves(self, line_id: UUID, at: datetime) -> bool:
        """Whether who comes to the line at that moment is told it too."""
        since = at - self.at
        return line_id in self.left and (
            timedelta(0) <= since < _AT_ONCE or (self.left[line_id] > 0 and timedelta(0) <= since < _RUSH)
        )


_looks: dict[tuple[UUID, bool], _Look] = {}  # by hall, and whether with priority


def of_hall(centre_id: UUID, lines: Iterable[UUID], *, is_preferred: bool = False, at: datetime) -> Foretold:
    """What can be foretold at this moment: for who would come now to these lines, and for all who wait."""
    on = localdate(at)
    waiting, matters, since = _waiting(centre_id, on)
    if len(waiting) > MOST:
        return Foretold({}, {})
    standing = standing_of(centre_id, on=on)
    desks = _desks(centre_id, standing, since, at)

    def pace(ticket: Waiting, hour: int) -> Pace:
        return standing.paces.of(ticket.line, on, hour, matters.get(ticket.code, ""))

    hours, spans = opening.spans_on(centre_id, on), priority.spans(on=on)
    return forecast.foretell(waiting, desks, lines, pace, hours, spans=spans, at=at, is_preferred=is_preferred)


def hall(centre_id: UUID, *, at: datetime) -> Hall:
    """A hall as `halls.hall` shows it, each line with the wait of who comes now."""
    found = halls.hall(centre_id, on=localdate(at))
    waits = of_hall(centre_id, [one.line.pk for one in found.lines], at=at).lines
    return replace(found, lines=tuple(replace(one, wait=waits.get(one.line.pk)) for one in found.lines))


def of_line(line: Line, *, is_preferred: bool = False, at: datetime) -> Wait | None:
    """What can be foretold to who would come now to this line. Those who come within a quarter of a second share a look
    ahead, and where many wait those within a second, a twentieth of them at most: it would say the same to each. In such a
    rush one look ahead serves all the lines to which people come."""
    asked = line.centre_id, is_preferred
    look = _looks.get(asked)
    if look is None or not look.serves(line.pk, at):
        lines = {line.pk} | (set(look.left) if look and at - look.at < _RUSH else set())
        found = of_hall(line.centre_id, lines, is_preferred=is_preferred, at=at)
        share = len(found.tickets) // _FEW + 1
        look = _looks[asked] = _Look(at, found.lines, dict.fromkeys(lines, share))
    look.left[line.pk] -= 1
    return look.lines.get(line.pk)


def of_window(way: QueueWindow, *, at: datetime) -> Wait | None:
    """The longest that can be foretold to who would come now to a line that this window calls (`serving.way_of`)."""
    lines = Line.objects.filter(centre_id=way.centre_id, is_open=True).values_list("pk", flat=True)
    view = view_of(way.window_id, standing_of(way.centre_id, on=localdate(at)).plan[way.window_id])
    waits = of_hall(way.centre_id, lines, at=at).lines
    mine = [wait for line, wait in waits.items() if view.lines is None or line in view.lines]
    return max(mine, key=lambda wait: wait.minutes, default=None)


def of_ticket(ticket: Ticket, *, at: datetime) -> Wait | None:
    """How long a ticket that waits still waits; None where it does not, or nobody can say."""
    if ticket.state != State.WAITING or ticket.taken_on != localdate(at):
        return None
    return of_hall(ticket.centre_id, (), at=at).tickets.get(ticket.code)


@kept
def standing_of(centre_id: UUID, *, on: date) -> Standing:
    """Read anew every few seconds."""
    paused = QueueWindow.objects.filter(centre_id=centre_id, is_paused=True).values_list("window_id", flat=True)
    return Standing(cutting.plan_of(centre_id), frozenset(paused), _seen(centre_id, on), paces_of(centre_id, on=on))


def paces_of(centre_id: UUID, *, on: date) -> Paces:
    """What was learned in a hall."""
    each = int(policies.value("queue.each", on=on)[0].split()[0])
    rows = LinePace.objects.filter(centre_id=centre_id)
    return Paces(
        each * 60.0, (((row.line_id, row.item_code, row.kind, row.hour), counting.learned(row)) for row in rows)
    )


def is_manned(standing: Standing, window_id: UUID, *, waits_since: datetime | None, at: datetime) -> bool:
    """Whether somebody seems to sit at a window with nobody in hand: nobody says so, but one who has called nobody for a
    quarter of an hour, though somebody waited for it all the time, does not."""
    if waits_since is None:
        return True
    return at - max(waits_since, standing.seen.get(window_id, waits_since)) <= _IDLE


def view_of(window_id: UUID, share: Share) -> View:
    """What a window calls, as the order asks for it."""
    if share.mode == Mode.ALL:
        return View(window_id)
    ranks = {line: rank for rank, line in enumerate(share.lines)} if share.mode == Mode.LINES else {}
    return View(window_id, ranks)


def opened(centre_id: UUID, *, at: datetime) -> datetime | None:
    """When the hall opened last, if it is open: before that no window could call."""
    clock = at.astimezone(OFFICE_ZONE).time()
    for opens, closes in opening.spans_on(centre_id, localdate(at)):
        if opens <= clock < closes:
            return datetime.combine(localdate(at), opens, tzinfo=OFFICE_ZONE)
    return None


def _waiting(centre_id: UUID, on: date) -> tuple[list[Waiting], dict[str, str], dict[UUID, datetime]]:
    """Who waits, with the matter of each where it is known; since when each line has been waited in."""
    rows = Ticket.objects.filter(centre_id=centre_id, taken_on=on, state=State.WAITING).order_by("place", "number")
    named = rows.values_list("code", "number", "line_id", "place", "for_window_id", "priority", "item_code", "taken_at")
    found: list[Waiting] = []
    matters: dict[str, str] = {}
    since: dict[UUID, datetime] = {}
    for code, number, line_id, place, for_window_id, claimed, matter, taken_at in named[: MOST + 1]:
        found.append(Waiting(code, number, line_id, place, for_window_id, bool(claimed)))
        since.setdefault(line_id, taken_at)
        if matter:
            matters[code] = matter
    return found, matters, since


def _desks(centre_id: UUID, standing: Standing, since: Mapping[UUID, datetime], at: datetime) -> list[Desk]:
    """The windows that call now, and those that have somebody in hand and will call."""
    in_hand = reading.at_windows(centre_id, on=localdate(at))
    held = {row[0]: row[1:] for row in in_hand.values_list("window_id", "called_at", "line_id")}
    opens = opened(centre_id, at=at)
    desks: list[Desk] = []
    for window_id, share in standing.plan.items():
        view = view_of(window_id, share)
        if window_id in standing.paused or view.lines == {}:
            continue
        if window_id in held:
            desks.append(Desk(view, *held[window_id]))
            continue
        waits = [moment for line, moment in since.items() if view.lines is None or line in view.lines]
        first = max(min(waits), opens) if waits and opens else None
        if is_manned(standing, window_id, waits_since=first, at=at):
            desks.append(Desk(view))
    return desks


def _seen(centre_id: UUID, on: date) -> dict[UUID, datetime]:
    """When each window last had somebody: the tickets of one day, read once in some seconds."""
    today = Ticket.objects.filter(centre_id=centre_id, taken_on=on, window__isnull=False).order_by()
    rows = today.values_list("window_id").annotate(called=Max("called_at"), done=Max("finished_at"))
    return {window_id: max(moment for moment in moments if moment) for window_id, *moments in rows}
