"""Moments at which an act falls due: who performs it, and the worker's way through those that are due."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from django.db import models, transaction
from django.db.models import F, Q

from yimen.journal import door, ledger
from yimen.journal.models import Alarm

Performer = Callable[[Any, datetime], None]
TRIES = 3  # failures after which the health page is red
PAUSES = (5, 60, 600, 3600)  # seconds between tries; the last goes on
log = structlog.get_logger()


def does(act: str, subject: type[models.Model]) -> Callable[[Performer], Performer]:
    """Registers what performs `act`: called as f(row, at) inside a turn of the row's; does nothing where it is moot."""

    def register(perform: Performer) -> Performer:
        ledger._PERFORMERS[act] = perform
        ledger._SUBJECTS[act] = subject
        return perform

    return register


def ring(*, at: datetime, most: int = 100) -> int:
    """Perform the alarms due by `at`, oldest first, each subject in a transaction of its own; returns how many rang.

    One that fails is tried again with growing pauses, for ever: the law does not lapse. After three failures the health
    page is red. Until it succeeds every turn of its subject fails with it, since nothing may overtake it (settle-first).
    """
    waiting = Q(retry_at__isnull=True) | Q(retry_at__lte=at)
    rung = 0
    for alarm in list(Alarm.objects.filter(waiting, due_at__lte=at).order_by("due_at")[:most]):
        try:
            door.retried(partial(door.settle, ledger._SUBJECTS[alarm.act], alarm.subject_id, at=at))
            rung += 1
        except Exception as error:  # whatever it was, the next alarm must ring; this one is counted and shown
            log.warning("alarm failed", act=alarm.act, alarm=str(alarm.pk), error=type(error).__name__)
            _put_off(alarm, at)
    return rung


def retry(*, at: datetime) -> int:
    """Let every alarm that failed ring in the next round (health page)."""
    return Alarm.objects.filter(attempts__gt=0).update(retry_at=at, attempts=0)


def _put_off(alarm: Alarm, at: datetime) -> None:
    pause = PAUSES[min(alarm.attempts, len(PAUSES) - 1)]
    with transaction.atomic():
        Alarm.objects.filter(pk=alarm.pk).update(attempts=F("attempts") + 1, retry_at=at + timedelta(seconds=pause))


def failing() -> int:
    """How many alarms could not be performed (health page)."""
    return Alarm.objects.filter(attempts__gte=TRIES).count()
