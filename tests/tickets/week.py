"""A week of a hall that is imagined, event by event: an opening rush, windows that come and go, people who do not.

Pure, with the real order of calling. Service times are gamma of shape two (few end at once, some last long), which is neither
what the forecast knows nor what it learned: it knows averages, learned in the weeks before.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from yimen.journal.moments import OFFICE_ZONE
from yimen.tickets import forecast, learning, order
from yimen.tickets.forecast import Desk, Pace
from yimen.tickets.order import Spans, View, Waiting

SPANS = [(time(8, 30), time(11, 30)), (time(13, 30), time(17, 0))]
A, B, C, D = (UUID(int=number) for number in (1, 2, 3, 4))
MINUTES = {A: 7.0, B: 11.0, C: 5.0, D: 14.0}  # a visit of each line
SHARES = {A: 0.4, B: 0.3, C: 0.2, D: 0.1}
SHIFTS = Spans(later=timedelta(minutes=10), earlier=timedelta(minutes=15))
MONDAY = date(2026, 3, 2)
NO_SHOW, NO_SHOW_SECONDS, WALK_SECONDS = 0.06, 110, 45
"""How many come in an hour of the day, as a part of all: a quarter before nine."""
COMING = {8: 0.24, 9: 0.22, 10: 0.15, 11: 0.04, 13: 0.12, 14: 0.12, 15: 0.08, 16: 0.03}

Best = Callable[..., int | None]
InHand = dict[int, tuple[datetime, datetime, UUID]]  # by window: since when, until when, a ticket of which line


@dataclass
class Told:
    """A number, the minutes foretold when it was taken, and how long it waited."""

    code: str
    foretold: int | None
    waited: timedelta
    hour: int
    best: int | None = None  # what the oracle would have foretold, where it was asked


@dataclass
class Imagined:
    """One day of the hall, run to its end."""

    on: date
    visitors: int
    views: list[View]
    chance: random.Random
    paces: learning.Paces
    told: list[Told] = field(default_factory=list)
    best: Best | None = None  # `oracle.best`

    def run(self) -> list[Told]:
        """Everybody is called in the end; what was learned of the day is in `paces` afterwards."""
        waiting: dict[str, Waiting] = {}
        foretold: dict[str, tuple[datetime, int | None, int | None]] = {}
        in_hand: InHand = {}
        arrivals = list(self._arrivals())[::-1]
        at = datetime.combine(self.on, time(8, 0), tzinfo=OFFICE_ZONE)
        while arrivals or waiting or in_hand:
            while arrivals and arrivals[-1][0] <= at:
                came, line = arrivals.pop()
                ticket = Waiting(f"{line.int}-{len(foretold)}", len(foretold), line, order.place_of(came))
                desks = self._desks(in_hand, at)
                seen = forecast.foretell(waiting.values(), desks, [line], self._pace, SPANS, spans=SHIFTS, at=came)
                minutes = seen.lines[line].minutes if line in seen.lines else None
                foretold[ticket.code] = came, minutes, self._best(waiting, in_hand, ticket, came)
                waiting[ticket.code] = ticket
            for place, (since, until, line) in list(in_hand.items()):
                if until <= at:
                    del in_hand[place]
                    self.paces.learn(line, self.on, since.hour, (until - since).total_seconds())
            for place, view in enumerate(self.views):
                if place in in_hand or not self._calls(at):
                    continue
                called = order.next_for(view, waiting.values(), SHIFTS)
                if called:
                    del waiting[called.code]
                    in_hand[place] = at, at + timedelta(seconds=lasts(called.line, self.chance)), called.line
                    came, minutes, best = foretold[called.code]
                    self.told.append(Told(called.code, minutes, at - came, came.hour, best))
            at = min(self._moments(at, arrivals, in_hand), default=at)
        return self.told

    def _moments(self, at: datetime, arrivals: list[tuple[datetime, UUID]], in_hand: InHand) -> Iterator[datetime]:
        """When something happens next."""
        edges = [datetime.combine(self.on, one, tzinfo=OFFICE_ZONE) for span in SPANS for one in span]
        yield from (one for one in edges if one > at)
        yield from (until for _since, until, _line in in_hand.values())
        yield from (came for came, _line in arrivals[-1:])

    def _calls(self, at: datetime) -> bool:
        inside = any(opens <= at.time() < closes for opens, closes in SPANS) or at.time() >= SPANS[-1][1]
        return inside

    def _desks(self, in_hand: InHand, at: datetime) -> list[Desk]:
        held = {place: (since, line) for place, (since, _until, line) in in_hand.items()}
        return [Desk(view, *held.get(place, (None, None))) for place, view in enumerate(self.views)]

    def _pace(self, ticket: Waiting, hour: int) -> Pace:
        return self.paces.of(ticket.line, self.on, hour)

    def _best(self, waiting: dict[str, Waiting], in_hand: InHand, newcomer: Waiting, at: datetime) -> int | None:
        if self.best is None:
            return None
        busy = {place: ((at - since).total_seconds(), line) for place, (since, _until, line) in in_hand.items()}
        return self.best(
            list(waiting.values()), self.views, busy, newcomer, at=at, chance=random.Random(newcomer.place)
        )

    def _arrivals(self) -> Iterator[tuple[datetime, UUID]]:
        hours, parts = list(COMING), list(COMING.values())
        lines, shares = list(SHARES), list(SHARES.values())
        moments = []
        for _each in range(self.visitors):
            hour = self.chance.choices(hours, parts)[0]
            first = 15 if hour == 8 else 0
            minute = self.chance.uniform(first, 30 if hour == 11 else 60)
            if hour == 13:
                minute = self.chance.uniform(20, 60)
            moment = datetime.combine(self.on, time(hour), tzinfo=OFFICE_ZONE) + timedelta(minutes=minute)
            moments.append((moment, self.chance.choices(lines, shares)[0]))
        return iter(sorted(moments))


def lasts(line: UUID, chance: random.Random) -> float:
    """Seconds of a visit, or of a call that nobody answers."""
    if chance.random() < NO_SHOW:
        return NO_SHOW_SECONDS
    return WALK_SECONDS + chance.gammavariate(2, MINUTES[line] * 60 / 2)


def share_near(told: list[Told]) -> float:
    """The part of the numbers whose wait came out near what was foretold."""
    known = [one for one in told if one.foretold is not None]
    return sum(forecast.is_near(one.foretold, one.waited) for one in known if one.foretold is not None) / len(known)
