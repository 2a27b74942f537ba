"""V6: how long a call takes to reach a thousand displays of one hall, from the press of the key.

The displays are a thousand connections to the stream's process as `yimen serve` starts it, all of one hall, so that every
call goes to every one of them. A process of its own takes a number and calls it through the verbs, about once a second at
random moments; each display notes when the call was there. Everything shares the machine: server, caller and displays.

    bench/displays.py [--displays 1000] [--calls 60] [--engine sqlite|postgres]
"""

import argparse
import asyncio
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from whole_cases import Postgres  # type: ignore[import-not-found]  # the script beside it

SCREENS = Path(__file__).parent / "whole" / "screens.py"
GOAL_S = 0.5
SETTLES_S = 3.0  # after the last display is there
PATIENCE_S = 120.0


@dataclass
class Display(asyncio.Protocol):
    """One connection: what arrived when. `heard`: the number of the stream in each state, and its moment."""

    token: str
    is_there: asyncio.Event = field(default_factory=asyncio.Event)
    heard: list[tuple[int, float]] = field(default_factory=list)

    def connection_made(self, transport: Any) -> None:
        """Ask for the stream."""
        transport.write(f"GET /board/{self.token}/events/ HTTP/1.1\r\nHost: bench\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        """Note which state it is; nothing else is read, so that a thousand of them cost little beside the server."""
        for part in data.split(b"id: 1.")[1:]:
            self.heard.append((int(part.split(b"\n", 1)[0]), monotonic()))
            self.is_there.set()

    def when(self, number: int) -> float | None:
        """When the first state arrived that holds this entry of the stream."""
        return next((at for place, at in self.heard if place >= number), None)


def main() -> None:
    """Measure and print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--displays", type=int, default=1000)
    parser.add_argument("--calls", type=int, default=60)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers are stopped and their folder swept away
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(8192, options.displays * 3),) * 2)
    folder = Path(tempfile.mkdtemp(prefix="yimen-bench-"))
    engine = Postgres(folder) if options.engine == "postgres" else None
    try:
        _measure(folder, engine.url if engine else "", options)
    finally:
        if engine:
            engine.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _measure(folder: Path, url: str, options: argparse.Namespace) -> None:
    environment = os.environ | {"DATA": str(folder / "data"), "DATABASE_URL": url}
    environment["DJANGO_SETTINGS_MODULE"] = "yimen.settings"
    asked = [sys.executable, str(SCREENS), "lay", str(options.displays)]
    laid = subprocess.run(asked, env=environment, check=True, capture_output=True, text=True).stdout
    displays = [Display(token) for token in json.loads(laid.splitlines()[-1])]
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, str(SCREENS), "serve", str(port)], env=environment, start_new_session=True
    )
    try:
        caller = [sys.executable, str(SCREENS), "call", str(options.calls)]
        calls = asyncio.run(_watched(displays, port, caller, environment))
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
    _report(displays, calls, options)


async def _watched(
    displays: list[Display], port: int, caller: list[str], environment: dict[str, str]
) -> list[dict[str, Any]]:
    """Open all displays, let the calls happen; each call with its place in the stream and its moments."""
    await _until_answers(port)
    opened = []
    async with asyncio.timeout(PATIENCE_S):
        for one in displays:
            opened.append(await asyncio.get_running_loop().create_connection(partial(_itself, one), "127.0.0.1", port))
        for one in displays:
            await one.is_there.wait()
    await asyncio.sleep(SETTLES_S)
    process = await asyncio.create_subprocess_exec(*caller, env=environment, stdout=asyncio.subprocess.PIPE)
    told, _nothing = await process.communicate()
    await asyncio.sleep(2)
    for transport, _display in opened:
        transport.close()
    return [json.loads(line) for line in told.decode().splitlines()]


def _itself(display: Display) -> Display:
    return display


async def _until_answers(port: int) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            try:
                await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.2)
            else:
                return


def _report(displays: list[Display], calls: list[dict[str, Any]], options: argparse.Namespace) -> None:
    arrived = [(one.when(call["number"]), call) for one in displays for call in calls]
    lost = sum(1 for at, _call in arrived if at is None)
    waited = sorted(at - call["pressed"] for at, call in arrived if at is not None)
    commits = sorted(call["done"] - call["pressed"] for call in calls)
    p50, p99, most = waited[len(waited) // 2], waited[int(len(waited) * 0.99)], waited[-1]
    print(
        f"V6 a call on {len(displays)} displays of one hall, {options.engine}, {len(calls)} calls: half of them after "
        f"{p50 * 1e3:.0f} ms from the press, 99% after {p99 * 1e3:.0f} ms, all after {most * 1e3:.0f} ms (goal "
        f"{GOAL_S * 1e3:.0f} ms for 99%); the call itself takes {commits[len(commits) // 2] * 1e3:.0f} ms; {lost} missed."
    )
    result = {
        "id": "V6", "engine": options.engine, "displays": len(displays), "calls": len(calls), "p50_ms": round(p50 * 1e3),
        "p99_ms": round(p99 * 1e3), "max_ms": round(most * 1e3), "missed": lost, "load": round(os.getloadavg()[0], 2),
        "goal_ms": GOAL_S * 1e3, "met": p99 <= GOAL_S and not lost,
    }  # fmt: skip
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
