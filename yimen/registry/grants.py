"""Grants: which post may see which person, for what, until when (design 4, Who sees; S4)."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from yimen.journal import rows
from yimen.registry.models import Grant, Purpose

# The tail of ON CONFLICT: a grant given again lasts longer, never shorter. Turns write their grants with it too.
LONGER: Final = (
    "(person_id, post_id, purpose) DO UPDATE SET until_on = EXCLUDED.until_on"
    " WHERE registry_grant.until_on < EXCLUDED.until_on"
)


def grant(person_id: UUID, *, post_id: UUID, purpose: Purpose, until_on: date, at: datetime) -> None:
    """Let the post see the person up to and including `until_on`. Given again it only lasts longer."""
    row = Grant(person_id=person_id, post_id=post_id, purpose=purpose.value, until_on=until_on, granted_at=at)
    rows.run([rows.insert([row], conflict=LONGER)])


def end(person_id: UUID, *, post_id: UUID, purpose: Purpose, last_on: date) -> None:
    """Let the post's grant for this purpose end with `last_on`; grants for other purposes stand."""
    _of(person_id, post_id, purpose).filter(until_on__gt=last_on).update(until_on=last_on)


def _of(person_id: UUID, post_id: UUID, purpose: Purpose) -> QuerySet[Grant]:
    return Grant.objects.filter(person_id=person_id, post_id=post_id, purpose=purpose.value)
