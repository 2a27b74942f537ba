"""What the tests of cases share: the cast with invented items."""

import pytest

from tests.cases import items
from tests.town import Beside, Cast


@pytest.fixture(scope="module")
def beside(request: pytest.FixtureRequest) -> Beside | None:
    """The invented items, in a module where somebody asks for them."""
    mine = [item for item in request.session.items if getattr(item, "module", None) is request.module]
    return items.invented if any("everyone" in getattr(item, "fixturenames", ()) for item in mine) else None


@pytest.fixture
def everyone(cast: Cast) -> Cast:
    """The cast, with the invented items beside the printed ones."""
    assert cast.item("TX-01").line == "民政"
    return cast
