"""The hall as its people see it: lines with who waits, windows with what they call, kept plans."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from yimen.journal.errors import NotThere
from yimen.office.actor import Actor
from yimen.office.models import Holding, Staff, Window
from yimen.tickets import cutting
from yimen.tickets.cutting import Mode, Share
from yimen.tickets.forecast import Wait
from yimen.tickets.lifecycle import State
from yimen.tickets.models import Cut, Line, QueueWindow, Ticket, WindowLine


@dataclass(frozen=True, slots=True)
class LineNow:
    """A line as the hall is cut now: how many wait, the numbers of the windows that call it, and how long who comes now
    will wait, where that was asked for (`foretelling.hall`) and can be said."""

    line: Line
    waiting: int
    windows: tuple[int, ...]
    wait: Wait | None = None


@dataclass(frozen=True, slots=True)
class Hall:
    """The queue of a hall on a day: its lines in the kiosk's order, and how each window takes part."""

    lines: tuple[LineNow, ...]
    windows: tuple[Window, ...]
    plan: Mapping[UUID, Share]
    paused: Mapping[UUID, str]  # windows that pause, with the reason where one was given

    @property
    def waiting(self) -> int:
        """How many wait in all."""
        return sum(one.waiting for one in self.lines)


def hall(centre_id: UUID, *, on: date) -> Hall:
    """A hall, of which nothing here is secret: it stands on its displays. Lines that are closed and waited in are named."""
    windows = tuple(Window.objects.filter(centre_id=centre_id).order_by("number"))
    plan, counts = cutting.plan_of(centre_id), waiting_in(centre_id, on=on)
    lines = Line.objects.filter(centre_id=centre_id).order_by("position", "letter")
    shown = tuple(
        LineNow(one, counts.get(one.pk, 0), _windows_of(one, windows, plan))
        for one in lines
        if one.is_open or counts.get(one.pk)
    )
    paused = QueueWindow.objects.filter(centre_id=centre_id, is_paused=True).values_list("window_id", "pause_reason")
    return Hall(shown, windows, plan, dict(paused))


def waiting_in(centre_id: UUID, *, on: date) -> dict[UUID, int]:
    """How many wait in each line of a hall; counted, for there are never more than a hall holds."""
    waiting = Ticket.objects.filter(centre_id=centre_id, taken_on=on, state=State.WAITING)
    return dict(waiting.values_list("line_id").annotate(Count("pk")).order_by())


def waiting_for(way: QueueWindow, *, on: date) -> int:
    """How many wait whom a window may call; `way`: how it takes part (`serving.way_of`)."""
    if way.mode == Mode.CLOSED:
        return 0
    mine = Q(for_window__isnull=True)
    if way.mode == Mode.LINES:
        lines = WindowLine.objects.filter(window_id=way.window_id, position__isnull=False)
        mine &= Q(line__in=lines.values("line"))
    waiting = Ticket.objects.filter(centre_id=way.centre_id, taken_on=on, state=State.WAITING)
    return waiting.filter(mine | Q(for_window_id=way.window_id)).count()


def whom(window: Window, waiting: Collection[Ticket]) -> set[UUID]:
    """Of those who wait the ones whom the window may call, by their keys: as many as `waiting_for` counts."""
    share = cutting.plan_of(window.centre_id)[window.pk]
    if share.mode == Mode.CLOSED:
        return set()
    to_me = {one.pk for one in waiting if one.for_window_id == window.pk}
    return to_me | {one.pk for one in waiting if one.for_window_id is None and _calls(share, one.line_id)}


def targets(by: Actor) -> tuple[list[Line], list[Window]]:
    """The open lines, and the windows that call somebody, the actor's own apart: where a ticket can be sent."""
    closed = QueueWindow.objects.filter(centre_id=_home(by), mode=Mode.CLOSED)
    set_at_all = QueueWindow.objects.filter(centre_id=_home(by))
    windows = Window.objects.filter(centre_id=_home(by)).exclude(pk__in=closed.values("window"))
    calling = windows.filter(Q(kind=Window.Kind.GENERAL) | Q(pk__in=set_at_all.values("window")))
    lines = Line.objects.filter(centre_id=_home(by), is_open=True).order_by("position", "letter")
    return list(lines), [one for one in calling.order_by("number") if one.pk != by.window_id]


