"""An office reached by HTTP only: the cast's town in a demonstration database, a token per post, a clock moved on."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from tests.town import Cast, Clock, build
from yimen.faces.shared.now import now, today
from yimen.journal import demonstration, jobs, source
from yimen.office.signing_in import issue_token

ROOT = "/api/v1/"
WANG = {"name": "王秀英", "number": "510722195203140021", "phone": "13800001234", "address": "柳树村3组18号"}
LIUSHU = "519921001201"


@dataclass
class Office:
    """Posts by their short keys, each with its token."""

    cast: Cast
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True, raise_request_exception=False))
    _tokens: dict[str, str] = field(default_factory=dict)

    def token(self, post: str) -> str:
        """The token of who holds a post."""
        town = self.cast.town
        if post not in self._tokens:
            self._tokens[post] = issue_token(town.staff[post], town.posts[post], label="测试")
        return self._tokens[post]

    def get(self, post: str, path: str) -> Any:
        """GET by a post ("" for nobody)."""
        return self.client.get(ROOT + path, headers=self._headers(post))

    def post(self, post: str, path: str, body: Any = None, *, key: str | None = None) -> Any:
        """POST by a post, with a fresh key unless one is given ("" for none)."""
        sent = body if isinstance(body, str) else json.dumps(body or {})
        headers = self._headers(post) | ({"Idempotency-Key": key or uuid4().hex} if key != "" else {})
        return self.client.post(ROOT + path, sent, content_type="application/json", headers=headers)

    def apply(self, *, given: list[str] | None = None, key: str | None = None, **more: Any) -> Any:
        """Mrs Wang's application for the allowance, at the window."""
        body = {"item": "MZ-01", "applicant": WANG, "seat": LIUSHU, "given": given or []}
        return self.post("window", "applications", body | more, key=key)

    def received(self, **more: Any) -> str:
        """The number of a case received with its material."""
        number: str = self.apply(given=["application"], **more).json()["number"]
        return number

    def accepted(self) -> str:
        """The number of an accepted case; its first task waits in the village."""
        number = self.received()
        assert self.post("window", f"cases/{number}/accept").status_code == 200
        return number

    def notice_ends(self, post: str, task: str) -> None:
        """Move the demonstration clock to the day after a public notice's term."""
        until_on = date.fromisoformat(self.get(post, f"tasks/{task}").json()["notice_until_on"])
        span = until_on - today() + timedelta(days=1)
        demonstration.move(span, by=self.cast.network, at=now())

    def task(self, post: str) -> str:
        """The one task in a post's inbox."""
        [row] = self.get(post, "tasks").json()["tasks"]
        return str(row["id"])

    def print_papers(self) -> None:
        """Do the jobs that are due."""
        jobs.work(at=now())

    def _headers(self, post: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(post)}"} if post else {}


@pytest.fixture(scope="module")
def laid(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The town, laid once for the tests of a module and taken away after them."""
    clock = Clock()
    with django_db_blocker.unblock(), transaction.atomic():
        demonstration.make()
        source.seed(20260302, lambda: clock.now)
        cast = build(clock)
        source.unseed()
        yield cast
        transaction.set_rollback(True)


@pytest.fixture
def office(laid: Cast, db: None) -> Iterator[Office]:
    """The office today, by the real clock and the demonstration's offset; what a test does is undone after it."""
    yield Office(laid)
    source.set_offset(timedelta(0))
