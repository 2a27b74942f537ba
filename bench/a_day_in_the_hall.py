"""A busy hall's 24 hours at the real server: what memory its processes hold, hour by hour, and where every number went.

`yimen serve` as it is installed; three kiosks' pages and numbers, windows that call, begin, finish or miss, and the displays
on their streams, all by HTTP. The hall's clock goes on by an hour after each 24th of the visits, so that what is done by the
clock is done too, the closing of the day at midnight among it; in between everything goes as fast as the server answers.

After the first fifth, a line is fitted through each process's memory: all it holds (RSS), and what is its own (Pss_Anon: what
it allocated, with its share of what it was forked with; pages of files are left out, for their share changes with who else has
them open). Over the rest of the day neither may rise by 5 of a hundred.

    bench/a_day_in_the_hall.py [--visits 5040] [--windows 6] [--boards 12] [--engine sqlite|postgres]
"""

import argparse
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # the tests' own installation and server

from whole_cases import Postgres  # type: ignore[import-not-found]  # noqa: E402  # the script beside it

from tests.installation import Installation  # noqa: E402
from tests.reliability.serving import Server, children  # noqa: E402

HOURS, WARM = 24, 5  # of each hour a sample; the first fifth of them is warming up
KIOSKS, AHEAD = 3, 25  # who waits already, so that the forecast and the pages have somebody to reckon with
EACH_MISSED = 17  # one of so many does not come
GOAL = 0.05


class Hand:
    """Somebody with a connection of their own that stays open; what is answered is counted in `sent`, by act."""

    sent: "Counter[str]" = Counter()
    _lock = threading.Lock()

    def __init__(self, port: int, token: str = "") -> None:
        self._port, self._token = port, token
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """An act by the API, with its key; what is refused ends the bench."""
        told: dict[str, Any] = json.loads(self._ask("POST", f"/api/v1/{path}", json.dumps(body).encode()))
        return told

    def look(self, path: str) -> bytes:
        """A page."""
        return self._ask("GET", path)

    def _ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        headers = {"Idempotency-Key": uuid4().hex, "Content-Type": "application/json"} if body else {}
        headers |= {"Authorization": f"Bearer {self._token}"} if self._token else {}
        try:
            answer, content = self._answer(method, path, body, headers)
        except (OSError, http.client.HTTPException):  # closed, for it was silent for long: again, with the same key
            self._connection.close()
            answer, content = self._answer(method, path, body, headers)
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {content.decode()[:400]}")
        with self._lock:
            self.sent[path.rstrip("/").rpartition("/")[2] if body else "look"] += 1
        return content

    def _answer(self, *request: Any) -> tuple[http.client.HTTPResponse, bytes]:
        self._connection.request(*request)
        answer = self._connection.getresponse()
        return answer, answer.read()


class Window:
    """A clerk at a window, and whoever comes: a number at a kiosk, the call, the visit."""

    def __init__(self, port: int, clerk: Sequence[str], kiosk: str, letter: str) -> None:
        self._window, self._letter, self._kiosk_path = clerk[0], letter, f"/kiosk/{kiosk}/"
        self._clerk, self._kiosk = Hand(port, clerk[1]), Hand(port, kiosk)
        self._visits = 0

    def take(self) -> None:
        """A number at the kiosk, whose first page was there before."""
        self._kiosk.look(self._kiosk_path)
        self._kiosk.post("tickets", {"line": self._letter})

    def visits(self, left: Iterator[int]) -> None:
        """As long as there are some, of those of all windows: one more comes, the next is called and is served, or does not
        come."""
        for _visit in left:
            self._visits += 1
            self.take()
            self._press("next")
            if self._visits % EACH_MISSED == 0:
                self._press("miss")
                continue
            self._press("start")
            self._press("finish")

    def _press(self, act: str) -> None:
        self._clerk.post(f"windows/{self._window}/{act}", {})


class Board(threading.Thread):
    """A display on its stream until the server ends; `heard`: how many states it was told."""

    def __init__(self, port: int, token: str) -> None:
        super().__init__(daemon=True)
        self.heard, self._port, self._path = 0, port, f"/board/{token}/events/"

    def run(self) -> None:
        """Read, and count; after a quarter of an hour a display is let go, and comes anew."""
        with suppress(OSError, http.client.HTTPException):  # the server ended; who hears nothing is found by `heard`
            while True:
                stream = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
                stream.request("GET", self._path)
                for line in stream.getresponse():
                    self.heard += line.startswith(b"event: state")


def memory(pid: int) -> dict[str, int]:
    """Kilobytes of a process: all it maps, and its own."""
    lines = (line.split() for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines())
    kept = {"Rss:": "rss", "Pss_Anon:": "own"}
    return {kept[words[0]]: int(words[1]) for words in lines if words[0] in kept}


def growth(samples: Sequence[int]) -> float:
    """By which part the line fitted through the samples rises from the first to the last."""
    count = len(samples)
    middle, mean = (count - 1) / 2, sum(samples) / count
    slope = sum((at - middle) * (value - mean) for at, value in enumerate(samples))
    slope /= sum((at - middle) ** 2 for at in range(count))
    return slope * (count - 1) / (mean - slope * middle)


