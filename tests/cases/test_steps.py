"""Steps with the database: side by side, sent back, public notices, and whose task it is (D2, D3, D5)."""

from datetime import date

import pytest

from tests.cases import items
from tests.cases.walking import decide, finish, holder, open_steps, taken_in, task, told
from tests.town import Cast
from yimen.cases import steps
from yimen.cases.models import Case, CaseSight, PublicNotice, Task
from yimen.journal import doctor
from yimen.journal.errors import Malformed, NotNow, NotThere, NotYours
from yimen.journal.fold import replay
from yimen.office.models import Duty, Holding


def send_back(cast: Cast, case: Case, step: str, at, *, reason: str = "材料与事实不符", by=None) -> Case:
    waiting = task(case, step)
    return steps.send_back(case, task_id=waiting.pk, reason=reason, by=by or holder(cast, waiting), at=at)


def test_the_next_stage_opens_when_the_last_step_of_this_one_is_done(everyone: Cast):
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))
    assert open_steps(case) == {"visit", "examine"}

    finish(everyone, case, "examine", everyone.clock.at(3, 3))
    assert open_steps(case) == {"visit"}
    case = finish(everyone, case, "visit", everyone.clock.at(3, 4))

    assert open_steps(case) == {"income", "approve"}
    assert (case.stage, case.state) == (2, "in_process")


def test_a_household_visit_waits_at_the_village_and_only_there(everyone: Cast):
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))
    visit = task(case, "visit")
    assert (visit.post_id, visit.due_on) == (everyone.village.post_id, date(2026, 3, 9))

    for by in (everyone.village2, everyone.town_civil, everyone.supervisor, everyone.window):
        with pytest.raises(NotYours):
            finish(everyone, case, "visit", everyone.clock.at(3, 3), by=by)
    finish(everyone, case, "visit", everyone.clock.at(3, 3))
    assert open_steps(case) == {"examine"}


def test_a_task_is_finished_once(everyone: Cast):
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))
    visit = task(case, "visit")
    steps.finish(case, task_id=visit.pk, by=everyone.village, at=everyone.clock.at(3, 3))

    with pytest.raises(NotThere):
        steps.finish(case, task_id=visit.pk, by=everyone.village, at=everyone.clock.at(3, 3))
    assert told(case) == ["receive", "accept", "finish"]


def test_a_task_of_another_case_is_not_there(everyone: Cast):
    one = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))
    other = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))

    with pytest.raises(NotThere):
        steps.finish(one, task_id=task(other, "visit").pk, by=everyone.village, at=everyone.clock.at(3, 3))


def test_a_decision_is_decided_and_not_finished(everyone: Cast):
    case = taken_in(everyone, "XM-01", everyone.clock.at(3, 2))

    with pytest.raises(NotNow) as refused:
        finish(everyone, case, "approve", everyone.clock.at(3, 3))
    assert refused.value.code == "needs_decision"


def test_sent_back_the_whole_earlier_stage_is_a_new_round(everyone: Cast):
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))
    finish(everyone, case, "visit", everyone.clock.at(3, 3))
    finish(everyone, case, "examine", everyone.clock.at(3, 3))

    case = send_back(everyone, case, "approve", everyone.clock.at(3, 4))

    assert (case.round, case.stage, open_steps(case)) == (2, 1, {"visit", "examine"})
    states = dict(Task.objects.filter(case=case).exclude(state="open").values_list("step_key", "state"))
    assert states == {"visit": "done", "examine": "done", "approve": "sent_back", "income": "cancelled"}
    assert replay(everyone.hall.pk) == []


def test_the_first_step_is_sent_back_to_nobody(everyone: Cast):
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))

    with pytest.raises(NotNow) as refused:
        send_back(everyone, case, "visit", everyone.clock.at(3, 3))
    assert refused.value.code == "first_stage"
    assert open_steps(case) == {"visit", "examine"}


def test_sending_back_needs_words_and_the_task(everyone: Cast):
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))
    finish(everyone, case, "visit", everyone.clock.at(3, 3))
    finish(everyone, case, "examine", everyone.clock.at(3, 3))

    with pytest.raises(Malformed):
        send_back(everyone, case, "approve", everyone.clock.at(3, 4), reason="  重来  ")
    with pytest.raises(NotYours):
        send_back(everyone, case, "approve", everyone.clock.at(3, 4), by=everyone.county_head)
    assert open_steps(case) == {"income", "approve"}


