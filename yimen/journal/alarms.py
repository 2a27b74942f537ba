"""Moments at which an act falls due: who performs it, and the worker's way through those that are due."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models import F

from yimen.journal import door, ledger
from yimen.journal.models import Alarm

Performer = Callable[[Any, datetime], None]
TRIES = 3


def does(act: str, subject: type[models.Model]) -> Callable[[Performer], Performer]:
    """Registers what performs `act`: called as f(row, at) inside a turn of the row's; does nothing where it is moot."""

    def register(perform: Performer) -> Performer:
        ledger._PERFORMERS[act] = perform
        ledger._SUBJECTS[act] = subject
        return perform

    return register


def ring(*, at: datetime, most: int = 100) -> int:
    """Perform the alarms due by `at`, oldest first, each subject in a transaction of its own; returns how many rang.

    One that fails three times is left standing: the health page is red, and settle-first still performs it in any turn.
    """
    due = Alarm.objects.filter(due_at__lte=at, attempts__lt=TRIES).order_by("due_at")[:most]
    rung = 0
    for alarm in list(due):
        try:
            door.retried(partial(door.settle, ledger._SUBJECTS[alarm.act], alarm.subject_id, at=at))
            rung += 1
        except Exception:  # whatever it was, the next alarm must ring; this one is counted and shown
            with transaction.atomic():
                Alarm.objects.filter(pk=alarm.pk).update(attempts=F("attempts") + 1)
    return rung


def failing() -> int:
    """How many alarms could not be performed (health page)."""
    return Alarm.objects.filter(attempts__gte=TRIES).count()
