"""What the tests of pages share."""

import pytest

from tests.town import Cast
from yimen.journal import source


@pytest.fixture
def house(cast: Cast) -> Cast:
    """The cast under the real clock, as pages read it."""
    source.unseed()
    return cast
