"""What the tests of locks share: the cast with real commits."""

from collections.abc import Iterator

import pytest

from tests.cases import items
from tests.town import Cast, Clock, build
from yimen.journal import source


@pytest.fixture
def committed(transactional_db: None) -> Iterator[Cast]:
    """The cast and the invented items, committed; the server's clock stands on Monday 2 March 2026, nine o'clock."""
    clock = Clock()
    source.seed(20260302, lambda: clock.now)
    cast = build(clock, items.invented)
    clock.at(3, 2)
    yield cast
    source.unseed()
