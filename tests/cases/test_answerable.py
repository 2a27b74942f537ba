"""办理责任人: handed over on record and told; 重点办理 has a named leader; an applicant in a hurry is heard (D8, C3, E5)."""

from datetime import date

import pytest

from tests.cases.walking import taken_in, told
from tests.town import Cast
from yimen.cases import answerable
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.papers.models import Paper

WHY = "林晓燕轮岗培训"


def test_the_supervisor_hands_a_case_over_and_the_person_is_told(everyone: Cast):
    case = taken_in(everyone, "MZ-01", everyone.clock.at(3, 2))
    to = everyone.window2.id

    case = answerable.hand_over(case, staff_id=to, reason=WHY, by=everyone.supervisor, at=everyone.clock.at(3, 3))

    assert case.answerable_id == to
    notice = Paper.objects.get(kind="notice").data
    assert (notice["what"], notice["before"], notice["after"]) == ("hand_over", "林晓燕", "陈国栋")
    assert notice["clerk"] == "林晓燕"  # at the window that took it in; not who answers for it now
    assert told(case)[-1] == "hand_over"


@pytest.mark.parametrize("post", ["window", "reply", "village", "leader", "county"])
def test_nobody_else_hands_it_over(everyone: Cast, post: str):
    case = taken_in(everyone, "MZ-01", everyone.clock.at(3, 2))

    with pytest.raises(NotYours):
        answerable.hand_over(
            case, staff_id=everyone.window2.id, reason=WHY, by=getattr(everyone, post), at=everyone.clock.at(3, 3)
        )


@pytest.mark.parametrize("post", ["county", "village", "window"])
def test_only_another_who_is_at_the_home_can_answer_for_it(everyone: Cast, post: str):
    case = taken_in(everyone, "MZ-01", everyone.clock.at(3, 2))

    with pytest.raises(Malformed) as refused:
        answerable.hand_over(
            case, staff_id=getattr(everyone, post).id, reason=WHY, by=everyone.supervisor, at=everyone.clock.at(3, 3)
        )
    assert "staff" in refused.value.fields


def test_an_important_case_is_led_by_a_named_leader(everyone: Cast):
    case = taken_in(everyone, "MZ-01", everyone.clock.at(3, 2))
    leader, at = everyone.leader.id, everyone.clock.at(3, 3)

    case = answerable.mark(case, staff_id=leader, reason="涉及多户群众", by=everyone.director, at=at)

    assert case.led_by_id == leader
    with pytest.raises(NotNow):
        answerable.mark(case, staff_id=leader, reason="涉及多户群众", by=everyone.director, at=at)
    with pytest.raises(Malformed):
        answerable.mark(case, staff_id=everyone.window.id, reason="涉及多户群众", by=everyone.director, at=at)


def test_a_hurry_is_kept_and_binds_nobody(everyone: Cast):
    case = taken_in(everyone, "MZ-01", everyone.clock.at(3, 2))
    was, at = case.due_on, everyone.clock.at(3, 3)

    case = answerable.hurry(case, wanted_on=date(2026, 3, 20), reason="外出务工前要用", by=everyone.window, at=at)

    assert (case.wanted_on, case.due_on) == (date(2026, 3, 20), was)
    with pytest.raises(Malformed):
        answerable.hurry(case, wanted_on=date(2026, 3, 1), reason="外出务工前要用", by=everyone.window, at=at)
