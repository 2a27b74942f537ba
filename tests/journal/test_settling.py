"""Settle first: by law a case not answered in five working days is accepted as of its receipt (行政许可法 32)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.cases.items import load
from tests.catalogue.cast import SHORT
from tests.town import Cast
from yimen.cases import completion, intake
from yimen.cases.models import Case
from yimen.journal import alarms, fold
from yimen.journal.errors import NotNow
from yimen.journal.models import Alarm, Entry

LICENCE = SHORT.replace("LN-01", "XK-01").replace("seat: household", "seat: household\ndeemed_acceptance: true")
ASKS_IN_PROCESS = LICENCE.replace("XK-01", "XK-02").replace(
    "seat: household", "seat: household\ncompletion_in_process: true"
)


@pytest.fixture
def licence(cast: Cast) -> Any:
    """Received on Monday 2 March 2026 (or another day), without its papers; to be answered by Monday 9 March."""
    load(cast, cast.clock.at(1, 6), one=LICENCE, two=ASKS_IN_PROCESS)

    def receive(month: int = 3, day: int = 2, *, code: str = "XK-02") -> Case:
        at = cast.clock.at(month, day)
        return intake.receive(cast.handed(at, definition=cast.item(code), given=False), by=cast.window, at=at)

    return receive


def told(case: Case) -> list[tuple[str, str, date]]:
    """Acts, actors' kinds and legal days of a case."""
    entries = Entry.objects.filter(subject_id=case.pk).order_by("number")
    return [(one.act, one.actor.partition(":")[0], one.at.astimezone(UTC).date()) for one in entries]


def test_the_alarm_stands_at_the_end_of_the_fifth_working_day(cast: Cast, licence: Any) -> None:
    case = licence()

    alarm = Alarm.objects.get()
    assert case.answer_by_on == date(2026, 3, 9)
    assert (alarm.act, alarm.subject_id) == ("cases.deem_accepted", case.pk)
    assert alarm.due_at == datetime(2026, 3, 9, 16, 0, tzinfo=UTC)  # midnight in the office


@pytest.mark.parametrize("worker_ran", [True, False])
def test_a_completion_asked_on_day_6_finds_the_case_accepted_by_law(cast: Cast, licence: Any, worker_ran: bool) -> None:
    case = licence()
    at = cast.clock.at(3, 10)
    if worker_ran:
        assert alarms.ring(at=at) == 1

    asked = completion.ask_completion(case, by=cast.window, at=at)

    assert (asked.state, asked.came_from, asked.accepted_on) == ("completing", "in_process", date(2026, 3, 2))
    assert asked.accepted_by_id is None
    assert told(case) == [
        ("cases.receive", "staff", date(2026, 3, 2)), ("cases.deem_accepted", "clock", date(2026, 3, 9)),
        ("cases.ask_completion", "staff", date(2026, 3, 10)),
    ]  # fmt: skip
    assert fold.replay(cast.hall.pk) == []


def test_a_completion_asked_on_day_5_is_asked_in_time(cast: Cast, licence: Any) -> None:
    case = completion.ask_completion(licence(), by=cast.window, at=cast.clock.at(3, 9, 23, 59))

    assert (case.came_from, case.accepted_on) == ("received", None)
    assert [alarm.act for alarm in Alarm.objects.all()] == ["cases.return_unanswered"]


def test_what_was_accepted_by_law_is_not_accepted_nor_refused_again(cast: Cast, licence: Any) -> None:
    case = licence()
    at = cast.clock.at(3, 10)

    with pytest.raises(NotNow):
        intake.refuse_intake(case, code="not_ours", reason="不归这里管", by=cast.window, at=at)
    assert Case.objects.get().state == "received"  # what raises has done nothing, not even settled

    assert alarms.ring(at=at) == 1
    with pytest.raises(NotNow):
        intake.accept(case, by=cast.window, at=at)
    assert Case.objects.get().state == "in_process"


def test_where_the_version_asks_nothing_in_process_day_6_is_too_late_to_ask(cast: Cast, licence: Any) -> None:
    case = licence(code="XK-01")

    with pytest.raises(NotNow) as refused:
        completion.ask_completion(case, by=cast.window, at=cast.clock.at(3, 10))
    assert refused.value.code == "no_completion_in_process"


def test_an_answer_in_time_cancels_the_alarm(cast: Cast, licence: Any) -> None:
    case = licence()
    intake.refuse_intake(case, code="not_ours", reason="不归这里管", by=cast.window, at=cast.clock.at(3, 3))

    assert not Alarm.objects.exists()
    assert alarms.ring(at=cast.clock.at(3, 10)) == 0
    assert Case.objects.get().state == "not_accepted"


def test_an_alarm_that_is_moot_does_nothing(cast: Cast, licence: Any) -> None:
    case = licence()
    intake.refuse_intake(case, code="not_ours", reason="不归这里管", by=cast.window, at=cast.clock.at(3, 3))
    Alarm.objects.create(
        centre_id=case.centre_id, act="cases.deem_accepted", subject_kind="cases.case", subject_id=case.pk,
        due_at=cast.clock.at(3, 4),
    )  # fmt: skip

    assert alarms.ring(at=cast.clock.at(3, 10)) == 1
    assert not Alarm.objects.exists()
    assert len(told(case)) == 2


def test_the_clock_of_an_item_without_the_rule_accepts_nothing(cast: Cast) -> None:
    intake.receive(cast.handed(cast.clock.at(3, 2)), by=cast.window, at=cast.clock.at(3, 2))

    assert not Alarm.objects.exists()
    assert alarms.ring(at=cast.clock.at(3, 31)) == 0


def test_no_alarm_with_legal_effect_stands_on_a_provisional_day(cast: Cast, licence: Any) -> None:
    """Five working days from 28 December 2026 end in 2027, of which no calendar is published yet."""
    case = licence(12, 28)

    assert case.answer_by_on is not None
    assert case.answer_by_on.year == 2027
    assert not Alarm.objects.exists()
    assert completion.ask_completion(case, by=cast.window, at=cast.clock.at(12, 29)).state == "completing"
    assert not Alarm.objects.exists()


def test_a_notice_without_an_answer_returns_the_case(cast: Cast, licence: Any) -> None:
    case = completion.ask_completion(licence(), by=cast.window, at=cast.clock.at(3, 3))
    assert case.answer_by_on is not None
    late = cast.clock.at(case.answer_by_on.month, case.answer_by_on.day, 23, 59)
    assert alarms.ring(at=late) == 0

    alarms.ring(at=cast.clock.at(12, 1))

    returned = Case.objects.get()
    assert (returned.state, returned.reason_code) == ("returned", "not_completed")
    assert told(case)[-1][:2] == ("cases.return_unanswered", "clock")
    assert fold.replay(cast.hall.pk) == []
