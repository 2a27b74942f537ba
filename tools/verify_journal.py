#!/usr/bin/env python3
"""Verifies an exported journal without any of our code: is every entry where and what it was?

    verify_journal.py FILE [--root CENTRE:EPOCH:NUMBER:HASH …]

Exit 0: the chain holds and every root (from a receipt's QR, a day sheet, another office) is in it. Exit 1: it names the
first bad entry. A root that is not in the file although the file opens a later epoch at or before its number says
"restored": an old backup was restored and says so; without such an opening it says "forged". Standard library only.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

HEADER = b"yimen-journal 1"
GENESIS = "0" * 64
HEX = frozenset("0123456789abcdef")
ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Bad(Exception):
    """What is wrong, in one sentence that names the entry."""


class Stream:
    """What has been read of one centre's chain."""

    def __init__(self) -> None:
        self.hash, self.number, self.epoch = GENESIS, 0, 1
        self.known: dict[tuple[int, int], str] = {}  # (epoch, number) -> hash
        self.openings: dict[int, int] = {}  # epoch -> number after which it began


def verify(data: bytes, roots: Iterable[str] = ()) -> dict[str, Stream]:
    """Streams by centre, from the bytes of an export. Raises Bad."""
    lines = data.split(b"\n")
    if lines[0] != HEADER:
        raise Bad("line 1 is not the header of a journal")
    if len(lines) < 3 or lines[-1] != b"":
        raise Bad("the file does not end with a whole line")
    check_end(lines[-2], lines[1:-2], data)
    streams: dict[str, Stream] = {}
    for index, line in enumerate(lines[1:-2], start=2):
        read(line, index, streams)
    for root in roots:
        check_root(root, streams)
    return streams


def check_end(line: bytes, entries: list[bytes], data: bytes) -> None:
    """The last line counts the entries and hashes all lines before it."""
    digest = sha256(data[: len(data) - len(line) - 1]).hexdigest()
    if line != f"end {len(entries)} {digest}".encode():
        # name the first bad entry if the chain shows it; otherwise the end itself is what was changed
        streams: dict[str, Stream] = {}
        for index, entry in enumerate(entries, start=2):
            read(entry, index, streams)
        raise Bad("the last line does not fit the file: lines were added, removed, moved, or it was changed itself")


def read(line: bytes, index: int, streams: dict[str, Stream]) -> None:
    """One entry: its body must be canonical, numbered and chained."""
    where = f"line {index}"
    try:
        told, _space, text = line.decode("utf-8").partition(" ")
        body = json.loads(text)
        centre, epoch, number = body["centre"], body["epoch"], body["number"]
        same = ENCODE(body) == text
    except (UnicodeDecodeError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Bad(f"{where}: not an entry") from error
    where = f"{where} (centre {centre}, epoch {epoch}, number {number})"
    if not same or type(centre) is not str or len(told) != 64 or not HEX.issuperset(told):
        raise Bad(f"{where}: not written in the one canonical way")
    if centre < next(reversed(streams), ""):
        raise Bad(f"{where}: centres stand in the order of their ids")
    stream = streams.setdefault(centre, Stream())
    if number != stream.number + 1:
        raise Bad(f"{where}: number {stream.number + 1} should stand here")
    check_epoch(body, stream, where)
    if sha256(stream.hash.encode() + text.encode()).hexdigest() != told:
        raise Bad(f"{where}: the hash does not follow from the entry before and the body")
    stream.hash, stream.number, stream.epoch = told, number, epoch
    stream.known[epoch, number] = told


def check_epoch(body: dict[str, Any], stream: Stream, where: str) -> None:
    """An epoch begins only with the entry that opens it."""
    opens = body.get("act") == "journal.open_epoch"
    if body["epoch"] != stream.epoch + (1 if opens else 0):
        raise Bad(f"{where}: epoch {stream.epoch} goes on here")
    if opens:
        stream.openings[body["epoch"]] = stream.number


def check_root(root: str, streams: dict[str, Stream]) -> None:
    """A root kept outside must be in the file, unless a later epoch says that its time was lost."""
    try:
        centre, epoch, number, told = root.split(":")
        place = (int(epoch), int(number))
    except ValueError as error:
        raise Bad(f"root {root}: write CENTRE:EPOCH:NUMBER:HASH") from error
    stream = streams.get(centre)
    if stream is None:
        raise Bad(f"root {root}: forged - the file holds nothing of this centre")
    found = stream.known.get(place)
    if found == told:
        return
    if found is None and any(later > place[0] and after < place[1] for later, after in stream.openings.items()):
        raise Bad(f"root {root}: restored - an old backup was restored, and the journal says so")
    raise Bad(f"root {root}: forged - the file says otherwise, and no restoring is on record")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--root", action="append", default=[], help="CENTRE:EPOCH:NUMBER:HASH kept outside")
    given = parser.parse_args()
    try:
        streams = verify(given.file.read_bytes(), given.root)
    except (Bad, OSError) as error:
        print(f"BAD {error}")
        return 1
    print(f"OK {sum(stream.number for stream in streams.values())} entries in {len(streams)} streams")
    for centre, stream in sorted(streams.items()):
        print(f"root {centre}:{stream.epoch}:{stream.number}:{stream.hash}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
