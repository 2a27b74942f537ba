"""The clock against a model that walks day by day (T4), and what must hold of every history."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.cases.clock import UNPUBLISHED, History, Pause, due, due_on
from yimen.catalogue.promise import Promise, Unit
from yimen.office.seed_calendar import seed_calendar

CALENDAR = seed_calendar()
ONE_DAY = timedelta(days=1)
COUNTED = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)


def walk(promise, history):
    """The due day and whether it is provisional, found on foot; None while a pause is open."""
    if any(pause.until_on is None for pause in history.pauses):
        return None
    day = history.restarted_on or history.accepted_on
    left = promise.number + sum(extension.number for extension in history.extensions)
    nominal_end = window_end(promise, day)
    looked_at = [day] if promise.unit is Unit.YEARLY else []
    while left or (nominal_end and day < nominal_end) or must_move_on(promise, history, day):
        day += ONE_DAY
        looked_at.append(day)
        if left and not is_out(history, day) and (promise.unit is Unit.CALENDAR_DAYS or CALENDAR.works_on(day)):
            left -= 1
    return day, not all(CALENDAR.is_published(each) for each in looked_at)


def must_move_on(promise, history, day):
    start = history.restarted_on or history.accepted_on
    if promise.unit is Unit.ON_THE_SPOT and day == start:
        return is_out(history, day)
    return is_out(history, day) or not CALENDAR.works_on(day)


def is_out(history, day):
    restarted_on = history.restarted_on or date.min
    return any(p.from_on <= day <= p.until_on for p in history.pauses if p.until_on > restarted_on)


def window_end(promise, day):
    if promise.unit is not Unit.YEARLY:
        return None
    while (day.month, day.day) != promise.closes:
        day += ONE_DAY
    return day


def day_of(promise, history):
    on, _provisional = due_on(promise, history, CALENDAR)
    assert on is not None
    return on


def a_stream(chance):
    """A promise and a history, now and then with everything at once."""
    unit = chance.choice([*COUNTED, *COUNTED, Unit.ON_THE_SPOT, Unit.YEARLY])
    accepted_on = date(2004, 1, 1) + timedelta(days=chance.randrange(8500))
    number = chance.randint(1, 90) if unit in COUNTED else 0
    window = {"opens": (3, 1), "closes": chance.choice([(3, 31), (5, 1), (10, 3)])} if unit is Unit.YEARLY else {}
    pauses = [a_pause(chance, accepted_on) for _ in range(chance.choice([0, 1, 1, 2, 3, 5]))]
    restarted_on = accepted_on + timedelta(days=chance.randint(0, 40)) if chance.random() < 0.3 else None
    more = [Promise(unit, chance.randint(1, 15)) for _ in range(chance.choice([0, 0, 1, 2]))] if number else []
    return Promise(unit, number, **window), History(accepted_on, tuple(pauses), restarted_on, tuple(more))


def a_pause(chance, accepted_on):
    from_on = accepted_on + timedelta(days=chance.randint(-5, 60))
    return Pause(from_on, from_on + timedelta(days=chance.choice([0, 0, 1, 7, chance.randint(0, 60)])))


def streams():
    return st.integers(0, 2**48).map(lambda seed: a_stream(random.Random(seed)))


def test_ten_thousand_seeded_streams_agree_with_the_walk():
    chance = random.Random(20260302)
    for _ in range(10_000):
        promise, history = a_stream(chance)
        assert due_on(promise, history, CALENDAR) == walk(promise, history), (promise, history)


@given(
    unit=st.sampled_from(COUNTED),
    number=st.integers(1, 120),
    accepted_on=st.dates(date(2004, 1, 1), date(2030, 1, 1)),
    spans=st.lists(st.tuples(st.integers(-10, 90), st.integers(0, 50)), max_size=6),
    restart=st.none() | st.integers(0, 60),
    added=st.lists(st.integers(1, 30), max_size=3),
)
def test_any_history_agrees_with_the_walk(unit, number, accepted_on, spans, restart, added):
    pauses = tuple(Pause(first := accepted_on + a * ONE_DAY, first + b * ONE_DAY) for a, b in spans)
    restarted_on = None if restart is None else accepted_on + restart * ONE_DAY
    history = History(accepted_on, pauses, restarted_on, tuple(Promise(unit, more) for more in added))
    promise = Promise(unit, number)

    assert due_on(promise, history, CALENDAR) == walk(promise, history)


@given(streams())
def test_the_reasons_say_the_same_as_the_day(stream):
    promise, history = stream
    result = due(promise, history, CALENDAR)
    days = [line.day for line in result.why if line.day]

    assert (result.on, result.provisional) == due_on(promise, history, CALENDAR)
    assert all(later - earlier == ONE_DAY for earlier, later in pairwise(days))
    assert (days[0], days[-1]) == (history.accepted_on, result.on)
    assert result.provisional == any(line.reason.endswith(UNPUBLISHED) for line in result.why)
    if promise.unit in COUNTED:
        assert sum(line.counted for line in result.why) == promise.number + sum(e.number for e in history.extensions)


@given(streams(), st.integers(-5, 60), st.integers(0, 30))
def test_a_pause_never_brings_the_deadline_forward(stream, after, length):
    promise, history = stream
    from_on = history.accepted_on + after * ONE_DAY
    longer = history._replace(pauses=(*history.pauses, Pause(from_on, from_on + length * ONE_DAY)))

    assert day_of(promise, longer) >= day_of(promise, history)


@given(streams())
def test_splitting_doubling_and_reordering_pauses_changes_nothing(stream):
    promise, history = stream
    single_days = [
        Pause(pause.from_on + n * ONE_DAY, pause.from_on + n * ONE_DAY)
        for pause in history.pauses
        for n in range((pause.until_on - pause.from_on).days + 1)
    ]
    split = history._replace(pauses=(*reversed(single_days), *history.pauses))
    unrestarted = split._replace(restarted_on=None), history._replace(restarted_on=None)

    assert due_on(promise, unrestarted[0], CALENDAR) == due_on(promise, unrestarted[1], CALENDAR)


@given(streams(), st.integers(1, 20))
def test_more_days_never_end_earlier(stream, more):
    promise, history = stream
    if promise.unit not in COUNTED:
        return
    extended = history._replace(extensions=(*history.extensions, Promise(promise.unit, more)))
    longer = Promise(promise.unit, promise.number + more)

    assert day_of(promise, extended) >= day_of(promise, history)
    assert due_on(promise, extended, CALENDAR) == due_on(longer, history, CALENDAR)


@given(streams(), st.integers(0, 90))
def test_a_restart_is_a_new_acceptance(stream, after):
    promise, history = stream
    restarted_on = history.accepted_on + after * ONE_DAY
    restarted = history._replace(restarted_on=restarted_on)
    beyond = tuple(pause for pause in history.pauses if pause.until_on > restarted_on)
    anew = History(restarted_on, beyond, None, history.extensions)

    assert due_on(promise, restarted, CALENDAR) == due_on(promise, anew, CALENDAR)


@given(streams(), st.integers(-5, 90))
def test_an_open_pause_leaves_no_day_whatever_else_happened(stream, after):
    promise, history = stream
    stopped = history._replace(pauses=(*history.pauses, Pause(history.accepted_on + after * ONE_DAY)))
    result = due(promise, stopped, CALENDAR)

    assert result.on is None
    assert result.why[-1].reason == "stopped"


@pytest.mark.parametrize("unit", COUNTED)
def test_accepting_a_day_later_never_ends_earlier(unit):
    days = [date(2024, 1, 1) + n * ONE_DAY for n in range(1500)]
    ends = [day_of(Promise(unit, 20), History(day)) for day in days]

    assert all(earlier <= later for earlier, later in pairwise(ends))
