"""V3: whole cases a second over the HTTP API, against the same work as plain SQL, in one run.

A whole case is eleven requests, each with a token, the acts with an idempotency key: received (the applicant registered
or known again), accepted, three steps finished, decided, delivered; before each step the officer's inbox is read. Seven
commits, where the plain script of `raw/` has six. The page server is the one that `yimen serve` starts, with two workers
and all middleware; papers are asked for, not made. Both sides take turns on one database server; medians count.

    bench/over_http.py [--seconds 6] [--repeat 5] [--clients 2] [--profile]
"""

import argparse
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from whole_cases import CLIENT, Postgres  # type: ignore[import-not-found]  # the script beside it

HTTP_CLIENT = CLIENT.parent / "http_client.py"
GOAL, AIM, WORKERS = 0.20, 0.30, 2
MOST = {"finish": 8, "accept": 12}  # statements of a request, without BEGIN and COMMIT (docs/reference/figures.md)
SERVE = """
import sys, time
import django
django.setup()
from yimen.faces.shared.page_server import Pages
port, workers = map(int, sys.argv[1:])
pages = Pages("127.0.0.1", port, workers=workers, public_url=f"http://127.0.0.1:{port}", events_port=0)
pages.serve()
while pages.is_alive:
    time.sleep(0.2)
"""


class Client:
    """A process that sends requests when told, or one that has the whole application inside it."""

    def __init__(self, words: list[str], environment: dict[str, str], town: str) -> None:
        command = [sys.executable, str(HTTP_CLIENT), *words]
        self.process = subprocess.Popen(
            command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.tell(town)
        self.hear()

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


class Server:
    """The page server as `yimen serve` starts it."""

    def __init__(self, environment: dict[str, str]) -> None:
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            port = trial.getsockname()[1]
        self.address = f"127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(port), str(WORKERS)], env=environment, start_new_session=True
        )
        ends = time.monotonic() + 60
        while not _answers(port):
            if time.monotonic() > ends or self.process.poll() is not None:
                raise SystemExit("the page server did not start; its error stands above")
            time.sleep(0.2)

    def pages(self) -> list[int]:
        """The processes of the page server."""
        found, waiting = [], [self.process.pid]
        while waiting:
            pid = waiting.pop()
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            waiting += [int(child) for child in children]
            found.append(pid)
        return found

    def cpu_s(self) -> float:
        """Seconds of processor that the page server has used."""
        ticks = 0
        for pid in self.pages():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """Stop it, workers and all."""
        for pid in reversed(self.pages()):
            os.kill(pid, signal.SIGTERM)
        self.process.wait(20)


def main() -> None:
    """Measure and print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=6, help="of each turn")
    parser.add_argument("--repeat", type=int, default=5, help="turns of each side")
    parser.add_argument("--clients", type=int, default=2, help="who send at one time")
    parser.add_argument("--profile", action="store_true", help="profile the application in one process instead")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers are stopped and their folder swept away
    folder = Path(tempfile.mkdtemp(prefix="yimen-bench-"))
    engine = Postgres(folder)
    try:
        _measure(engine, folder, options)
    finally:
        engine.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _measure(engine: Any, folder: Path, options: argparse.Namespace) -> None:
    environment = os.environ | {"DATA": str(folder / "data"), "DATABASE_URL": engine.url}
    environment["DJANGO_SETTINGS_MODULE"] = "yimen.settings"
    subprocess.run([sys.executable, str(CLIENT), "lay"], env=environment, check=True)
    asked = [sys.executable, str(HTTP_CLIENT), "tokens"]
    town = subprocess.run(asked, env=environment, check=True, capture_output=True, text=True).stdout.strip()
    inside = Client(["inside"], environment, town)
    inside.tell(f"profile {options.seconds}" if options.profile else "count")
    said = inside.hear()
    inside.end()
    if options.profile:
        print(json.dumps(said))
        return
    server = Server(environment)
    try:
        clients = [Client(["run", str(n), server.address], environment, town) for n in range(options.clients)]
        turns = [_turn(engine, server, clients, options.seconds) for _ in range(options.repeat)]
        for client in clients:
            client.end()
    finally:
        server.stop()
    _report(engine, said, turns, options)


def _turn(engine: Any, server: Server, clients: list[Client], seconds: float) -> dict[str, float]:
    """One turn of the plain script, one of ours."""
    raw, raw_cpu = engine.raw(seconds)
    engine.settle()
    cpu = server.cpu_s()
    for client in clients:
        client.tell(f"go {seconds}")
    heard = [client.hear() for client in clients]
    done = sum(one["cases"] for one in heard)
    ours = done / max(one["seconds"] for one in heard)
    means = {key: statistics.mean(one[key] for one in heard) for key in ("p50_ms", "p99_ms", "client_cpu_ms")}
    cpu_ms = (server.cpu_s() - cpu) / done * 1e3
    return {"raw": raw, "ours": ours, "ratio": ours / raw, "raw_cpu_ms": raw_cpu, "cpu_ms": cpu_ms, **means}


def _report(engine: Any, sent: dict[str, int], turns: list[dict[str, float]], options: argparse.Namespace) -> None:
    middle = {key: statistics.median(turn[key] for turn in turns) for key in turns[0]}
    ratios = sorted(turn["ratio"] for turn in turns)
    print(
        f"V3 whole cases over HTTP, {engine.words}, {WORKERS} workers, {options.clients} client(s), 11 requests a case, "
        f"papers asked for but not made: ours {middle['ours']:.1f}/s, plain SQL {middle['raw']:.0f}/s, ratio "
        f"{middle['ratio']:.2f} (of {len(turns)} turns {ratios[0]:.2f} to {ratios[-1]:.2f}; goal {GOAL}, aim {AIM}); "
        f"a case takes {middle['p50_ms']:.0f} ms (99%: {middle['p99_ms']:.0f}), {middle['cpu_ms']:.1f} ms of the workers' "
        f"processor (plain {middle['raw_cpu_ms']:.1f}) and {middle['client_cpu_ms']:.1f} ms of the client's."
    )
    print("   statements of a request, without BEGIN and COMMIT: " + ", ".join(f"{act} {n}" for act, n in sent.items()))
    result = {
        "id": "V3", "engine": engine.words, "workers": WORKERS, "clients": options.clients,
        "ours_per_s": round(middle["ours"], 1), "raw_per_s": round(middle["raw"], 1), "ratio": round(middle["ratio"], 3),
        "ratios": [round(one, 3) for one in ratios], "case_ms_p50": round(middle["p50_ms"], 2),
        "case_ms_p99": round(middle["p99_ms"], 2), "cpu_ms_per_case": round(middle["cpu_ms"], 2),
        "raw_cpu_ms_per_case": round(middle["raw_cpu_ms"], 2), "client_cpu_ms_per_case": round(middle["client_cpu_ms"], 2),
        "statements": sent, "within": {act: sent[act] <= most for act, most in MOST.items()},
        "load": round(os.getloadavg()[0], 2), "goal": GOAL, "met": middle["ratio"] >= GOAL,
    }  # fmt: skip
    print(json.dumps(result), flush=True)


def _answers(port: int) -> bool:
    with socket.socket() as trial:
        trial.settimeout(1)
        return trial.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    main()
