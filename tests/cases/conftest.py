"""What the tests of cases share: the cast with invented items."""

import pytest

from tests.cases import items
from tests.town import Cast
from yimen.catalogue import definitions


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """The seeded source gives the same keys in each test, so a version kept in memory could be another test's."""
    definitions._kept.clear()


@pytest.fixture
def everyone(cast: Cast) -> Cast:
    """The cast, with the invented items beside the printed ones."""
    items.load(cast, cast.clock.at(1, 5), px=items.PARALLEL, yx=items.DEEMED, ly=items.SUPERVISED, tx=items.SPECIAL)
    return cast
