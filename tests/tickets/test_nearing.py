"""Shortly before the hall closes: who will still be called, by table."""

from datetime import time
from typing import Any

import pytest

from tests.tickets.queue import Queue
from yimen.tickets import nearing, reading
from yimen.tickets.nearing import Late

DAY = [(time(8, 30), time(11, 30)), (time(13, 30), time(16, 30))]
NOON, EVENING = Late(time(11, 30), time(13, 30)), Late(time(16, 30), None)


@pytest.mark.parametrize(
    ("clock", "ahead", "windows", "expected"),
    [
        (time(9, 0), 0, 1, None),
        (time(9, 0), 14, 1, None),  # called at 11:20
        (time(9, 0), 15, 1, NOON),  # not at 11:30
        (time(11, 20), 0, 1, None),  # whoever is called before the hour is served
        (time(11, 20), 1, 1, NOON),
        (time(11, 20), 1, 2, None),  # two windows: two at a time
        (time(11, 20), 2, 2, NOON),
        (time(16, 29), 0, 1, None),
        (time(16, 25), 3, 1, EVENING),
        (time(16, 25), 3, 0, EVENING),  # no window: as if there were one
        (time(12, 0), 9, 1, None),  # closed: nothing is foretold
        (time(16, 30), 9, 1, None),
    ],
)
def test_who_comes_shortly_before_the_doors_close(clock: time, ahead: int, windows: int, expected: Late | None):
    assert nearing.late(clock, DAY, ahead=ahead, windows=windows, each=10) == expected


def test_where_a_visit_takes_no_time_nobody_is_late():
    assert nearing.late(time(11, 29), DAY, ahead=99, windows=1, each=0) is None


def test_on_a_day_off_nothing_is_foretold():
    assert nearing.late(time(9), [], ahead=3, windows=1, each=10) is None


def test_the_hall_knows_its_hours_and_its_policy(queue: Queue):
    def late(minute: int, ahead: int) -> Any:
        return reading.late(queue.cast.hall.pk, ahead=ahead, windows=2, at=queue.at(11, minute))

    assert late(20, 1) is None
    assert late(20, 2) == NOON
