"""One client of `bench/over_http.py`: hands out tokens of the bench's town, or takes whole cases through the API.

http_client.py tokens                 after `client.py lay`: a token for each post, as JSON on standard output
http_client.py run NUMBER ADDRESS     tokens as a line on standard input; then a line each: `go SECONDS`
http_client.py inside                 the same in this process, without a server: `count`, `profile SECONDS`
"""

import cProfile
import json
import os
import pstats
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ROOT = "/api/v1/"
Send = Callable[[str, str, str, Any], dict[str, Any]]  # method, path, token, body
WARM = 6  # whole cases before anything is measured


def tokens() -> None:
    """For each hall a token of each of its posts, and whom to ask for."""
    from client import CODE, PERSONS, ROLES, _Hall, _number  # type: ignore[import-not-found]  # the script beside it

    from yimen.office.models import Centre, Staff
    from yimen.office.signing_in import issue_token

    told = []
    for centre in Centre.objects.filter(kind=Centre.Kind.HALL).order_by("code"):
        hall = _Hall.of(centre)
        held = {
            key: issue_token(Staff.objects.get(pk=by.id), _post(by), label="量速") for key, by in hall.actors.items()
        }
        numbers = [_number(centre.code, number) for number in range(PERSONS)]
        told.append({"seat": str(hall.seat_id), "tokens": {key: held[key] for key in ROLES}, "numbers": numbers})
    print(json.dumps({"item": CODE, "halls": told}))


def _post(by: Any) -> Any:
    from yimen.office.models import Post

    return Post.objects.get(pk=by.post_id)


class Walker:
    """Takes whole cases through the API: eleven requests each, seven of them acts with a key."""

    def __init__(self, number: int, town: dict[str, Any], send: Send) -> None:
        self.number, self.town, self.send, self.done = number, town, send, 0
        self.form = {f"field_{i:02d}": f"量速用的第{i:02d}项，a value of its own" for i in range(20)}

    def whole_case(self, watch: Callable[[str], AbstractContextManager[Any]]) -> None:
        """Received, accepted, three steps, decided, delivered; before a step the officer's inbox is read."""
        self.done += 1
        hall = self.town["halls"][(self.number + self.done) % len(self.town["halls"])]
        held = hall["tokens"]
        person = {
            "name": "量速人", "number": hall["numbers"][(self.done * 2 + self.number) % len(hall["numbers"])],
            "phone": "13800000000", "address": "量速村1组", "division": hall["seat"],
        }  # fmt: skip
        body = {
            "item": self.town["item"], "applicant": person, "seat": hall["seat"], "form": self.form,
            "given": ["one", "two", "three"],
        }  # fmt: skip
        with watch("receive"):
            number = self.send("POST", "applications", held["window"], body)["number"]
        with watch("accept"):
            self.send("POST", f"cases/{number}/accept", held["window"], {})
        for post in ("village", "village", "town"):
            task = self._task(held[post], number, watch)
            with watch("finish"):
                self.send("POST", f"tasks/{task}/finish", held[post], {"opinion": "同意"})
        task = self._task(held["county"], number, watch)
        with watch("decide"):
            self.send("POST", f"tasks/{task}/decide", held["county"], {"outcome": "granted", "opinion": "同意"})
        with watch("deliver"):
            self.send("POST", f"cases/{number}/deliver", held["reply"], {"way": "window", "receiver": "量速人"})

    def _task(self, token: str, number: str, watch: Callable[[str], AbstractContextManager[Any]]) -> str:
        with watch("inbox"):
            rows = self.send("GET", "tasks", token, None)["tasks"]
        return next(str(row["id"]) for row in rows if row["number"] == number)

    def go(self, seconds: float) -> dict[str, Any]:
        """Whole cases for so long: how many, how long one took, and what this process itself cost."""
        took: list[float] = []
        began, cpu = time.perf_counter(), time.process_time()
        while (start := time.perf_counter()) - began < seconds:
            self.whole_case(nullcontext)
            took.append(time.perf_counter() - start)
        lasted, cpu = time.perf_counter() - began, time.process_time() - cpu
        took.sort()
        return {
            "cases": len(took), "seconds": lasted, "p50_ms": took[len(took) // 2] * 1e3,
            "p99_ms": took[int(len(took) * 0.99)] * 1e3, "client_cpu_ms": cpu / len(took) * 1e3,
        }  # fmt: skip


def over_the_wire(address: str) -> Send:
    """Requests over one connection that stays open."""
    connection = HTTPConnection(address, timeout=30)

    def send(method: str, path: str, token: str, body: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        if method == "POST":
            headers["Idempotency-Key"] = os.urandom(16).hex()
        connection.request(method, ROOT + path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        return _read(answer.status, path, answer.read())

    return send


def inside() -> Send:
    """The same requests through the whole application in this process."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})

    def send(method: str, path: str, token: str, body: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": os.urandom(16).hex()}
        answer = client.generic(
            method, ROOT + path, json.dumps(body) if body is not None else "", "application/json", headers=headers
        )
        return _read(answer.status_code, path, answer.content)

    return send


def _read(status: int, path: str, text: bytes) -> dict[str, Any]:
    if status not in (200, 201):
        raise SystemExit(f"{path}: {status} {text.decode()}")
    read: dict[str, Any] = json.loads(text)
    return read


def count(walker: Walker) -> dict[str, int]:
    """How many statements each request sends, without BEGIN, COMMIT and savepoints; each the most of three cases."""
    from client import counted

    most: dict[str, int] = {}
    for _ in range(3):
        walker.whole_case(lambda act: counted(act, most))
    return most


def profile(walker: Walker, seconds: float) -> dict[str, Any]:
    """Whole cases under the profiler; prints the dearest functions to standard error."""
    profiler = cProfile.Profile()
    profiler.enable()
    result = walker.go(seconds)
    profiler.disable()
    for order in ("tottime", "cumulative"):
        pstats.Stats(profiler, stream=sys.stderr).sort_stats(order).print_stats(60)
    return result


def _ready() -> None:
    import django

    from yimen.cli import make_ready

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.settings")
    make_ready(Path(os.environ["DATA"]))
    django.setup()


def main() -> None:
    """As the first lines say."""
    word = sys.argv[1]
    if word != "run":
        _ready()
    if word == "tokens":
        tokens()
        return
    town = json.loads(sys.stdin.readline())
    number, send = (int(sys.argv[2]), over_the_wire(sys.argv[3])) if word == "run" else (0, inside())
    walker = Walker(number, town, send)
    for _ in range(WARM):
        walker.whole_case(nullcontext)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        act, *rest = line.split()
        acts: dict[str, Callable[..., Any]] = {"go": walker.go, "count": lambda: count(walker)}
        acts["profile"] = lambda seconds: profile(walker, seconds)
        print(json.dumps(acts[act](*map(float, rest))), flush=True)


if __name__ == "__main__":
    main()
