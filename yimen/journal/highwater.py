"""The highest numbers ever given, outside the database, so that an old backup cannot give one of them twice (design 4).

`DATA/highwater/` holds a file for each machine, `HOST.log`, to which every number given appends one short line (centre,
series, value), and `settled`, in which a backup gathers them. A line is written before its transaction commits, by
one write to a file opened for appending: it survives the end of the process, whichever; nothing waits for the disk.
So whatever was committed stands here. What was rolled back may stand here too: "may have been given" is all that is said.
"""

import fcntl
import os
import re
import socket
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import structlog
from django.conf import settings

Marks = dict[tuple[UUID, str], int]
_LINE = re.compile(rb'([0-9a-f]{32}) "(.{1,200})" ([0-9]{1,18})')
_HOST = re.sub(r"[^A-Za-z0-9-]", "_", socket.gethostname())[:60] or "here"
log = structlog.get_logger()


def note(lasts: Marks) -> None:
    """These values are about to be given. Never fails: a full disk shows itself at the database, with a better sentence."""
    # a newline first, so that a line torn by a power cut does not take the next with it
    lines = "".join(f'\n{centre_id.hex} "{series}" {value}' for (centre_id, series), value in lasts.items())
    try:
        handle = _open_log()
        try:
            os.write(handle, lines.encode())
        finally:
            os.close(handle)
    except OSError as error:
        log.error("highwater not written", error=type(error).__name__)


def read(folder: Path) -> Marks:
    """The highest value known of each (centre, series) in such a folder; empty where there is none."""
    marks: Marks = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        with path.open("rb") as file:
            _gather(file, marks)
    return marks


def settle() -> None:
    """Gather the logs into one line a series, so that they do not grow for ever. One process at a time (a backup)."""
    folder = _folder()
    for path in sorted(folder.glob("*.log")):
        _set_aside(path)
    aside = sorted(folder.glob("*.aside"))
    if not aside:
        return
    marks = read(folder)
    part = folder / "settled.part"  # left by a crash it is read as any other file, and says nothing untrue
    with part.open("wb") as file:
        for (centre_id, series), value in sorted(marks.items()):
            file.write(f'{centre_id.hex} "{series}" {value}\n'.encode())
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / "settled")
    for path in aside:
        path.unlink()


def folder_of(data: Path) -> Path:
    """Where it lies in a data folder."""
    return data / "highwater"


def _folder() -> Path:
    return folder_of(Path(settings.DATA))


def _open_log() -> int:
    """The log of this machine, open and shared until it is closed, and not one that was just set aside."""
    path = f"{settings.DATA}/highwater/{_HOST}.log"  # text: this is on the way of every number
    while True:
        try:
            handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        except FileNotFoundError:
            _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
            continue
        fcntl.flock(handle, fcntl.LOCK_SH)
        if _is_at(handle, path):
            return handle
        os.close(handle)


def _is_at(handle: int, path: str) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except FileNotFoundError:
        return False


def _set_aside(path: Path) -> None:
    """Rename a log while nobody writes to it; who waits finds it gone and begins another."""
    with path.open("rb+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        aside = path.with_suffix(".aside")
        if not aside.exists():  # else a crash left one, which is gathered first
            path.rename(aside)


def _gather(file: BinaryIO, marks: Marks) -> None:
    for line in file:
        if found := _LINE.fullmatch(line.rstrip(b"\n")):
            key = (UUID(found[1].decode()), found[2].decode())
            marks[key] = max(marks.get(key, 0), int(found[3]))
