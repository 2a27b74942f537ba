"""What `yimen doctor` asks of the queue: numbers have no holes, every move was allowed, nobody waits for no window."""

from collections.abc import Iterator

from django.db.models import Count, F, Max
from django.db.models.functions import Substr

from yimen.journal import doctor
from yimen.journal.models import Counter
from yimen.tickets import booking_life, reserving, taking
from yimen.tickets.lifecycle import MOVES
from yimen.tickets.models import Reserve, Ticket


@doctor.checks("ticket numbers")
def _numbers() -> Iterator[str]:
    """Each is issued or named as lost. A line's day is one comparison; only where it fails is it counted out."""
    given = {
        (one.centre_id, one.series): (one.value, one.value)
        for one in Counter.objects.filter(series__startswith=f"{taking.SERIES}-").iterator()
    }
    ordinary = Ticket.objects.filter(reserve__isnull=True)
    days = ordinary.values_list("centre_id", "taken_on", Substr("code", 1, 1))
    held = {
        (centre_id, taking.series(day, letter)): (count, last)
        for centre_id, day, letter, count, last in days.annotate(Count("pk"), Max("number")).order_by()
    }
    for series in sorted({key[1] for key in held.keys() | given.keys() if held.get(key) != given.get(key)}):
        day, letter = series.removeprefix(f"{taking.SERIES}-").rsplit("-", 1)
        numbers = ordinary.filter(taken_on=day, code__startswith=letter).values_list("centre_id", "number")
        yield from doctor.counted(series, numbers.iterator())


@doctor.checks("reserved numbers")
def _reserves() -> Iterator[str]:
    """Each lies in one reserve, and as many became tickets as the reserve says: the others are named by it."""
    given = Counter.objects.filter(series__startswith=f"{reserving.SERIES}-")
    reserves: dict[str, list[Reserve]] = {one.series: [] for one in given}
    for one in Reserve.objects.select_related("line").order_by("taken_on", "first").iterator():
        reserves.setdefault(reserving.series(one.taken_on, one.line.letter), []).append(one)
    for series, held in reserves.items():
        yield from doctor.counted(series, ((one.centre_id, n) for one in held for n in range(one.first, one.last + 1)))
    wrong = Reserve.objects.annotate(counted=Count("tickets")).exclude(counted=F("given"))
    yield from (f"reserve {one.pk}: not as many numbers became tickets as it says" for one in wrong)


@doctor.checks("ticket moves")
def _moves() -> Iterator[str]:
    yield from doctor.walked("tickets.ticket", MOVES)


@doctor.checks("booking moves")
def _booking_moves() -> Iterator[str]:
    yield from doctor.walked("tickets.booking", booking_life.MOVES)
