"""How long a visit waited and was served."""

from datetime import UTC, datetime, timedelta

import pytest

from yimen.tickets import periods
from yimen.tickets.lifecycle import Act
from yimen.tickets.periods import Kind

BEGAN = datetime(2026, 3, 2, 1, tzinfo=UTC)


def told(*acts: tuple[str, int]) -> tuple[periods.Period, ...]:
    """Acts with their minutes after nine."""
    return periods.of([(act, BEGAN + timedelta(minutes=minute)) for act, minute in acts])


def minutes(found: tuple[periods.Period, ...]) -> list[tuple[str, int | None]]:
    minute = timedelta(minutes=1)
    return [(one.kind.value, (one.until_at - one.from_at) // minute if one.until_at else None) for one in found]


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([(Act.TAKE, 0)], [("waiting", None)]),
        ([(Act.TAKE, 0), (Act.CALL, 12)], [("waiting", 12), ("called", None)]),
        (
            [(Act.TAKE, 0), (Act.CALL, 12), (Act.START, 13), (Act.FINISH, 20)],
            [("waiting", 12), ("called", 1), ("serving", 7)],
        ),
        ([(Act.TAKE, 0), (Act.CALL, 12), (Act.FINISH, 20)], [("waiting", 12), ("serving", 8)]),
        (
            [(Act.TAKE, 0), (Act.CALL, 5), (Act.RECALL, 6), (Act.MISS, 7), (Act.RETURN, 30), (Act.CALL, 33)],
            [("waiting", 5), ("called", 2), ("away", 23), ("waiting", 3), ("called", None)],
        ),
        (
            [(Act.TAKE, 0), (Act.CALL, 5), (Act.TRANSFER, 9), (Act.CALL, 15), (Act.START, 16), (Act.FINISH, 26)],
            [("waiting", 5), ("serving", 4), ("waiting", 6), ("called", 1), ("serving", 10)],
        ),
        ([(Act.TAKE, 0), (Act.CALL, 5), (Act.CLOSE_DAY, 900)], [("waiting", 5), ("called", None)]),
    ],
)
def test_the_periods_of_a_visit(acts: list[tuple[str, int]], expected: list[tuple[str, int | None]]):
    assert minutes(told(*acts)) == expected


def test_periods_of_a_kind_add_up_and_an_open_one_counts_for_nothing():
    visit = told((Act.TAKE, 0), (Act.CALL, 5), (Act.MISS, 7), (Act.RETURN, 30), (Act.CALL, 33))

    assert periods.lasted(visit, Kind.WAITING) == timedelta(minutes=8)
    assert periods.lasted(visit, Kind.SERVING) == timedelta(0)
