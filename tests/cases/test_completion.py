"""补正 with the database: one notice, its answer, the clock after it, and no answer at all (C2, E3, F1)."""

from datetime import date
from uuid import UUID

import pytest

from tests.cases import items
from tests.cases.walking import finish, open_steps, taken_in, task, told
from tests.town import Cast
from yimen.cases import completion, intake, reading
from yimen.cases.models import Case, Completion
from yimen.journal import alarms
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.fold import replay
from yimen.papers.models import Paper


def required(cast: Cast, code: str) -> list[UUID]:
    return [one.id for one in cast.item(code).requirements if one.key == "application"]


def received(cast: Cast, code: str = "MZ-01", *, given: bool = False, variant: str = "") -> Case:
    at = cast.clock.at(3, 2)
    return intake.receive(cast.handed(at, code=code, given=given, variant=variant), by=cast.window, at=at)


def test_the_notice_names_everything_that_is_missing_and_no_clock_runs(everyone: Cast):
    case = received(everyone, "YX-01", variant="noticed")

    case = completion.ask_completion(case, by=everyone.window, at=everyone.clock.at(3, 3))

    asked = {str(one.id): one.name for one in everyone.item("YX-01").requirements}
    assert sorted(asked[one] for one in Completion.objects.get().requirement_ids) == ["四邻图", "申请书"]
    assert (case.state, case.came_from, case.due_on) == ("completing", "received", None)
    assert Paper.objects.get().number == "DY26-B000001"
    assert [one.words for one in reading.stations(case)][:2] == ["材料已收到", "等待补齐材料"]


def test_where_nothing_is_missing_and_nothing_is_named_there_is_no_notice(cast: Cast):
    case = received(cast, given=True)

    with pytest.raises(Malformed):
        completion.ask_completion(case, by=cast.window, at=cast.clock.at(3, 3))
    with pytest.raises(Malformed):
        completion.ask_completion(case, remark="   ", by=cast.window, at=cast.clock.at(3, 3))
    assert not Paper.objects.filter(kind="completion").exists()


def test_a_remark_or_a_named_material_is_enough(cast: Cast):
    case, other = received(cast, given=True), received(cast, given=True)
    named = completion.ask_completion(
        case, requirement_ids=required(cast, "MZ-01"), by=cast.window, at=cast.clock.at(3, 3)
    )
    assert named.state == "completing"

    assert (
        completion.ask_completion(other, remark="请写明家庭人数", by=cast.window, at=cast.clock.at(3, 3)).state
        == "completing"
    )


def test_a_material_of_another_item_cannot_be_asked_for(everyone: Cast):
    case = received(everyone, given=True)

    with pytest.raises(Malformed):
        completion.ask_completion(
            case, requirement_ids=required(everyone, "PX-01"), by=everyone.window, at=everyone.clock.at(3, 3)
        )


def test_a_second_notice_needs_the_supervisor(cast: Cast):
    case = received(cast)
    completion.ask_completion(case, by=cast.window, at=cast.clock.at(3, 2, 10))
    completion.complete(case, given=required(cast, "MZ-01"), by=cast.window, at=cast.clock.at(3, 4))

    with pytest.raises(NotYours) as refused:
        completion.ask_completion(case, remark="请补写日期", by=cast.window, at=cast.clock.at(3, 4))
    assert refused.value.code == "second_notice"
    case = completion.ask_completion(case, remark="请补写日期", by=cast.supervisor, at=cast.clock.at(3, 4))

    assert case.state == "completing"
    assert [one.round for one in Completion.objects.order_by("round")] == [1, 2]


def test_completed_before_acceptance_it_is_received_again_and_can_be_accepted(cast: Cast):
    case = received(cast)
    completion.ask_completion(case, by=cast.window, at=cast.clock.at(3, 2, 10))

    case = completion.complete(case, given=required(cast, "MZ-01"), by=cast.window, at=cast.clock.at(3, 4))

    assert (case.state, case.came_from, case.due_on) == ("received", "", None)
    assert intake.accept(case, by=cast.window, at=cast.clock.at(3, 4)).accepted_on == date(2026, 3, 4)


