"""Runs all that must pass, on both engines, and closes with one plain line (`make test`).

The tests on SQLite and on PostgreSQL, the browser stories on each, the random walk over all verbs, and what installs,
kills and restores: as many at a time as there are processors, the longest first, so that none waits long for another at
the end.
With CI=true a skipped test is a failure.
"""

import os
import resource
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

NO_TESTS = 5  # pytest's exit code when nothing was collected
STORIES = "tests/stories"
ARCHITECTURE = "tests/architecture"  # `make check` runs it
MACHINE = "tests/cases/test_machine.py"  # one long walk: beside the others, not behind them
INSTALLED = ("tests/reliability", "tests/safekeeping")  # one centre is laid for both; only what meets it is slow
AT_ONCE = max(2, os.cpu_count() or 2)


@dataclass(slots=True)
class Run:
    """One call of pytest: its name, its engine, what it runs."""

    name: str
    engine: str
    arguments: list[str]
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("passed", "failed", "skipped"), 0))
    failed_to_run: bool = False
    reasons: list[str] = field(default_factory=list)

    def start(self, folder: Path) -> "Run":
        """Begin; what it prints goes to a file, so that runs side by side do not mix."""
        self.began = monotonic()
        self.report = folder / f"{self.name}.xml"
        self.log = folder / f"{self.name}.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pytest", "-q", f"--junitxml={self.report}", *self.arguments],
                env={**os.environ, "YIMEN_ENGINE": self.engine, "YIMEN_SLACK": str(AT_ONCE)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        return self

    def finish(self) -> None:
        """Wait, show what it printed, count."""
        code = self.process.wait()
        print(f"\n=== {self.name} ({monotonic() - self.began:.0f} s)", flush=True)
        print(self.log.read_text(encoding="utf-8"), flush=True)
        self.failed_to_run = code not in (0, 1, NO_TESTS)
        if self.report.is_file():
            self._count()

    def _count(self) -> None:
        for case in ElementTree.parse(self.report).iter("testcase"):
            skipped = case.find("skipped")
            if case.find("failure") is not None or case.find("error") is not None:
                self.counts["failed"] += 1
            elif skipped is not None:
                self.counts["skipped"] += 1
                self.reasons.append(f"{self.name}: {case.get('name')}: {skipped.get('message')}")
            else:
                self.counts["passed"] += 1

    process: subprocess.Popen[bytes] = field(init=False)
    report: Path = field(init=False)
    log: Path = field(init=False)
    began: float = field(init=False)


def main() -> int:
    """0 when all passed (and, with CI=true, nothing was skipped)."""
    began = monotonic()
    with tempfile.TemporaryDirectory(prefix="yimen-run-") as folder:
        rest = ["tests", *(f"--ignore={one}" for one in (STORIES, ARCHITECTURE, MACHINE)), *sys.argv[1:]]
        runs = [
            Run("sqlite", "sqlite", [*rest, *(f"--ignore={one}" for one in INSTALLED)]),
            Run("stories-sqlite", "sqlite", [STORIES]),
            Run("postgres", "postgres", rest),
            Run("installed", "sqlite", [*INSTALLED]),
            Run("stories-postgres", "postgres", [STORIES]),
            Run("machine", "sqlite", [MACHINE]),
        ]
        _side_by_side(runs, Path(folder))
    return _close(runs, monotonic() - began)


def _side_by_side(runs: list[Run], folder: Path) -> None:
    """As many as a small machine has cores (three made all of them slower); the next begins when one has ended."""
    waiting, running = list(runs), list[Run]()
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            running.append(waiting.pop(0).start(folder))
        sleep(0.2)
        for run in [one for one in running if one.process.poll() is not None]:
            running.remove(run)
            run.finish()


def _close(runs: list[Run], seconds: float) -> int:
    total = {word: sum(run.counts[word] for run in runs) for word in ("passed", "failed", "skipped")}
    for run in runs:
        if run.failed_to_run:
            print(f"{run.name}: pytest itself failed")
            total["failed"] += 1
        for reason in run.reasons:
            print(f"skipped: {reason}")
    strict = os.environ.get("CI") == "true" and total["skipped"]
    if strict:
        print("Nothing may be skipped here (CI=true).")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"in {seconds:.0f} s, of which processors worked {used.ru_utime + used.ru_stime:.0f} s")
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total["failed"] or strict or not total["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
