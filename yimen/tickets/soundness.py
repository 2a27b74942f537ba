"""What `yimen doctor` asks of the queue: numbers have no holes, every move was allowed, nobody waits for no window."""

from collections.abc import Iterator

from django.db.models import Count, Max
from django.db.models.functions import Substr

from yimen.journal import doctor
from yimen.journal.models import Counter
from yimen.tickets import booking_life, taking
from yimen.tickets.lifecycle import MOVES
from yimen.tickets.models import Ticket


@doctor.checks("ticket numbers")
def _numbers() -> Iterator[str]:
    """Each is issued or named as lost. A line's day is one comparison; only where it fails is it counted out."""
    given = {
        (one.centre_id, one.series): (one.value, one.value)
        for one in Counter.objects.filter(series__startswith=f"{taking.SERIES}-").iterator()
    }
    days = Ticket.objects.values_list("centre_id", "taken_on", Substr("code", 1, 1))
    held = {
        (centre_id, taking.series(day, letter)): (count, last)
        for centre_id, day, letter, count, last in days.annotate(Count("pk"), Max("number")).order_by()
    }
    for series in sorted({key[1] for key in held.keys() | given.keys() if held.get(key) != given.get(key)}):
        day, letter = series.removeprefix(f"{taking.SERIES}-").rsplit("-", 1)
        numbers = Ticket.objects.filter(taken_on=day, code__startswith=letter).values_list("centre_id", "number")
        yield from doctor.counted(series, numbers.iterator())


@doctor.checks("ticket moves")
def _moves() -> Iterator[str]:
    yield from doctor.walked("tickets.ticket", MOVES)


@doctor.checks("booking moves")
def _booking_moves() -> Iterator[str]:
    yield from doctor.walked("tickets.booking", booking_life.MOVES)
