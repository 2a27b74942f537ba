"""A demonstration database has a clock of its own: one offset, moved forward only, felt by everything (design 9)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from yimen.journal import door, source
from yimen.journal.errors import Malformed, NotNow
from yimen.journal.kept import forget, kept
from yimen.journal.models import Demonstration, Stream

_HOUSE = door.House(
    name="journal",
    acts={"move_clock": door.Declared(_("拨动演示时钟"))},
    moves={},
    may=lambda _by, _act, _row: True,
    authority=lambda _by, _on: None,
)
INSTALLATION = UUID(int=1)  # the stream of acts that belong to no centre
_SPAN = re.compile(r"\+(\d{1,4})([dhm])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


def offset() -> timedelta | None:
    """The offset of a demonstration database, also set for this process's source; None in any other database."""
    if not is_one():
        return None
    with connection.cursor() as cursor:  # as text: every request asks it, and making a query set takes longer
        cursor.execute("SELECT offset_seconds FROM journal_demonstration")
        row = cursor.fetchone()
    if row is None:
        return None
    found = timedelta(seconds=row[0])
    source.set_offset(found)
    return found


@kept
def is_one() -> bool:
    """Whether this database is a demonstration: its papers say so."""
    return Demonstration.objects.exists()


def make() -> None:
    """Make this database a demonstration, for good. Only an empty one becomes it."""
    with transaction.atomic():
        if Stream.objects.exists():
            raise NotNow(_("数据库中已有业务记录，不能改为演示库。"), code="not_empty")
        Demonstration.objects.get_or_create(pk=1)
        forget()


def parse_span(text: str) -> timedelta:
    """ "+7d", "+3h", "+30m"; anything else raises Malformed."""
    found = _SPAN.fullmatch(text.strip())
    if not found:
        raise Malformed(_("请写成 +7d、+3h 或 +30m：演示时钟只能向前拨。"), code="span_malformed")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever runs a command on the machine: has no post, is told as such."""

    ref: str = f"operator:{UUID(int=0)}"
    kind: str = "operator"
    post_id: UUID | None = None
    centre_id: UUID | None = None
    for_id: UUID | None = None


def move(span: timedelta, *, by: door.Acting, at: datetime) -> None:
    """Move the demonstration clock forward by `span`, with an entry in a stream of the installation's own."""
    if span <= timedelta(0):
        raise Malformed(_("演示时钟只能向前拨。"), code="span_malformed")
    if offset() is None:
        raise NotNow(_("只有演示库才能拨动时钟。"), code="not_a_demonstration")
    with door.together():
        head = door.hold(Stream(centre_id=INSTALLATION))
        with _HOUSE.turn(head, "move_clock", by=by, at=at, seconds=int(span.total_seconds())):
            row = Demonstration.objects.select_for_update().get(pk=1)
            row.offset_seconds += int(span.total_seconds())
            row.save(update_fields=["offset_seconds"])
    offset()
