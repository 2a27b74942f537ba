"""停表: what the version names stops the clock, by leave or by rule; both named days are out (E7, design 6)."""

from datetime import date

import pytest

from tests.cases.walking import decide, finish, taken_in, told
from tests.town import Cast
from yimen.cases import endings, pausing, progress, proposals, steps
from yimen.cases.models import Case, Pause, Task
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.fold import replay
from yimen.papers.models import Paper

WHY, FORM = "申请人要求听证", {"household": "3"}


def case_of(cast: Cast) -> Case:
    """Accepted on Monday 2 March 2026, promised 20 working days: due on Monday 30 March."""
    return taken_in(cast, "TX-01", cast.clock.at(3, 2), form=FORM)


def paused(cast: Cast) -> Case:
    """Its hearing was asked for on Tuesday 3 March and allowed on the 4th."""
    case = pausing.ask_pause(
        case_of(cast), special="听证", until_on=date(2026, 3, 20), reason=WHY, by=cast.town_civil,
        at=cast.clock.at(3, 3),
    )  # fmt: skip
    return pausing.pause(case, by=cast.supervisor, at=cast.clock.at(3, 4))


def test_under_a_pause_no_day_can_be_named_and_after_it_the_clock_goes_on(everyone: Cast):
    case = paused(everyone)
    assert case.due_on is None

    case = pausing.resume(case, special="听证", by=everyone.town_civil, at=everyone.clock.at(3, 10))

    pause = Pause.objects.get()
    assert (pause.from_on, pause.until_on, pause.approver_id) == (
        date(2026, 3, 4), date(2026, 3, 10), everyone.supervisor.id,
    )  # fmt: skip
    assert case.due_on == date(
        2026, 4, 7
    )  # five working days were out, and Tomb-sweeping Day is a Sunday with Monday off
    assert told(case)[-3:] == ["ask_pause", "pause", "resume"]
    assert replay(everyone.hall.pk) == []


def test_the_person_is_told_that_it_stands_and_by_which_day_it_will_be_done_after_it(everyone: Cast):
    case = pausing.resume(paused(everyone), special="听证", by=everyone.town_civil, at=everyone.clock.at(3, 10))

    assert Paper.objects.get(subject_id=case.pk, kind="special").data["planned_end_on"] == "2026-03-20"
    assert "4月7日" in Paper.objects.get(subject_id=case.pk, kind="notice").data["after"]


def test_the_person_sees_what_makes_the_clock_stand_and_when_it_took_longer_than_planned(everyone: Cast):
    case = paused(everyone)

    seen = progress.by_token(case.token, at=everyone.clock.at(3, 5))
    late = progress.by_token(case.token, at=everyone.clock.at(3, 23))

    assert seen.stands == ("停表：听证，3月4日起，预计至3月20日",)
    assert late.stands == ("停表：听证，3月4日起，已超过预计的3月20日",)


def test_what_the_version_does_not_name_stops_nothing(everyone: Cast):
    case = taken_in(everyone, "MZ-01", everyone.clock.at(3, 2))

    with pytest.raises(Malformed, match="没有载明"):
        pausing.ask_pause(
            case,
            special="听证",
            until_on=date(2026, 3, 20),
            reason=WHY,
            by=everyone.village,
            at=everyone.clock.at(3, 3),
        )


def test_nobody_allows_their_own_pause(everyone: Cast):
    case = pausing.ask_pause(
        case_of(everyone), special="听证", until_on=date(2026, 3, 20), reason=WHY, by=everyone.supervisor,
        at=everyone.clock.at(3, 3),
    )  # fmt: skip

    with pytest.raises(NotYours):
        pausing.pause(case, by=everyone.supervisor, at=everyone.clock.at(3, 4))
    assert pausing.pause(case, by=everyone.leader, at=everyone.clock.at(3, 4)).due_on is None


def test_work_goes_on_under_a_pause_and_the_decision_waits(everyone: Cast):
    case = finish(everyone, paused(everyone), "check", everyone.clock.at(3, 5))
    case = finish(everyone, case, "appraise", everyone.clock.at(3, 9))

    with pytest.raises(NotNow, match="停表"):
        decide(everyone, case, everyone.clock.at(3, 10))
    case = pausing.resume(case, special="听证", by=everyone.county, at=everyone.clock.at(3, 10))
    assert decide(everyone, case, everyone.clock.at(3, 11)).state == "ready"


def test_a_step_that_does_not_count_stops_the_clock_by_rule_until_it_is_done(everyone: Cast):
    case = finish(everyone, case_of(everyone), "check", everyone.clock.at(3, 3))
    own = Task.objects.get(case=case, step_key="appraise")
    assert (case.due_on, own.due_on) == (None, date(2026, 3, 17))

    case = finish(everyone, case, "appraise", everyone.clock.at(3, 9))

    pause = Pause.objects.get()
    assert (pause.task_id, pause.approver_id, pause.until_on) == (own.pk, None, date(2026, 3, 9))
    assert case.due_on == date(2026, 4, 7)
    assert Paper.objects.get(kind="special").data["approved_by"] == ""
    assert replay(everyone.hall.pk) == []


def test_a_case_that_ends_while_its_clock_stands_has_the_day_that_its_pauses_leave(everyone: Cast):
    """As everybody can reckon it anew from the rows: the hearing took seven days, five of them working days."""
    case = endings.terminate(
        paused(everyone),
        code="other",
        reason="申请人户口已迁出本市",
        by=everyone.supervisor,
        at=everyone.clock.at(3, 10),
    )

    assert (Pause.objects.get().until_on, case.due_on) == (date(2026, 3, 10), date(2026, 4, 7))
    assert replay(everyone.hall.pk) == []


def test_a_step_sent_back_does_not_leave_its_pause_behind(everyone: Cast):
    case = finish(everyone, case_of(everyone), "check", everyone.clock.at(3, 3))
    waiting = Task.objects.get(case=case, state="open")

    case = steps.send_back(
        case, task_id=waiting.pk, reason="材料不足以鉴定", by=everyone.county, at=everyone.clock.at(3, 5)
    )

    assert Pause.objects.get().until_on == date(2026, 3, 5)
    assert case.due_on is not None


def test_an_ending_ends_every_pause_and_every_proposal(everyone: Cast):
    case = pausing.ask_pause(
        case_of(everyone), special="听证", until_on=date(2026, 3, 20), reason=WHY,
        by=everyone.town_civil, at=everyone.clock.at(3, 3),
    )  # fmt: skip
    case = endings.withdraw(case, reason="不再申请了", by=everyone.window, at=everyone.clock.at(3, 4))

    assert case.proposals.get().state == "lapsed"
    assert not Pause.objects.filter(until_on=None).exists()


def test_a_pause_may_be_declined_with_a_reason(everyone: Cast):
    case = pausing.ask_pause(
        case_of(everyone), special="听证", until_on=date(2026, 3, 20), reason=WHY, by=everyone.town_civil,
        at=everyone.clock.at(3, 3),
    )  # fmt: skip
    waiting = case.proposals.get()

    with pytest.raises(Malformed):
        proposals.decline(case, proposal_id=waiting.pk, reason="不", by=everyone.supervisor, at=everyone.clock.at(3, 4))
    proposals.decline(
        case, proposal_id=waiting.pk, reason="不属于听证范围", by=everyone.supervisor, at=everyone.clock.at(3, 4)
    )
    assert Case.objects.get(pk=case.pk).due_on == date(2026, 3, 30)
