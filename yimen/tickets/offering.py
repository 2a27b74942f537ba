"""What can be booked of a line: its days, and the slots of each with how many places are still free (I5)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import opening, policies
from yimen.tickets import cutting, slots
from yimen.tickets.booking_life import HOLDING
from yimen.tickets.cutting import Mode, Share
from yimen.tickets.models import Booking, Line
from yimen.tickets.slots import Rules

_SHORTEST = 5  # minutes of a slot, whatever the policy says


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be booked: from, until, and how many places it has and has left."""

    starts_at: datetime
    ends_at: datetime
    places: int
    booked: int

    @property
    def free(self) -> int:
        """Places left; none where more are booked than the windows would serve by now."""
        return max(0, self.places - self.booked)


@dataclass(frozen=True, slots=True)
class Day:
    """A day with what can be booked on it."""

    day: date
    slots: tuple[Slot, ...]

    @property
    def free(self) -> int:
        return sum(one.free for one in self.slots)


def rules(on: date) -> Rules:
    """The rules of bookings that hold on a day, from the dated policies."""
    asked = {key: policies.number(f"booking.{key}", on=on) for key in ("slot", "share", "early", "late")}
    each = max(1, policies.number("queue.each", on=on))
    return Rules(max(_SHORTEST, asked["slot"]), asked["share"], each, asked["early"], asked["late"])


def days(line: Line, *, at: datetime) -> list[Day]:
    """The days from today on that can be booked, as far ahead as the policy booking.ahead says; days without slots are left
    out. Slots that have begun are gone."""
    today = localdate(at)
    ahead = policies.number("booking.ahead", on=today)
    if not line.is_open:
        return []
    hands = _hands(line)
    taken = _taken(line, today, today + timedelta(days=ahead + 1))
    found = [_day(line, today + timedelta(days=one), hands, taken, at) for one in range(ahead + 1)]
    return [one for one in found if one.slots]


def day(line: Line, on: date, *, at: datetime) -> Day:
    """One day of them; without slots where it cannot be booked."""
    last = localdate(at) + timedelta(days=policies.number("booking.ahead", on=localdate(at)))
    if not line.is_open or not localdate(at) <= on <= last:
        return Day(on, ())
    return _day(line, on, _hands(line), _taken(line, on, on + timedelta(days=1)), at)


def slot(line: Line, starts_at: datetime, *, at: datetime) -> Slot | None:
    """The slot of a line that begins at that moment; None where none does that can be booked."""
    return next((one for one in day(line, localdate(starts_at), at=at).slots if one.starts_at == starts_at), None)


def _day(line: Line, on: date, hands: Fraction, taken: Counter[datetime], at: datetime) -> Day:
    its = rules(on)
    places = slots.places(hands, its)
    spans = slots.cut(_spans(line, on), minutes=its.minutes) if places else []
    moments = [(_moment(on, begins), _moment(on, ends)) for begins, ends in spans]
    return Day(on, tuple(Slot(one, end, places, taken[one]) for one, end in moments if one > at))


def _spans(line: Line, on: date) -> Sequence[tuple[time, time]]:
    """When the line is served on that day."""
    return opening.spans_on(line.centre_id, on)


def _hands(line: Line) -> Fraction:
    """What the windows give the line, as the hall is cut now."""
    plan = cutting.plan_of(line.centre_id)
    count = Line.objects.filter(centre_id=line.centre_id, is_open=True).count()
    return slots.hands(_serves(share, count) for share in plan.values() if _is_served(line, share))


def _is_served(line: Line, share: Share) -> bool:
    return share.mode == Mode.ALL or (share.mode == Mode.LINES and line.pk in share.lines)


def _serves(share: Share, all_lines: int) -> int:
    return max(1, all_lines if share.mode == Mode.ALL else len(share.lines))


def _taken(line: Line, from_on: date, before: date) -> Counter[datetime]:
    """How many places are taken of each slot in a span of days."""
    held = Booking.objects.filter(line=line, state__in=sorted(HOLDING))
    within = held.filter(starts_at__gte=_moment(from_on, time.min), starts_at__lt=_moment(before, time.min))
    return Counter(within.values_list("starts_at", flat=True))


def _moment(on: date, clock: time) -> datetime:
    return datetime.combine(on, clock, tzinfo=OFFICE_ZONE)
