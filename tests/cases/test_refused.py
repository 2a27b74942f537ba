"""The ledger of refusals: what was refused in a month, by whom, why, with which paper, and what the leader said (C6)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases import leads
from tests.cases.plans import plan
from tests.cases.walking import ready, taken_in
from tests.town import Cast
from yimen.cases import endings, intake, refused, refusing
from yimen.cases.models import Case
from yimen.papers.models import Paper

WHY, MARCH = "户籍不在本街道", date(2026, 3, 31)


def not_accepted(cast: Cast, day: int = 3) -> Case:
    """Refused by the window on Tuesday 3 March 2026, after the leader was asked."""
    at = cast.clock.at(3, day)
    case = intake.receive(cast.handed(at, code="TX-01", form={"household": "3"}), by=cast.window, at=at)
    case = refusing.ask_refusal(case, code="not_ours", reason=WHY, by=cast.window, at=cast.clock.at(3, day, 9, 1))
    case = refusing.allow_refusal(case, by=cast.leader, at=cast.clock.at(3, day, 9, 2))
    return intake.refuse_intake(case, code="not_ours", reason=WHY, by=cast.window, at=cast.clock.at(3, day, 9, 3))


def returned(cast: Cast) -> Case:
    """Sent back to the applicant on Wednesday 4 March."""
    case = taken_in(cast, "PX-01", cast.clock.at(3, 4))
    return endings.return_(case, code="not_eligible", reason=WHY, by=cast.town_civil, at=cast.clock.at(3, 4))


def lines(cast: Cast, month: date = MARCH) -> dict[str, refused.Refusal]:
    return {one.number: one for one in refused.of_month(cast.supervisor, month)}


def test_a_refusal_at_intake_stands_with_its_reason_its_clerk_the_leaders_word_and_its_paper(everyone: Cast):
    case = not_accepted(everyone)

    line = lines(everyone)[case.number]
    assert (line.kind_words, line.reason_words) == ("不予受理", "不属于本机关职权范围")
    assert (line.clerk, line.post, line.leader) == ("林晓燕", everyone.window.post_title, "已同意（李建国，3月3日）")
    assert line.paper_number == Paper.objects.get(kind="refusal").number
    assert (line.on, line.applicant_masked) == (date(2026, 3, 3), "王**")


def test_what_was_returned_terminated_or_not_granted_stands_too_the_newest_first(everyone: Cast):
    first, second = not_accepted(everyone), returned(everyone)
    third = ready(everyone, everyone.clock.at(3, 5))
    fourth = taken_in(everyone, "PX-01", everyone.clock.at(3, 6))
    endings.terminate(fourth, code="other", reason=WHY, by=everyone.supervisor, at=everyone.clock.at(3, 9))

    found = refused.of_month(everyone.supervisor, MARCH)
    assert [one.number for one in found] == [one.number for one in (fourth, third, second, first)]
    assert [one.kind_words for one in found] == ["已终止", "不予批准", "已退件", "不予受理"]
    assert [one.clerk for one in found] == ["孙志强", "何文斌", "赵敏", "林晓燕"]
    assert all(one.paper_number for one in found)


def test_what_was_granted_or_withdrawn_is_no_refusal(everyone: Cast):
    case = taken_in(everyone, "MZ-01", everyone.clock.at(3, 2))
    endings.withdraw(case, reason="申请人改变主意", by=everyone.window, at=everyone.clock.at(3, 3))

    assert lines(everyone) == {}


def test_a_month_has_its_own_days_and_no_other(everyone: Cast):
    returned(everyone)

    assert [len(lines(everyone, date(2026, month, 15))) for month in (2, 3, 4)] == [0, 1, 0]


def test_a_lead_above_reads_it_and_nobody_elsewhere_nor_a_clerk(everyone: Cast):
    returned(everyone)

    assert len(refused.of_month(leads.at_county(everyone), MARCH)) == 1
    assert refused.of_month(leads.elsewhere(everyone), MARCH) == []
    assert refused.of_month(everyone.window, MARCH) == []


def queries(cast: Cast) -> int:
    with CaptureQueriesContext(connection) as seen:
        refused.of_month(cast.supervisor, MARCH)
    return len(seen)


def test_the_ledger_costs_the_same_for_one_line_and_for_many(everyone: Cast):
    not_accepted(everyone)
    refused.of_month(everyone.supervisor, MARCH)  # what a process keeps in memory is there
    one = queries(everyone)
    not_accepted(everyone, day=4), returned(everyone), ready(everyone, everyone.clock.at(3, 5))

    assert queries(everyone) == one


@pytest.mark.parametrize(("name", "index"), [("_ended", "case_refused"), ("_not_granted", "case_not_granted")])
def test_each_half_of_it_is_found_by_its_index(everyone: Cast, name: str, index: str):
    days = (date(2026, 3, 1), MARCH)
    said = plan(getattr(refused, name)(everyone.supervisor, days))

    assert index in said
    assert "SCAN cases_" not in said and "Seq Scan on cases_" not in said
