"""否定报备: where the item demands it, the leader's word comes before the refusal; every refusal has its paper (C6, F4)."""

import pytest

from tests.town import Cast
from yimen.cases import intake, proposals, refusing
from yimen.cases.models import Case
from yimen.journal.errors import NotNow, NotYours
from yimen.papers.models import Paper

WHY = "户籍不在本街道"


def received(cast: Cast, code: str = "TX-01") -> Case:
    """Handed in on Monday 2 March 2026."""
    at = cast.clock.at(3, 2)
    form = {"household": "3"} if code == "TX-01" else None
    return intake.receive(cast.handed(at, code=code, form=form), by=cast.window, at=at)


def test_without_the_leaders_word_there_is_no_refusal(everyone: Cast):
    case = received(everyone)

    with pytest.raises(NotNow, match="分管领导"):
        intake.refuse_intake(case, code="not_ours", reason=WHY, by=everyone.window, at=everyone.clock.at(3, 3))
    assert not Paper.objects.filter(kind="refusal").exists()


def test_with_it_the_window_refuses_and_the_paper_says_why_and_where_to_object(everyone: Cast):
    case = refusing.ask_refusal(
        received(everyone), code="not_ours", reason=WHY, by=everyone.window, at=everyone.clock.at(3, 2, 10)
    )
    case = refusing.allow_refusal(case, opinion="同意", by=everyone.leader, at=everyone.clock.at(3, 3))

    case = intake.refuse_intake(case, code="not_ours", reason=WHY, by=everyone.window, at=everyone.clock.at(3, 3, 10))

    said = Paper.objects.get(kind="refusal").data
    assert (case.state, said["reason"], said["explanation"]) == ("not_accepted", "不属于本机关职权范围", WHY)
    assert said["review_body"] and said["court"]


def test_what_the_leader_declined_is_not_refused(everyone: Cast):
    case = refusing.ask_refusal(
        received(everyone), code="not_ours", reason=WHY, by=everyone.window, at=everyone.clock.at(3, 2, 10)
    )
    proposals.decline(
        case,
        proposal_id=case.proposals.get().pk,
        reason="符合条件应受理",
        by=everyone.leader,
        at=everyone.clock.at(3, 3),
    )

    with pytest.raises(NotNow):
        intake.refuse_intake(case, code="not_ours", reason=WHY, by=everyone.window, at=everyone.clock.at(3, 4))


@pytest.mark.parametrize("post", ["window", "supervisor", "county"])
def test_nobody_but_the_leader_allows_a_refusal(everyone: Cast, post: str):
    case = refusing.ask_refusal(
        received(everyone), code="not_ours", reason=WHY, by=everyone.window, at=everyone.clock.at(3, 2, 10)
    )

    with pytest.raises(NotYours):
        refusing.allow_refusal(case, by=getattr(everyone, post), at=everyone.clock.at(3, 3))


def test_other_items_need_no_leader_and_may_ask_one(everyone: Cast):
    case, other = received(everyone, "MZ-01"), received(everyone, "MZ-01")

    case = intake.refuse_intake(case, code="not_ours", reason=WHY, by=everyone.window, at=everyone.clock.at(3, 3))
    other = refusing.ask_refusal(other, code="not_ours", reason=WHY, by=everyone.window, at=everyone.clock.at(3, 3))

    assert (case.state, other.proposals.get().state) == ("not_accepted", "asked")
