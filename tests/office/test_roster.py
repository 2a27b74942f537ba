"""At which windows somebody sits: one person counts once, whoever covers for whom."""

from datetime import date
from uuid import UUID

import pytest

from yimen.office import roster
from yimen.office.roster import Sitting

ONE, TWO = UUID(int=1), UUID(int=2)
LIN, CHEN = UUID(int=11), UUID(int=12)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)
HELD = [Sitting(ONE, LIN, MONDAY, None), Sitting(TWO, CHEN, MONDAY, TUESDAY)]


@pytest.mark.parametrize(
    ("covers", "on", "manned"),
    [
        ([], date(2026, 3, 1), set()),  # nobody yet
        ([], TUESDAY, {ONE, TWO}),  # the last day is one of them
        ([], WEDNESDAY, {ONE}),  # Chen has gone
        ([Sitting(TWO, LIN, TUESDAY, TUESDAY, is_cover=True)], TUESDAY, {ONE}),  # Lin cannot sit at both
        ([Sitting(ONE, CHEN, WEDNESDAY, WEDNESDAY, is_cover=True)], WEDNESDAY, {ONE}),  # Chen helps out
        ([Sitting(TWO, UUID(int=13), TUESDAY, WEDNESDAY, is_cover=True)], WEDNESDAY, {ONE, TWO}),
    ],
)
def test_a_window_is_manned_by_somebody_who_sits_nowhere_else(covers: list[Sitting], on: date, manned: set[UUID]):
    assert roster.manned([*HELD, *covers], on) == manned
