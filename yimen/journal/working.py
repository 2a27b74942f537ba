"""The worker's round: alarms, then jobs, then followers. `yimen work` repeats it; `yimen serve` on a small site too."""

import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import close_old_connections

from yimen.journal import alarms, followers, jobs

PAUSE = 0.3  # seconds between rounds that found nothing: a receipt must be on paper within two seconds
log = structlog.get_logger()


def once_round(*, at: datetime) -> int:
    """One round as of `at`; returns how much was done."""
    return alarms.ring(at=at) + jobs.work(at=at) + followers.catch_up(at=at)


def until(stopped: threading.Event, now: Callable[[], datetime]) -> None:
    """Rounds until `stopped` is set. A round that fails (the database is away) is tried again."""
    while not stopped.is_set():
        done = 0
        try:
            done = once_round(at=now())
        except Exception as error:  # the worker must outlive any one failure; it is logged and retried
            log.error("worker round failed", error=type(error).__name__)
            close_old_connections()
            stopped.wait(2)
        if not done:
            stopped.wait(PAUSE)
