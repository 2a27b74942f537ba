"""T9 in CI size: 100,000 ways to change an exported journal, and the stand-alone verifier finds every one.

The journal is that of one real case, finished on the spot, and of one act in another centre: two streams, about
5,000 bytes. The 100,000 are made up of:
- every single bit of the file flipped;
- every byte replaced by another, removed, doubled, and the file cut off before it;
- every line removed, doubled, swapped with every other, moved to every other place;
- the same with lines of which the end line was made to fit again, save what only a root can tell (below);
- every byte of an entry replaced with the end line made to fit again;
- the rest: several bytes replaced at random places, every second time with the end line made to fit again.
"""

import io
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pytest

from tests.engines import LONG
from tests.journal.conftest import HOUSE, PROGRAM
from tests.town import Cast
from yimen.cases import on_the_spot
from yimen.journal import exporting
from yimen.journal.models import Stream
from yimen.office import installation

EACH = 1 if LONG else 6  # of so many bytes one is tampered with
IN_ALL = 100_000 // EACH  # of every byte three bits, every byte in five ways, every line, and scattered ones
TOOL = Path(__file__).resolve().parents[2] / "tools" / "verify_journal.py"


@pytest.fixture
def journal(cast: Cast) -> bytes:
    """The export of a case that walked all the way, and of one act elsewhere."""
    at = cast.clock.at(3, 2)
    on_the_spot.handle(cast.handed(at, code="JS-03"), by=cast.window, at=at)
    with HOUSE.turn(cast.town.centres["DYLS"], "say", by=PROGRAM, at=at):
        pass
    target = io.BytesIO()
    exporting.export(target)
    lines = target.getvalue().split(b"\n")[:-2]
    return fitted(
        [one for one in lines if b'"act":"catalogue.load"' not in one]
    )  # sixteen items: 14,000 bytes to no end


def roots() -> list[str]:
    """What the receipts say: the head of every stream but the installation's, in which the items were loaded."""
    heads = Stream.objects.exclude(centre_id=installation.root().pk)
    return [f"{head.centre_id}:{head.epoch}:{head.number}:{head.hash}" for head in heads]


def fitted(lines: list[bytes]) -> bytes:
    """A journal of these lines (header and entries) with an end line that fits."""
    text = b"\n".join(lines) + b"\n"
    return text + f"end {len(lines) - 1} {sha256(text).hexdigest()}\n".encode()


def refit(tampered: bytes) -> bytes:
    """The same bytes, the last line made to fit."""
    return fitted(tampered.split(b"\n")[:-2])


def bits(journal: bytes, dice: random.Random) -> Iterator[bytes]:
    for place, byte in list(enumerate(journal))[::EACH]:
        head, tail = journal[:place], journal[place + 1 :]
        for bit in dice.sample(range(8), 3):
            yield b"%b%c%b" % (head, byte ^ 1 << bit, tail)


def bytewise(journal: bytes, dice: random.Random) -> Iterator[bytes]:
    ends = journal.rindex(b"\n", 0, -1)
    for place, byte in list(enumerate(journal))[::EACH]:
        head, tail = journal[:place], journal[place + 1 :]
        yield b"%b%c%b" % (head, byte ^ dice.randrange(1, 256), tail)
        yield head + tail
        yield b"%b%c%c%b" % (head, byte, byte, tail)
        yield head
        if len(exporting.HEADER) <= place < ends:
            yield refit(b"%b%c%b" % (head, byte ^ dice.randrange(1, 256), tail))


def linewise(journal: bytes) -> Iterator[bytes]:
    *lines, end, empty = journal.split(b"\n")
    for place, line in enumerate(lines):
        rest = [*lines[:place], *lines[place + 1 :]]
        yield b"\n".join([*rest, end, empty])
        yield b"\n".join([*lines[:place], line, *lines[place:], end, empty])
        if place and place + 1 < len(lines) and _same_centre(lines, place, place + 1):
            yield fitted(rest)
        yield fitted([*lines[:place], line, *lines[place:]])
        for other in range(len(rest) + 1):
            moved = [*rest[:other], line, *rest[other:]]
            swapped = [*lines]
            swapped[place], swapped[other] = swapped[other], swapped[place]
            for changed in (moved, swapped):
                if changed != lines:
                    yield b"\n".join([*changed, end, empty])
                    yield fitted(changed)


