"""What the tests of locks share: the cast with real commits."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cases import items
from tests.town import Cast, Clock, build
from yimen.catalogue import definitions
from yimen.journal import source


@pytest.fixture
def committed(transactional_db: None, settings: Any) -> Iterator[Cast]:
    """The cast and the invented items, committed; the server's clock stands on Monday 2 March 2026, nine o'clock."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    definitions._kept.clear()
    clock = Clock()
    source.seed(20260302, lambda: clock.now)
    cast = build(clock)
    items.load(cast, clock.at(1, 5), px=items.PARALLEL, yx=items.DEEMED, ly=items.SUPERVISED)
    clock.at(3, 2)
    yield cast
    source.unseed()
