"""What stands beside a case's way, and which kinds it is: read from what happened, never stored (C3, D8)."""

from datetime import date

import pytest

from tests.cases.walking import ready, taken_in
from tests.town import Cast
from yimen.cases import answerable, endings, extending, intake, on_the_spot, pausing, refusing, standing
from yimen.cases.models import Case

ON = date(2026, 3, 3)


def words(case: Case, on: date = ON) -> list[str]:
    return [one.words for one in standing.lines(case, on=on)]


def test_a_plain_case_has_nothing_beside_it(everyone: Cast):
    assert words(taken_in(everyone, "MZ-01", everyone.clock.at(3, 2))) == []


def test_a_proposal_says_what_who_and_whose_word_is_awaited(everyone: Cast):
    case = taken_in(everyone, "MZ-01", everyone.clock.at(3, 2))

    case = extending.ask_extension(case, days=5, reason="户籍正在核对", by=everyone.village, at=everyone.clock.at(3, 3))

    assert words(case) == ["请示延期5个工作日：刘大山 3月3日提出，待主管"]


def test_a_refusal_waits_for_the_leader_at_once_and_a_pause_for_either(everyone: Cast):
    at, reason = everyone.clock.at(3, 2), "户籍正在核对"
    handed = everyone.handed(at, code="TX-01", form={"household": "3"})
    case = intake.receive(handed, by=everyone.window, at=at)
    case = refusing.ask_refusal(case, code="not_ours", reason=reason, by=everyone.window, at=at)
    other = taken_in(everyone, "TX-01", everyone.clock.at(3, 2, 11), form={"household": "3"})
    until, asked = date(2026, 3, 20), everyone.clock.at(3, 3)
    other = pausing.ask_pause(other, special="听证", until_on=until, reason=reason, by=everyone.town_civil, at=asked)

    assert words(case)[0] == "请示不予受理：林晓燕 3月2日提出，待领导"
    assert words(other) == ["请示停表（听证）：赵敏 3月3日提出，待主管或者领导"]


def test_hurry_and_importance_are_seen_until_the_decision(everyone: Cast):
    case, at = taken_in(everyone, "MZ-01", everyone.clock.at(3, 2)), everyone.clock.at(3, 3)
    case = answerable.mark(case, staff_id=everyone.leader.id, reason="涉及多户群众", by=everyone.director, at=at)
    case = answerable.hurry(case, wanted_on=date(2026, 3, 20), reason="外出前要用", by=everyone.window, at=at)

    assert words(Case.objects.get(pk=case.pk)) == ["重点办理：李建国牵头", "申请人要求加急，希望3月20日前办好"]


def test_a_result_that_waits_says_until_when_and_then_that_nobody_came(everyone: Cast):
    case = ready(everyone, everyone.clock.at(3, 2))
    assert case.collect_by_on is not None

    assert words(case)[0].startswith("请申请人在3月16日前领取")
    assert words(case, date(2026, 3, 17)) == ["结果尚未领取，请联系申请人（应在3月16日前领取）"]


@pytest.mark.parametrize(
    ("code", "is_up", "kinds"), [("MZ-01", True, ["承诺件", "上报件"]), ("MZ-05", False, ["承诺件"])]
)
def test_a_promised_case_is_that_and_passed_up_where_it_goes_up(
    everyone: Cast, code: str, is_up: bool, kinds: list[str]
):
    assert standing.kinds(taken_in(everyone, code, everyone.clock.at(3, 2)), is_up=is_up) == kinds


def test_what_is_done_on_the_spot_is_that_and_what_is_returned_is_that_too(everyone: Cast):
    at = everyone.clock.at(3, 2)
    spot = on_the_spot.handle(everyone.handed(at, code="JS-03"), by=everyone.window, at=at)
    case = taken_in(everyone, "MZ-01", everyone.clock.at(3, 2, 10))
    back = endings.return_(case, code="examined_not_met", reason="经审核不符合", by=everyone.village,
                           at=everyone.clock.at(3, 3))  # fmt: skip
    received = intake.receive(everyone.handed(everyone.clock.at(3, 4)), by=everyone.window, at=everyone.clock.at(3, 4))

    assert standing.kinds(spot, is_up=False) == ["即办件"]
    assert standing.kinds(back, is_up=True) == ["承诺件", "上报件", "退回件"]
    assert standing.kinds(received, is_up=True)[0] == "待受理"
