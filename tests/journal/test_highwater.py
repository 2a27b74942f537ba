"""The highest numbers given, outside the database: nothing committed is missing, whoever else writes or gathers."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.journal.conftest import HOUSE, PROGRAM, Spine
from yimen.journal import door, highwater

EAST, WEST = UUID(int=5), UUID(int=6)
WRITER = """
import django, sys, uuid
django.setup()
from yimen.journal import highwater
for value in range(1, 4_000):
    highwater.note({(uuid.UUID(int=int(sys.argv[1])), "26"): value})
    print(value, flush=True)
"""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Any) -> Path:
    """A data folder of the test's own."""
    settings.DATA = tmp_path
    return tmp_path / "highwater"


def test_the_highest_value_of_a_series_counts(data: Path) -> None:
    for value in (3, 9, 4):
        highwater.note({(EAST, "26"): value})
    highwater.note({(WEST, '26 A 1"'): 2})

    assert highwater.read(data) == {(EAST, "26"): 9, (WEST, '26 A 1"'): 2}


def test_gathering_keeps_what_is_known_in_one_line_a_series(data: Path) -> None:
    for value in range(100):
        highwater.note({(EAST, "26"): value})
    highwater.settle()
    highwater.note({(WEST, "26-S"): 7})
    highwater.settle()

    assert [path.name for path in data.iterdir()] == ["settled"]
    assert len((data / "settled").read_text().splitlines()) == 2
    assert highwater.read(data) == {(EAST, "26"): 99, (WEST, "26-S"): 7}


def test_what_a_crash_left_half_gathered_is_gathered_the_next_time(data: Path) -> None:
    highwater.note({(EAST, "26"): 4})
    (log,) = data.glob("*.log")
    log.rename(log.with_suffix(".aside"))
    highwater.note({(EAST, "26"): 5})
    (data / "settled.part").write_text(f'{EAST.hex} "2')

    highwater.settle()
    highwater.settle()

    assert highwater.read(data) == {(EAST, "26"): 5}
    assert [path.name for path in data.iterdir()] == ["settled"]


def test_a_torn_line_takes_no_other_with_it(data: Path) -> None:
    highwater.note({(EAST, "26"): 4})
    (log,) = data.glob("*.log")
    with log.open("ab") as file:
        file.write(f'\n{WEST.hex} "26'.encode())
    highwater.note({(EAST, "26"): 5})

    assert highwater.read(data) == {(EAST, "26"): 5}


def test_a_disk_that_refuses_stops_nobody(data: Path) -> None:
    data.write_text("a file stands where the folder should")

    highwater.note({(EAST, "26"): 4})

    assert data.is_file()


def writer(folder: Path, centre: UUID) -> "subprocess.Popen[bytes]":
    """A process that gives numbers and prints each after it was noted."""
    environment = os.environ | {"DATA": str(folder), "DJANGO_SETTINGS_MODULE": "yimen.settings"}
    return subprocess.Popen([sys.executable, "-c", WRITER, str(centre.int)], env=environment, stdout=subprocess.PIPE)


def test_several_processes_write_while_another_gathers_and_nothing_is_missing(data: Path) -> None:
    writers = [writer(data.parent, centre) for centre in (EAST, EAST, WEST)]
    ended = threading.Event()

    def gather() -> None:
        while not ended.is_set():
            highwater.settle()

    gatherer = threading.Thread(target=gather)
    gatherer.start()
    for process in writers:
        process.communicate(timeout=60)
    ended.set()
    gatherer.join()

    assert highwater.read(data) == {(EAST, "26"): 3_999, (WEST, "26"): 3_999}


def test_what_was_noted_survives_the_end_of_its_process(data: Path) -> None:
    process = writer(data.parent, EAST)
    assert process.stdout
    heard = [int(process.stdout.readline()) for _line in range(500)][-1]
    process.send_signal(signal.SIGKILL)
    process.communicate()

    assert highwater.read(data)[EAST, "26"] >= heard


def test_the_door_notes_every_number_it_gives(spine: Spine, data: Path) -> None:
    with HOUSE.turn(spine.east, "say", by=PROGRAM, at=spine.clock.now) as east:
        for series in ("26", "26", "26-S"):
            door.number(east.pk, series, lambda _value: None)

    assert highwater.read(data) == {(spine.east.pk, "26"): 2, (spine.east.pk, "26-S"): 1}
