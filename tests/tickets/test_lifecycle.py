"""The life of a ticket by table."""

import pytest

from yimen.tickets.lifecycle import ENDINGS, IN_HAND, MOVES, Act, State, possible

S, A = State, Act
# Written down apart from the table it checks.
DRAWN: dict[tuple[str, str], State] = {
    ("", A.TAKE): S.WAITING,
    ("", A.HAND_IN): S.WAITING,
    (S.WAITING, A.VOID): S.LEFT,
    (S.MISSED, A.VOID): S.LEFT,
    (S.WAITING, A.CALL): S.CALLED,
    (S.WAITING, A.CALL_CHOSEN): S.CALLED,
    (S.WAITING, A.PREFER): S.WAITING,
    (S.CALLED, A.RECALL): S.CALLED,
    (S.CALLED, A.START): S.SERVING,
    (S.CALLED, A.MISS): S.MISSED,
    (S.MISSED, A.RETURN): S.WAITING,
    **{(state, A.NEXT_MATTER): S.SERVING for state in IN_HAND},
    **{(state, A.TRANSFER): S.WAITING for state in IN_HAND},
    **{(state, A.FINISH): S.SERVED for state in IN_HAND},
    **{(state, A.CLOSE_DAY): S.SERVED for state in IN_HAND},
    (S.WAITING, A.CLOSE_DAY): S.LEFT,
    (S.MISSED, A.CLOSE_DAY): S.LEFT,
}


def test_the_moves_are_those_that_were_drawn():
    assert {pair: (state,) for pair, state in DRAWN.items()} == MOVES


@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_nobody_leaves_an_ending(ending: State):
    assert possible(ending) == frozenset()


@pytest.mark.parametrize("state", sorted(frozenset(State) - ENDINGS))
def test_whatever_stands_open_is_closed_in_the_evening(state: State):
    assert A.CLOSE_DAY in possible(state)


def test_who_has_come_to_the_window_can_no_longer_be_missed():
    assert A.MISS not in possible(S.SERVING)
