"""What can be booked of a line: its days, and the slots of each with how many places are still free (I5)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from uuid import UUID

from yimen.journal.errors import NotThere
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import opening, policies, roster
from yimen.office.models import Centre
from yimen.tickets import cutting, slots, visiting
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


def halls() -> list[Centre]:
    """The centres in which something can be booked, by code."""
    return list(Centre.objects.filter(queue_lines__is_open=True).distinct().order_by("code"))


def lines(centre_id: UUID) -> list[Line]:
    """The lines of a centre that can be booked, in the kiosk's order: open, and served by a window."""
    hands = _hands(centre_id)
    found = Line.objects.select_related("centre").filter(centre_id=centre_id, is_open=True)
    return [one for one in found.order_by("position", "letter") if hands.get(one.pk)]


def line(centre_code: str, letter: str) -> Line:
    """An open line by the codes in an address. Raises NotThere."""
    found = Line.objects.select_related("centre").filter(centre__code=centre_code, letter=letter, is_open=True).first()
    if found is None:
        raise NotThere()
    return found


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
    asked = [today + timedelta(days=one) for one in range(ahead + 1)]
    hands, taken = _hands_by_day(line, asked), _taken(line, today, today + timedelta(days=ahead + 1))
    found = [_day(line, one, hands[one], taken, at) for one in asked]
    return [one for one in found if one.slots]


def day(line: Line, on: date, *, at: datetime) -> Day:
    """One day of them; without slots where it cannot be booked."""
    last = localdate(at) + timedelta(days=policies.number("booking.ahead", on=localdate(at)))
    if not line.is_open or not localdate(at) <= on <= last:
        return Day(on, ())
    return _day(line, on, _hands_by_day(line, [on])[on], _taken(line, on, on + timedelta(days=1)), at)


def slot(line: Line, starts_at: datetime, *, at: datetime) -> Slot | None:
    """The slot of a line that begins at that moment; None where none does that can be booked."""
    return next((one for one in day(line, localdate(starts_at), at=at).slots if one.starts_at == starts_at), None)


def still_served(booking: Booking) -> bool:
    """Whether the hours of that day still hold the slot; else who booked should be called."""
    return any(
        _moment(booking.day, opens) <= booking.starts_at and booking.ends_at <= _moment(booking.day, closes)
        for opens, closes in _spans(booking.line, booking.day)
    )


def _day(line: Line, on: date, hands: Fraction, taken: Counter[datetime], at: datetime) -> Day:
    its = rules(on)
    places = slots.places(hands, its)
    spans = slots.cut(_spans(line, on), minutes=its.minutes) if places else []
    moments = [(_moment(on, begins), _moment(on, ends)) for begins, ends in spans]
    return Day(on, tuple(Slot(one, end, places, taken[one]) for one, end in moments if one > at))


def _spans(line: Line, on: date) -> Sequence[tuple[time, time]]:
    """When the line is served on that day."""
    hours, sits = opening.served_on(line.centre_id, on), visiting.spans_on(line, on)
    return hours if sits is None else slots.overlap(hours, sits)


def _hands(centre_id: UUID) -> dict[UUID, Fraction]:
    """What the windows give each open line, as the hall is cut now, were somebody at each of them."""
    return _shared_out(cutting.plan_of(centre_id).values(), _open_lines(centre_id))


def _hands_by_day(line: Line, days: Sequence[date]) -> dict[date, Fraction]:
    """What the windows give a line on each of these days, as the hall is cut now: those at which somebody sits then."""
    plan, ids = cutting.plan_of(line.centre_id), _open_lines(line.centre_id)
    sittings = roster.of_centre(line.centre_id, from_on=min(days), until_on=max(days))
    found: dict[date, Fraction] = {}
    for day in days:
        manned = roster.manned(sittings, day)
        found[day] = _shared_out([share for key, share in plan.items() if key in manned], ids).get(line.pk, Fraction(0))
    return found


def _open_lines(centre_id: UUID) -> frozenset[UUID]:
    return frozenset(Line.objects.filter(centre_id=centre_id, is_open=True).values_list("pk", flat=True))


def _shared_out(plan: Collection[Share], ids: frozenset[UUID]) -> dict[UUID, Fraction]:
    return {
        key: slots.hands(len(ids) if one.mode == Mode.ALL else len(one.lines) for one in plan if _is_served(key, one))
        for key in ids
    }


def _is_served(line_id: UUID, share: Share) -> bool:
    return share.mode == Mode.ALL or (share.mode == Mode.LINES and line_id in share.lines)


def _taken(line: Line, from_on: date, before: date) -> Counter[datetime]:
    """How many places are taken of each slot in a span of days."""
    held = Booking.objects.filter(line=line, state__in=sorted(HOLDING))
    within = held.filter(starts_at__gte=_moment(from_on, time.min), starts_at__lt=_moment(before, time.min))
    return Counter(within.values_list("starts_at", flat=True))


def _moment(on: date, clock: time) -> datetime:
    return datetime.combine(on, clock, tzinfo=OFFICE_ZONE)
