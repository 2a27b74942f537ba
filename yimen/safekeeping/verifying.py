"""Is a backup whole, and is what it holds what was there? Everything that can be known without a database and keys."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from yimen.journal.canon import GENESIS, chained
from yimen.journal.models import Counter, Entry
from yimen.office.models import Centre
from yimen.safekeeping import lines
from yimen.safekeeping.backup import FILES, FORMAT, HEAD, INDEX, MANIFEST, STREAMS, TABLES, Tell
from yimen.safekeeping.box import Member, Torn, Unpacker
from yimen.safekeeping.columns import Table
from yimen.safekeeping.lines import Tally

MOST_FAULTS = 100  # told one by one
_ENTRIES, _COUNTERS, _CENTRES = (model._meta.db_table for model in (Entry, Counter, Centre))
_REMEMBERED = (_COUNTERS, _CENTRES, STREAMS)


@dataclass
class Verified:
    """What was found. `faults`: a sentence each, naming table and line; none where the backup is whole."""

    head: dict[str, Any] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)
    seal: str = ""
    faults: list[str] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=dict
    )  # of the small tables a restore asks about first

    @property
    def tables(self) -> dict[str, Table]:
        """The tables with their columns, as the backup itself describes them."""
        told = self.head.get("tables", {})
        return {name: Table(name, tuple((str(one), str(kind)) for one, kind in those)) for name, those in told.items()}


def verify(path: Path, *, tell: Tell = lambda _words: None) -> Verified:
    """Read all of it. Raises OSError where the file cannot be read."""
    with path.open("rb") as file:
        return _Reading(tell).read(Unpacker(file))


class _Reading:
    """One pass through a backup."""

    def __init__(self, tell: Tell) -> None:
        self.found, self._tell = Verified(), tell
        self._tallies: dict[str, Tally] = {}
        self._chains: dict[str, tuple[int, int, str]] = {}  # centre: epoch, number, hash
        self._files: dict[str, tuple[int, str]] = {}  # those whose index has not come yet
        self._readers: dict[str, Callable[[Member], None]] = {
            HEAD: self._head, TABLES: self._piece, FILES: self._file, INDEX: self._index, MANIFEST: self._manifest,
        }  # fmt: skip

    def read(self, box: Unpacker) -> Verified:
        try:
            for member in box.members():
                self._one(member)
        except Torn as torn:
            self._fault(str(torn))
            return self.found
        self.found.seal = box.told
        try:
            self._compare()
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            self._fault(_("备份的清单不是本系统写的格式。"))
        return self.found

    def _one(self, member: Member) -> None:
        read = self._readers.get(member.name.partition("/")[0], self._unknown)
        try:
            read(member)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):  # well packed, and not what we write
            self._fault(_("备份中的“%(name)s”不是本系统写的格式。") % {"name": member.name})

    def _fault(self, words: str) -> None:
        if len(self.found.faults) < MOST_FAULTS:
            self.found.faults.append(words)

    def _unknown(self, member: Member) -> None:
        self._fault(_("备份中有不认识的内容“%(name)s”。") % {"name": member.name})

    def _head(self, member: Member) -> None:
        try:
            self.found.head = json.loads(member.content())
        except ValueError as error:
            raise Torn(_("备份文件的开头（head.json）损坏。")) from error
        if self.found.head.get("format") != FORMAT:
            raise Torn(_("这个备份的格式不是本版本程序能读的：请用写出它的版本，或更新的版本。"))

    def _manifest(self, member: Member) -> None:
        try:
            self.found.manifest = json.loads(member.content())
        except ValueError as error:
            raise Torn(_("备份文件的清单（manifest.json）损坏。")) from error

    def _piece(self, member: Member) -> None:
        name = member.name.split("/")[1]
        table = self.found.tables.get(name)
        if table is None:
            self._unknown(member)
            return
        tally = self._tallies.setdefault(name, Tally())
        self._insist_next(member, f"{TABLES}/{name}", tally)
        look = {_ENTRIES: self._entry}.get(name, self._remember if name in _REMEMBERED else None)
        try:
            for values in lines.opened(member.steps(), tally):
                if len(values) != len(table.columns):
                    raise lines.Wrong(tally.count)
                if look:
                    look(name, dict(zip(table.names, values, strict=True)), tally.count)
        except lines.Wrong as wrong:
            self._fault(_("数据表 %(name)s 第%(line)s行损坏。") % {"name": name, "line": wrong.number})
        self._tell(_("核验数据表 %(name)s：%(count)s行") % {"name": name, "count": tally.count})

    def _insist_next(self, member: Member, folder: str, tally: Tally) -> None:
        """A piece begins with the line after the last; where one was damaged, counting goes on from here."""
        first = int(member.name.rpartition("/")[2].partition(".")[0])
        if first != tally.count + 1:
            words = _("%(name)s 的第%(from)s行到第%(to)s行读不出来。")
            self._fault(words % {"name": folder, "from": tally.count + 1, "to": first - 1})
            tally.count = first - 1

    def _remember(self, name: str, row: dict[str, Any], _line: int) -> None:
        self.found.rows.setdefault(name, []).append(row)

    def _entry(self, _name: str, row: dict[str, Any], line: int) -> None:
        centre = row["centre_id"]
        epoch, number, previous = self._chains.get(centre, (1, 0, GENESIS))
        opens = row["act"] == "journal.open_epoch"
        place = (row["epoch"], row["number"])
        self._chains[centre] = (*place, row["hash"])
        if place != (epoch + opens, number + 1):
            words = _("数据表 %(name)s 第%(line)s行：日志不连续，这里应是第%(epoch)s纪元第%(number)s号。")
            told = {"name": _ENTRIES, "line": line, "epoch": epoch + opens, "number": number + 1}
            self._fault(words % told)
        elif chained(previous, row["body"]) != row["hash"] or not _agrees(row):
            words = _("数据表 %(name)s 第%(line)s行：日志被改动，与前一条的哈希接不上。")
            self._fault(words % {"name": _ENTRIES, "line": line})

    def _file(self, member: Member) -> None:
        digest = sha256()
        for step in member.steps():
            digest.update(step)
        self._files[member.name.partition("/")[2]] = (member.size, digest.hexdigest())

    def _index(self, member: Member) -> None:
        tally = self._tallies.setdefault(INDEX, Tally())
        self._insist_next(member, INDEX, tally)
        try:
            for name, size, digest in lines.opened(member.steps(), tally):
                if size >= 0 and self._files.pop(name, None) != (size, digest):
                    self._fault(_("文件 %(name)s 损坏或缺失。") % {"name": name})
        except (lines.Wrong, ValueError):
            self._fault(_("文件目录（index）第%(line)s行损坏。") % {"line": tally.count + 1})
        self._tell(_("核验文件：%(count)s个") % {"count": tally.count})

    def _compare(self) -> None:
        """What was read against what the manifest says."""
        manifest = self.found.manifest
        if not manifest or not self.found.head:
            self._fault(_("备份中没有开头或清单。"))
            return
        for name in self.found.tables:
            if self._tallies.get(name, Tally()).told() != manifest["tables"].get(name):
                self._fault(_("数据表 %(name)s 的行数或校验值与清单不符。") % {"name": name})
        if self._tallies.get(INDEX, Tally()).told() != manifest["files"] or self._files:
            self._fault(_("文件的个数或校验值与清单不符。"))
        self._compare_heads(manifest["streams"])

    def _compare_heads(self, told: list[list[Any]]) -> None:
        rows = [
            [row["centre_id"], row["epoch"], row["number"], row["hash"]] for row in self.found.rows.get(STREAMS, [])
        ]
        ends = [[centre, *end] for centre, end in sorted(self._chains.items())]
        begun = [head for head in sorted(told) if head[2]]  # one that was never written to has a head and no entry
        if told != rows or begun != ends:
            self._fault(_("日志的末条与清单中各中心的末条不符：日志被截短或接长。"))


def _agrees(row: dict[str, Any]) -> bool:
    """Whether the copies beside a body say what it says."""
    try:
        body = json.loads(row["body"])
        copies = [
            body[name] for name in ("centre", "epoch", "number", "at", "recorded_at", "act", "actor", "post", "id")
        ]
        subject = body["subject"]
    except (ValueError, KeyError, TypeError):
        return False
    here = [
        row[name] for name in ("centre_id", "epoch", "number", "at", "recorded_at", "act", "actor", "post_id", "id")
    ]
    return copies == here and list(subject) == [row["subject_kind"], row["subject_id"]]


def walk(path: Path) -> Iterator[Member]:
    """The members of a backup once more, for a restore. Raises Torn."""
    with path.open("rb") as file:
        yield from Unpacker(file).members()
