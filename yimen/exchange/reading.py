"""How messages stand, as the health page reads it: by an index of just these, and never all that were ever sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from yimen.exchange import outcome
from yimen.exchange.models import Message

MOST_COUNTED: Final = 100


@dataclass(frozen=True, slots=True)
class HeldUp:
    """How many wait, `MOST_COUNTED` at most; since when the first of them; what the gateway last said, or why it did not."""

    count: int
    since: datetime
    answer: str


def held_up() -> HeldUp | None:
    """What waits after a try that failed, all of it: while the gateway rests the others are not even tried. None where
    none failed: what was asked for a moment ago is on its way."""
    waiting = waiting_messages().order_by("asked_at").values_list("asked_at", "answer")[:MOST_COUNTED]
    found = list(waiting)
    failed = [answer for _asked_at, answer in found if answer and not outcome.is_taken(answer)]
    return HeldUp(len(found), found[0][0], failed[-1]) if failed else None


def last_sent_at() -> datetime | None:
    """When the gateway last took one; None where it never did."""
    return sent_messages().order_by("-ended_at").values_list("ended_at", flat=True).first()


def not_sent_since(moment: datetime) -> list[str]:
    """What the gateway answered last to what was tried and did not get through since a moment; `MOST_COUNTED` at most."""
    failed = failed_messages().filter(ended_at__gte=moment)
    return list(failed.order_by("-ended_at").values_list("answer", flat=True)[:MOST_COUNTED])


def waiting_messages() -> QuerySet[Message]:
    """Not sent yet, and not ended otherwise."""
    return _where("state = 'waiting'")


def sent_messages() -> QuerySet[Message]:
    """Taken by the gateway."""
    return _where("state = 'sent'")


def failed_messages() -> QuerySet[Message]:
    """Tried, and ended without the gateway having taken it."""
    return _where("state IN ('given_up', 'lapsed') AND exchange_message.attempts > 0")


def _where(words: str) -> QuerySet[Message]:
    """Said with words, not with parameters: else SQLite cannot know that the partial index will do, and reads them all."""
    return Message.objects.filter(RawSQL(f"exchange_message.{words}", (), BooleanField()))  # noqa: S611  # our own words