def test_after_the_decision_nothing_is_sent_back(everyone: Cast):
    case = decided(everyone)

    with pytest.raises(NotNow):
        send_back(everyone, case, "make", everyone.clock.at(3, 5))


def decided(everyone: Cast) -> Case:
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))
    for step in ("visit", "examine", "income"):
        finish(everyone, case, step, everyone.clock.at(3, 3))
    return decide(everyone, case, everyone.clock.at(3, 4))


def test_after_the_decision_steps_run_side_by_side_and_the_last_makes_the_result_ready(everyone: Cast):
    case = decided(everyone)
    assert (case.state, open_steps(case)) == ("decided", {"make", "list"})
    assert task(case, "make").due_on == date(2026, 3, 9)

    case = finish(everyone, case, "list", everyone.clock.at(3, 5))
    assert case.state == "decided"
    case = finish(everyone, case, "make", everyone.clock.at(3, 6))
    assert (case.state, open_steps(case)) == ("decided", {"hand"})
    case = finish(everyone, case, "hand", everyone.clock.at(3, 9))

    assert (case.state, open_steps(case)) == ("ready", set())


def noticed(everyone: Cast) -> Case:
    case = taken_in(everyone, "YX-01", everyone.clock.at(3, 2), variant="noticed")
    return finish(everyone, case, "check", everyone.clock.at(3, 3))


def test_a_public_notice_hangs_for_the_term_of_its_version(everyone: Cast):
    case = noticed(everyone)
    notice = task(case, "notice")

    with pytest.raises(NotNow) as refused:
        finish(everyone, case, "notice", everyone.clock.at(3, 3))
    assert refused.value.code == "not_posted"
    steps.post_notice(case, task_id=notice.pk, by=everyone.village, at=everyone.clock.at(3, 4))
    hanging = PublicNotice.objects.get()
    assert (hanging.from_on, hanging.until_on, hanging.masked) == (date(2026, 3, 4), date(2026, 3, 9), "王**")

    with pytest.raises(NotNow) as refused:  # three days end on Saturday 7 March, so on Monday 9 March
        finish(everyone, case, "notice", everyone.clock.at(3, 9, 16))
    assert refused.value.code == "notice_runs"
    finish(everyone, case, "notice", everyone.clock.at(3, 10))
    assert open_steps(case) == {"approve"}


def test_without_a_term_in_the_version_the_policy_of_seven_days_holds(cast: Cast):
    case = taken_in(cast, "MZ-01", cast.clock.at(3, 2))
    finish(cast, case, "village_check", cast.clock.at(3, 3))
    waiting = task(case, "village_notice")
    steps.post_notice(case, task_id=waiting.pk, by=cast.village, at=cast.clock.at(3, 5))

    hanging = PublicNotice.objects.get()
    assert hanging.until_on == date(2026, 3, 12)
    assert "社会救助暂行办法" in hanging.basis


def test_a_notice_is_posted_once_by_its_post_and_only_in_a_notice_step(everyone: Cast):
    case = noticed(everyone)
    notice = task(case, "notice")
    with pytest.raises(NotYours):
        steps.post_notice(case, task_id=notice.pk, by=everyone.village2, at=everyone.clock.at(3, 4))
    steps.post_notice(case, task_id=notice.pk, by=everyone.village, at=everyone.clock.at(3, 4))
    with pytest.raises(NotNow) as refused:
        steps.post_notice(case, task_id=notice.pk, by=everyone.village, at=everyone.clock.at(3, 4))
    assert refused.value.code == "already_posted"

    other = taken_in(everyone, "PX-01", everyone.clock.at(3, 4))
    with pytest.raises(NotNow) as refused:
        steps.post_notice(other, task_id=task(other, "visit").pk, by=everyone.village, at=everyone.clock.at(3, 4))
    assert refused.value.code == "not_a_notice"


def test_a_notice_step_that_comes_again_is_posted_again(everyone: Cast):
    case = noticed(everyone)
    steps.post_notice(case, task_id=task(case, "notice").pk, by=everyone.village, at=everyone.clock.at(3, 4))
    finish(everyone, case, "notice", everyone.clock.at(3, 10))
    send_back(everyone, case, "approve", everyone.clock.at(3, 11))

    with pytest.raises(NotNow) as refused:
        finish(everyone, case, "notice", everyone.clock.at(3, 12))
    assert refused.value.code == "not_posted"


