"""What the tests of pages share."""

from datetime import time

import pytest

from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.journal import source
from yimen.office import opening

ALL_DAY = [(time(0), time(23, 59, 59))]


@pytest.fixture
def house(cast: Cast) -> Cast:
    """The cast under the real clock, as pages read it."""
    source.unseed()
    return cast


@pytest.fixture
def hall(cast: Cast) -> Queue:
    """The hall with its queue, open all day, under the real clock. A module may have one of its own."""
    queue = lay(cast)
    opening.set_week(cast.hall, {weekday: ALL_DAY for weekday in range(7)}, by=cast.director, at=cast.clock.now)
    source.unseed()
    return queue
