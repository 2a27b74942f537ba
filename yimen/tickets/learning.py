"""What the forecast learned: how long a call takes a window, by line, kind of day and hour, or by matter. Pure.

An average that forgets: the last `MOST` calls of a line and hour count, those before fade. Where little is known of an hour the
line as a whole helps, and where little is known of the line the policy queue.each does.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from yimen.tickets.forecast import Pace

MOST: Final = 150  # calls that an average remembers
LONGEST: Final = 3 * 3600  # seconds: beyond it somebody forgot to press a key
ANY: Final = -1  # of any kind of day, at any hour
# How many calls of a narrower kind weigh as much as all that is known of the wider one: the more the kinds are alike, the more
# (squared deviation of calls, about a half, by that of the kinds; an average of few calls tells of chance, not of the kind).
_OF_LINE = 2  # a line differs from the policy's guess by a half
_OF_HOUR = 32  # the hours of a line differ by an eighth
_OF_MATTER = 8  # the matters of a line differ by a quarter
_VARIES = 0.5  # the squared deviation of visits of which nothing is known, in squares of their average
_SATURDAY = 5
Key = tuple[UUID, str, int, int]  # line, matter or "", kind of day, hour; the last two may be ANY


@dataclass(slots=True)
class Average:
    """Of how many calls, their seconds, and the squares of these."""

    calls: int = 0
    seconds: float = 0.0
    squares: float = 0.0

    def add(self, seconds: float) -> None:
        """One call more."""
        seconds = min(max(seconds, 0.0), LONGEST)
        self.calls = min(self.calls + 1, MOST)
        self.seconds += (seconds - self.seconds) / self.calls
        self.squares += (seconds**2 - self.squares) / self.calls


class Paces:
    """All averages of a hall."""

    def __init__(self, each: float, known: Iterable[tuple[Key, Average]] = ()) -> None:
        """`each`: seconds of a visit of which nothing is known."""
        self.known: dict[Hashable, Average] = dict(known)
        self._each = Pace(each, _VARIES * each**2)
        self._found: dict[Hashable, Pace] = {}

    def of(self, line: UUID, on: date, hour: int, matter: str = "") -> Pace:
        """How long a call of this line takes on that day at that hour."""
        asked = (line, matter, kind_of(on), hour)
        if asked not in self._found:
            wide = self._mixed(self._each, (line, "", ANY, ANY), _OF_LINE)
            found = self._mixed(wide, (line, "", kind_of(on), hour), _OF_HOUR)
            self._found[asked] = self._mixed(found, (line, matter, ANY, ANY), _OF_MATTER) if matter else found
        return self._found[asked]

    def learn(self, line: UUID, on: date, hour: int, seconds: float, matter: str = "") -> None:
        """One call more, that took so long."""
        for key in keys(line, on, hour, matter):
            self.known.setdefault(key, Average()).add(seconds)
        self._found.clear()

    def _mixed(self, wide: Pace, key: Key, trust: int) -> Pace:
        """The wider average and the narrower one, by what each rests on."""
        average = self.known.get(key)
        if average is None:
            return wide
        weight = average.calls / (average.calls + trust)
        seconds = weight * average.seconds + (1 - weight) * wide.seconds
        varies = max(average.squares - average.seconds**2, 0.0)
        return Pace(seconds, weight * varies + (1 - weight) * wide.variance)


def keys(line: UUID, on: date, hour: int, matter: str = "") -> list[Key]:
    """Where a call counts."""
    found: list[Key] = [(line, "", ANY, ANY), (line, "", kind_of(on), hour)]
    return [*found, (line, matter, ANY, ANY)] if matter else found


def kind_of(on: date) -> int:
    """0 from Monday to Friday, 1 at the weekend, where other people come."""
    return int(on.weekday() >= _SATURDAY)
