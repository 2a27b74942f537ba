"""Looking at a person in full is an act: it has a purpose, and is never forgotten (S4, L4)."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from yimen.journal.canon import line
from yimen.journal.errors import NotThere
from yimen.journal.moments import OFFICE_ZONE, localdate, stamp
from yimen.office.actor import Actor
from yimen.registry import identity
from yimen.registry.models import Look, Person, Purpose


@dataclass(frozen=True, slots=True, repr=False)
class FullView:
    """A person unmasked, for one look. Has no repr: it must never stand in a log. Absent texts are empty."""

    person_id: UUID
    name: str
    document_kind: str
    kind_word: str
    number: str
    phone: str
    address: str
    division_id: UUID | None
    born_on: date | None
    sex: str | None


def open(person: Person, *, purpose: Purpose, by: Actor, at: datetime) -> FullView:
    """The person in full, the look kept. NotThere unless the actor may see the person on this day."""
    with transaction.atomic():
        seen = Person.objects.visible_to(by, on=localdate(at)).filter(pk=person.pk).first()
        if seen is None:
            raise NotThere
        keep(seen, purpose=purpose, by=by, at=at)
    return _full(seen)


def keep(person: Person, *, purpose: Purpose, by: Actor, at: datetime, written: tuple[str, ...] = ()) -> None:
    """Keep that `by` saw the person, or wrote the named fields."""
    Look.objects.create(
        person=person,
        actor_kind=by.kind,
        actor_id=by.id,
        post_id=by.post_id,
        centre_id=by.centre_id,
        purpose=purpose.value,
        written=",".join(written),
        at=at,
    )


def digest_of_day(day: date, *, centre_id: UUID) -> str:
    """SHA-256 (hex) over all looks of a centre's day, whatever their order: the chain vouches for it."""
    lines = sorted(_line(look) for look in of_day(day, centre_id=centre_id).iterator(chunk_size=2000))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def of_day(day: date, *, centre_id: UUID) -> QuerySet[Look]:
    """All looks of a centre's day, as the office counts days."""
    begins = datetime.combine(day, time.min, tzinfo=OFFICE_ZONE)
    return Look.objects.filter(centre=centre_id, at__gte=begins, at__lt=begins + timedelta(days=1))


def _line(look: Look) -> str:
    return line(
        {
            "id": str(look.id),
            "person": str(look.person_id),
            "actor": f"{look.actor_kind}:{look.actor_id}",
            "post": str(look.post_id or ""),
            "centre": str(look.centre_id),
            "purpose": look.purpose,
            "written": look.written,
            "at": stamp(look.at),
        }
    )


def _full(person: Person) -> FullView:
    read = identity.read(person.number or "", person.document_kind)
    return FullView(
        person_id=person.id,
        name=person.name,
        document_kind=person.document_kind,
        kind_word=person.kind_word,
        number=person.number or "",
        phone=person.phone or "",
        address=person.address or "",
        division_id=person.division_id,
        born_on=read.born_on,
        sex=read.sex,
    )
