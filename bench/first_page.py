"""V9: from a fresh clone to the first page by `make run`, cold; then how long a warm start takes.

Cold: no .venv, no node_modules, no database, and empty download caches (`--caches` leaves those of this account in
use), so the network is in it. Warm: the same command again.

    bench/first_page.py [--caches]
"""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
GOALS = (60.0, 3.0)  # seconds: cold, warm
PATIENCE = 600.0  # seconds


def main() -> None:
    """Clone what is committed, start it twice, print the seconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--caches", action="store_true", help="use this account's download caches")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped and swept away
    folder = Path(tempfile.mkdtemp(prefix="yimen-first-page-"))
    try:
        clone = folder / "yimen"
        subprocess.run(["git", "clone", "--quiet", str(HERE), str(clone)], check=True)
        environment = _bare(folder, keep_caches=options.caches)
        cold = _start(clone, environment)
        warm = min(_start(clone, environment) for _ in range(3))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    caches = "with" if options.caches else "without"
    print(
        f"V9 first page: cold {cold:.1f} s ({caches} download caches; goal {GOALS[0]:.0f}), "
        f"warm {warm:.1f} s (best of 3; goal {GOALS[1]:.0f})."
    )
    result = {"id": "V9", "cold_s": round(cold, 1), "warm_s": round(warm, 2), "caches": options.caches}
    met = cold <= GOALS[0] and warm <= GOALS[1]
    print(json.dumps(result | {"goals_s": GOALS, "met": met, "load": round(os.getloadavg()[0], 2)}))


def _bare(folder: Path, *, keep_caches: bool) -> dict[str, str]:
    """This environment without what an earlier start, or the one that runs this script, left in it."""
    left_out = ("VIRTUAL_ENV", "DATA", "DATABASE_URL", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHONPATH")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    own = str(Path(sys.executable).parent)
    environment["PATH"] = os.pathsep.join(one for one in environment["PATH"].split(os.pathsep) if one != own)
    if not keep_caches:
        for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR", "npm_config_cache"):
            environment[name] = str(folder / name.lower())
    return environment


def _start(clone: Path, environment: dict[str, str]) -> float:
    """Seconds from `make run` until /healthz says 200; then it is stopped."""
    port = _free_port()
    began = time.perf_counter()
    run = subprocess.Popen(
        ["make", "run", f"PORT={port}"], cwd=clone, env=environment, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        while not _answers(port):
            if run.poll() is not None:
                raise SystemExit("make run ended before its first page; its error stands above")
            if time.perf_counter() - began > PATIENCE:
                raise SystemExit(f"no first page within {PATIENCE:.0f} s")
            time.sleep(0.02)
        return time.perf_counter() - began
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGINT)
            run.wait(30)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
