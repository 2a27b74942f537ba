"""A server of an installation: started on a free port, killed as a power cut would, or one process of it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.engines import SLACK
from tests.installation import Installation

PATIENCE = 60.0  # seconds


class Server:
    """`yimen serve` of an installation, again and again on one port."""

    def __init__(self, installation: Installation) -> None:
        self.installation, self.port = installation, _free_port()
        self._log = installation.data.parent / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin, and wait for the first page."""
        command = [sys.executable, "-c", "from yimen.cli import main; main()", "serve", "--port", str(self.port)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, env=self.installation.environment, stdout=log, stderr=log)
        began = time.monotonic()
        while not self.answers():
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() - began < PATIENCE, "no page within a minute"
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether the health page says ready."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """All its processes at one moment, by kill -9."""
        assert self._process
        mine: list[int] = []
        while (now := [self._process.pid, *children(self._process.pid)]) != mine:
            mine = now
            for pid in mine:  # stopped first: none sees another end, and none begins another any more
                _send(pid, signal.SIGSTOP)
        for pid in mine:
            _send(pid, signal.SIGKILL)
        self._process.wait()
        self._until_gone(mine)

    def kill_parent(self) -> None:
        """The command itself, by kill -9; what it began must end of its own accord."""
        assert self._process
        mine = children(self._process.pid)
        self._process.kill()
        self._process.wait()
        self._until_gone(mine)

    def kill_page_parent(self) -> None:
        """The parent of the page workers, by kill -9; the whole server must end and leave nothing behind."""
        assert self._process
        mine = children(self._process.pid)
        _send(mine[0], signal.SIGKILL)
        self._process.wait(PATIENCE)
        self._until_gone(mine)

    def kill_a_page_process(self) -> None:
        """The youngest of its page workers, by kill -9; the server goes on and replaces it."""
        assert self._process
        pages = children(self._process.pid)[0]
        _send(children(pages)[-1], signal.SIGKILL)

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(PATIENCE)

    def _until_gone(self, pids: list[int]) -> None:
        began = time.monotonic()
        while any(_lives(pid) for pid in pids):
            assert time.monotonic() - began < PATIENCE * SLACK, "a process of the killed server lives on"
            time.sleep(0.02)


def children(pid: int) -> list[int]:
    """All that a process began, and what those began, oldest first."""
    begun: dict[int, list[int]] = {}
    for one, parent in _parents():
        begun.setdefault(parent, []).append(one)
    found, waiting = list[int](), [pid]
    while waiting:
        waiting = sorted(child for parent in waiting for child in begun.get(parent, []))
        found += waiting
    return found


def _parents() -> Iterator[tuple[int, int]]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield int(path.parent.name), int(rest[1])


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _send(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
