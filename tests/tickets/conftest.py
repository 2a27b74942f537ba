"""What the tests of the queue share."""

import pytest

from tests.tickets.queue import Queue, lay
from tests.town import Cast


@pytest.fixture
def queue(cast: Cast) -> Queue:
    """The hall with its queue, inside the test's transaction; it is Monday 2 March 2026, half past eight."""
    return lay(cast)
