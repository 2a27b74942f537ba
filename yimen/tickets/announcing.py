"""What the displays of a hall show and speak: calls out of its stream, who waits, what each window has in hand. No names."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q

from yimen.journal.models import Entry, Stream
from yimen.journal.moments import OFFICE_ZONE, localdate, stamp
from yimen.office import opening
from yimen.office.models import Device
from yimen.tickets import foretelling, reading, reasons
from yimen.tickets.cutting import Mode
from yimen.tickets.forecast import Wait
from yimen.tickets.halls import Hall
from yimen.tickets.lifecycle import Act, State
from yimen.tickets.models import Ticket

SHOWN = 6  # the newest call and five before it
MOST = 60  # calls that a display which was away is told of
_LOOKED_BACK = 2000  # entries of the stream in which the last calls are looked for: a hall's busy day
USUAL = "hall"  # the page of most displays
_CALLS = (f"tickets.{Act.CALL}", f"tickets.{Act.CALL_CHOSEN}", f"tickets.{Act.RECALL}")
# Every act on the queue changes something on a display, and so do those on the displays themselves.
_ON_DISPLAYS = ["office.change_device", "office.switch_display", "office.close_device"]
_CHANGES = Q(act__startswith="tickets.") | Q(act__in=_ON_DISPLAYS)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a stream stands: its epoch and number, as "1.123" in the id of an event."""

    epoch: int = 0
    number: int = 0

    @classmethod
    def read(cls, text: str) -> "Place":
        """The inverse of str; the beginning for what is no such text."""
        epoch, _dot, number = text.partition(".")
        return cls(int(epoch), int(number)) if epoch.isdecimal() and number.isdecimal() else cls()

    def __str__(self) -> str:
        return f"{self.epoch}.{self.number}"


@dataclass(frozen=True, slots=True)
class Call:
    """One call, or one more of the same ticket: which number, to which window."""

    id: str
    code: str
    window: int
    at: str


def heads(centres: Iterable[UUID]) -> dict[UUID, Place]:
    """Where the streams of these halls stand; one that has not begun is missing."""
    rows = Stream.objects.filter(centre_id__in=list(centres)).values_list("centre_id", "epoch", "number")
    return {centre_id: Place(epoch, number) for centre_id, epoch, number in rows}


def has_changed(centre_id: UUID, since: Place, here: Place) -> bool:
    """Whether anything happened to the hall's queue between two places of its stream; a new epoch is a change."""
    if here.epoch != since.epoch:
        return True
    between = Entry.objects.filter(centre_id=centre_id, number__gt=since.number, number__lte=here.number)
    return between.filter(_CHANGES).exists()


def done_between(centre_id: UUID, since: Place, here: Place) -> list[Ticket]:
    """The visits that were served and of which anything happened between two places of the hall's stream, in the order in
    which they ended."""
    between = Entry.objects.filter(centre_id=centre_id, number__gt=since.number, number__lte=here.number)
    told = between.filter(act__startswith="tickets.").values_list("subject_id", flat=True)
    served = Ticket.objects.filter(pk__in=set(told), state=State.SERVED, finished_at__isnull=False)
    return list(served.order_by("finished_at"))


def state(
    centre_id: UUID, *, at: datetime, since: Place | None = None, say: Callable[[Wait | None], str] = lambda _wait: ""
) -> dict[str, Any]:
    """Everything a display needs, as JSON values: `calls` are the last six of the day and all after `since`, oldest first;
    `wait` is how long who comes now to a line will wait, as `say` puts it; `hours` are today's, `opens` the
    next moment at which the hall opens; `pages` says of each display which page it should be (`page_of`), if not
    the usual one: the state goes to each of them."""
    on = localdate(at)
    screens = _screens(centre_id)
    here = heads([centre_id]).get(centre_id, Place())
    hall = foretelling.hall(centre_id, at=at)
    held = {one.window_id: one for one in reading.all_in_hand(centre_id, on=on)}
    return {
        "id": str(here),
        "now": stamp(at),
        "hours": [
            [f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in opening.spans_on(centre_id, localdate(at))
        ],
        "opens": stamp(opens_at) if (opens_at := opening.opens_next(centre_id, at=at)) else None,
        "calls": [asdict(one) for one in _calls(centre_id, here, since, at)],
        "waiting": [
            {"letter": one.line.letter, "name": one.line.name, "count": one.waiting, "wait": say(one.wait)}
            for one in hall.lines
        ],
        "windows": [
            {
                "number": one.number,
                "code": held[one.pk].code if one.pk in held else "",
                "is_serving": one.pk in held and held[one.pk].state == "serving",
                "is_open": hall.plan[one.pk].mode != Mode.CLOSED and one.pk not in hall.paused,
                "pause": reasons.shown(hall.paused.get(one.pk, "")),
                "serves": _serves(hall, one.pk),
            }
            for one in hall.windows
        ],
        "screens": {str(key): notice for key, notice, _page in screens},
        "pages": {str(key): page for key, _notice, page in screens if page != USUAL},
    }


def _serves(hall: Hall, window_id: UUID) -> list[str]:
    """The lines that a window calls, in its own order; none are all of them, or that it calls nobody."""
    names = {one.line.pk: one.line.name for one in hall.lines}
    return [names[key] for key in hall.plan[window_id].lines if key in names]


def page_of(display: Device) -> str:
    """Which page a display is: another one than its screen has open, and the screen opens itself anew."""
    return _page(display.shows, display.window.number if display.window else None, display.speaks)


def _page(shows: str, window: int | None, speaks: bool) -> str:
    return " ".join(filter(None, [shows, str(window or ""), "" if speaks else "silent"]))


def _screens(centre_id: UUID) -> list[tuple[UUID, str, str]]:
    """The displays in service, each with its line of text and its page."""
    boards = Device.objects.filter(centre_id=centre_id, kind=Device.Kind.BOARD, is_open=True)
    rows = boards.values_list("pk", "notice", "shows", "window__number", "speaks")
    return [(key, notice, _page(shows, window, speaks)) for key, notice, shows, window, speaks in rows]


def _calls(centre_id: UUID, here: Place, since: Place | None, at: datetime) -> list[Call]:
    morning = datetime.combine(localdate(at), time.min, tzinfo=OFFICE_ZONE)
    entries = Entry.objects.filter(centre_id=centre_id, number__gt=here.number - _LOOKED_BACK, at__gte=morning)
    found = entries.filter(act__in=_CALLS).order_by("-number")
    told = [_call(*row) for row in found.values_list("epoch", "number", "body")[:MOST]]
    missed = sum(1 for one in told if since is not None and Place.read(one.id) > since)
    return told[: max(SHOWN, missed)][::-1]


def _call(epoch: int, number: int, body: str) -> Call:
    told: Mapping[str, Any] = json.loads(body)
    return Call(str(Place(epoch, number)), told["facts"]["code"], told["facts"]["window"], told["at"])
