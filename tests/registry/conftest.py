"""The cast of the registry's tests: two windows of one hall, and keys to seal with."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from yimen.journal import secrets
from yimen.office.actor import Actor
from yimen.office.models import Centre, Division, Level, Post, Role

MORNING = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)  # Monday 2 March 2026, half past nine in the office


@pytest.fixture(scope="session", autouse=True)
def _keys_of_the_run() -> None:
    secrets.ready(create=True)


@pytest.fixture
def hall(db: None) -> Centre:
    town = Division.objects.create(name="长风新村街道", level=Level.TOWN)
    return Centre.objects.create(code="DY", kind=Centre.Kind.HALL, name="受理中心", short_name="中心", division=town)


@pytest.fixture
def lin(hall: Centre) -> Actor:
    return _clerk(hall, "1号窗口", 1)


@pytest.fixture
def zhou(hall: Centre) -> Actor:
    return _clerk(hall, "2号窗口", 2)


def _clerk(hall: Centre, title: str, number: int) -> Actor:
    post = Post.objects.create(centre=hall, title=title, role=Role.WINDOW)
    return Actor("staff", UUID(int=number), post_id=post.id, centre_id=hall.id, role=Role.WINDOW.value)
