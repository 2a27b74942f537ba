"""The backup that is made every hour while the installation works, and one asked for by hand; each in a process of its
own, so that papers and alarms need not wait for it."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import TextIO
from uuid import UUID

from django.conf import settings

from yimen.journal import doctor, door, highwater, jobs, working
from yimen.journal.errors import NotNow
from yimen.journal.moments import OFFICE_ZONE, stamp, unstamp
from yimen.safekeeping import backup, lately, retention, trouble
from yimen.safekeeping.backup import PART, Made, Tell

DUE = timedelta(minutes=55)  # a little less than the round of chores, or every second round would be too early
EXAMINED = timedelta(hours=24)  # how often everything is examined without being asked
PATIENCE = 1.0  # seconds
JOB = "safekeeping.backup"
_NAME = "yimen-%Y%m%d-%H%M%S.backup"
_STARTED: "list[subprocess.Popen[bytes]]" = []


class Busy(Exception):
    """A backup is being made by another process."""


def due(*, at: datetime) -> bool:
    """Whether the newest backup is old enough for another."""
    made = moments()
    return not made or at - max(made) >= DUE


def moments() -> list[datetime]:
    """When the backups in the folder were made, in the office's zone; read from their names."""
    found = []
    for path in sorted(backup.folder().glob("yimen-*.backup")):
        try:
            found.append(datetime.strptime(path.name, _NAME).replace(tzinfo=OFFICE_ZONE))
        except ValueError:  # somebody's own file: it is never deleted either
            continue
    return found


def keep_one(*, at: datetime, tell: Tell = lambda _words: None) -> Made:
    """A backup into the folder, old ones swept, the highwater marks gathered; how it went is noted. Raises Busy."""
    with _alone():
        _sweep_halves()
        try:
            made = backup.make(backup.folder() / backup.name_for(at), at=at, tell=tell)
        except Exception as error:
            lately.note(lately.BACKUP, at=stamp(at), error=_words(error))
            raise
        lately.note(lately.BACKUP, at=stamp(at), path=str(made.path), size_bytes=made.size_bytes, missing=made.missing)
        highwater.settle()
        for moment in set(moments()) - retention.kept(moments(), at=at.astimezone(OFFICE_ZONE)):
            (backup.folder() / backup.name_for(moment)).unlink(missing_ok=True)
        return made


def examine(*, at: datetime, but: str = "") -> list[tuple[str, str]]:
    """Doctor, and a note of what it found; `but`: a check that says nothing here."""
    found = [(check, finding) for check, finding in doctor.examine() if check != but]
    lately.note(lately.DOCTOR, at=stamp(at), findings=len(found), first=found[0][1] if found else "")
    return found


def examination_is_due(*, at: datetime) -> bool:
    """Whether nobody has examined everything for a day."""
    last = lately.known(lately.DOCTOR).get("at")
    return last is None or at - unstamp(last) >= EXAMINED


def is_running() -> bool:
    """Whether a backup is being made just now, by whatever process."""
    with _lock_file() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def ask(*, at: datetime) -> None:
    """Somebody wants a backup now: the worker begins it."""
    with door.together():
        jobs.ask(JOB, UUID(int=0), lane=JOB, key=JOB, at=at)


@jobs.does(JOB)
def _begin_at_once(_subject_id: UUID, *, at: datetime) -> None:
    """Begin the backup that was asked for; how it goes stands on the health page."""
    _start("backup")


def hourly(*, at: datetime) -> None:
    """The chore: begin what is due."""
    if due(at=at) or examination_is_due(at=at):
        _start("backup", "--hourly")


working.chore(hourly)


def _start(*words: str) -> None:
    """A process of its own that outlives neither its work nor needs to be waited for."""
    _STARTED[:] = [
        one for one in _STARTED if one.poll() is None
    ]  # ended ones are collected, or they would stay as zombies
    command = [sys.executable, "-c", "from yimen.cli import main; main()", *words]
    _STARTED.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL))  # noqa: S603  # our own words


@contextmanager
def _alone() -> Iterator[None]:
    """One backup at a time, of all processes that share DATA. The lock goes with its process, however it ends."""
    with _lock_file() as lock:
        _lock(lock.fileno())
        yield


def _lock_file() -> TextIO:
    return (Path(settings.DATA) / "backup.lock").open("a")


def _lock(handle: int) -> None:
    """Patient for a second: somebody may just be asking whether a backup runs."""
    began = monotonic()
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if monotonic() - began > PATIENCE:
                raise Busy from error
            sleep(0.05)
        else:
            return


def _sweep_halves() -> None:
    """What backups left behind that were broken off: nobody else is writing now."""
    for path in [*backup.folder().glob(f"*{PART}"), *backup.folder().glob(f"*{PART}.copy*")]:
        path.unlink(missing_ok=True)


def _words(error: Exception) -> str:
    """For the health page: our own sentence, or the operating system's; never a row."""
    if isinstance(error, NotNow):
        return str(error)
    return trouble.said(error) if isinstance(error, OSError) else type(error).__name__