def people(by: Actor, *, on: date) -> list[tuple[Staff, Window]]:
    """Who sits at another window that calls, on a day: to whom a ticket can be sent."""
    windows = {one.pk: one for one in targets(by)[1]}
    running = Q(until_on__isnull=True) | Q(until_on__gte=on)
    held = Holding.objects.filter(running, from_on__lte=on, post__is_open=True, post__window__in=list(windows))
    found = held.select_related("staff", "post").order_by("post__window__number", "staff__name")
    return [(one.staff, windows[one.post.window_id]) for one in found if one.post.window_id]


def person_for(by: Actor, *, staff_id: UUID, on: date) -> Staff:
    """Who holds a post of the actor's hall on a day. Raises NotThere."""
    running = Q(holdings__until_on__isnull=True) | Q(holdings__until_on__gte=on)
    here = Q(holdings__post__centre_id=_home(by), holdings__post__is_open=True, holdings__from_on__lte=on)
    found = Staff.objects.filter(running & here, pk=staff_id).first()
    if found is None or not by.is_staff:
        raise NotThere()
    return found


def windows_of(line: Line) -> tuple[int, ...]:
    """The numbers of the windows that call this line now."""
    windows = Window.objects.filter(centre_id=line.centre_id).order_by("number")
    return _windows_of(line, list(windows), cutting.plan_of(line.centre_id))


def window_of(by: Actor) -> Window | None:
    """The window of the actor's post."""
    return Window.objects.filter(pk=by.window_id, centre_id=_home(by)).first() if by.window_id else None


def window_for(by: Actor, *, window_id: UUID) -> Window:
    """A window of the hall in which the actor works. Raises NotThere."""
    found = Window.objects.select_related("centre").filter(pk=window_id, centre_id=_home(by)).first()
    if found is None or not by.is_staff:
        raise NotThere()
    return found


def window_by_number(by: Actor, *, number: int) -> Window:
    """A window of the hall in which the actor works, by what is written over it. Raises NotThere."""
    found = Window.objects.filter(number=number, centre_id=_home(by)).first()
    if found is None:
        raise NotThere()
    return found


def line_for(by: Actor, *, line_id: UUID) -> Line:
    """A line of the actor's hall. Raises NotThere."""
    return _one(Line.objects.select_related("centre").filter(pk=line_id, centre_id=_home(by)).first())


def closed_lines(by: Actor) -> list[Line]:
    """The lines of the actor's hall for which no numbers are given any more."""
    return list(Line.objects.filter(centre_id=_home(by), is_open=False).order_by("letter"))


def line_by_letter(by: Actor, *, letter: str) -> Line:
    """A line of the actor's hall by its letter. Raises NotThere."""
    return _one(Line.objects.select_related("centre").filter(letter=letter.upper(), centre_id=_home(by)).first())


def cuts(by: Actor) -> list[Cut]:
    """The kept plans of the actor's hall, by name."""
    return list(Cut.objects.filter(centre_id=_home(by)).order_by("name"))


def cut_for(by: Actor, *, cut_id: UUID) -> Cut:
    """A kept plan of the actor's hall. Raises NotThere."""
    found = Cut.objects.select_related("centre").filter(pk=cut_id, centre_id=_home(by)).first()
    if found is None:
        raise NotThere()
    return found


def _home(by: Actor) -> UUID:
    if by.centre_id is None:
        raise NotThere()
    return by.centre_id


def _one(found: Line | None) -> Line:
    if found is None:
        raise NotThere()
    return found


def _windows_of(line: Line, windows: Sequence[Window], plan: Mapping[UUID, Share]) -> tuple[int, ...]:
    return tuple(one.number for one in windows if _calls(plan[one.pk], line.pk))


def _calls(share: Share, line_id: UUID) -> bool:
    return share.mode == Mode.ALL or (share.mode == Mode.LINES and line_id in share.lines)
