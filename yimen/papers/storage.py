"""Where bytes are kept: encrypted under DATA/files, one row a file, verified by digest at every reading."""

import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Broken
from yimen.journal.secrets import open_sealed, seal
from yimen.papers.models import StoredFile

PDF = "application/pdf"
_HALF_WRITTEN = ".part"


def put(content: bytes, *, kind: str, centre_id: UUID, at: datetime, media_type: str = PDF) -> StoredFile:
    """Write `content` sealed to disk; the row comes back unsaved. The bytes then survive a power cut.

    Called before the transaction that saves the row: one that is rolled back leaves a stray file, never a row
    without bytes, and no lock waits for a disk.
    """
    stored = StoredFile(
        centre_id=centre_id,
        kind=kind,
        media_type=media_type,
        digest=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        kept_at=at,
    )
    _write(path(stored.pk), seal(content, about=_about(stored)))
    return stored


def read(stored: StoredFile) -> bytes:
    """The bytes as they were kept. Broken when the file is missing, or a single bit is not what it was."""
    try:
        content = open_sealed(path(stored.pk).read_bytes(), about=_about(stored))
    except FileNotFoundError as error:
        raise Broken(_("存档文件缺失，请联系网络管理员从备份恢复。"), code="file_missing") from error
    if hashlib.sha256(content).hexdigest() != stored.digest or len(content) != stored.size_bytes:
        raise Broken(_("存档文件与登记的校验值不符。"), code="file_damaged")
    return content


def path(file_id: UUID) -> Path:
    """Where a file lies: DATA/files/aa/bb/<id>, by the last four digits of its id, which are random."""
    name = file_id.hex
    return Path(settings.FILES_DIR) / name[-2:] / name[-4:-2] / name


def missing() -> list[UUID]:
    """Rows whose file is not there (doctor); empty in a sound installation."""
    rows = StoredFile.objects.values_list("pk", flat=True).iterator(chunk_size=2000)
    return [file_id for file_id in rows if not path(file_id).is_file()]


def damaged() -> list[UUID]:
    """Rows whose file is there but does not read as it was kept (doctor at length: reads every byte)."""
    return [stored.pk for stored in StoredFile.objects.iterator(chunk_size=200) if _is_damaged(stored)]


def strays() -> Iterator[Path]:
    """Files without a row, left by a rolled-back transaction or a crash. Harmless; doctor names them."""
    for found in sorted(Path(settings.FILES_DIR).glob("*/*/*")):
        if found.suffix == _HALF_WRITTEN or not StoredFile.objects.filter(pk=found.name).exists():
            yield found


def _is_damaged(stored: StoredFile) -> bool:
    try:
        read(stored)
    except Broken as error:
        return error.code != "file_missing"
    return False


def _about(stored: StoredFile) -> bytes:
    return f"papers.storedfile:{stored.pk}:{stored.digest}".encode()


def _write(target: Path, sealed: bytes) -> None:
    """All or nothing: a part file, synced, renamed, and the folders synced, so that the name survives too."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_suffix(_HALF_WRITTEN)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
    for folder in (target.parent, target.parent.parent, target.parent.parent.parent):
        _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
