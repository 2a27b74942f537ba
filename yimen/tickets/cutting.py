"""窗口设置: which window calls which lines, all at once and at any time of the day; pausing one window (B1, B2, B5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from yimen.journal import door, rows
from yimen.journal.errors import Malformed, NotThere, NotYours, Sentence
from yimen.journal.kept import forget
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.office.models import Centre, Role, Window
from yimen.tickets._turn import turn
from yimen.tickets.acts import HallAct
from yimen.tickets.models import Cut, Line, QueueWindow, Ticket, WindowLine
from yimen.tickets.reasons import MOST, Pause
from yimen.tickets.serving import mode_unset, way_of

Mode = QueueWindow.Mode
_NAME = 20  # characters, as in the table
_SENT = "centre_id = %s AND taken_on = %s AND state = 'waiting' AND for_window_id IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Share:
    """What one window calls: everything, these lines in this order, or nothing."""

    mode: str
    lines: tuple[UUID, ...] = ()


Plan = Mapping[UUID, Share]  # by window; one that is not named calls nothing


@door.verb
def recut(centre: Centre, plan: Plan, *, by: Actor, at: datetime) -> None:
    """From this moment the windows call as planned. No ticket is lost: who waits stays in the line, who was sent to a window
    that closes waits for any window of the line, who is at a window is finished there.

    Raises Malformed (`fields` by window number and line letter) where a line that is open or waited in has no window.
    """
    with turn(centre, HallAct.RECUT, by=by, at=at) as held:
        windows = {one.pk: one for one in Window.objects.filter(centre=held)}
        lines = {one.pk: one for one in Line.objects.filter(centre=held)}
        waiting = Ticket.objects.filter(centre=held, taken_on=localdate(at), state="waiting")
        _check(plan, windows, lines, set(waiting.values_list("line_id", flat=True)))
        ways = {one.window_id: door.hold(one) for one in QueueWindow.objects.filter(centre=held)}
        for window in windows.values():
            _set_way(window, plan.get(window.pk, Share(Mode.CLOSED)), ways)
        _set_lines(held, plan)
        for ticket in _sent_to_closed(held, plan, localdate(at)):
            door.hold(ticket).for_window_id = None
        door.after_commit(forget)  # what is foretold of waits
        door.note(windows={str(windows[key].number): _words(share, lines) for key, share in plan.items()})


@door.verb
def pause(window: Window, *, reason: str = "", note: str = "", by: Actor, at: datetime) -> QueueWindow:
    """暂停叫号 at one window: it calls nobody until it goes on; who is in hand stays. By its own post or the director. The
    hall reads a fitting word for the reason (`reasons.shown`); the note is personal. Raises Malformed."""
    note = note.strip()
    if reason and reason not in Pause.values:
        raise Malformed(_("请选暂停的原因。"), fields={"reason": _("请选暂停的原因。")})
    if len(note) > MOST:
        raise Malformed(_("说明最多200个字。"), fields={"note": _("说明最多200个字。")})
    return _pause(window, HallAct.PAUSE, reason=reason, note=note, by=by, at=at)


@door.verb
def resume(window: Window, *, by: Actor, at: datetime) -> QueueWindow:
    """恢复叫号."""
    return _pause(window, HallAct.RESUME, by=by, at=at)


@door.verb
def keep(centre: Centre, name: str, plan: Plan, *, by: Actor, at: datetime) -> Cut:
    """Keep a plan under a name, in place of one of the same name. Raises Malformed."""
    name = name.strip()
    if not 0 < len(name) <= _NAME:
        raise Malformed(_("请写方案的名称，最多20个字。"), fields={"name": _("请写方案的名称，最多20个字。")})
    with turn(centre, HallAct.KEEP_CUT, by=by, at=at, name=name) as held:
        windows = {one.pk: one for one in Window.objects.filter(centre=held)}
        _check(plan, windows, {one.pk: one for one in Line.objects.filter(centre=held)}, set())
        found = Cut.objects.filter(centre=held, name=name).first()
        cut = door.hold(found) if found else door.add(Cut(centre=held, name=name))
        cut.plan = written(plan)
        return cut


@door.verb
def drop(cut: Cut, *, by: Actor, at: datetime) -> None:
    """Forget a kept plan. Raises NotThere where it is gone."""
    with turn(cut.centre, HallAct.DROP_CUT, by=by, at=at, name=cut.name):
        if not Cut.objects.filter(pk=cut.pk).delete()[0]:
            raise NotThere()


def written(plan: Plan) -> dict[str, Any]:
    """A plan as JSON."""
    return {
        str(key): {"mode": str(share.mode), "lines": [str(one) for one in share.lines]} for key, share in plan.items()
    }


def read(plan: Mapping[str, Any]) -> dict[UUID, Share]:
    """The inverse of `written`."""
    return {UUID(key): Share(one["mode"], tuple(UUID(line) for line in one["lines"])) for key, one in plan.items()}


def plan_of(centre_id: UUID) -> dict[UUID, Share]:
    """How the windows of a hall are cut now, those that were never set included."""
    ranked = WindowLine.objects.filter(centre_id=centre_id, position__isnull=False).order_by("position")
    lines: dict[UUID, list[UUID]] = {}
    for row in ranked:
        lines.setdefault(row.window_id, []).append(row.line_id)
    ways = {one.window_id: one.mode for one in QueueWindow.objects.filter(centre_id=centre_id)}
    return {
        window.pk: Share(ways.get(window.pk) or mode_unset(window), tuple(lines.get(window.pk, ())))
        for window in Window.objects.filter(centre_id=centre_id).order_by("number")
    }


def _pause(window: Window, act: HallAct, *, by: Actor, at: datetime, **said: str) -> QueueWindow:
    if by.window_id != window.pk and by.role != Role.DIRECTOR:
        raise NotYours(_("您只能暂停或恢复自己的窗口。"), code="another_window")
    with turn(window.centre, act, by=by, at=at, window=window.number, **{key: one for key, one in said.items() if one}):
        way = way_of(window)
        way = door.add(way) if way._state.adding else door.hold(way)
        way.is_paused, way.pause_reason = act == HallAct.PAUSE, said.get("reason", "")
        door.after_commit(forget)
        return way


def _sent_to_closed(centre: Centre, plan: Plan, on: date) -> list[Ticket]:
    """Who waits for one window alone that will call nobody, under lock. Others are not locked: they are being called."""
    day = connection.ops.adapt_datefield_value(on)
    sent = rows.select(Ticket, _SENT, [rows.key(centre.pk), day], lock=True)
    return [one for one in sent if plan.get(one.for_window_id, Share(Mode.CLOSED)).mode == Mode.CLOSED]


def _check(plan: Plan, windows: Mapping[UUID, Window], lines: Mapping[UUID, Line], waited_in: set[UUID]) -> None:
    if plan.keys() - windows.keys() or {one for share in plan.values() for one in share.lines} - lines.keys():
        raise Malformed(_("方案里有不属于本中心的窗口或业务类别，请重新设置。"), code="another_hall")
    faults: dict[str, Sentence] = {}
    for key, share in plan.items():
        if share.mode not in Mode.values or (share.mode == Mode.LINES) != bool(share.lines):
            faults[f"window_{windows[key].number}"] = _("请至少勾选一类业务，或者选“全部业务”“不叫号”。")
    if not any(share.mode == Mode.ALL for share in plan.values()):
        served = {one for share in plan.values() for one in share.lines}
        for line in lines.values():
            if (line.is_open or line.pk in waited_in) and line.pk not in served:
                faults[f"line_{line.letter}"] = _("“%(line)s”没有窗口办理，请至少给一个窗口。") % {"line": line.name}
    if faults:
        raise Malformed(_("这样划分会有人没有窗口可去，没有改动。"), fields=faults)


def _set_way(window: Window, share: Share, ways: Mapping[UUID, QueueWindow]) -> None:
    way = ways.get(window.pk) or door.add(QueueWindow(centre_id=window.centre_id, window_id=window.pk))
    way.mode, way.is_paused = str(share.mode), way.is_paused and share.mode != Mode.CLOSED
    way.pause_reason = way.pause_reason if way.is_paused else ""


def _set_lines(centre: Centre, plan: Plan) -> None:
    known = {(one.window_id, one.line_id): door.hold(one) for one in WindowLine.objects.filter(centre=centre)}
    wanted = {
        (key, line): rank
        for key, share in plan.items()
        if share.mode == Mode.LINES
        for rank, line in enumerate(share.lines)
    }
    for pair, row in known.items():
        row.position = wanted.get(pair)
    for (window_id, line_id), rank in wanted.items():
        if (window_id, line_id) not in known:
            door.add(WindowLine(centre=centre, window_id=window_id, line_id=line_id, position=rank))


def _words(share: Share, lines: Mapping[UUID, Line]) -> str:
    """As the journal tells it: * is everything, - nothing, else the letters in their order."""
    if share.mode == Mode.LINES:
        return "".join(lines[one].letter for one in share.lines)
    return "*" if share.mode == Mode.ALL else "-"
