"""The gateway: one HTTP address that takes messages to people and passes them on to their phones (docs/how-to/messages.md).

POST, JSON {"to": "13800001234", "text": "…", "id": "…"}, with the id as Idempotency-Key as well: sent again because an
answer was lost, it is the same message. Nothing of an answer is read but its status. Neither number nor words ever
stand in a log.
"""

import json
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from yimen.exchange import outcome
from yimen.exchange.outcome import Outcome

TIMEOUT_S: Final = 4.0  # receipts and alarms wait behind it, since one worker does them all
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
    """Hand a message over, within a few seconds. Never raises for what the gateway or the network does."""
    global _rests_until
    try:
        status = _post(json.dumps({"to": to, "text": text, "id": key}, ensure_ascii=False).encode(), key)
    except TimeoutError:
        _rests_until = monotonic() + RESTS_S
        return Answer(Outcome.LATER, TIMEOUT)
    except (OSError, HTTPException, ValueError):  # the last: an address that is none
        _rests_until = monotonic() + RESTS_S
        return Answer(Outcome.LATER, UNREACHABLE)
    return Answer(outcome.of_status(status), str(status))


def _post(body: bytes, key: str) -> int:
    place = urlsplit(settings.MESSAGES_URL)
    kind = HTTPSConnection if place.scheme == "https" else HTTPConnection
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    if settings.MESSAGES_TOKEN:
        headers["Authorization"] = f"Bearer {settings.MESSAGES_TOKEN}"
    connection = kind(place.hostname or "", place.port, timeout=TIMEOUT_S)
    try:
        path = place._replace(scheme="", netloc="", fragment="").geturl() or "/"
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()
