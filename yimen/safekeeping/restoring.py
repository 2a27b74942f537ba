"""A restore: from one backup file to an installation that can go on where the backup ended, and gives no number twice.

Everything is verified before anything is written. All rows are loaded in one transaction. Until the end a mark in DATA
keeps the installation from being served; a restore that was broken off is done by asking for it again.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from yimen.journal import door, epochs, guards, highwater, kept, secrets
from yimen.journal.demonstration import Operator
from yimen.journal.errors import Broken, Malformed, NotNow
from yimen.journal.models import Counter, Stream
from yimen.journal.moments import localdate, unstamp
from yimen.office import calendar
from yimen.office.models import Centre
from yimen.safekeeping import columns, lines, lost
from yimen.safekeeping.backup import FILES, PART, STREAMS, TABLES, Tell
from yimen.safekeeping.box import Member
from yimen.safekeeping.columns import Table
from yimen.safekeeping.lines import Tally
from yimen.safekeeping.lost import Backed, Gap
from yimen.safekeeping.verifying import Verified, verify, walk


@dataclass(frozen=True, slots=True)
class Since:
    """What is known of the time after the backup: numbers read off slips, a data folder of before, or that nothing was."""

    last_numbers: tuple[str, ...] = ()
    old_data: Path | None = None
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and what may have been lost: gaps, each with its centre's code and name."""

    rows: int
    files: int
    created_at: datetime
    epochs: int
    gaps: list[tuple[str, str, Gap]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ready:
    """A restore that may begin: verified, keys in place, and it is known what may be lost."""

    path: Path
    found: Verified
    marks: dict[lost.Key, int] | None  # None: nothing happened since, no epoch is opened
    backed: Backed


def prepare(path: Path, since: Since, *, sheet: Callable[[], str], tell: Tell) -> Ready:
    """Everything that can be refused is refused here, before anything is written but keys from the sheet."""
    found = verify(path, tell=tell)
    if found.faults:
        raise Broken(
            _("备份已损坏，没有恢复任何内容：\n%(faults)s") % {"faults": "\n".join(found.faults)}, code="backup_bad"
        )
    _insist_known(found)
    _insist_empty(found)
    backed = _backed(found)
    marks = _marks(since, backed, localdate(unstamp(found.head["created_at"])))
    _bring_keys(found.head["keys"], since, sheet)
    return Ready(path, found, marks, backed)


def perform(ready: Ready, *, at: Callable[[], datetime], tell: Tell) -> Restored:
    """Load everything, open the epochs; `at` is asked when the rows are there, for they may hold a clock of their own."""
    _set_mark(ready)
    if _is_empty():
        _load(ready, tell)
    files = _bring_files(ready.path, tell)
    call_command("migrate", verbosity=0)
    _reset_sequences()
    guards.lay()
    _forget()
    gaps = _open_epochs(ready, at())
    _sync_all()
    guards.restore_mark().unlink()
    rows = sum(one["lines"] for one in ready.found.manifest["tables"].values())
    opened = Stream.objects.count() if ready.marks is not None else 0
    return Restored(rows, files, unstamp(ready.found.head["created_at"]), opened, gaps)


def _insist_known(found: Verified) -> None:
    loader = MigrationExecutor(connection).loader
    if any(one not in loader.graph.nodes for one in names_of_today(found.head["migrations"], loader)):
        raise NotNow(_("这个备份是更新版本的程序写的：请先把程序升级到同一版本，再恢复。"), code="backup_newer")


def names_of_today(migrations: Iterable[Iterable[str]], loader: MigrationLoader) -> list[tuple[str, str]]:
    """The migrations that a backup names as its last: where they were folded into one since, that one."""
    folded = {one.replaces[-1]: key for key, one in loader.replacements.items()}
    return [folded.get((app, name), (app, name)) for app, name in migrations]


def _insist_empty(found: Verified) -> None:
    """Into an empty database and an empty folder of files only; one that a broken-off restore of this backup began is one."""
    begun = guards.begun_restore()
    if begun is not None and begun == found.seal:
        return
    if begun is not None:
        words = _(
            "这里有一次没有完成的恢复，用的是另一个备份。请用那个备份再运行一次 restore，或清空数据目录重新开始。"
        )
        raise NotNow(words, code="restore_of_another")
    if not _is_empty() or any(path.is_file() for path in Path(settings.FILES_DIR).rglob("*")):
        words = _(
            "数据目录 %(data)s 或数据库中已有业务数据，恢复不会覆盖它们。请停止服务，把旧的数据目录改名留存"
            "（例如 mv %(data)s %(data)s.old；PostgreSQL 请另建一个空库），再运行 restore，并加上 --old-data %(data)s.old。"
        )
        raise NotNow(words % {"data": settings.DATA}, code="not_empty")


def _is_empty() -> bool:
    present = set(connection.introspection.table_names())
    for table in columns.ours():
        if table.name in present:
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT 1 FROM "{table.name}" LIMIT 1')  # noqa: S608  # names only
                if cursor.fetchone():
                    return False
    return True


def _backed(found: Verified) -> Backed:
    codes = {UUID(row["id"]): row["code"] for row in found.rows.get(Centre._meta.db_table, [])}
    counters = found.rows.get(Counter._meta.db_table, [])
    return Backed(codes, {(UUID(row["centre_id"]), row["series"]): row["value"] for row in counters})


def _marks(since: Since, backed: Backed, on: Any) -> dict[lost.Key, int] | None:
    """The highest numbers that may have been given. Malformed with the question where that is not known."""
    if since.nothing:
        return None
    marks: dict[lost.Key, int] = {}
    for data in filter(None, (Path(settings.DATA), since.old_data)):
        for key, value in highwater.read(highwater.folder_of(data)).items():
            marks[key] = max(value, marks.get(key, 0))
    if guards.begun_restore() is not None:
        marks = {(UUID(centre_id), series): value for centre_id, series, value in _begun_marks()}
    known_by_marks = bool(marks)
    for key, value in lost.typed(since.last_numbers, backed).items():
        marks[key] = max(value, marks.get(key, 0))
    open_questions = [] if known_by_marks else lost.unanswered(backed, marks, on=on)
    if open_questions:
        raise Malformed(_question(open_questions), code="last_numbers_needed")
    return marks


def _begun_marks() -> list[tuple[str, str, int]]:
    """What the restore that was broken off knew."""
    return [(str(one[0]), str(one[1]), int(one[2])) for one in json.loads(guards.restore_mark().read_text())["marks"]]


def _question(numbers: list[str]) -> str:
    words = _(
        "备份之后可能又发出过号码，为了不把同一个号发给两个人，请告诉系统：\n"
        "· 旧的数据目录还在：加上 --old-data 旧目录，系统自己查；\n"
        "· 旧目录没有了：照最后一张凭条写出每一类号的末号（没有再发过的照抄备份中的末号），例如\n"
        "  %(options)s\n"
        "· 做备份之后肯定没有人再办过任何事（例如停机搬家）：加上 --nothing-since。"
    )
    return words % {"options": " ".join(f"--last-number {number}" for number in numbers)}


def _bring_keys(wanted: dict[str, str], since: Since, sheet: Callable[[], str]) -> None:
    """The keys that open this backup: those that are here, those of the folder of before, or those of the typed sheet."""
    here = secrets.fingerprints()
    if _fits(here, wanted):
        return
    if here:
        words = _(
            "数据目录中的密钥不是这个备份的密钥，不会覆盖。请把 %(keys)s 改名留存，再运行 restore 并照密钥恢复单输入。"
        )
        raise NotNow(words % {"keys": settings.KEYS_DIR}, code="other_keys_there")
    if since.old_data and secrets.bring(since.old_data / "keys", wanted):
        return
    text = sheet()
    if not _fits(secrets.fingerprints_on_sheet(text), wanted):
        raise Malformed(_("这张密钥恢复单不是这个备份的：请找出做备份时封存的那一张。"), code="sheet_of_others")
    secrets.restore_from_sheet(text)


def _fits(there: dict[str, str], wanted: dict[str, str]) -> bool:
    return bool(wanted) and all(there.get(key_id) == told for key_id, told in wanted.items())


def _load(ready: Ready, tell: Tell) -> None:
    """The tables as they were in the backup's version, all rows in one transaction, then guards upon them."""
    tell(_("建立数据表"))
    executor = MigrationExecutor(connection)
    executor.migrate(names_of_today(ready.found.head["migrations"], executor.loader))
    tables = ready.found.tables
    with transaction.atomic():
        guards.lift()
        for table in tables.values():
            _empty(table)  # what a migration may have put there
        tallies = {name: Tally() for name in tables}
        for member in walk(ready.path):
            folder, _slash, rest = member.name.partition("/")
            if folder == TABLES:
                name = rest.partition("/")[0]
                columns.write(connection, tables[name], list(lines.opened(member.steps(), tallies[name])))
                tell(_("恢复数据表 %(name)s：%(count)s行") % {"name": name, "count": tallies[name].count})
        connection.check_constraints()  # now, else PostgreSQL lays no trigger on a table that still waits to be checked
        guards.lay()


def _empty(table: Table) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table.name}"')  # noqa: S608  # names only


