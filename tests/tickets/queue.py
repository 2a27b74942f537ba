"""A hall with a queue for the tests: three lines, two windows that serve all, a kiosk."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from tests.town import Cast, Written, written_by
from yimen.journal import source
from yimen.journal.models import Stream
from yimen.office import devices
from yimen.office.actor import Actor
from yimen.office.models import Device, Window
from yimen.tickets import calling, cutting, lines, taking
from yimen.tickets.cutting import Mode, Share
from yimen.tickets.models import Line, Ticket

NAMES = {"A": "民政", "B": "社保", "C": "党员服务"}


@dataclass
class Queue:
    """The hall of the cast. Windows are named by who sits there: `window` (Lin) and `window2` (Chen)."""

    cast: Cast
    lines: dict[str, Line] = field(default_factory=dict)
    kiosk: Any = None

    def window(self, who: str) -> Window:
        """Somebody's window."""
        return Window.objects.get(pk=self.cast.town.posts[who].window_id)

    def by(self, who: str) -> Actor:
        """Somebody in their post."""
        return self.cast.town.actor(who)

    def at(self, hour: int = 9, minute: int = 0, *, day: int = 2) -> datetime:
        """A moment of Monday 2 March 2026, or of a later day of that month."""
        return self.cast.clock.at(3, day, hour, minute)

    def take(self, letter: str, at: datetime, by: Actor | None = None, *, priority: str = "") -> Ticket:
        """A number, at the kiosk unless somebody takes it for a person."""
        return taking.take(self.lines[letter], priority=priority, by=by or self.kiosk, at=at)

    def next(self, who: str, at: datetime) -> Ticket:
        """Somebody presses F6."""
        return calling.call_next(self.window(who), by=self.by(who), at=at)

    def cut(self, at: datetime, **windows: str) -> None:
        """window="AB": these lines in this order; "*": all; windows that are not named call nobody."""
        cutting.recut(self.cast.hall, self.plan(**windows), by=self.by("director"), at=at)

    def plan(self, **windows: str) -> dict[Any, Share]:
        """The same as a plan."""
        return {
            self.window(who).pk: Share(Mode.ALL) if letters == "*" else Share(
                Mode.LINES, tuple(self.lines[one].pk for one in letters)
            )
            for who, letters in windows.items()
        }  # fmt: skip


def lay(cast: Cast) -> Queue:
    """Lines A, B, C; the windows of Lin and Chen serve all of them. By the verbs once a run, then on SQLite as the rows that
    they wrote, wherever the hall's journal stands where it stood then: a tenth of the time, some hundred times a run."""
    cast.clock.at(3, 2, 8, 30)
    before = source._random, source._clock
    source.seed(3, lambda: cast.clock.now)  # not the tests' own seed: their keys must not be the queue's
    if connection.vendor == "sqlite":
        stands = Stream.objects.get(pk=cast.hall.pk).hash, cast.clock.now
        if stands in _written:
            _written[stands].put_back()
        else:
            _written[stands] = written_by(lambda: _lay(cast))
    else:
        _lay(cast)
    source._random, source._clock = before
    kiosk = Device.objects.get(centre=cast.hall, kind=Device.Kind.KIOSK)
    return Queue(cast, {one.letter: one for one in Line.objects.filter(centre=cast.hall)}, devices.actor(kiosk))


_written: dict[tuple[str, datetime], Written] = {}


def _lay(cast: Cast) -> None:
    queue, at = Queue(cast), cast.clock.now
    for letter, name in NAMES.items():
        queue.lines[letter] = lines.add(cast.hall, letter=letter, name=name, by=cast.director, at=at)
    devices.add(cast.hall, kind=Device.Kind.KIOSK, name="取号机", by=cast.network, at=at)
    queue.cut(at, window="*", window2="*")
