"""A demonstration that is started again on another day: its hall has visitors of that day too."""

from datetime import datetime, timedelta

from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
from django.db import transaction

from yimen.demonstration import today
from yimen.demonstration import town as towns
from yimen.demonstration.telling import Teller
from yimen.journal import demonstration, source
from yimen.journal.errors import Refused
from yimen.journal.models import Entry
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.office.models import Centre
from yimen.tickets.models import Ticket


def tell_today(*, now: datetime) -> bool:
    """Tell who came today, as at the first start; whether there was anything to tell. Not where somebody has worked in the
    hall today, and not where the hall was changed so that its windows no longer call as ours did: then it is their hall."""
    hall = Centre.objects.filter(code="DY").first()
    if hall is None or _is_used(hall, now):
        return False
    try:
        with transaction.atomic():
            Teller(towns.known(), now).tell((), *today.tellings(towns.known(), now))
    except (Refused, KeyError, ObjectDoesNotExist, MultipleObjectsReturned):
        return False
    finally:
        source.unseed()
    return Ticket.objects.filter(centre=hall, taken_on=localdate(now)).exists()


def _is_used(hall: Centre, now: datetime) -> bool:
    """Whether anybody did anything in the hall since its doors opened today: what is told now would stand in the journal
    behind it. What the clock did is nobody's work: it does much as soon as `demo_clock` has moved it into the day."""
    here = Entry.objects.filter(centre_id=hall.pk).exclude(actor=Actor.clock().ref)
    last = here.order_by("-epoch", "-number").values_list("recorded_at", flat=True).first()
    opens = today.opens(hall, now)
    return last is not None and opens is not None and last >= opens


def moment(real: datetime) -> datetime:
    """The demonstration's moment: the real one and its clock's offset."""
    return real + (demonstration.offset() or timedelta(0))
