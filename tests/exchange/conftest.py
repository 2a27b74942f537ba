"""A gateway of the test's own, on this machine: it answers as it is told and keeps what it was sent."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.exchange import gateway


@dataclass
class Gateway:
    """`answers`: statuses to give, in order; 200 for whatever comes after them; 0: none, until the test is over."""

    answers: list[int] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def texts(self) -> list[str]:
        """The words it was sent."""
        return [one["text"] for one in self.got]


@pytest.fixture
def phones(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """The gateway, set in the settings and awake."""
    mine = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            keep = {name: self.headers.get(name) for name in ("Idempotency-Key", "Authorization", "Content-Type")}
            mine.got.append(told | {"path": self.path, "headers": keep})
            status = mine.answers.pop(0) if mine.answers else 200
            if not status:
                mine.over.wait(10)
                return
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    settings.MESSAGES_URL = f"http://127.0.0.1:{server.server_port}/sms?channel=hall"
    settings.MESSAGES_TOKEN = "s3cret"
    monkeypatch.setattr(gateway, "_rests_until", 0.0)
    yield mine
    mine.over.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def queue(cast: Cast) -> Queue:
    """The hall with its queue."""
    return lay(cast)
