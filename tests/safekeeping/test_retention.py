"""Which backups stay: hourly for two days, daily for a month, monthly for a year."""

from datetime import datetime, timedelta

import pytest

from yimen.journal.moments import OFFICE_ZONE
from yimen.safekeeping.retention import kept

NOW = datetime(2026, 11, 26, 12, 30, tzinfo=OFFICE_ZONE)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=OFFICE_ZONE)


@pytest.mark.parametrize(
    ("made", "stays"),
    [
        (["2026-11-26 10:05", "2026-11-26 11:05"], ["2026-11-26 10:05", "2026-11-26 11:05"]),
        (["2026-11-26 11:05", "2026-11-26 11:55"], ["2026-11-26 11:55"]),
        (["2026-11-20 08:05", "2026-11-20 17:05"], ["2026-11-20 17:05"]),
        (["2026-11-19 23:05", "2026-11-20 00:05"], ["2026-11-19 23:05", "2026-11-20 00:05"]),
        (["2026-08-03 17:05", "2026-08-31 17:05"], ["2026-08-31 17:05"]),
        (["2025-11-20 17:05", "2025-12-20 17:05"], ["2025-12-20 17:05"]),
        (["2024-01-01 00:00"], []),
        ([], []),
    ],
)
def test_the_last_of_each_hour_day_and_month_stays(made: list[str], stays: list[str]) -> None:
    newest = at("2026-11-26 12:29")

    assert kept([*map(at, made), newest], at=NOW) == {*map(at, stays), newest}


def test_the_newest_stays_however_old_it_is() -> None:
    assert kept([at("2020-01-01 00:00"), at("2020-01-02 00:00")], at=NOW) == {at("2020-01-02 00:00")}


def test_an_hourly_backup_of_two_years_leaves_less_than_a_hundred() -> None:
    every = [NOW - timedelta(hours=hours) for hours in range(2 * 365 * 24)]

    stay = kept(every, at=NOW)

    assert 85 <= len(stay) <= 95
    assert kept(stay, at=NOW) == stay


def test_sweeping_every_hour_leaves_the_same_as_sweeping_once() -> None:
    """A backup that will be wanted later is never swept earlier."""
    there: set[datetime] = set()
    for hours in range(24 * 70):
        now = NOW + timedelta(hours=hours)
        there = kept({*there, now}, at=now)

    assert there == kept(
        [NOW + timedelta(hours=hours) for hours in range(24 * 70)], at=NOW + timedelta(hours=24 * 70 - 1)
    )
