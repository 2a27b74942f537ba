"""What a hall of thirty rating pads costs while nobody is to be asked, and how soon a pad hears that somebody is.

`yimen serve` as it is installed, a pad at each window. In one run, in turns: every pad asks each second (as where the stream
does not come through), then every pad listens to its stream; the processor time of all the server's processes and the requests
at the pages. Then somebody is called to each window and served: from the press of the key to the word at the pad.

    bench/pads.py [--pads 30] [--seconds 20] [--turns 2] [--engine sqlite|postgres]
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # the tests' own installation and server

from a_day_in_the_hall import Window, installation  # type: ignore[import-not-found]  # noqa: E402  # the script beside it

from tests.installation import Installation  # noqa: E402
from tests.reliability.serving import Server, children  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
LAY = """
import os, json, sys
from pathlib import Path
from yimen.cli import make_ready
make_ready(Path(os.environ["DATA"]))
import django
django.setup()
from datetime import UTC, datetime
from yimen.demonstration import town
from yimen.office import devices
from yimen.office.models import Centre, Window
hall, by = Centre.objects.get(code="DY"), town.known().actor("network")
said = [devices.add(hall, kind="pad", name=f"pad{n}", window=Window.objects.get(pk=key), by=by, at=datetime.now(UTC))
        for n, key in enumerate(sys.argv[1:])]
print(json.dumps([one.token for one in said]))
"""


class Pad(threading.Thread):
    """A pad that asks each second, or listens, until it is told to end."""

    def __init__(self, port: int, path: str, ends: threading.Event) -> None:
        super().__init__(daemon=True)
        self.asked, self.heard_at, self._port, self._path, self._ends = 0, 0.0, port, path, ends

    def run(self) -> None:
        """Until the end."""
        with suppress(OSError, http.client.HTTPException):
            (self._listen if self._path.endswith("events/") else self._ask)()

    def _ask(self) -> None:
        server = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        while not self._ends.wait(1):
            server.request("GET", self._path)
            server.getresponse().read()
            self.asked += 1

    def _listen(self) -> None:
        stream = http.client.HTTPConnection("127.0.0.1", self._port + 1, timeout=60)
        stream.request("GET", self._path)
        for line in stream.getresponse():
            if b'"visit": "' in line and b'"visit": ""' not in line:
                self.heard_at = self.heard_at or time.monotonic()
            if self._ends.is_set():
                return


def processor(server: int) -> float:
    """Seconds of processor time of a server and all that it began."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in (server, *_all(server))]
    return sum(int(one[11]) + int(one[12]) for one in fields) / TICKS


def _all(pid: int) -> list[int]:
    return [found for child in children(pid) for found in (child, *_all(child))]


def turn(server: Server, make: Callable[[threading.Event], list[Pad]], seconds: float) -> tuple[float, int]:
    """Milliseconds of processor time a second, and requests a second, while the pads do as they do."""
    ends = threading.Event()
    pads = make(ends)
    for one in pads:
        one.start()
    time.sleep(2)  # they have come
    assert server._process  # it runs
    before, asked, began = processor(server._process.pid), sum(one.asked for one in pads), time.monotonic()
    time.sleep(seconds)
    spent, lasted = processor(server._process.pid) - before, time.monotonic() - began
    asked = sum(one.asked for one in pads) - asked
    ends.set()
    for one in pads:
        one.join(6)
    return spent * 1000 / lasted, round(asked / lasted)


def measure(installation: Installation, options: argparse.Namespace) -> dict[str, Any]:
    """Lay the hall; the turns; then the visits."""
    day = [sys.executable, str(HERE / "whole" / "day.py"), "lay", str(options.pads), "1", "0"]
    laid = json.loads(_said(installation, day).splitlines()[-1])
    windows = [key for key, _token in laid["clerks"]]
    tokens = json.loads(_said(installation, [sys.executable, "-c", LAY, *windows]).splitlines()[-1])
    server = Server(installation)
    server.start()
    try:

        def asking(ends: threading.Event) -> list[Pad]:
            return [Pad(server.port, f"/pad/{token}/state/", ends) for token in tokens]

        def listening(ends: threading.Event) -> list[Pad]:
            return [Pad(server.port, f"/pad/{token}/events/", ends) for token in tokens]

        found: dict[str, list[tuple[float, int]]] = {"none": [], "asking": [], "listening": []}
        for _turn in range(options.turns):
            found["none"].append(turn(server, lambda _ends: [], options.seconds))
            found["asking"].append(turn(server, asking, options.seconds))
            found["listening"].append(turn(server, listening, options.seconds))
        late = _visits(server, laid, listening)
    finally:
        server.stop()
    return found | {"late": late}


def _visits(server: Server, laid: dict[str, Any], listening: Callable[[threading.Event], list[Pad]]) -> list[float]:
    """From the press of 办完 to the word at the pad of the window, window after window."""
    ends = threading.Event()
    pads = listening(ends)
    for one in pads:
        one.start()
    time.sleep(2)
    late = []
    for clerk, pad in zip(laid["clerks"], pads, strict=True):
        window = Window(server.port, clerk, laid["kiosks"][0], "A")
        window.take()
        window._press("next")
        began = time.monotonic()
        window._press("finish")
        while not pad.heard_at and time.monotonic() - began < 10:
            time.sleep(0.005)
        late.append(pad.heard_at - began if pad.heard_at else float("inf"))
    ends.set()
    return late


def _said(installation: Installation, command: list[str]) -> str:
    return subprocess.run(
        command, env=installation.environment, check=True, text=True, stdout=subprocess.PIPE, cwd=HERE.parent
    ).stdout  # fmt: skip


def main() -> None:
    """Measure and print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pads", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    options = parser.parse_args()
    with installation(options.engine) as empty:
        found = measure(empty, options)
    late = sorted(found.pop("late"))
    for name, turns in found.items():
        spent, asked = (median(one[at] for one in turns) for at in (0, 1))
        print(
            f"  {options.pads} pads, {name}: {spent:.1f} ms of processor a second, {asked:.0f} requests a second at the pages"
        )
    print(
        f"  from the press of 办完 to the word at the pad: half {median(late) * 1000:.0f} ms, all {late[-1] * 1000:.0f} ms"
    )
    print(json.dumps({"id": "pads", "engine": options.engine, **found, "late": [round(one, 3) for one in late]}))
    sys.exit(late[-1] > 1)


if __name__ == "__main__":
    main()
