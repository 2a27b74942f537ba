"""The life of a case by table: which act leads where, what is reachable, what never happens again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.cases.lifecycle import ENDINGS, MOVES, OPEN, Act, State, is_possible, possible

S, A = State, Act
BEFORE_THE_DECISION = (S.RECEIVED, S.COMPLETING, S.IN_PROCESS)
# The drawing of design 5, arrow by arrow: written down apart from the table it checks.
DRAWN: dict[tuple[str, str], set[State]] = {
    ("", A.RECEIVE): {S.RECEIVED},
    (S.RECEIVED, A.ACCEPT): {S.IN_PROCESS},
    (S.RECEIVED, A.DEEM_ACCEPTED): {S.IN_PROCESS},
    (S.RECEIVED, A.REFUSE_INTAKE): {S.NOT_ACCEPTED},
    (S.RECEIVED, A.ASK_COMPLETION): {S.COMPLETING},
    (S.IN_PROCESS, A.ASK_COMPLETION): {S.COMPLETING},
    (S.COMPLETING, A.COMPLETE): {S.RECEIVED, S.IN_PROCESS},
    (S.COMPLETING, A.RETURN_UNANSWERED): {S.RETURNED},
    (S.IN_PROCESS, A.DECIDE): {S.DECIDED, S.READY},
    (S.DECIDED, A.FINISH): {S.DECIDED, S.READY},
    (S.READY, A.DELIVER): {S.CLOSED},
    (S.CLOSED, A.FILE): {S.ARCHIVED},
    (S.CLOSED, A.CORRECT_RECEIPT): {S.CLOSED},
}
STANDING = {
    A.POST_NOTICE, A.FINISH, A.SEND_BACK, A.ASK_PAUSE, A.PAUSE, A.RESUME, A.ASK_EXTENSION, A.ENDORSE, A.EXTEND,
    A.ASK_REFUSAL, A.ALLOW_REFUSAL, A.DECLINE, A.RECOUNT, A.HAND_OVER, A.MARK, A.HURRY, A.JOIN, A.CORRECT_MATERIALS,
    A.CORRECT_FORM, A.REMIND, A.TAKE_OVER,
}  # fmt: skip
ENDING_ACTS = {A.RETURN: S.RETURNED, A.WITHDRAW: S.WITHDRAWN, A.TERMINATE: S.TERMINATED}


@pytest.mark.parametrize(("origin", "act"), DRAWN)
def test_every_arrow_of_the_design_is_a_move(origin: str, act: str):
    assert set(MOVES[origin, act]) == DRAWN[origin, act]


def test_there_is_no_move_that_the_design_does_not_draw():
    for (origin, act), targets in MOVES.items():
        stays = act in STANDING and targets == (origin,)
        ends = act in ENDING_ACTS and targets == (ENDING_ACTS[A(act)],) and origin in BEFORE_THE_DECISION
        assert stays or ends or set(targets) == DRAWN.get((origin, act)), (origin, act)


@pytest.mark.parametrize("act", ENDING_ACTS)
def test_a_case_may_end_otherwise_until_it_is_decided_and_not_after(act: Act):
    assert {origin for origin, one in MOVES if one == act} == set(BEFORE_THE_DECISION)


def test_only_the_beginning_has_no_state_before_it():
    assert possible("") == {A.RECEIVE}
    assert [origin for origin, act in MOVES if act == A.RECEIVE] == [""]


@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_nobody_leaves_an_ending_but_for_the_archive(ending: State):
    assert possible(ending) == ({A.FILE, A.CORRECT_RECEIPT} if ending is S.CLOSED else set())


def reached() -> tuple[set[str], set[str]]:
    states, acts, wave = {""}, set(), {""}
    while wave:
        found = {(act, target) for (origin, act), targets in MOVES.items() if origin in wave for target in targets}
        acts |= {act for act, _target in found}
        wave = {target for _act, target in found} - states
        states |= wave
    return states - {""}, acts


def test_every_state_and_every_act_is_reached_from_birth():
    states, acts = reached()

    assert states == set(State)
    assert acts == set(Act)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_every_open_state_can_come_to_an_end(state: State):
    seen, wave = {str(state)}, {str(state)}
    while wave:
        wave = {target for (origin, _act), targets in MOVES.items() if origin in wave for target in targets} - seen
        seen |= wave

    assert seen & ENDINGS


def test_open_and_ended_are_all_states_and_no_state_is_both():
    assert set(State) == OPEN | ENDINGS
    assert not OPEN & ENDINGS


@given(st.sampled_from(sorted(State)), st.sampled_from(sorted(Act)))
def test_possible_is_what_the_table_says(state: str, act: str):
    assert is_possible(state, act) == (act in possible(state)) == bool(MOVES.get((state, act)))


@given(st.lists(st.sampled_from(sorted(Act)), max_size=40), st.data())
def test_on_any_walk_acceptance_comes_before_decision_and_decision_before_delivery(
    acts: list[str], data: st.DataObject
):
    state, done = "", []
    for act in acts:
        if targets := MOVES.get((state, act)):
            state = data.draw(st.sampled_from(sorted(targets)))
            done.append(act)

    accepted = [index for index, act in enumerate(done) if act in (A.ACCEPT, A.DEEM_ACCEPTED)]
    for later in (A.DECIDE, A.FINISH, A.DELIVER):
        assert later not in done or (accepted and accepted[0] < done.index(later))
    assert A.DELIVER not in done or done.index(A.DECIDE) < done.index(A.DELIVER)


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (S.IN_PROCESS, A.ACCEPT), (S.RECEIVED, A.DECIDE), (S.DECIDED, A.DECIDE), (S.DECIDED, A.SEND_BACK),
        (S.DECIDED, A.ASK_COMPLETION), (S.COMPLETING, A.ACCEPT), (S.COMPLETING, A.FINISH), (S.COMPLETING, A.DECIDE),
        (S.COMPLETING, A.DEEM_ACCEPTED), (S.IN_PROCESS, A.REFUSE_INTAKE), (S.IN_PROCESS, A.DELIVER),
        (S.DECIDED, A.DELIVER), (S.READY, A.WITHDRAW), (S.READY, A.RETURN), (S.CLOSED, A.DELIVER),
    ],
)  # fmt: skip
def test_what_the_design_does_not_allow_is_not_possible(state: State, act: Act):
    assert not is_possible(state, act)
