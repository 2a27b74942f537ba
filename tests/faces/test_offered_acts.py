"""Acts get a button only where the verb would let them through: returning and asking for completion."""

from datetime import date, datetime

import pytest

from tests.cases import items
from tests.town import Cast
from yimen.cases import completion, endings, intake, offering
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case
from yimen.catalogue import definitions
from yimen.journal.errors import NotYours

HOLDS, FRONT, OTHERS = "town_civil", ("window", "supervisor"), ("village", "county", "director")


@pytest.fixture
def case(cast: Cast) -> Case:
    """Accepted on 2 March 2026; the town's officer examines it, and may ask for completion."""
    definitions._kept.clear()
    items.load(cast, cast.clock.at(1, 5), yx=items.DEEMED)
    at = cast.clock.at(3, 2)
    return intake.take_in(cast.handed(at, code="YX-01", variant="plain"), by=cast.window, at=at)


def return_(case: Case, cast: Cast, post: str, at: datetime) -> Case:
    return endings.return_(case, code="not_eligible", reason="不符合条件", by=getattr(cast, post), at=at)


@pytest.mark.parametrize("act", [Act.RETURN, Act.ASK_COMPLETION])
def test_who_holds_the_task_and_the_front_of_the_home_have_the_button_and_others_do_not(
    case: Case, cast: Cast, act: Act
):
    for post in (HOLDS, *FRONT):
        assert act in offering.acts_now(case, getattr(cast, post), on=date(2026, 3, 2)), post
    for post in OTHERS:
        assert act not in offering.acts_now(case, getattr(cast, post), on=date(2026, 3, 2)), post


@pytest.mark.parametrize("post", ["village", "county"])
def test_what_has_no_button_is_refused(case: Case, cast: Cast, post: str):
    with pytest.raises(NotYours):
        return_(case, cast, post, cast.clock.at(3, 3))
    with pytest.raises(NotYours):
        completion.ask_completion(case, remark="补身份证", by=getattr(cast, post), at=cast.clock.at(3, 3))


@pytest.mark.parametrize("post", [HOLDS, *FRONT])
def test_what_has_a_button_is_done(case: Case, cast: Cast, post: str):
    assert return_(case, cast, post, cast.clock.at(3, 3)).state == "returned"
