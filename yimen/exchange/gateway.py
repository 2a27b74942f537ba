"""The gateway: one HTTP address that takes messages to people and passes them on to their phones (docs/how-to/messages.md).

POST, JSON {"to": "13800001234", "text": "…", "id": "…"}, with the id as Idempotency-Key as well: sent again because an
answer was lost, it is the same message. Nothing of an answer is read but its status. Neither number nor words ever
stand in a log.
"""

import json
import socket
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Event, Thread
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from yimen.exchange import outcome
from yimen.exchange.outcome import Outcome

TIMEOUT_S: Final = 4.0  # of the whole call: receipts and alarms wait behind it, since one worker does them all
RESTS_S: Final = 60.0  # after no answer came: what waits is not tried meanwhile, or each would wait its time out
TIMEOUT, UNREACHABLE = "timeout", "unreachable"
_rests_until = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it; `said`: the status, or why there was none."""

    outcome: Outcome
    said: str


def is_set() -> bool:
    """Whether there is one. Where there is none, nothing of messages is offered anywhere."""
    return bool(settings.MESSAGES_URL)


def is_resting() -> bool:
    """Whether it gave no answer a moment ago, as far as this process knows."""
    return monotonic() < _rests_until


def wake() -> None:
    """Try it again at once."""
    global _rests_until
    _rests_until = 0.0


def send(*, to: str, text: str, key: str) -> Answer:
    """Hand a message over, within `TIMEOUT_S` whatever gateway, network or name server do. Never raises for that."""
    global _rests_until
    try:
        status = _post_in_time(json.dumps({"to": to, "text": text, "id": key}, ensure_ascii=False).encode(), key)
    except TimeoutError:
        _rests_until = monotonic() + RESTS_S
        return Answer(Outcome.LATER, TIMEOUT)
    except (OSError, HTTPException, ValueError):  # the last: an address that is none
        _rests_until = monotonic() + RESTS_S
        return Answer(Outcome.LATER, UNREACHABLE)
    return Answer(outcome.of_status(status), str(status))


def _post_in_time(body: bytes, key: str) -> int:
    """In a thread that is left behind when the time is over. A socket's own limit is for each step of it anew, and looking a
    name up has none at all."""
    place, done, is_late = urlsplit(settings.MESSAGES_URL), Future[int](), Event()
    kind = HTTPSConnection if place.scheme == "https" else HTTPConnection
    connection = kind(place.hostname or "", place.port, timeout=TIMEOUT_S)
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    if settings.MESSAGES_TOKEN:
        headers["Authorization"] = f"Bearer {settings.MESSAGES_TOKEN}"
    path = place._replace(scheme="", netloc="", fragment="").geturl() or "/"

    def call() -> None:
        try:
            done.set_result(_post(connection, is_late, (path, body, headers)))
        except Exception as failed:
            done.set_exception(failed)

    Thread(target=call, name="gateway", daemon=True).start()  # a daemon: no process waits for it at its end
    try:
        return done.result(TIMEOUT_S)
    finally:
        is_late.set()
        sock: socket.socket | None = connection.sock
        with suppress(OSError):
            if sock is not None:
                sock.shutdown(socket.SHUT_RDWR)  # whoever still reads from it reads its end


def _post(connection: HTTPConnection, is_late: Event, what: tuple[str, bytes, dict[str, str]]) -> int:
    """What is connected too late is not used: it would go out after it was said that it had not."""
    try:
        connection.connect()
        if is_late.is_set():
            raise TimeoutError
        connection.request("POST", *what)
        return connection.getresponse().status
    finally:
        connection.close()
