"""Shortly before the hall closes: who will still be called, by table."""

from datetime import time
from typing import Any

import pytest

from tests.tickets.queue import Queue
from yimen.tickets import foretelling, nearing, reading
from yimen.tickets.nearing import Late

DAY = [(time(8, 30), time(11, 30)), (time(13, 30), time(16, 30))]
NOON, EVENING = Late(time(11, 30), time(13, 30)), Late(time(16, 30), None)


@pytest.mark.parametrize(
    ("clock", "minutes", "expected"),
    [
        (time(9, 0), 0, None),
        (time(9, 0), 149, None),  # called at 11:29
        (time(9, 0), 150, NOON),  # not at 11:30
        (time(11, 20), 0, None),  # whoever is called before the hour is served
        (time(11, 20), 10, NOON),
        (time(16, 29), 0, None),
        (time(16, 25), 30, EVENING),
        (time(12, 0), 90, None),  # closed: nothing is foretold
        (time(16, 30), 90, None),
    ],
)
def test_who_comes_shortly_before_the_doors_close(clock: time, minutes: int, expected: Late | None):
    assert nearing.late(clock, DAY, minutes=minutes) == expected


def test_on_a_day_off_nothing_is_foretold():
    assert nearing.late(time(9), [], minutes=30) is None


def test_the_hall_knows_its_hours_and_its_policy(queue: Queue):
    def late(minute: int) -> Any:
        wait = foretelling.of_line(queue.lines["A"], at=queue.at(11, minute))
        return reading.late(queue.cast.hall.pk, wait, at=queue.at(11, minute))

    queue.take("A", queue.at(11, 19))
    queue.take("A", queue.at(11, 19))
    assert late(19) is None  # two are before, for two windows, of about ten minutes each
    assert late(27) == NOON
    assert reading.late(queue.cast.hall.pk, None, at=queue.at(11, 29)) is None
