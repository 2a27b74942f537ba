"""Once: an act under an idempotency key happens once, however often it is sent."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from yimen.journal import door, rows, secrets, source
from yimen.journal.canon import line
from yimen.journal.errors import KeyReused, Malformed
from yimen.journal.models import Once

KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the act was about, and whether this call did it or an earlier one had; `subject` is its row if this one did."""

    subject_id: UUID
    was_done: bool
    subject: Any = field(default=None, repr=False, compare=False)


def once(do: Callable[[], Any], *, by: door.Acting, act: str, key: str, given: Any, at: datetime) -> Outcome:
    """Perform `do` (which returns the subject's row) unless (actor, act, key) was performed before.

    A rival with the same key waits, then reads the outcome. Other input under the same key raises KeyReused. A refused
    act leaves nothing behind, so that it can be sent again with the same key.
    """
    if not 1 <= len(key) <= 64 or not key.isprintable():
        raise Malformed(_("幂等键（Idempotency-Key）应为1至64个可见字符。"), code="key_malformed")
    # keyed, for what was given may be a name or a number, and a plain digest of it could be guessed
    digest = secrets.blind(sha256(line(given).encode()).hexdigest(), scope="journal.once").hex()
    return door.retried(lambda: _perform(do, by, act, key, digest, at))


def wipe(*, at: datetime) -> int:
    """Forget keys older than a week."""
    return Once.objects.filter(at__lt=at - KEPT).delete()[0]


def _perform(do: Callable[[], Any], by: door.Acting, act: str, key: str, digest: str, at: datetime) -> Outcome:
    with door.together():  # what came of it is written with what the act writes
        mine = _take(Once(id=source.new_id(), actor=by.ref, act=act, key=key, digest=digest, at=at))
        if mine is None:
            return _earlier(by, act, key, digest)
        subject = do()
        mine.subject_id, mine.entry_id = subject.pk, door.last_entry_id()
        return Outcome(subject.pk, was_done=False, subject=subject)


def _take(row: Once) -> Once | None:
    sql, params = rows.insert([row], conflict="DO NOTHING")
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return door.hold(row) if cursor.rowcount == 1 else None


def _earlier(by: door.Acting, act: str, key: str, digest: str) -> Outcome:
    row = Once.objects.get(actor=by.ref, act=act, key=key)
    if row.digest != digest:
        raise KeyReused(_("同一个幂等键已用于另一份内容，请换一个键重新提交。"))
    assert row.subject_id is not None  # noqa: S101  # committed together with its act
    return Outcome(row.subject_id, was_done=True)
