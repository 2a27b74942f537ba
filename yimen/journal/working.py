"""The worker's round: alarms, then jobs, then followers. `yimen work` repeats it; `yimen serve` on a small site too."""

import threading
from collections.abc import Callable
from datetime import datetime
from time import monotonic

import structlog
from django.db import close_old_connections

from yimen.journal import alarms, followers, jobs, memory, once

HOUR = 3600.0  # seconds between rounds of chores
FIRST = 60.0  # seconds after the start until the first: people wait for their pages then, and chores can wait
PAUSE = 0.3  # seconds between rounds that found nothing: a receipt must be on paper within two seconds
log = structlog.get_logger()


Chore = Callable[..., object]
_CHORES: list[Chore] = [once.wipe]


def chore(do: Chore) -> Chore:
    """Registers what is swept up every hour: called as f(at=...); idempotent."""
    _CHORES.append(do)
    return do


def sweep(*, at: datetime) -> None:
    """Every chore, one after the other; one that fails does not keep the others from running."""
    for do in _CHORES:
        try:
            do(at=at)
        except Exception as error:  # logged, and tried again in an hour
            log.error("chore failed", chore=f"{do.__module__}.{do.__name__}", error=type(error).__name__)


def once_round(*, at: datetime) -> int:
    """One round as of `at`; returns how much was done."""
    return alarms.ring(at=at) + jobs.work(at=at) + followers.catch_up(at=at)


def until(stopped: threading.Event, now: Callable[[], datetime]) -> None:
    """Rounds until `stopped` is set. A round that fails (the database is away) is tried again."""
    memory.settle()
    swept = monotonic() - HOUR + FIRST
    while not stopped.is_set():
        done = 0
        try:
            if monotonic() - swept >= HOUR:
                swept = monotonic()
                sweep(at=now())
            done = once_round(at=now())
        except Exception as error:  # the worker must outlive any one failure; it is logged and retried
            log.error("worker round failed", error=type(error).__name__)
            close_old_connections()
            stopped.wait(2)
        if not done:
            stopped.wait(PAUSE)
