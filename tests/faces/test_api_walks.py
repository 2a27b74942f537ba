"""The API's page shows requests with their answers: sent here, they are answered so."""

import json
import re
import shlex
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.test import Client

from tests.tickets.queue import Queue
from yimen.office.signing_in import issue_token

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "api.md"
PAIR = re.compile(r"```sh\n((?:get|post) .*?)\n```\n\n```json\n(.*?)\n```", re.DOTALL)
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# What is another each time: the ending of a moment stays, for in whose time it is told is part of the answer.
OTHER = ((ID, "ID"), (re.compile(r"\d{4}-\d\d-\d\dT[\d:]+(Z|\+08:00)"), r"AT\1"), (re.compile(r'"\d{6}"'), '"CODE"'))


def pairs(title: str) -> list[tuple[str, Any]]:
    """The requests of a section, each with its answer as printed."""
    section = PAGE.read_text("utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]
    return [(request, json.loads(answer)) for request, answer in PAIR.findall(section)]


def alike(answer: Any) -> Any:
    """An answer without what is another each time and in each hall; of slots how the first looks."""
    text = json.dumps(answer, ensure_ascii=False, sort_keys=True)
    for pattern, instead in OTHER:
        text = pattern.sub(instead, text)
    found = json.loads(text) | ({"line_name": ""} if "line_name" in answer else {})
    return found | {"slots": sorted(found["slots"][0])} if "slots" in found else found


def test_a_booking_is_made_moved_and_cancelled_as_the_page_says(hall: Queue):
    cast, walk, meant = hall.cast, pairs("A booking"), dict[str, str]()
    token = issue_token(cast.town.staff["guide"], cast.town.posts["guide"], label="试")
    assert len(walk) == 7

    for request, printed in walk:
        for said, real in meant.items():
            request = request.replace(said, real)
        verb, _token, path, *body = shlex.split(request)
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid4().hex}
        sent: Any = {"data": body[0], "content_type": "application/json"} if body else {}
        answer = getattr(Client(), verb)(f"/api/v1/{path}", headers=headers, **sent).json()

        assert alike(answer) == alike(printed), request
        if "slots" in printed:
            free = [one for one in answer["slots"] if one["free"]]
            meant |= {one["starts_at"]: free[n]["starts_at"] for n, one in enumerate(printed["slots"])}
        elif "id" in printed:
            meant[printed["id"]] = answer["id"]
