"""Endings besides delivery, with the database: withdrawn, returned, terminated, each with its reason (C3, C6)."""

from datetime import date

import pytest

from tests.cases.walking import decide, finish, open_steps, ready, taken_in, told
from tests.town import Cast
from yimen.cases import completion, endings, intake
from yimen.cases.models import Case, Task
from yimen.cases.refusals import REASONS
from yimen.journal import alarms, doctor
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.fold import replay
from yimen.office.actor import Actor


def withdraw(case: Case, by: Actor, at) -> Case:
    return endings.withdraw(case, reason="家人已另行办理", by=by, at=at)


def return_(case: Case, by: Actor, at) -> Case:
    return endings.return_(case, code="examined_not_met", reason="经核实不符合条件", by=by, at=at)


def terminate(case: Case, by: Actor, at) -> Case:
    return endings.terminate(case, code="other", reason="申请人已经死亡", by=by, at=at)


ALL = [(withdraw, "withdrawn", "window"), (return_, "returned", "supervisor"), (terminate, "terminated", "director")]


def received(cast: Cast) -> Case:
    at = cast.clock.at(3, 2)
    return intake.receive(cast.handed(at, code="PX-01", given=False), by=cast.window, at=at)


def completing(cast: Cast) -> Case:
    return completion.ask_completion(received(cast), by=cast.window, at=cast.clock.at(3, 2))


def in_process(cast: Cast) -> Case:
    return taken_in(cast, "PX-01", cast.clock.at(3, 2))


@pytest.mark.parametrize("begin", [received, completing, in_process])
@pytest.mark.parametrize(("end", "state", "post"), ALL)
def test_until_the_decision_a_case_may_end_otherwise_and_nobody_has_a_task_left(
    everyone: Cast, begin, end, state, post
):
    case = begin(everyone)

    case = end(case, getattr(everyone, post), everyone.clock.at(3, 3))

    assert (case.state, case.ended_on, open_steps(case)) == (state, date(2026, 3, 3), set())
    assert case.reason_code
    assert set(Task.objects.filter(case=case).values_list("state", flat=True)) <= {"cancelled"}
    assert alarms.ring(at=everyone.clock.at(8, 3)) == 0
    assert replay(everyone.hall.pk) == []
    assert doctor.examine() == []


@pytest.mark.parametrize(("end", "_state", "post"), ALL)
def test_after_the_decision_it_may_not(everyone: Cast, end, _state, post):
    case = ready(everyone, everyone.clock.at(3, 2))

    with pytest.raises(NotNow):
        end(case, getattr(everyone, post), everyone.clock.at(3, 3))


@pytest.mark.parametrize(("end", "_state", "post"), ALL)
@pytest.mark.parametrize(("other", "_other_state", "other_post"), ALL)
def test_what_has_ended_does_not_end_again(everyone: Cast, end, _state, post, other, _other_state, other_post):
    case = end(in_process(everyone), getattr(everyone, post), everyone.clock.at(3, 3))

    with pytest.raises(NotNow):
        other(case, getattr(everyone, other_post), everyone.clock.at(3, 4))


@pytest.mark.parametrize(
    ("code", "reason"), [("no_such_code", "申请人已经死亡"), ("other", "已死"), ("other", " 已死 ")]
)
def test_no_ending_without_a_listed_reason_and_words(everyone: Cast, code: str, reason: str):
    case = in_process(everyone)

    with pytest.raises(Malformed):
        endings.return_(case, code=code, reason=reason, by=everyone.supervisor, at=everyone.clock.at(3, 3))
    with pytest.raises(Malformed):
        endings.terminate(case, code=code, reason=reason, by=everyone.supervisor, at=everyone.clock.at(3, 3))
    assert Case.objects.get(pk=case.pk).state == "in_process"


@pytest.mark.parametrize("code", REASONS)
def test_every_listed_reason_is_one(everyone: Cast, code: str):
    case = endings.return_(
        in_process(everyone), code=code, reason="经核实不符合条件", by=everyone.supervisor, at=everyone.clock.at(3, 3)
    )

    assert case.reason_code == code


@pytest.mark.parametrize("post", ["village", "county", "reply", "leader", "town_civil"])
def test_only_the_front_withdraws_for_the_person(everyone: Cast, post: str):
    with pytest.raises(NotYours):
        withdraw(in_process(everyone), getattr(everyone, post), everyone.clock.at(3, 3))


@pytest.mark.parametrize("post", ["window", "village", "county", "reply", "leader", "network"])
def test_only_the_supervisor_or_director_terminates(everyone: Cast, post: str):
    with pytest.raises(NotYours):
        terminate(in_process(everyone), getattr(everyone, post), everyone.clock.at(3, 3))


@pytest.mark.parametrize("post", ["village", "town_civil", "window2", "supervisor"])
def test_who_holds_a_task_and_the_homes_front_return_a_case(everyone: Cast, post: str):
    assert return_(in_process(everyone), getattr(everyone, post), everyone.clock.at(3, 3)).state == "returned"


@pytest.mark.parametrize("post", ["village2", "county", "town_family", "leader"])
def test_who_holds_no_task_of_it_does_not_return_it(everyone: Cast, post: str):
    with pytest.raises(NotYours):
        return_(in_process(everyone), getattr(everyone, post), everyone.clock.at(3, 3))


def test_who_held_a_task_before_no_longer_returns_the_case(everyone: Cast):
    case = in_process(everyone)
    finish(everyone, case, "visit", everyone.clock.at(3, 3))

    with pytest.raises(NotYours):
        return_(case, everyone.village, everyone.clock.at(3, 3))


def test_withdrawn_while_completion_is_asked_no_alarm_returns_it_later(everyone: Cast):
    case = withdraw(completing(everyone), everyone.window, everyone.clock.at(3, 3))

    alarms.ring(at=everyone.clock.at(9, 1))

    case.refresh_from_db()
    assert case.state == "withdrawn"
    assert told(case) == ["receive", "ask_completion", "withdraw"]


def test_a_decided_case_runs_to_its_end(everyone: Cast):
    case = in_process(everyone)
    for step in ("visit", "examine", "income"):
        finish(everyone, case, step, everyone.clock.at(3, 3))
    case = decide(everyone, case, everyone.clock.at(3, 4))

    with pytest.raises(NotNow):
        withdraw(case, everyone.window, everyone.clock.at(3, 5))
    assert open_steps(case) == {"make", "list"}
