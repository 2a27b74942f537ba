"""What happened in the hall today, within its hours and up to now: numbers taken, called, missed, done; on a day off none. And
a little of the days before, so that its figures have something to show."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yimen.demonstration import voices
from yimen.demonstration.town import Town
from yimen.journal.errors import NotNow
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import devices, opening
from yimen.office.models import Centre, Device, Window
from yimen.tickets import calling, cutting, serving, taking
from yimen.tickets.models import Line, Ticket

Telling = Generator[datetime, None, None]

# How many minutes ago somebody took a number, and for which line. "Ago" is before now, or before the hall closed at noon
# or in the evening: at any open hour the hall looks as at any other, but for its first minutes.
VISITORS: Final = (
    (88, "B"), (85, "A"), (81, "C"), (76, "B"), (70, "F"), (64, "A"), (59, "B"), (55, "C"), (50, "A"), (44, "B"), (40, "D"),
    (35, "A"), (31, "C"), (27, "B"), (23, "F"), (19, "A"), (15, "B"), (12, "C"), (9, "B"), (8, "F"), (6, "A"), (5, "C"),
    (3, "B"), (1, "A"),
)  # fmt: skip
PREFERRED: Final = {
    64: "elderly",
    31: "soldier",
    12: "disabled",
    6: "elderly",
}  # who of them has priority, by the minute


@dataclass(frozen=True, slots=True)
class Press:
    """叫下一位 at a window, so many minutes ago; who was called comes after `_WALK` and stays for so many."""

    ago: int
    by: str  # a post of the town
    stays: int = 9
    is_missed: bool = False  # called once more, does not come
    is_back: bool = False  # comes back after all, and waits again
    sent_to: str = ""  # goes on to this line
    asks_more: bool = False  # a further matter in the same visit


PRESSES: Final = (
    Press(87, "window2", 10), Press(84, "window", 12), Press(80, "window_social", 8), Press(72, "window2", 9),
    Press(68, "window_family", 7), Press(63, "window", 9), Press(58, "window2", is_missed=True, is_back=True),
    Press(54, "window_social", 13), Press(49, "window", 8, asks_more=True),
    Press(43, "window2", 11), Press(39, "window", 6, sent_to="B"),
    Press(30, "window2", 7), Press(29, "window_social", 6), Press(26, "window", is_missed=True), Press(22, "window_family", 9),
    Press(21, "window2", 7), Press(18, "window", 7, asks_more=True), Press(11, "window_social", 14), Press(10, "window2", 6),
    Press(8, "window", 6), Press(7, "window_family"), Press(1, "window2", 8),
    # the doors are closed: who waits is still served
    Press(-1, "window", 7), Press(-5, "window_social", 6), Press(-11, "window", 6), Press(-10, "window2", 5),
    Press(-19, "window", 5), Press(-19, "window2", 5), Press(-27, "window", 4),
)  # fmt: skip
PAUSES: Final = ((47, "window_family", "errand", 6),)  # a window that pauses, why, for how many minutes
_MINUTE = timedelta(minutes=1)
_DAYS, _LOOKED_BACK, _FEWER = 2, 10, 3  # open days before today that are told, of how many, and one visitor of so many
_WALK = timedelta(seconds=90)
_NOTE = "还要问低保，请民政残联窗口接待"


def tellings(town: Town, now: datetime) -> Iterator[Telling]:
    """One of each visitor and each press, of every span of today's hours that has begun."""
    centre, today = town.centres["DY"], localdate(now)
    for place, (opens, closes) in enumerate(opening.spans_on(centre.pk, today)):
        begin, end = (datetime.combine(today, one, tzinfo=OFFICE_ZONE) for one in (opens, closes))
        if begin > now:
            return
        last = min(end, now)
        moments = [(last - ago * _MINUTE, letter, PREFERRED.get(ago, "")) for ago, letter in VISITORS]
        yield from (_takes(town, letter, priority, at) for at, letter, priority in moments if at >= begin)
        pauses = [(last - ago * _MINUTE, who, why, lasts) for ago, who, why, lasts in PAUSES]
        yield from (_pauses(town, who, why, lasts, at) for at, who, why, lasts in pauses if at >= begin)
        pressed = [(last - one.ago * _MINUTE, one) for one in PRESSES]
        yield from (_calls(town, one, at) for at, one in pressed if begin <= at <= end or last == end)
        heard = [(last - one.ago * _MINUTE, one) for one in voices.CALLERS[place % 2 :: 2]]
        yield from (voices.hears(town, one, at) for at, one in heard if at >= begin)


