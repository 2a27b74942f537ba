"""来访登记表: the register as it is read, a page or a day of it, the newest first. Through `visible_to`."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from yimen.journal.errors import NotThere
from yimen.journal.moments import OFFICE_ZONE
from yimen.office.actor import Actor
from yimen.voice.models import Consultation

PAGE = 30
MOST_OPEN = 20  # that are listed as waiting for an answer
Key = tuple[str, str]  # (ISO moment, id) of the last row shown: where the next page begins


def consultation_for(by: Actor, *, consultation_id: UUID) -> Consultation:
    """One that the actor may see. Raises NotThere."""
    found = _whole(by).filter(pk=consultation_id).first()
    if found is None:
        raise NotThere()
    return found


def page(by: Actor, *, on: date | None = None, after: Key | None = None) -> tuple[list[Consultation], Key | None]:
    """A page of the register, of one day where asked; and where the next page begins (None: no more)."""
    found = _of_day(_whole(by), on) if on else _whole(by)
    if after:
        moment, key = datetime.fromisoformat(after[0]), after[1]
        found = found.filter(Q(came_at__lt=moment) | Q(came_at=moment, id__lt=key))
    rows = list(found.order_by("-came_at", "-id")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return rows[:PAGE], (last.came_at.isoformat(), str(last.pk)) if last else None


def of_day(by: Actor, *, on: date) -> list[Consultation]:
    """A whole day in the order in which people came, for the printed form: no more than a hall hears in a day."""
    return list(_of_day(_whole(by), on).order_by("came_at", "id"))


def waiting(by: Actor) -> list[Consultation]:
    """What waits for an answer, the oldest first; not more than `MOST_OPEN`."""
    return list(_whole(by).filter(state="open").order_by("came_at")[:MOST_OPEN])


def count_waiting(by: Actor) -> str:
    """How many wait for an answer, counted no further than they are listed: "20+"; empty for none."""
    number = len(Consultation.objects.visible_to(by).filter(state="open").values_list("pk")[: MOST_OPEN + 1])
    return f"{MOST_OPEN}+" if number > MOST_OPEN else str(number or "")


def _whole(by: Actor) -> QuerySet[Consultation]:
    return Consultation.objects.visible_to(by).select_related("post", "heard_by", "answered_by", "item", "ticket")


def _of_day(found: QuerySet[Consultation], on: date) -> QuerySet[Consultation]:
    begins = datetime.combine(on, time.min, tzinfo=OFFICE_ZONE)
    return found.filter(came_at__gte=begins, came_at__lt=begins + timedelta(days=1))