def _bring_files(path: Path, tell: Tell) -> int:
    """Every file to its place; one that is there whole already was brought by a restore that was broken off."""
    count = 0
    for member in _files(path):
        target = Path(settings.FILES_DIR) / member.name.partition("/")[2]
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = target.with_name(target.name + PART)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for step in member.steps():
                file.write(step)
        part.replace(target)
        count += 1
        if count % 100 == 0:
            tell(_("恢复文件：%(count)s个") % {"count": count})
    return count


def _files(path: Path) -> Iterator[Member]:
    return (member for member in walk(path) if member.name.startswith(f"{FILES}/"))


def _reset_sequences() -> None:
    from django.apps import apps

    ours = [model for model in apps.get_models() if model.__module__.startswith("yimen.")]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), ours):
            cursor.execute(statement)


def _open_epochs(ready: Ready, at: datetime) -> list[tuple[str, str, Gap]]:
    """Every stream goes on in a new epoch that names its gaps: all of them, or none; once."""
    if ready.marks is None:
        return []
    gaps = lost.gaps(ready.backed, ready.marks)
    before = {UUID(row["centre_id"]): row["epoch"] for row in ready.found.rows.get(STREAMS, [])}
    if all(head.epoch == before.get(head.centre_id, 1) for head in Stream.objects.all()):
        with door.together():
            for centre_id in sorted(before.keys() | {gap.centre_id for gap in gaps}):
                mine = {gap.series: gap.last for gap in gaps if gap.centre_id == centre_id}
                epochs.open_epoch(centre_id, lost=mine, by=Operator(), at=at)
    names = dict(Centre.objects.values_list("id", "name"))
    return [(ready.backed.code(gap.centre_id), names.get(gap.centre_id, ""), gap) for gap in gaps]


def _set_mark(ready: Ready) -> None:
    """With what is known of the numbers: this restore notes numbers itself, and asked again it must not take those for all."""
    marks = [[centre_id.hex, series, value] for (centre_id, series), value in (ready.marks or {}).items()]
    part = guards.restore_mark().with_suffix(PART)
    part.write_text(json.dumps({"seal": ready.found.seal, "marks": marks}))
    part.replace(guards.restore_mark())
    _sync_all()


def _forget() -> None:
    """What this process read before belongs to another database."""
    kept.forget()
    calendar.forget()


def _sync_all() -> None:
    os.sync()  # one call instead of one for each of very many files
