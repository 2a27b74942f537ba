"""How a wait is said: the longer, the rounder."""

import pytest

from yimen.faces.shared import waits
from yimen.tickets.forecast import Wait


@pytest.mark.parametrize(
    ("minutes", "least", "most", "said"),
    [
        (0, 0, 1, "不用等"),
        (3, 1, 5, "5 分钟以内"),
        (18, 15, 25, "约 15–25 分钟"),
        (110, 100, 125, "约 1 小时 40 分–2 小时 5 分"),
        (185, 180, 200, "约 3 小时"),
        (475, 470, 495, "约 8 小时"),
        (207, 195, 220, "约 3 个半小时"),
    ],
)
def test_the_longer_a_wait_the_rounder_it_is_said(minutes: int, least: int, most: int, said: str):
    assert waits.words(Wait(minutes, least, most)) == said


@pytest.mark.parametrize("wait", [None, Wait(10, 5, 15, is_today=False)])
def test_what_nobody_can_say_is_not_said(wait: Wait | None):
    assert waits.words(wait) == ""
