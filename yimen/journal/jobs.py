"""What leaves the database: asked for inside a turn, done after it with a lease, again with growing pauses, then stuck."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from yimen.journal import door, rows
from yimen.journal.models import Job

Doer = Callable[..., None]
LEASE = timedelta(minutes=2)
PAUSES = (5, 30, 120, 600, 3600, 4 * 3600)  # seconds between tries; after the last the job is stuck
_DOES: dict[str, Doer] = {}
log = structlog.get_logger()


def does(kind: str) -> Callable[[Doer], Doer]:
    """Registers what does a kind of job: called as f(subject_id, at=...), outside any transaction; must be idempotent."""

    def register(doer: Doer) -> Doer:
        _DOES[kind] = doer
        return doer

    return register


def ask(kind: str, subject_id: UUID, *, lane: str, key: str, at: datetime, centre_id: UUID | None = None) -> None:
    """Inside a turn: want a job done from `at` on. The same key while it waits or runs is the same job; a lane keeps order."""
    own = {"kind": kind, "subject_id": subject_id, "lane": lane, "key": key, "next_at": at, "centre_id": centre_id}
    door._current().jobs[key] = rows.defaults(Job) | own


def work(*, at: datetime, most: int = 50) -> int:
    """Do the jobs that are due, one at a time; returns how many were done."""
    done = 0
    for _turn in range(most):
        job = _lease(at)
        if job is None:
            break
        done += _do(job, at)
    return done


def space_out(*, at: datetime, apart: timedelta) -> None:
    """What waits falls due one by one from `at` on, the newest first: what is asked for now need not wait behind it."""
    waiting = list(Job.objects.filter(state=Job.State.WAITING).order_by("-next_at", "-id"))
    for place, job in enumerate(waiting):
        job.next_at = at + place * apart
    with transaction.atomic():
        Job.objects.bulk_update(waiting, ["next_at"])


def retry_stuck(*, at: datetime, key: str = "") -> int:
    """Set every stuck job waiting again (health page, command), or the one of this key; returns how many there were."""
    stuck_ones = Job.objects.filter(state=Job.State.STUCK, **({"key": key} if key else {}))
    with transaction.atomic():
        return stuck_ones.update(state=Job.State.WAITING, attempts=0, next_at=at)


def stuck(keys: Iterable[str]) -> set[str]:
    """Those of these jobs that have failed for good."""
    return set(Job.objects.filter(key__in=list(keys), state=Job.State.STUCK).values_list("key", flat=True))


def _lease(at: datetime) -> Job | None:
    earlier = Job.objects.filter(lane=OuterRef("lane"), id__lt=OuterRef("id"))
    due = Job.objects.filter(state=Job.State.WAITING, next_at__lte=at).filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=at)
    )
    due = due.filter(~Exists(earlier)).order_by("next_at")
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        job = due.first()
        if job is None:
            return None
        job.leased_until = at + LEASE
        job.save(update_fields=["leased_until"])
        return job


def _do(job: Job, at: datetime) -> int:
    try:
        _DOES[job.kind](job.subject_id, at=at)
    except Exception as error:  # the job is tried again and shown; its error's text may hold personal data
        _put_back(job, at, type(error).__name__)
        return 0
    with transaction.atomic():
        _leased(job).delete()
    return 1


def _leased(job: Job) -> QuerySet[Job]:
    """The job while this worker's lease stands: one that ran out may have given it to another, whose it is now."""
    return Job.objects.filter(pk=job.pk, leased_until=job.leased_until)


def _put_back(job: Job, at: datetime, error: str) -> None:
    log.warning("job failed", kind=job.kind, job=job.pk, attempts=job.attempts + 1, error=error)
    told: dict[str, Any] = {"attempts": job.attempts + 1, "error": error, "leased_until": None}
    if job.attempts < len(PAUSES):
        told["next_at"] = at + timedelta(seconds=PAUSES[job.attempts])
    else:
        told["state"] = Job.State.STUCK
    with transaction.atomic():
        _leased(job).update(**told)