def test_the_other_variant_has_no_notice(everyone: Cast):
    case = taken_in(everyone, "YX-01", everyone.clock.at(3, 2), variant="plain")

    finish(everyone, case, "check", everyone.clock.at(3, 3))
    assert open_steps(case) == {"approve"}


def test_a_post_that_got_a_task_sees_the_case_and_the_neighbouring_village_does_not(everyone: Cast):
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))

    assert Case.objects.visible_to(everyone.village).filter(pk=case.pk).exists()
    assert not Case.objects.visible_to(everyone.village2).filter(pk=case.pk).exists()
    assert not Case.objects.visible_to(everyone.county).filter(pk=case.pk).exists()
    finish(everyone, case, "visit", everyone.clock.at(3, 3))
    finish(everyone, case, "examine", everyone.clock.at(3, 3))
    assert Case.objects.visible_to(everyone.county).filter(pk=case.pk).exists()
    assert CaseSight.objects.filter(case=case, post=everyone.county.post_id).count() == 1


def test_with_nobody_to_handle_it_the_step_goes_to_the_head_then_to_the_homes_supervisor(everyone: Cast):
    officer = Holding.objects.filter(post=everyone.county.post_id)
    officer.update(until_on=date(2026, 3, 1))
    assert placed_at_the_county(everyone) == everyone.county_head.post_id

    Holding.objects.filter(post=everyone.county_head.post_id).update(until_on=date(2026, 3, 1))
    assert placed_at_the_county(everyone) == everyone.supervisor.post_id


def test_the_handler_of_the_item_goes_before_the_handler_of_the_line(everyone: Cast):
    Duty.objects.filter(post=everyone.county_head.post_id).delete()
    assert placed_at_the_county(everyone) == everyone.county.post_id


def placed_at_the_county(everyone: Cast):
    case = taken_in(everyone, "YX-01", everyone.clock.at(3, 2), variant="plain")
    finish(everyone, case, "check", everyone.clock.at(3, 2))
    return task(case, "approve").post_id


BEFORE_THE_WINDOW_DECIDES = """
steps:
  - {key: look, name: 核对, kind: check, level: town}
"""


def test_a_route_whose_last_step_is_done_leaves_no_case_standing(everyone: Cast):
    text = items.changed(items.SUPERVISED, code="LY-02", decided_at_window="true").partition("steps:")[0]
    items.load(
        everyone,
        everyone.clock.at(1, 6),
        ly2=text + BEFORE_THE_WINDOW_DECIDES + "as_printed: 测试用事项\nprinted: 测试用事项\n",
    )
    case = taken_in(everyone, "LY-02", everyone.clock.at(3, 2))

    finish(everyone, case, "look", everyone.clock.at(3, 3))

    assert open_steps(case), "the case stands for ever: in process, and nobody has a task"
    assert doctor.examine() == []


DECIDED_IN_ONE_VARIANT_ONLY = """
code: LY-03
name: 情形不全的事项
state: published
from: 2026-01-01
line: 民政
promised: 5 working days
seat: household
variants:
  - {key: one, name: 甲}
  - {key: two, name: 乙}
steps:
  - {key: look, name: 核对, kind: check, level: town}
  - {key: approve, name: 审批, kind: approval, level: county, decides: true, variants: [one]}
as_printed: 测试用事项
printed: 测试用事项
"""


def test_an_item_whose_variant_nobody_decides_is_not_loaded(everyone: Cast):
    from yimen.catalogue.reading import Unreadable

    with pytest.raises(Unreadable):
        items.load(everyone, everyone.clock.at(1, 6), ly3=DECIDED_IN_ONE_VARIANT_ONLY)


def test_a_decision_at_the_window_is_no_notice_and_no_step_to_finish_or_send_back(cast: Cast):
    case = taken_in(cast, "JS-03", cast.clock.at(3, 2))
    [waiting] = Task.objects.filter(case=case, state="open")
    at = cast.clock.at(3, 2)

    with pytest.raises(NotNow):
        steps.post_notice(case, task_id=waiting.pk, by=cast.window, at=at)
    with pytest.raises(NotNow):
        steps.finish(case, task_id=waiting.pk, by=cast.window, at=at)
    with pytest.raises(NotNow):
        steps.send_back(case, task_id=waiting.pk, reason="材料与事实不符", by=cast.window, at=at)
