"""T10: backup and restore under load, of an old backup, with flipped bits; and killed at any moment.

Each is done once in `make test`, YIMEN_BACKUPS times in `make proof`.
"""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from tests.installation import QUIET_LINE, AtWork, Installation, manifest
from tests.reliability.conftest import times
from yimen.safekeeping.verifying import verify

TIMES = times("YIMEN_BACKUPS", 1)
VERIFIER = Path(__file__).resolve().parents[2] / "tools" / "verify_journal.py"
JOURNAL = {"journal_stream", "journal_entry", "journal_counter"}  # where a restore opens epochs


@pytest.fixture
def busy(request: pytest.FixtureRequest, turn: int) -> Installation:
    """The centre, on SQLite and on PostgreSQL by turns."""
    found: Installation = request.getfixturevalue("moved_centre" if turn % 2 else "centre")
    return found


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_backup_made_while_people_work_is_of_one_moment(
    busy: Installation, empty: Installation, tmp_path: Path, last: int
) -> None:
    file, told = tmp_path / "under-load.backup", list[int]()
    with busy.at_work() as one, busy.at_work() as other:
        for clerk in (one, other):
            clerk.tell("stream", 12)
        told += [value(clerk.hear()) for clerk in (one, other)]  # both are at work
        busy.do("backup", file)
        told += [value(clerk.hear()) for clerk in (one, other) for _case in range(11)]

    said = empty.do("restore", file, "--old-data", busy.data)

    assert "检查一切正常" in said
    assert sorted(told) == list(range(last + 1, last + 25))
    with empty.at_work() as restored:
        assert unchanged(manifest(file)) == unchanged(dump(restored, tmp_path))
        assert value(restored.take_in(1)[0]) == last + 25
        assert restored.run("doctor")[0] == 0


@pytest.mark.parametrize("turn", range(1, 1 + TIMES))
def test_an_old_backup_opens_an_epoch_gives_nothing_twice_and_the_verifier_says_restored(
    busy: Installation, empty: Installation, tmp_path: Path, turn: int
) -> None:
    old, journal = tmp_path / "old.backup", tmp_path / "journal"
    with busy.at_work() as before:
        kept, root_kept = before.take_in(1 + turn), before.root()
        before.take_tickets(2)
        before.do("backup", old)
        before.take_tickets(3)
        gone, root_gone = before.take_in(2 + turn), before.root()

    said = empty.do("restore", old, "--old-data", busy.data)

    assert gone[0] in said
    assert f"-{QUIET_LINE}003 至 DY/" in said
    with empty.at_work() as after:
        assert after.take_tickets(1) == [f"{QUIET_LINE}006"]
        assert not set(after.take_in(3)) & {*kept, *gone}
        after.do("doctor")
        after.do("export_journal", journal)
        assert verified(journal, root_kept, after.root()).startswith("OK")
    assert "restored" in verified(journal, root_gone)


def test_where_no_epoch_was_opened_the_verifier_says_forged(
    centre: Installation, empty: Installation, tmp_path: Path
) -> None:
    old, journal = tmp_path / "old.backup", tmp_path / "journal"
    with centre.at_work() as before:
        before.do("backup", old)
        before.take_in(2)
        root_gone = before.root()

    copytree(centre.data / "keys", empty.data / "keys", dirs_exist_ok=True)
    with empty.at_work() as after:
        after.do("restore", old, "--nothing-since")
        after.take_in(2)
        after.do("export_journal", journal)

    assert "forged" in verified(journal, root_gone)


@pytest.mark.parametrize("turn", range(TIMES))
def test_flipped_bits_are_each_found(backup: Path, tmp_path: Path, turn: int) -> None:
    dice, whole, bad = random.Random(turn), backup.read_bytes(), tmp_path / "bad"

    for _flip in range(10):
        content = bytearray(whole)
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        bad.write_bytes(content)
        assert verify(bad).faults
    assert verify(backup).faults == []


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_backup_killed_at_any_moment_leaves_none(centre: Installation, turn: int) -> None:
    folder = centre.data / "backups"
    process = centre.start("backup")
    until(lambda: any(folder.glob("*.part")), process)
    kill(process, after=0.1 * turn / TIMES)

    assert all(not verify(path).faults for path in folder.glob("*.backup"))
    centre.do("backup")
    assert not list(folder.glob("*.part*"))
    assert all(not verify(path).faults for path in folder.glob("*.backup"))


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_restore_killed_at_any_moment_is_done_by_asking_again(
    centre: Installation, empty: Installation, tmp_path: Path, turn: int
) -> None:
    old = tmp_path / "old.backup"
    with centre.at_work() as before:
        before.do("backup", old)
        gone = before.take_in(1)
    words = ("restore", old, "--old-data", centre.data)
    process = empty.start(*words)
    until((empty.data / "restoring").exists, process)
    kill(process, after=2.0 * turn / TIMES)

    if (empty.data / "restoring").exists():
        assert "恢复没有完成" in empty.run("work", "--once")[1]
        assert gone[0] in empty.do(*words)
    with empty.at_work() as after:
        assert unchanged(manifest(old)) == unchanged(dump(after, tmp_path))
        after.do("doctor")
        assert value(after.take_in(1)[0]) == value(gone[0]) + 1


def dump(at_work: AtWork, folder: Path) -> dict[str, Any]:
    at_work.do("backup", folder / "dump")
    return manifest(folder / "dump")


def unchanged(told: dict[str, Any]) -> dict[str, Any]:
    """What a restore leaves as it was: everything but the journal, in which it opens epochs."""
    return {name: one for name, one in told["tables"].items() if name not in JOURNAL} | {"files": told["files"]}


def value(number: str) -> int:
    return int(number.partition("-")[2])


def verified(journal: Path, *roots: str) -> str:
    """What the stand-alone verifier says."""
    words = [word for root in roots for word in ("--root", root)]
    done = subprocess.run(
        [sys.executable, "-I", VERIFIER, journal, *words], capture_output=True, text=True, check=False
    )
    return done.stdout


def until(holds: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    """Wait for it, a minute at most, and not longer than the process lives."""
    began = time.monotonic()
    while not holds() and process.poll() is None:
        assert time.monotonic() - began < 60
        time.sleep(0.002)


def kill(process: "subprocess.Popen[str]", *, after: float) -> None:
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()
