"""Who may do what with messages to people: they are the clock's, nobody types one."""

from collections.abc import Callable
from typing import Any

from yimen.exchange.lifecycle import Act
from yimen.office.actor import Actor

Rule = Callable[[Actor, Any], bool]


def _is_the_clock(by: Actor, _row: Any) -> bool:
    return by.kind == "clock"


MAY: dict[str, Rule] = {
    Act.ASK: _is_the_clock,
    Act.SEND: _is_the_clock,
    Act.GIVE_UP: _is_the_clock,
    Act.LAPSE: _is_the_clock,
}


def may(by: Actor, act: str, row: Any) -> bool:
    """Whether this actor may do this act."""
    return MAY[act](by, row)