def test_it_is_not_complete_while_something_of_the_notice_is_missing(cast: Cast):
    case = received(cast)
    completion.ask_completion(case, by=cast.window, at=cast.clock.at(3, 2, 10))

    with pytest.raises(NotNow) as refused:
        completion.complete(case, given=[], by=cast.window, at=cast.clock.at(3, 4))
    assert refused.value.code == "still_incomplete"
    assert Case.objects.get(pk=case.pk).state == "completing"


def test_after_a_completed_notice_the_law_still_deems_a_silent_office_to_have_accepted(everyone: Cast):
    case = received(everyone, "YX-01", variant="plain")
    completion.ask_completion(case, by=everyone.window, at=everyone.clock.at(3, 3))
    case = completion.complete(case, given=required(everyone, "YX-01"), by=everyone.window, at=everyone.clock.at(3, 5))

    assert case.answer_by_on == date(2026, 3, 12)  # five working days from Thursday 5 March
    alarms.ring(at=everyone.clock.at(3, 13, 0, 1))

    case.refresh_from_db()
    assert (case.state, case.accepted_on) == ("in_process", date(2026, 3, 5))


@pytest.mark.parametrize(("lines", "due_on"), [({}, date(2026, 4, 8)), ({"completion": "restart"}, date(2026, 4, 14))])
def test_in_process_the_clock_goes_on_or_begins_anew_as_the_version_says(everyone: Cast, lines, due_on: date):
    items.load(everyone, everyone.clock.at(1, 6), py=items.changed(items.PARALLEL, code="PY-01", **lines))
    case = taken_in(everyone, "PY-01", everyone.clock.at(3, 2))
    assert case.due_on == date(2026, 3, 30)

    case = completion.ask_completion(case, remark="请补写收入", by=everyone.village, at=everyone.clock.at(3, 9))
    assert (case.state, case.due_on, case.statutory_due_on) == ("completing", None, None)
    case = completion.complete(case, given=[], by=everyone.window, at=everyone.clock.at(3, 16))

    assert (case.state, case.due_on) == ("in_process", due_on)
    assert replay(everyone.hall.pk) == []


def test_while_completion_is_asked_the_open_tasks_wait(everyone: Cast):
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))
    completion.ask_completion(case, remark="请补写收入", by=everyone.village, at=everyone.clock.at(3, 3))

    with pytest.raises(NotNow):
        finish(everyone, case, "visit", everyone.clock.at(3, 4))
    assert open_steps(case) == {"visit", "examine"}
    assert Paper.objects.get(kind="completion").data["clerk"] == "林晓燕"  # at the window, not the village's officer
    waiting = reading.stations(Case.objects.get(pk=case.pk))
    assert {one.words for one in waiting if one.status == "now"} == {"等待补齐材料"}
    completion.complete(case, given=[], by=everyone.window, at=everyone.clock.at(3, 5))
    finish(everyone, case, "visit", everyone.clock.at(3, 5))
    assert open_steps(case) == {"examine"}


def test_the_days_of_the_open_tasks_follow_the_case(everyone: Cast):
    items.load(everyone, everyone.clock.at(1, 6), py=items.changed(items.PARALLEL, code="PY-01", completion="restart"))
    case = taken_in(everyone, "PY-01", everyone.clock.at(3, 2))
    assert (task(case, "visit").due_on, task(case, "examine").due_on) == (date(2026, 3, 9), date(2026, 3, 30))

    completion.ask_completion(case, remark="请补写收入", by=everyone.village, at=everyone.clock.at(3, 9))
    completion.complete(case, given=[], by=everyone.window, at=everyone.clock.at(3, 16))

    assert task(case, "examine").due_on == date(2026, 4, 14)


