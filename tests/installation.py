"""An installation of the tests' own: a data folder, a database of either engine, and the command `yimen` upon them."""

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
QUIET_LINE = "H"  # of the queue: nobody took a number of it in the demonstration today
LAY = """
import django
django.setup()
from django.core.management import call_command
from yimen.journal import secrets
secrets.ready(create=True)
call_command("demonstrate", base="http://127.0.0.1", verbosity=0)
call_command("work", "--once")
"""


class AtWork:
    """A process of the installation that stays: `tests/at_work.py`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def tell(self, *words: Any) -> None:
        """Begin something."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        """The next answer."""
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def take_in(self, times: int) -> list[str]:
        """So many cases at the window; their numbers."""
        self.tell("take_in", times)
        numbers: list[str] = self.hear()
        return numbers

    def root(self) -> str:
        """The head of the hall's stream, as it would stand on a receipt."""
        self.tell("root")
        return str(self.hear())

    def take_tickets(self, times: int) -> list[str]:
        """So many numbers of the quiet line; their codes."""
        self.tell("take_tickets", times)
        codes: list[str] = self.hear()
        return codes

    def tickets(self) -> list[str]:
        """The codes of all tickets of that line, in order."""
        self.tell("tickets")
        codes: list[str] = self.hear()
        return codes

    def numbers(self) -> list[str]:
        """The numbers of all cases, in order."""
        self.tell("numbers")
        found: list[str] = self.hear()
        return found

    def run(self, *words: str | Path) -> tuple[int, str]:
        """A command: its exit code, and all it said."""
        self.tell("command", *map(str, words))
        code, said = self.hear()
        return code, said

    def do(self, *words: str | Path) -> str:
        """A command that must succeed."""
        code, said = self.run(*words)
        assert code == 0, said
        return said


@dataclass
class Installation:
    """Where it lies; `url` is empty for SQLite."""

    data: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """What a process of this installation is started with."""
        own = {"DATA": str(self.data), "DATABASE_URL": self.url, "DJANGO_SETTINGS_MODULE": "yimen.settings"}
        return {name: value for name, value in os.environ.items() if not name.startswith("YIMEN_")} | own

    def script(self, text: str) -> str:
        """Run a Python script of the test's; returns what it printed."""
        ready = f"from pathlib import Path; from yimen.cli import make_ready; make_ready(Path({str(self.data)!r}))\n"
        done = subprocess.run(
            [sys.executable, "-c", ready + text], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def at_work(self) -> Iterator[AtWork]:
        """A process that stays for what is done inside."""
        command = [sys.executable, "-m", "tests.at_work"]
        with subprocess.Popen(
            command, env=self.environment, cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            yield AtWork(process)

    def start(self, *words: str | Path) -> "subprocess.Popen[str]":
        """Begin a command and do not wait."""
        command = [sys.executable, "-c", "from yimen.cli import main; main()", *map(str, words)]
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, env=self.environment, text=True, **pipes)  # type: ignore[call-overload,no-any-return]

    def run(self, *words: str | Path) -> tuple[int, str]:
        """A command: its exit code, and all it said."""
        process = self.start(*words)
        out, err = process.communicate(timeout=120)
        return process.returncode, out + err

    def do(self, *words: str | Path) -> str:
        """A command that must succeed."""
        code, said = self.run(*words)
        assert code == 0, said
        return said


def manifest(backup: Path) -> dict[str, Any]:
    """What a backup says of its content, read by nothing but the tar module."""
    with tarfile.open(backup) as box:
        member = box.extractfile("manifest.json")
        assert member
        found: dict[str, Any] = json.load(member)
        return found
