"""A backup: one file with every table as of one moment and the files that belong to it, keys apart (S2).

The same file whichever the engine, so it is restored into either. It holds, in this order: `head.json` (what it is
and which keys open it), `tables/NAME/…` (lines), `files/…` (as they lie, encrypted) with `index/…`, their digests,
`manifest.json` (counts, digests, the heads of all streams), and the seal.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from yimen.journal import secrets
from yimen.journal.errors import NotNow
from yimen.journal.models import Stream
from yimen.journal.moments import OFFICE_ZONE, stamp
from yimen.papers import storage
from yimen.papers.models import StoredFile
from yimen.safekeeping import columns, lines
from yimen.safekeeping.box import Packer
from yimen.safekeeping.columns import Table
from yimen.safekeeping.lines import Tally
from yimen.safekeeping.snapshot import snapshot

FORMAT = 1
HEAD, MANIFEST, TABLES, FILES, INDEX = "head.json", "manifest.json", "tables", "files", "index"
FILES_A_PIECE = 1000
PART = ".part"
Tell = Callable[[str], None]
STREAMS = Stream._meta.db_table


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written: `missing`, files that have a row and no bytes (doctor names them)."""

    path: Path
    rows: int
    files: int
    missing: int
    size_bytes: int


def folder() -> Path:
    """Where backups lie where nothing else is said."""
    return Path(settings.BACKUP_DIR)


def name_for(at: datetime) -> str:
    """The name of the backup of a moment, in the office's time."""
    return f"yimen-{at.astimezone(OFFICE_ZONE):%Y%m%d-%H%M%S}.backup"


def make(target: Path, *, at: datetime, tell: Tell = lambda _words: None) -> Made:
    """Write a backup to `target`, whole or not at all. `tell` hears how far it is. Raises NotNow, OSError."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(target.name + PART)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # staff's names are in it
    try:
        with os.fdopen(descriptor, "wb") as file, snapshot(part) as its:
            rows, files, missing = _fill(Packer(file), its, at, tell)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    _sync(target.parent)
    return Made(target, rows, files, missing, target.stat().st_size)


def _fill(packer: Packer, its: BaseDatabaseWrapper, at: datetime, tell: Tell) -> tuple[int, int, int]:
    tables = columns.ours()
    packer.put(HEAD, _json(_head(its, tables, at)))
    told, heads = dict[str, Any](), list[list[Any]]()
    for place, table in enumerate(tables, start=1):
        tell(_("数据表 %(place)s/%(all)s：%(name)s") % {"place": place, "all": len(tables), "name": table.name})
        rows = columns.read(its, table)
        told[table.name] = _put_table(packer, table, _noting(rows, heads) if table.name == STREAMS else rows, tell)
    index, missing = _put_files(packer, its, tell)
    packer.put(MANIFEST, _json({"tables": told, "streams": heads, "files": index}))
    packer.seal()
    return sum(one["lines"] for one in told.values()), index["lines"], missing


def _head(its: BaseDatabaseWrapper, tables: list[Table], at: datetime) -> dict[str, Any]:
    leaves = MigrationLoader(its)
    behind = [leaf for leaf in leaves.graph.leaf_nodes() if leaf not in leaves.applied_migrations]
    if behind:
        raise NotNow(_("数据库还没有升级到当前版本，请先运行 yimen migrate 再备份。"), code="not_migrated")
    return {
        "format": FORMAT, "product": version("yimen"), "engine": connection.vendor, "created_at": stamp(at),
        "migrations": sorted([app, name] for app, name in leaves.graph.leaf_nodes() if app in columns.labels()),
        "keys": secrets.fingerprints(), "tables": {table.name: [list(one) for one in table.columns] for table in tables},
    }  # fmt: skip


def _noting(rows: Iterator[list[Any]], heads: list[list[Any]]) -> Iterator[list[Any]]:
    for row in rows:
        heads.append(row)
        yield row


def _put_table(packer: Packer, table: Table, rows: Iterator[list[Any]], tell: Tell) -> dict[str, Any]:
    tally = Tally()
    for first, piece in lines.pieces(rows, tally):
        packer.put(lines.name_of(f"{TABLES}/{table.name}", first), piece)
        tell(_("数据表 %(name)s：已写%(count)s行") % {"name": table.name, "count": tally.count})
    return tally.told()


def _put_files(packer: Packer, its: BaseDatabaseWrapper, tell: Tell) -> tuple[dict[str, Any], int]:
    tally, waiting, missing = Tally(), list[list[Any]](), 0
    for file_id in _file_ids(its):
        waiting.append(_put_file(packer, file_id))
        missing += waiting[-1][1] < 0
        if len(waiting) == FILES_A_PIECE:
            _put_index(packer, waiting, tally)
            tell(_("文件：已写%(count)s个") % {"count": tally.count})
            waiting = []
    _put_index(packer, waiting, tally)
    return tally.told(), missing


def _put_file(packer: Packer, file_id: UUID) -> list[Any]:
    """[path, size, SHA-256 of the bytes as they lie]; size -1 where they are missing."""
    path = storage.path(file_id)
    name = path.relative_to(settings.FILES_DIR).as_posix()
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return [name, -1, ""]
    with source:
        size = os.fstat(source.fileno()).st_size
        return [name, size, packer.put_file(f"{FILES}/{name}", source, size)]


def _put_index(packer: Packer, waiting: list[list[Any]], tally: Tally) -> None:
    for first, piece in lines.pieces(waiting, tally):
        packer.put(lines.name_of(INDEX, first), piece)


def _file_ids(its: BaseDatabaseWrapper) -> Iterator[UUID]:
    table = Table(StoredFile._meta.db_table, (("id", "uuid"),), ("id",))
    return (UUID(file_id) for (file_id,) in columns.read(its, table))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def _sync(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
