"""Clients of `bench/next_ticket.py` that press: each takes a number and calls the next, again and again, through a few workers.

As in a hall: two hundred people press, a machine of pages has a handful of workers, each with a connection that stays open.
A press lasts from the finger to the answer, so it counts the time in which it waited for a worker.
"""

import json
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Take = Callable[[int], str]  # the client's number → the code taken
Call = Callable[[int], str]  # → the code called; empty where nobody waits


def press(clients: range, *, each: int, workers: int, pace: float, take: Take, call: Call) -> dict[str, Any]:
    """Every client takes and calls so many times; `pace`: seconds from one pair to the next, 0 for at once."""
    took: list[float] = []
    called: dict[int, list[str]] = {}
    desk = ThreadPoolExecutor(workers)
    barrier = threading.Barrier(len(clients) + 1)

    def live(number: int) -> None:
        mine = called[number] = []
        barrier.wait()
        began = time.perf_counter() + pace * (number - clients.start) / len(clients)
        for turn in range(each):
            if (early := began + turn * pace - time.perf_counter()) > 0:
                time.sleep(early)
            took.append(_timed(desk, take, number)[0])
            code = ""
            while not code:  # who has just taken one finds one: theirs, or another's
                lasted, code = _timed(desk, call, number)
                took.append(lasted)
            mine.append(code)

    threads = [threading.Thread(target=live, args=(number,)) for number in clients]
    for thread in threads:
        thread.start()
    barrier.wait()
    start, cpu = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.join()
    lasted = time.perf_counter() - start
    desk.shutdown()
    return {"seconds": lasted, "cpu": time.process_time() - cpu, "took": took, "called": list(called.values())}


def _timed(desk: ThreadPoolExecutor, act: Callable[[int], str], number: int) -> tuple[float, str]:
    start = time.perf_counter()
    code = desk.submit(act, number).result()
    return time.perf_counter() - start, code


def obey(clients: range, *, workers: int, take: Take, call: Call) -> None:
    """Say that this process is ready; then for each line `EACH PACE` press and answer as JSON."""
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        each, pace = line.split()
        result = press(clients, each=int(each), workers=workers, pace=float(pace), take=take, call=call)
        print(json.dumps(result), flush=True)
