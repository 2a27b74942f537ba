"""T8: the last second of a day, a year nobody has published, clocks that step, births in summer time.

Nothing of it moves a due day. Beijing kept summer time in 1986-91: a birth on such a day is that day and no other.
"""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tests.cases.walking import taken_in
from tests.town import Cast
from yimen.cases import intake, timing
from yimen.cases.clock import History, due_on
from yimen.catalogue import promise
from yimen.journal import alarms
from yimen.journal.errors import Malformed
from yimen.journal.fold import replay
from yimen.journal.models import Alarm, Entry
from yimen.journal.moments import OFFICE_ZONE, localdate, stamp, unstamp
from yimen.office.seed_calendar import seed_calendar
from yimen.registry import identity

CALENDAR = seed_calendar()
NIGHTS = [
    date(2026, 2, 28),
    date(2026, 12, 31),
    date(2024, 2, 29),
    date(2026, 10, 7),
    date(1986, 5, 4),
    date(1991, 9, 15),
]
LAST, FIRST = {"hour": 23, "minute": 59, "second": 59, "microsecond": 999_999}, {"hour": 0}


def moment(day: date, **time: int) -> datetime:
    """A moment of that day in the office's zone, as the server has it."""
    return datetime(day.year, day.month, day.day, **time, tzinfo=OFFICE_ZONE).astimezone(UTC)


@pytest.mark.parametrize("day", NIGHTS)
def test_the_last_moment_of_a_day_is_that_day_and_the_next_is_the_next(day: date):
    assert localdate(moment(day, **LAST)) == day
    assert localdate(moment(day, **LAST) + timedelta(microseconds=1)) == day + timedelta(days=1)
    assert unstamp(stamp(moment(day, **LAST))) == moment(day, **LAST)


@pytest.mark.parametrize("day", NIGHTS)
@pytest.mark.parametrize("zone_hours", [-11, 0, 5, 14])
def test_where_a_moment_was_written_down_does_not_move_its_legal_day(day: date, zone_hours: int):
    there = moment(day, **LAST).astimezone(timezone(timedelta(hours=zone_hours)))

    assert localdate(there) == day


@pytest.mark.parametrize(
    ("accepted", "text", "on"),
    [
        (date(2026, 12, 25), "5 working days", date(2027, 1, 4)),
        (date(2026, 12, 31), "1 working day", date(2027, 1, 4)),
        (date(2026, 12, 31), "1 calendar day", date(2027, 1, 4)),
        (date(2026, 12, 1), "60 calendar days", date(2027, 2, 1)),
        (date(2026, 12, 30), "on the spot", date(2026, 12, 30)),
        (date(2026, 12, 28), "yearly 03-01..03-31", date(2027, 3, 31)),
    ],
)
def test_in_a_year_nobody_has_published_the_day_is_provisional_and_no_holiday_is_guessed(
    accepted: date, text: str, on: date
):
    found, provisional = due_on(promise.parse(text), History(accepted), CALENDAR)

    assert (found, provisional) == (on, on.year == 2027)


@pytest.mark.parametrize("time", [FIRST, {"hour": 8}, LAST])
def test_a_case_accepted_at_any_hour_of_a_day_is_due_on_the_same_day(cast: Cast, time: dict[str, int]):
    at = cast.clock.now = moment(date(2026, 3, 2), **time)

    case = intake.take_in(cast.handed(at), by=cast.window, at=at)

    assert (case.accepted_on, case.due_on) == (date(2026, 3, 2), date(2026, 4, 14))


def test_the_second_after_midnight_is_another_day(cast: Cast):
    at = cast.clock.now = moment(date(2026, 3, 3))

    assert intake.take_in(cast.handed(at), by=cast.window, at=at).accepted_on == date(2026, 3, 3)


@pytest.mark.parametrize("step", [timedelta(seconds=-1), timedelta(hours=-3), timedelta(days=-40), timedelta(days=400)])
def test_a_server_clock_that_steps_moves_no_due_day_and_keeps_the_order(cast: Cast, step: timedelta):
    case = taken_in(cast, "MZ-01", cast.clock.at(3, 2))
    due, provisional = case.due_on, case.due_provisional

    cast.clock.now = cast.clock.now + step
    other = intake.take_in(cast.handed(cast.clock.now), by=cast.window, at=cast.clock.now)

    case.refresh_from_db()
    assert (case.due_on, case.due_provisional) == (due, provisional)
    numbers = list(
        Entry.objects.filter(subject_id__in=[case.pk, other.pk]).order_by("number").values_list("subject_id")
    )
    assert numbers == [(case.pk,), (case.pk,), (other.pk,), (other.pk,)]
    assert replay(cast.hall.pk) == []


@pytest.mark.parametrize("ahead", [timedelta(seconds=1), timedelta(minutes=5), timedelta(days=1)])
def test_nobody_acts_in_the_future(cast: Cast, ahead: timedelta):
    at = cast.clock.at(3, 2)

    with pytest.raises(Malformed, match="不能晚于"):
        intake.take_in(cast.handed(at), by=cast.window, at=at + ahead)


@pytest.mark.parametrize(("behind", "may"), [(299, True), (300, True), (301, False), (86_400, False)])
def test_an_act_is_not_entered_later_than_five_minutes_after(cast: Cast, behind: int, may: bool):
    at = cast.clock.at(3, 2)
    handed, earlier = cast.handed(at), at - timedelta(seconds=behind)

    if may:
        assert intake.receive(handed, by=cast.window, at=earlier).received_on == date(2026, 3, 2)
    else:
        with pytest.raises(Malformed, match="补记"):
            intake.receive(handed, by=cast.window, at=earlier)


@pytest.mark.parametrize("day", [date(2026, 3, 9), date(2026, 3, 2), date(2026, 9, 24)])
def test_the_last_second_to_answer_is_in_time_and_the_next_is_acceptance_by_law(everyone: Cast, day: date):
    at = everyone.clock.now = moment(day, hour=9)
    case = intake.receive(everyone.handed(at, code="YX-01", variant="plain"), by=everyone.window, at=at)
    assert case.answer_by_on is not None
    rings = timing.end_of(case.answer_by_on)
    assert Alarm.objects.get(subject_id=case.pk).due_at == rings

    everyone.clock.now = rings - timedelta(microseconds=1)
    assert alarms.ring(at=everyone.clock.now) == 0
    everyone.clock.now = rings
    assert alarms.ring(at=rings) == 1

    case.refresh_from_db()
    assert (case.state, case.accepted_on) == ("in_process", day)


@pytest.mark.parametrize(
    "birth",
    ["19860504", "19860914", "19870412", "19870913", "19880410", "19880911", "19890416", "19890917", "19900415",
     "19900916", "19910414", "19910915"],
)  # fmt: skip
def test_a_birth_on_a_day_on_which_the_clocks_were_changed_is_that_day(birth: str):
    body = f"519921{birth}001"

    read = identity.read(body + identity.check_digit(body), "resident")

    assert (read.born_on, read.warnings) == (date(int(birth[:4]), int(birth[4:6]), int(birth[6:])), ())
