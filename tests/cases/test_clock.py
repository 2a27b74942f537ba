"""The clock by table: the design's vectors, units, pauses, restart, extensions, lights (E1-E3, E6, E7)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from yimen.cases.clock import (
    UNPUBLISHED,
    WORDS,
    CannotCount,
    History,
    Pause,
    Why,
    due,
    due_on,
    light,
    remaining,
    standing,
    words,
)
from yimen.cases.extensions import may_extend, why_not_extend, within_ceiling
from yimen.catalogue.promise import DEFAULT, parse
from yimen.journal.moments import localdate
from yimen.office.seed_calendar import seed_calendar
from yimen.office.workdays import OutOfCalendar

CALENDAR = seed_calendar()
FEB_10 = date(2026, 2, 10)


def reckon(accepted_on, promise, *pauses, restarted_on=None, extensions=()):
    history = History(accepted_on, pauses, restarted_on, tuple(parse(text) for text in extensions))
    return due(parse(promise), history, CALENDAR)


@pytest.mark.parametrize(
    ("accepted_on", "promise", "pauses", "on"),
    [
        (FEB_10, "5 working days", (), date(2026, 2, 24)),
        (FEB_10, "20 working days", (), date(2026, 3, 16)),
        (FEB_10, "20 working days", (Pause(date(2026, 2, 12), date(2026, 2, 24)),), date(2026, 3, 20)),
        (date(2026, 2, 13), "1 working day", (), date(2026, 2, 14)),  # a make-up Saturday
        (date(2026, 9, 30), "1 working day", (), date(2026, 10, 8)),
        (date(2026, 9, 30), "5 working days", (), date(2026, 10, 13)),
    ],
)
def test_the_vectors_of_the_design(accepted_on, promise, pauses, on):
    result = reckon(accepted_on, promise, *pauses)

    assert (result.on, result.provisional) == (on, False)


def test_a_day_in_an_unpublished_year_is_provisional_and_new_year_is_not_counted():
    result = reckon(date(2026, 12, 25), "5 working days")

    assert (result.on, result.provisional) == (date(2027, 1, 4), True)
    assert [line.day.day for line in result.why if line.counted] == [28, 29, 30, 31, 4]
    assert [line.day for line in result.why if line.reason.endswith(UNPUBLISHED)] == [
        date(2027, 1, 1),
        date(2027, 1, 2),
        date(2027, 1, 3),
        date(2027, 1, 4),
    ]


def test_the_last_published_day_is_not_provisional():
    result = reckon(date(2026, 12, 25), "4 working days")

    assert (result.on, result.provisional) == (date(2026, 12, 31), False)


def test_on_the_spot_ends_the_same_day_even_on_a_saturday():
    result = reckon(date(2026, 3, 7), "on the spot")

    assert (result.on, result.provisional) == (date(2026, 3, 7), False)
    assert [line.reason for line in result.why] == ["same_day"]


def test_on_the_spot_in_an_unpublished_year_is_certain():
    assert reckon(date(2027, 2, 1), "on the spot").provisional is False


def test_on_the_spot_under_a_pause_ends_on_the_next_working_day_outside():
    result = reckon(date(2026, 2, 14), "on the spot", Pause(date(2026, 2, 14), date(2026, 2, 16)))

    assert result.on == date(2026, 2, 24)
    assert result.why[-1].reason == "rolled_to"


def test_calendar_days_that_end_on_a_holiday_end_on_the_next_working_day():
    result = reckon(FEB_10, "8 calendar days")  # Wednesday 18 February is Spring Festival

    assert result.on == date(2026, 2, 24)
    assert result.why[-1].reason == "rolled_to"
    assert result.why[-1].number == 8


def test_calendar_days_that_end_on_a_make_up_day_stay():
    assert reckon(date(2026, 2, 12), "2 calendar days").on == date(2026, 2, 14)


def test_calendar_days_do_not_roll_in_the_middle():
    assert reckon(FEB_10, "15 calendar days").on == date(2026, 2, 25)


def test_the_roll_passes_over_a_pause():
    pause = Pause(date(2026, 2, 20), date(2026, 2, 25))

    assert reckon(FEB_10, "8 calendar days", pause).on == date(2026, 2, 26)


def test_calendar_days_that_touch_the_last_published_day_are_certain_and_one_more_is_not():
    assert reckon(date(2026, 12, 1), "30 calendar days").provisional is False
    assert reckon(date(2026, 12, 1), "31 calendar days").provisional is True


@pytest.mark.parametrize(
    ("accepted_on", "window", "on", "provisional"),
    [
        (date(2025, 3, 10), "yearly 03-01..03-31", date(2025, 3, 31), False),
        (date(2025, 3, 31), "yearly 03-01..03-31", date(2025, 3, 31), False),
        (date(2025, 4, 1), "yearly 03-01..03-31", date(2026, 3, 31), False),
        (date(2025, 1, 5), "yearly 03-01..03-31", date(2025, 3, 31), False),
        (date(2026, 4, 1), "yearly 03-01..03-31", date(2027, 3, 31), True),
        (date(2026, 9, 1), "yearly 09-01..10-01", date(2026, 10, 8), False),  # closes on National Day
        (date(2025, 12, 20), "yearly 12-15..01-15", date(2026, 1, 15), False),
        (date(2026, 1, 10), "yearly 12-15..01-15", date(2026, 1, 15), False),
        (date(2025, 2, 1), "yearly 02-01..02-29", date(2025, 2, 28), False),
        (date(2024, 2, 1), "yearly 02-01..02-29", date(2024, 2, 29), False),
        (date(2027, 3, 31), "yearly 03-01..03-31", date(2027, 3, 31), True),
    ],
)
def test_a_yearly_window_ends_on_its_last_day_open_or_next(accepted_on, window, on, provisional):
    result = reckon(accepted_on, window)

    assert (result.on, result.provisional) == (on, provisional)


def test_a_window_without_days_cannot_be_counted():
    with pytest.raises(CannotCount, match="写明起止月日"):
        reckon(date(2026, 3, 2), "yearly")


def test_a_reckoning_by_a_policy_says_so_in_its_first_line_and_ends_on_the_same_day():
    window = parse("yearly 01-01..12-31")
    told = due(replace(window, by_policy=True), History(date(2026, 3, 2)), CALENDAR)

    assert told.why[0] == Why(None, False, "by_policy", 0)
    assert told.why[1:] == due(window, History(date(2026, 3, 2)), CALENDAR).why
    assert (told.on, words(told.why[0], CALENDAR)) == (date(2026, 12, 31), "办事指南没有写明，按现行政策参数计算")


def test_a_pause_does_not_lengthen_a_yearly_window_but_nothing_ends_inside_it():
    window = "yearly 03-01..03-31"

    assert reckon(date(2026, 3, 2), window, Pause(date(2026, 3, 5), date(2026, 3, 20))).on == date(2026, 3, 31)
    assert reckon(date(2026, 3, 2), window, Pause(date(2026, 3, 30), date(2026, 4, 1))).on == date(2026, 4, 2)


def test_both_named_days_of_a_pause_are_out():
    result = reckon(date(2026, 3, 2), "3 working days", Pause(date(2026, 3, 4), date(2026, 3, 4)))

    assert result.on == date(2026, 3, 6)
    assert [(line.day.day, line.reason) for line in result.why][1:4] == [
        (3, "working_day"),
        (4, "paused"),
        (5, "working_day"),
    ]


def test_overlapping_pauses_are_their_union():
    apart = reckon(date(2026, 3, 2), "5 working days", Pause(date(2026, 3, 4), date(2026, 3, 12)))
    both = reckon(
        date(2026, 3, 2),
        "5 working days",
        Pause(date(2026, 3, 6), date(2026, 3, 12), "expert_review"),
        Pause(date(2026, 3, 4), date(2026, 3, 9), "appraisal"),
    )

    assert both == apart


def test_an_open_pause_gives_no_day_and_says_stopped_last():
    result = reckon(FEB_10, "20 working days", Pause(date(2026, 2, 12)))

    assert (result.on, result.provisional) == (None, False)
    assert result.why[-1][1:] == (False, "stopped", 1)
    assert "stopped" not in [line.reason for line in result.why[:-1]]


def test_an_open_pause_beside_a_closed_one_stops_the_clock():
    closed = Pause(date(2026, 2, 11), date(2026, 2, 13))

    assert reckon(FEB_10, "20 working days", closed, Pause(date(2026, 3, 2))).on is None


def test_of_several_open_pauses_the_first_stopped_the_clock():
    result = reckon(FEB_10, "20 working days", Pause(date(2026, 3, 2)), Pause(date(2026, 2, 12)))

    assert result.why[-1] == (date(2026, 2, 12), False, "stopped", 1)
    assert result.why[-2].day == date(2026, 2, 11)


def test_a_pause_opened_after_the_last_day_shows_the_reckoning_to_its_end_and_stopped():
    result = reckon(FEB_10, "5 working days", Pause(date(2026, 4, 1)))

    assert result.on is None
    assert result.why[-2] == (date(2026, 2, 24), True, "working_day", 5)
    assert result.why[-1] == (date(2026, 4, 1), False, "stopped", 5)


def test_a_clock_that_stopped_in_an_unpublished_year_is_provisional():
    assert reckon(date(2026, 12, 25), "20 working days", Pause(date(2027, 1, 4))).provisional is True
    assert reckon(date(2026, 12, 25), "20 working days", Pause(date(2027, 1, 1))).provisional is False


@pytest.mark.parametrize("promise", ["on the spot", "10 working days", "60 calendar days", "yearly 03-01..03-31"])
@pytest.mark.parametrize("from_on", [date(2026, 2, 1), date(2026, 2, 10), date(2026, 2, 11), date(2026, 8, 1)])
def test_whatever_the_unit_an_open_pause_stops_the_clock(promise, from_on):
    result = reckon(FEB_10, promise, Pause(from_on))

    assert result.on is None
    assert result.why[-1].reason == "stopped"


def test_a_restart_counts_anew_from_the_day_after_and_earlier_pauses_fall_away():
    paused = reckon(
        FEB_10,
        "5 working days",
        Pause(date(2026, 2, 11), date(2026, 3, 2)),
        restarted_on=date(2026, 3, 2),
    )

    assert paused.on == date(2026, 3, 9)
    assert [line.reason for line in paused.why[:3]] == ["accepted", "before_restart", "before_restart"]
    assert [line.day for line in paused.why if line.reason == "restarted"] == [date(2026, 3, 2)]


def test_a_pause_that_reaches_beyond_the_restart_goes_on():
    pause = Pause(date(2026, 2, 11), date(2026, 3, 4))

    assert reckon(FEB_10, "5 working days", pause, restarted_on=date(2026, 3, 2)).on == date(2026, 3, 11)


def test_on_the_spot_after_a_restart_ends_on_the_day_of_the_restart():
    pause = Pause(date(2026, 2, 10), date(2026, 3, 2))

    assert reckon(FEB_10, "on the spot", pause, restarted_on=date(2026, 3, 2)).on == date(2026, 3, 2)


def test_extensions_add_to_the_number_before_counting():
    extended = reckon(FEB_10, "5 working days", extensions=["10 working days", "5 working days"])

    assert extended.on == reckon(FEB_10, "20 working days").on
    assert [(line.day, line.number) for line in extended.why if line.reason == "extended"] == [
        (None, 10),
        (None, 5),
    ]


def test_calendar_days_are_extended_before_the_roll():
    assert reckon(FEB_10, "8 calendar days", extensions=["7 calendar days"]).on == date(2026, 2, 25)


@pytest.mark.parametrize(
    ("promise", "extension", "sentence"),
    [
        ("20 working days", "10 calendar days", "单位应与原时限相同"),
        ("60 calendar days", "10 working days", "单位应与原时限相同"),
        ("on the spot", "1 working day", "不能延期"),
        ("on the spot", "on the spot", "不能延期"),
        ("yearly 03-01..03-31", "5 calendar days", "不能延期"),
    ],
)
def test_an_extension_in_another_unit_is_refused_with_a_sentence(promise, extension, sentence):
    with pytest.raises(CannotCount, match=sentence):
        reckon(FEB_10, promise, extensions=[extension])


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(CannotCount, match="结束日期不能早于开始日期"):
        reckon(FEB_10, "5 working days", Pause(date(2026, 2, 13), date(2026, 2, 12)))


def test_a_restart_before_acceptance_is_refused_and_on_the_same_day_it_is_not():
    with pytest.raises(CannotCount, match="不能早于受理日期"):
        reckon(FEB_10, "5 working days", restarted_on=date(2026, 2, 9))
    assert reckon(FEB_10, "5 working days", restarted_on=FEB_10).on == date(2026, 2, 24)


@pytest.mark.parametrize("accepted_on", [date(1989, 12, 31), date(2100, 1, 1), date(2099, 12, 30)])
def test_a_day_outside_the_calendar_is_refused(accepted_on):
    with pytest.raises(OutOfCalendar, match="1990年至2099年"):
        reckon(accepted_on, "20 working days")


def test_a_pause_to_the_end_of_the_calendar_is_refused():
    with pytest.raises(OutOfCalendar):
        reckon(FEB_10, "5 working days", Pause(date(2026, 2, 11), date(2199, 1, 1)))


def test_days_before_the_first_published_year_are_provisional():
    assert reckon(date(2003, 12, 30), "5 working days").provisional is True
    assert reckon(date(2003, 12, 31), "5 working days").provisional is False


def test_every_day_from_acceptance_to_the_due_day_is_accounted_for_once():
    result = reckon(FEB_10, "20 working days", Pause(date(2026, 2, 12), date(2026, 2, 24)))

    assert [line.day.toordinal() - FEB_10.toordinal() for line in result.why] == list(range(39))
    assert result.why[-1] == (date(2026, 3, 20), True, "working_day", 20)


def test_each_reason_has_a_word_and_holidays_have_their_name():
    result = reckon(date(2026, 2, 13), "2 working days")
    said = {line.day.day: words(line, CALENDAR) for line in result.why}

    assert said[14] == "调休上班日（春节调休上班）"
    assert said[17] == "节假日（春节）"
    assert {line.reason.removesuffix(UNPUBLISHED) for line in result.why} <= WORDS.keys()
    assert words(reckon(date(2026, 12, 31), "1 working day").why[1], CALENDAR) == "节假日（元旦）（尚未公布）"


def test_the_legal_day_changes_at_midnight_in_the_office_and_not_in_utc():
    last_second = datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in Shanghai
    midnight = datetime(2026, 3, 2, 16, 0, 0, tzinfo=UTC)

    assert reckon(localdate(last_second), "1 working day").on == date(2026, 3, 3)
    assert reckon(localdate(midnight), "1 working day").on == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("today", "colour", "said"),
    [
        (date(2026, 2, 12), "green", "剩 3 个工作日"),
        (date(2026, 2, 13), "green", "剩 2 个工作日"),
        (date(2026, 2, 14), "amber", "剩 1 个工作日"),  # the working day before: a make-up Saturday
        (date(2026, 2, 18), "amber", "剩 1 个工作日"),
        (date(2026, 2, 24), "amber", "今日到期"),
        (date(2026, 2, 25), "red", "超期 1 日"),
        (date(2026, 2, 28), "red", "超期 4 日"),
    ],
)
def test_yellow_from_the_working_day_before_and_red_from_the_day_after(today, colour, said):
    due_day = date(2026, 2, 24)

    assert light(due_day, today, CALENDAR, True) == colour
    assert standing(due_day, today, CALENDAR, running=True, provisional=False) == said


def test_a_standing_clock_is_grey_even_after_its_day():
    late = date(2026, 3, 2)

    assert light(date(2026, 2, 24), late, CALENDAR, False) == "grey"
    assert light(None, late, CALENDAR, True) == "grey"
    assert standing(None, late, CALENDAR, running=True, provisional=False) == "停表"


def test_a_provisional_day_says_so():
    said = standing(date(2027, 1, 4), date(2026, 12, 31), CALENDAR, running=True, provisional=True)

    assert said == "剩 1 个工作日（暂定）"


def test_remaining_counts_working_days_and_is_negative_after_the_due_day():
    due_day = date(2026, 2, 13)

    assert remaining(due_day, date(2026, 2, 10), CALENDAR) == 3
    assert remaining(due_day, due_day, CALENDAR) == 0
    assert remaining(due_day, date(2026, 2, 14), CALENDAR) == -1
    assert remaining(due_day, date(2026, 2, 23), CALENDAR) == -1


def test_working_days_are_extended_by_ten_and_joint_ones_by_fifteen_but_no_more():
    twenty, ten, fifteen = parse("20 working days"), parse("10 working days"), parse("15 working days")

    assert may_extend(twenty, ten)
    assert not may_extend(twenty, parse("11 working days"))
    assert may_extend(parse("45 working days"), fifteen, joint=True)
    assert not may_extend(parse("45 working days"), parse("16 working days"), joint=True)


def test_extensions_granted_before_use_up_the_cap():
    twenty, six, four = parse("20 working days"), parse("6 working days"), parse("4 working days")

    assert may_extend(twenty, four, already=(six,))
    assert not may_extend(twenty, six, already=(six,))
    assert "不得超过10个工作日，这次将达到12个工作日" in why_not_extend(twenty, six, already=(six,))


def test_calendar_days_are_extended_to_sixty_but_no_more():
    assert may_extend(parse("30 calendar days"), parse("30 calendar days"))
    assert "不得超过60个自然日" in why_not_extend(parse("30 calendar days"), parse("31 calendar days"))


def test_an_extension_in_another_unit_may_not_be_granted():
    assert why_not_extend(parse("30 calendar days"), parse("5 working days")).startswith("延期的单位")


def test_where_an_item_says_nothing_ten_working_days_lengthened_to_sixty_days_at_most():
    assert str(DEFAULT) == "10 working days"
    assert within_ceiling(date(2026, 3, 2), date(2026, 5, 1))
    assert not within_ceiling(date(2026, 3, 2), date(2026, 5, 2))


def test_the_quick_answer_is_the_full_answer_without_reasons():
    history = History(FEB_10, (Pause(date(2026, 2, 12), date(2026, 2, 24)),))
    result = due(parse("20 working days"), history, CALENDAR)

    assert due_on(parse("20 working days"), history, CALENDAR) == (result.on, result.provisional)