def opens(centre: Centre, now: datetime) -> datetime | None:
    """When the hall's doors open first on that day."""
    spans = opening.spans_on(centre.pk, localdate(now))
    return datetime.combine(localdate(now), spans[0][0], tzinfo=OFFICE_ZONE) if spans else None


def before(town: Town, now: datetime) -> Iterator[Telling]:
    """A few visitors of the last open days before today, served by the evening: what the figures of the hall are of."""
    centre, day, told = town.centres["DY"], localdate(now), 0
    for _ago in range(_LOOKED_BACK):
        day -= timedelta(days=1)
        spans = opening.spans_on(centre.pk, day)
        if not spans:
            continue
        last = datetime.combine(day, spans[-1][1], tzinfo=OFFICE_ZONE)
        yield from (_takes(town, letter, "", last - ago * _MINUTE) for ago, letter in VISITORS[::_FEWER])
        yield from (_calls(town, one, last - one.ago * _MINUTE) for one in PRESSES[::2] if not one.is_missed)
        told += 1
        if told == _DAYS:
            return


def _takes(town: Town, letter: str, priority: str, at: datetime) -> Telling:
    yield at
    centre = town.centres["DY"]
    kiosk = Device.objects.get(centre=centre, kind=Device.Kind.KIOSK)
    line = Line.objects.get(centre=centre, letter=letter)
    taking.take(line, priority=priority, by=devices.actor(kiosk), at=at)


def _calls(town: Town, press: Press, at: datetime) -> Telling:
    """From the call to the end of the visit; nothing where nobody waits for the window."""
    yield at
    by = town.actor(press.by)
    try:
        ticket = calling.call_next(Window.objects.get(posts=by.post_id), by=by, at=at)
    except NotNow:
        return
    yield from _misses(town, press, ticket, at) if press.is_missed else _serves(town, press, ticket, at)


def _pauses(town: Town, who: str, why: str, lasts: int, at: datetime) -> Telling:
    yield at
    by = town.actor(who)
    window = Window.objects.get(posts=by.post_id)
    cutting.pause(window, reason=why, by=by, at=at)
    yield (at := at + lasts * _MINUTE)
    cutting.resume(window, by=by, at=at)


def _misses(town: Town, press: Press, ticket: Ticket, at: datetime) -> Telling:
    by = town.actor(press.by)
    yield (at := at + _MINUTE)
    ticket = calling.recall(ticket, by=by, at=at)
    yield (at := at + _MINUTE)
    ticket = serving.miss(ticket, by=by, at=at)
    if press.is_back:
        yield (at := at + 6 * _MINUTE)
        serving.return_(ticket, by=by, at=at)


def _serves(town: Town, press: Press, ticket: Ticket, at: datetime) -> Telling:
    by = town.actor(press.by)
    yield (at := at + _WALK)
    ticket = serving.start(ticket, by=by, at=at)
    if press.asks_more:
        yield at + 3 * _MINUTE
        ticket = serving.next_matter(ticket, by=by, at=at + 3 * _MINUTE)
    yield (at := at + press.stays * _MINUTE)
    if press.sent_to:
        line = Line.objects.get(centre_id=ticket.centre_id, letter=press.sent_to)
        serving.transfer(ticket, line=line, note=_NOTE, by=by, at=at)
    else:
        ticket = serving.finish(ticket, by=by, at=at)
        yield from voices.rates(ticket, at)