def _same_centre(lines: list[bytes], one: int, other: int) -> bool:
    told = [json.loads(lines[place].partition(b" ")[2])["centre"] for place in (one, other)]
    return bool(told[0] == told[1])


def scattered(journal: bytes, dice: random.Random) -> Iterator[bytes]:
    ends = journal.rindex(b"\n", 0, -1)
    while True:
        changed = bytearray(journal)
        for _time in range(dice.randrange(1, 6)):
            changed[dice.randrange(ends)] ^= dice.randrange(1, 256)
        if changed != journal:
            yield bytes(changed)
            yield refit(bytes(changed))


def tampers(journal: bytes) -> Iterator[bytes]:
    dice = random.Random(20260302)
    yield from bits(journal, dice)
    yield from bytewise(journal, dice)
    yield from linewise(journal)
    yield from scattered(journal, dice)


def test_a_journal_as_it_was_exported_is_accepted_with_its_roots(journal: bytes, verifier: ModuleType) -> None:
    streams = verifier.verify(journal, roots())

    assert sorted(stream.number for stream in streams.values()) == [1, 5]


@pytest.mark.engine("sqlite")  # the bytes are the same on both; once is enough
def test_each_of_100_000_tampers_is_found(journal: bytes, verifier: ModuleType) -> None:
    verify, bad, tried, passed = verifier.verify, verifier.Bad, 0, []
    for tampered in tampers(journal):
        try:
            verify(tampered)
            passed.append(tried)
        except bad:
            pass
        tried += 1
        if tried == IN_ALL:
            break

    assert (tried, passed) == (IN_ALL, [])
    assert tried > 8 * len(journal) // EACH


def test_what_was_cut_off_the_end_of_a_stream_is_found_by_its_root(journal: bytes, verifier: ModuleType) -> None:
    lines = journal.split(b"\n")[:-2]
    last = [at for at in range(1, len(lines)) if at + 1 == len(lines) or not _same_centre(lines, at, at + 1)]
    assert len(last) == 2

    for place in last:
        cut = fitted([*lines[:place], *lines[place + 1 :]])
        verifier.verify(cut)
        with pytest.raises(verifier.Bad, match="forged"):
            verifier.verify(cut, roots())


def rewritten(journal: bytes, old: bytes, new: bytes) -> bytes:
    """What the owner of the database can do: change a body, and compute every hash after it anew."""
    header, *entries = journal.split(b"\n")[:-2]
    assert old in b"".join(entries)
    told, heads = [header], dict[str, str]()
    for entry in entries:
        body = entry.partition(b" ")[2].replace(old, new)
        centre = json.loads(body)["centre"]
        heads[centre] = sha256(heads.get(centre, "0" * 64).encode() + body).hexdigest()
        told.append(heads[centre].encode() + b" " + body)
    return fitted(told)


def test_a_rewrite_by_the_owner_of_the_database_is_found_by_a_root_from_outside(
    journal: bytes, verifier: ModuleType
) -> None:
    forged = rewritten(journal, b"2026-03-02T01:00", b"2026-03-02T01:01")

    verifier.verify(forged)
    for root in roots():
        with pytest.raises(verifier.Bad, match="forged"):
            verifier.verify(forged, [root])


def test_the_command_says_ok_or_names_the_first_bad_entry(journal: bytes, tmp_path: Path) -> None:
    file = tmp_path / "journal"
    kept = roots()

    def say(text: bytes, *more: str) -> tuple[int, str]:
        file.write_bytes(text)
        done = subprocess.run([sys.executable, "-I", TOOL, file, *more], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    assert say(journal, "--root", *kept[:1], "--root", *kept[1:]) == (
        0, "OK 6 entries in 2 streams\n" + "".join(f"root {root}\n" for root in sorted(kept)),
    )  # fmt: skip
    lines = journal.split(b"\n")
    lines[2] = lines[2].replace(b'"epoch":1', b'"epoch":2')
    code, words = say(b"\n".join(lines))
    assert (code, words.startswith("BAD line 3 (centre ")) == (1, True)
    assert say(b"")[0] == 1
