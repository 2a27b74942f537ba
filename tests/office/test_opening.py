"""Opening hours: a week set whole, days that differ, and nothing half done."""

from datetime import date, time
from typing import Any

import pytest

from tests.town import Cast
from yimen.journal import kept
from yimen.journal.errors import Malformed, NotYours
from yimen.office import opening
from yimen.office.models import OpeningException

MORNING, AFTERNOON = (time(9), time(12)), (time(13, 30), time(17))


def test_a_week_is_set_whole(cast: Cast):
    opening.set_week(cast.hall, {0: [AFTERNOON, MORNING], 5: [MORNING]}, by=cast.network, at=cast.clock.at(3, 2))

    week = opening.week(cast.hall)
    assert (week[0], week[5]) == ([MORNING, AFTERNOON], [MORNING])
    assert [day for day, spans in week.items() if not spans] == [1, 2, 3, 4, 6]


@pytest.mark.parametrize(
    "spans", [[(time(12), time(9))], [(time(9), time(9))], [(time(9), time(12)), (time(11), time(13))]]
)
def test_spans_that_cannot_be_are_refused_at_their_day_and_the_old_week_stays(cast: Cast, spans: list[opening.Span]):
    before = opening.week(cast.hall)

    with pytest.raises(Malformed) as refused:
        opening.set_week(cast.hall, {2: spans}, by=cast.network, at=cast.clock.at(3, 2))
    assert list(refused.value.fields) == ["day_2"]
    assert opening.week(cast.hall) == before


def test_the_hours_of_another_centre_may_not_be_set(cast: Cast):
    before = opening.week(cast.hall)

    for who in ("village", "window", "county_head"):
        with pytest.raises(NotYours):
            opening.set_week(cast.hall, {}, by=cast.town.actor(who), at=cast.clock.at(3, 2))
    assert opening.week(cast.hall) == before


def test_what_is_said_of_a_day_replaces_what_was_said_before(cast: Cast):
    day, at = date(2026, 3, 7), cast.clock.at(3, 2)
    opening.set_day(cast.hall, day=day, spans=[MORNING, AFTERNOON], reason="周末加开", by=cast.director, at=at)
    assert OpeningException.objects.filter(centre=cast.hall, day=day).count() == 2

    opening.set_day(cast.hall, day=day, spans=[], reason="线路检修", by=cast.director, at=at)
    only = OpeningException.objects.get(centre=cast.hall, day=day)
    assert (only.opens, only.closes, only.reason) == (None, None, "线路检修")


@pytest.mark.parametrize(
    ("change", "field"),
    [({"day": date(2026, 3, 1)}, "day"), ({"spans": [(time(12), time(9))]}, "spans"), ({"reason": " "}, "reason")],
)
def test_a_day_against_the_rules_is_refused_at_its_field(cast: Cast, change: dict[str, Any], field: str):
    typed: dict[str, Any] = {"day": date(2026, 3, 7), "spans": [MORNING], "reason": "周末加开"} | change

    with pytest.raises(Malformed) as refused:
        opening.set_day(cast.hall, **typed, by=cast.network, at=cast.clock.at(3, 2))
    assert list(refused.value.fields) == [field]
    assert not OpeningException.objects.exists()


@pytest.mark.parametrize(
    ("moment", "is_open", "next_day", "next_hour"),
    [
        ((3, 2, 8, 29), False, (3, 2), (8, 30)),
        ((3, 2, 8, 30), True, (3, 2), (13, 30)),
        ((3, 2, 11, 30), False, (3, 2), (13, 30)),
        ((3, 2, 16, 29), True, (3, 3), (8, 30)),
        ((3, 6, 17, 0), False, (3, 7), (8, 30)),  # Friday evening: on duty on Saturday morning
        ((3, 7, 10, 0), True, (3, 8), (8, 30)),
        ((3, 8, 12, 0), False, (3, 9), (8, 30)),
    ],
)
def test_a_centre_is_open_in_its_hours_and_says_when_it_opens_next(
    cast: Cast, moment: tuple[int, ...], is_open: bool, next_day: tuple[int, int], next_hour: tuple[int, int]
):
    at = cast.clock.at(*moment)

    assert opening.is_open(cast.hall.pk, at=at) is is_open
    assert opening.opens_next(cast.hall.pk, at=at) == cast.clock.at(*next_day, *next_hour)


