"""The decision with the database: who may, when, with which words, and what follows it (D6, D10, E1)."""

from datetime import date

import pytest

from tests.cases import items
from tests.cases.walking import decide, finish, holder, open_steps, taken_in, task, told
from tests.town import Cast
from yimen.cases import decisions
from yimen.cases.models import Case, Pause
from yimen.journal.errors import Malformed, NotNow, NotThere, NotYours
from yimen.journal.fold import replay
from yimen.journal.models import Entry, Fact
from yimen.papers.models import Paper


def before_the_decision(everyone: Cast) -> Case:
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))
    for step in ("visit", "examine", "income"):
        case = finish(everyone, case, step, everyone.clock.at(3, 3))
    return case


def test_who_accepted_does_not_decide(everyone: Cast):
    case = taken_in(everyone, "XM-01", everyone.clock.at(3, 2), by=everyone.supervisor)

    with pytest.raises(NotYours) as refused:
        decide(everyone, case, everyone.clock.at(3, 3))

    assert refused.value.code == "same_person"
    assert Case.objects.get(pk=case.pk).state == "in_process"


def test_who_did_not_accept_decides(everyone: Cast):
    case = taken_in(everyone, "XM-01", everyone.clock.at(3, 2), by=everyone.window)

    case = decide(everyone, case, everyone.clock.at(3, 3))

    assert (case.state, case.outcome, case.decided_on) == ("ready", "granted", date(2026, 3, 3))


def test_who_accepted_decides_where_the_item_says_so(everyone: Cast):
    text = items.changed(items.SUPERVISED, code="LY-02", who_accepts_may_decide="true")
    items.load(everyone, everyone.clock.at(1, 6), ly2=text)
    case = taken_in(everyone, "LY-02", everyone.clock.at(3, 2), by=everyone.supervisor)

    assert decide(everyone, case, everyone.clock.at(3, 3)).state == "ready"


@pytest.mark.parametrize("opinion", ["", "不行", "     不行     "])
def test_a_refusal_needs_reasons_and_a_grant_does_not(everyone: Cast, opinion: str):
    case = before_the_decision(everyone)

    with pytest.raises(Malformed) as refused:
        decide(everyone, case, everyone.clock.at(3, 4), outcome="refused", opinion=opinion)
    assert "opinion" in refused.value.fields
    assert decide(everyone, case, everyone.clock.at(3, 4), outcome="granted", opinion=opinion).state == "decided"


def test_there_is_no_third_outcome(everyone: Cast):
    case = before_the_decision(everyone)

    with pytest.raises(Malformed):
        decide(everyone, case, everyone.clock.at(3, 4), outcome="postponed")


@pytest.mark.parametrize(
    ("outcome", "state", "waiting"), [("granted", "decided", {"make", "list"}), ("refused", "ready", set())]
)
def test_what_follows_the_decision_follows_a_grant_only(everyone: Cast, outcome: str, state: str, waiting: set[str]):
    case = decide(
        everyone, before_the_decision(everyone), everyone.clock.at(3, 4), outcome=outcome, opinion="收入超过标准"
    )

    assert (case.state, case.outcome, open_steps(case)) == (state, outcome, waiting)
    assert replay(everyone.hall.pk) == []


@pytest.mark.parametrize(("outcome", "reasons"), [("granted", []), ("refused", ["收入超过标准"])])
def test_the_result_paper_says_the_reasons_of_a_refusal(everyone: Cast, outcome: str, reasons: list[str]):
    decide(everyone, before_the_decision(everyone), everyone.clock.at(3, 4), outcome=outcome, opinion="收入超过标准")

    paper = Paper.objects.get(kind="result")
    assert paper.number == "DY26-J000001"
    assert (paper.data["decision"], list(paper.data["reasons"])) == (outcome, reasons)


def test_the_opinion_is_personal_and_is_not_in_the_chain(everyone: Cast):
    case = decide(everyone, before_the_decision(everyone), everyone.clock.at(3, 4), opinion="家有重病人口")

    entry = Entry.objects.get(subject_id=case.pk, act="cases.decide")
    assert "家有重病人口" not in entry.body
    assert Fact.objects.get(entry=entry, name="opinion").value == "家有重病人口"


def test_nobody_decides_while_a_step_beside_is_open(everyone: Cast):
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))
    for step in ("visit", "examine"):
        finish(everyone, case, step, everyone.clock.at(3, 3))

    with pytest.raises(NotNow) as refused:
        decide(everyone, case, everyone.clock.at(3, 4))
    assert refused.value.code == "others_open"
    finish(everyone, case, "income", everyone.clock.at(3, 4))
    assert decide(everyone, case, everyone.clock.at(3, 4)).state == "decided"


def test_only_the_post_that_holds_the_decision_decides(everyone: Cast):
    case = before_the_decision(everyone)
    waiting = task(case, "approve")

    for by in (everyone.county_head, everyone.supervisor, everyone.town_civil, everyone.leader):
        with pytest.raises(NotYours):
            decisions.decide(case, task_id=waiting.pk, outcome="granted", by=by, at=everyone.clock.at(3, 4))
    assert open_steps(case) == {"approve"}


def test_a_step_that_is_no_decision_decides_nothing(everyone: Cast):
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))
    visit = task(case, "visit")

    with pytest.raises(NotNow) as refused:
        decisions.decide(
            case, task_id=visit.pk, outcome="granted", by=holder(everyone, visit), at=everyone.clock.at(3, 3)
        )
    assert refused.value.code == "not_a_decision"


def test_a_case_is_decided_once(everyone: Cast):
    case = before_the_decision(everyone)
    waiting = task(case, "approve")
    decide(everyone, case, everyone.clock.at(3, 4))

    with pytest.raises(NotNow):
        decisions.decide(case, task_id=waiting.pk, outcome="refused", opinion="收入超过标准", by=everyone.county,
                         at=everyone.clock.at(3, 5))  # fmt: skip
    assert told(case).count("decide") == 1


def test_an_unknown_task_is_not_there(everyone: Cast):
    case, other = before_the_decision(everyone), taken_in(everyone, "XM-01", everyone.clock.at(3, 3))

    with pytest.raises(NotThere):
        decisions.decide(case, task_id=task(other, "approve").pk, outcome="granted", by=everyone.county,
                         at=everyone.clock.at(3, 4))  # fmt: skip


@pytest.mark.parametrize(("until_on", "may"), [(None, False), (date(2026, 3, 4), True)])
def test_under_an_open_pause_nobody_decides(everyone: Cast, until_on: date | None, may: bool):
    case = before_the_decision(everyone)
    Pause.objects.create(
        case=case, centre=everyone.hall, kind="appraisal", basis="《行政许可法》第四十五条", from_on=date(2026, 3, 4),
        planned_until_on=date(2026, 3, 20), until_on=until_on, approver_id=everyone.supervisor.id,
    )  # fmt: skip
    if until_on is None:
        Case.objects.filter(pk=case.pk).update(due_on=None)  # as an open pause leaves it (design 6)

    if may:
        assert decide(everyone, case, everyone.clock.at(3, 5)).state == "decided"
        return
    with pytest.raises(NotNow) as refused:
        decide(everyone, case, everyone.clock.at(3, 5))
    assert refused.value.code == "paused"


def test_the_promise_is_met_by_a_decision_on_its_day_and_the_day_stays_as_it_was(everyone: Cast):
    case = before_the_decision(everyone)
    due_on = date(2026, 3, 30)
    assert case.due_on == due_on

    case = decide(everyone, case, everyone.clock.at(due_on.month, due_on.day, 16))

    assert (case.due_on, case.decided_on) == (due_on, due_on)