def names(server: int) -> dict[int, str]:
    """Its processes, as `yimen serve` begins them: pages, displays, and their workers."""
    mine = {server: "serve"}
    pages, displays = (pid for pid in children(server) if _parent(pid) == server)
    for pid, name in ((pages, "pages"), (displays, "displays")):
        mine[pid] = name
        mine |= {worker: f"{name} {n}" for n, worker in enumerate(children(pid), 1)}
    return mine


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def day(installation: Installation, options: argparse.Namespace) -> dict[str, Any]:
    """Lay the hall, live its day, look at what is left."""
    devices = (str(KIOSKS), str(options.boards))
    laid = json.loads(_say(installation, "lay", str(options.windows), *devices).splitlines()[-1])
    server = Server(installation)
    server.start()
    try:
        boards = [Board(server.port + 1, token) for token in laid["boards"]]
        for board in boards:
            board.start()
        windows = [
            Window(server.port, clerk, laid["kiosks"][n % KIOSKS], "ABC"[n % 3])
            for n, clerk in enumerate(laid["clerks"])
        ]
        began = time.monotonic()
        samples = _live(installation, server, windows, options)
        lasted = time.monotonic() - began
        time.sleep(3)  # the closing of the day is done by the clock of the server
    finally:
        server.stop()
    found = json.loads(_say(installation, "check").splitlines()[-1])
    return {
        "seconds": lasted, "samples": samples, **found,
        "heard": [board.heard for board in boards],
    }  # fmt: skip


def _live(
    installation: Installation, server: Server, windows: list[Window], options: argparse.Namespace
) -> dict[str, list[dict[str, int]]]:
    """Hour by hour; the memory of each process at the end of each."""
    assert server._process  # it runs
    for n in range(AHEAD):
        windows[n % len(windows)].take()
    pids = names(server._process.pid)
    samples: dict[str, list[dict[str, int]]] = {name: [] for name in pids.values()}
    each = -(-options.visits // HOURS)
    with ThreadPoolExecutor(len(windows)) as people:
        for hour in range(HOURS):
            left = iter(range(each))
            for one in [people.submit(window.visits, left) for window in windows]:
                one.result()
            for pid, name in pids.items():
                samples[name].append(memory(pid))
            told = " ".join(f"{name} {samples[name][-1]['own'] / 1024:.1f}" for name in samples)
            print(f"after {hour + 1} hours, MB: {told}", file=sys.stderr, flush=True)
            _say(installation, "hour")
    return samples


def _say(installation: Installation, *words: str) -> str:
    command = [sys.executable, str(HERE / "whole" / "day.py"), *words]
    return subprocess.run(
        command, env=installation.environment, check=True, text=True, stdout=subprocess.PIPE
    ).stdout  # fmt: skip


def report(found: dict[str, Any], options: argparse.Namespace) -> bool:
    """A line a process, one for people, one of JSON; whether every number is accounted for."""
    first = -(-HOURS // WARM)
    rises = {
        name: {kind: growth([one[kind] for one in samples[first:]]) for kind in ("own", "rss")}
        for name, samples in found["samples"].items()
    }
    for name, samples in found["samples"].items():
        told = ", ".join(
            f"{kind} {samples[0][kind] / 1024:.1f}, {samples[first][kind] / 1024:.1f}, "
            f"{samples[-1][kind] / 1024:.1f} MB ({rises[name][kind]:+.1%})" for kind in ("own", "rss")
        )  # fmt: skip
        print(f"  {name}: after the first hour, the warm-up, the day: {told}")
    states, sent = found["states"], Hand.sent
    taken, served, missed = sent["tickets"], sent["finish"], sent["miss"]
    # at midnight the clock closes the day: who waited still or had been missed has left
    lost = abs(states["served"] - served) + abs(states["left"] - (taken - served))
    most = max(rise for one in rises.values() for rise in one.values())
    is_whole = not lost and not found["complaints"] and min(found["heard"]) > 0
    print(
        f"A day in the hall, {options.engine}: {sum(sent.values())} requests for {taken} numbers in "
        f"{found['seconds'] / 60:.1f} minutes, {sum(found['heard'])} states told to {len(found['heard'])} displays; "
        f"{served} served, {missed} missed, {taken - served - missed} waited at midnight, {lost} unaccounted for; doctor and "
        f"replay {'complain' if found['complaints'] else 'clean'}; the most that a process grew after "
        f"the first fifth: {most:+.1%} (goal under {GOAL:.0%}): {'reached' if most < GOAL else 'MISSED'}"
    )
    result = {
        "id": "A day", "engine": options.engine, "requests": sum(sent.values()), "seconds": round(found["seconds"]),
        "states": states, "heard": sum(found["heard"]), "growth": rises, "complaints": found["complaints"][:5],
        "load": round(os.getloadavg()[0], 2),
    }  # fmt: skip
    print(json.dumps(result, ensure_ascii=False))
    return is_whole


@contextmanager
def installation(engine: str) -> Iterator[Installation]:
    """An empty one on that engine; afterwards nothing is left of it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers are stopped and their folder swept away
    folder = Path(tempfile.mkdtemp(prefix="yimen-bench-"))
    server = Postgres(folder) if engine == "postgres" else None
    try:
        yield Installation(folder / "data", server.url if server else "")
    finally:
        if server:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=5040)
    parser.add_argument("--windows", type=int, default=6)
    parser.add_argument("--boards", type=int, default=12)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    options = parser.parse_args()
    with installation(options.engine) as empty:
        found = day(empty, options)
    sys.exit(not report(found, options))


if __name__ == "__main__":
    main()
