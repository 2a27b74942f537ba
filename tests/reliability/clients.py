"""People's programs at the HTTP API while the server is killed: each asks again with its key until it is answered."""

import http.client
import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.installation import QUIET_LINE

WANG = {"name": "王秀英", "number": "519921195203140023", "phone": "13800001234", "address": "柳树村3组18号"}
# What is asked for, as (role whose token is used, path, body, where the answer has the number). Another is another line.
KINDS: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "intake": (
        "window", "/api/v1/applications",
        {"item": "MZ-01", "applicant": WANG, "seat": "519921001201", "given": ["application"]}, "number",
    ),
    "ticket": ("window", "/api/v1/tickets", {"line": QUIET_LINE}, "code"),
}  # fmt: skip


@dataclass
class Client(threading.Thread):
    """One program: a request after the other of one kind, each with a key of its own, until it is told to end."""

    kind: str
    port: int
    tokens: dict[str, str]
    answered: dict[str, str] = field(default_factory=dict)  # key: the number in the answer
    again: int = 0  # how often something had to be sent once more
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self._ended = threading.Event()

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        while not self._ended.is_set() and not self.refused:
            key = uuid4().hex
            while (number := self._send(key)) is None:
                self.again += 1
                time.sleep(0.05)
            self.answered[key] = number

    def end(self) -> None:
        """Finish what was begun, begin nothing more."""
        self._ended.set()
        self.join(60)
        assert not self.is_alive(), "a request was not answered within a minute"

    def _send(self, key: str) -> str | None:
        """The number in the answer; None where it must be sent again. What is refused is kept, and ends the client."""
        role, path, body, number = KINDS[self.kind]
        headers = {
            "Authorization": f"Bearer {self.tokens[role]}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("POST", path, json.dumps(body).encode(), headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        if answer.status >= 500:
            return None
        if answer.status not in (200, 201):
            self.refused.append(f"{answer.status} {content.decode()}")
            return ""
        return str(json.loads(content)[number])