def test_a_day_that_differs_takes_the_place_of_the_week(cast: Cast):
    said: dict[str, Any] = {"reason": "线路检修", "by": cast.network, "at": cast.clock.at(3, 2)}
    opening.set_day(cast.hall, day=date(2026, 3, 3), spans=[], **said)
    opening.set_day(cast.hall, day=date(2026, 3, 7), spans=[AFTERNOON], **said)
    kept.forget()

    assert not opening.is_open(cast.hall.pk, at=cast.clock.at(3, 3, 10))
    assert opening.opens_next(cast.hall.pk, at=cast.clock.at(3, 3, 10)) == cast.clock.at(3, 4, 8, 30)
    assert not opening.is_open(cast.hall.pk, at=cast.clock.at(3, 7, 10))
    assert opening.is_open(cast.hall.pk, at=cast.clock.at(3, 7, 14))


def test_a_centre_without_hours_never_opens(cast: Cast):
    opening.set_week(cast.hall, {}, by=cast.network, at=cast.clock.at(3, 2))
    kept.forget()

    assert opening.opens_next(cast.hall.pk, at=cast.clock.at(3, 2)) is None


NOON = (time(12), time(13, 30))


def test_duty_at_noon_opens_the_centre_and_nothing_can_be_booked_then(cast: Cast):
    week, duty = {0: [MORNING, AFTERNOON]}, {0: [NOON], 5: [MORNING]}
    opening.set_week(cast.hall, week, duty=duty, by=cast.network, at=cast.clock.at(3, 2))

    monday, saturday = date(2026, 3, 9), date(2026, 3, 7)
    assert opening.spans_on(cast.hall.pk, monday) == [(time(9), time(17))]
    assert opening.served_on(cast.hall.pk, monday) == [MORNING, AFTERNOON]
    assert (opening.spans_on(cast.hall.pk, saturday), opening.served_on(cast.hall.pk, saturday)) == ([MORNING], [])
    assert opening.week(cast.hall)[0] == [MORNING, AFTERNOON]
    assert opening.week(cast.hall, duty=True)[0] == [NOON]


def test_duty_does_not_lie_within_the_hours(cast: Cast):
    with pytest.raises(Malformed) as refused:
        opening.set_week(cast.hall, {0: [MORNING]}, duty={0: [MORNING]}, by=cast.network, at=cast.clock.at(3, 2))
    assert list(refused.value.fields) == ["duty_0"]


def test_on_market_days_the_centre_opens_as_is_said_of_them(cast: Cast):
    """The 6th of March 2026 is the 18th of the first lunar month, the 13th the 25th."""
    at = cast.clock.at(3, 2)
    opening.set_week(cast.hall, {4: [MORNING]}, by=cast.network, at=at)
    opening.set_market(cast.hall, opening.Market(frozenset({3, 8}), True, (NOON,)), by=cast.director, at=at)
    assert opening.spans_on(cast.hall.pk, date(2026, 3, 6)) == [NOON]
    assert opening.spans_on(cast.hall.pk, date(2026, 3, 13)) == [MORNING]

    opening.set_day(cast.hall, day=date(2026, 3, 6), spans=[], reason="停电", by=cast.director, at=at)
    kept.forget()
    assert opening.spans_on(cast.hall.pk, date(2026, 3, 6)) == []
    opening.set_market(cast.hall, opening.Market(), by=cast.director, at=at)
    assert opening.market_of(cast.hall.pk) == opening.Market()


@pytest.mark.parametrize(
    ("market", "field"),
    [
        (opening.Market(frozenset({3}), True, ()), "spans"), (opening.Market(frozenset(), True, (NOON,)), "spans"),
        (opening.Market(frozenset({11}), True, (NOON,)), "figures"),
        (opening.Market(frozenset({3}), True, (MORNING, (time(11), time(13)))), "spans"),
    ],
)  # fmt: skip
def test_market_days_that_cannot_be_are_refused(cast: Cast, market: opening.Market, field: str):
    with pytest.raises(Malformed) as refused:
        opening.set_market(cast.hall, market, by=cast.director, at=cast.clock.at(3, 2))
    assert list(refused.value.fields) == [field]