def test_in_process_nothing_is_asked_unless_the_version_allows_it(cast: Cast):
    case = taken_in(cast, "MZ-01", cast.clock.at(3, 2))

    with pytest.raises(NotNow) as refused:
        completion.ask_completion(case, remark="请补写收入", by=cast.village, at=cast.clock.at(3, 3))
    assert refused.value.code == "no_completion_in_process"


@pytest.mark.parametrize("post", ["village2", "county", "town_family", "leader"])
def test_before_acceptance_only_the_front_asks(everyone: Cast, post: str):
    case = received(everyone)

    with pytest.raises(NotYours):
        completion.ask_completion(case, by=getattr(everyone, post), at=everyone.clock.at(3, 3))
    assert completion.ask_completion(case, by=everyone.window2, at=everyone.clock.at(3, 3)).state == "completing"


@pytest.mark.parametrize("post", ["village2", "county", "town_family"])
def test_in_process_who_holds_no_task_of_it_does_not_ask(everyone: Cast, post: str):
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))

    with pytest.raises(NotYours):
        completion.ask_completion(case, remark="请补写收入", by=getattr(everyone, post), at=everyone.clock.at(3, 3))


def test_the_reply_window_does_not_take_what_completes_a_case(cast: Cast):
    case = received(cast)
    completion.ask_completion(case, by=cast.window, at=cast.clock.at(3, 2, 10))

    with pytest.raises(NotYours):
        completion.complete(case, given=required(cast, "MZ-01"), by=cast.reply, at=cast.clock.at(3, 4))


def test_unanswered_in_the_told_term_the_case_is_returned(cast: Cast):
    case = completion.receive_and_ask(
        cast.handed(cast.clock.at(3, 2), given=False), by=cast.window, at=cast.clock.at(3, 2)
    )
    assert Completion.objects.get().answer_by_on == date(2026, 6, 1)  # 90 days end on Sunday 31 May

    assert alarms.ring(at=cast.clock.at(6, 1, 23, 59)) == 0
    assert alarms.ring(at=cast.clock.at(6, 2, 0, 1)) == 1

    case.refresh_from_db()
    assert (case.state, case.reason_code) == ("returned", "not_completed")
    assert told(case) == ["receive", "ask_completion", "return_unanswered"]


def test_unanswered_in_process_it_is_returned_and_nobody_has_a_task_left(everyone: Cast):
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))
    completion.ask_completion(case, remark="请补写收入", by=everyone.village, at=everyone.clock.at(3, 3))

    alarms.ring(at=everyone.clock.at(6, 3))

    case.refresh_from_db()
    assert (case.state, open_steps(case)) == ("returned", set())


def test_who_comes_a_day_too_late_finds_the_case_returned(cast: Cast):
    case = completion.receive_and_ask(
        cast.handed(cast.clock.at(3, 2), given=False), by=cast.window, at=cast.clock.at(3, 2)
    )

    with pytest.raises(NotNow):
        completion.complete(case, given=required(cast, "MZ-01"), by=cast.window, at=cast.clock.at(6, 2))


def test_answered_in_time_no_alarm_rings(cast: Cast):
    case = completion.receive_and_ask(
        cast.handed(cast.clock.at(3, 2), given=False), by=cast.window, at=cast.clock.at(3, 2)
    )
    completion.complete(case, given=required(cast, "MZ-01"), by=cast.window, at=cast.clock.at(6, 1))

    assert alarms.ring(at=cast.clock.at(6, 2, 1)) == 0


def test_only_the_clock_returns_what_was_not_answered(cast: Cast):
    case = completion.receive_and_ask(
        cast.handed(cast.clock.at(3, 2), given=False), by=cast.window, at=cast.clock.at(3, 2)
    )

    with pytest.raises(NotYours):
        completion.return_unanswered(case, by=cast.supervisor, at=cast.clock.at(3, 3))
