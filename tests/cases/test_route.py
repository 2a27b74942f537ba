"""The route by table and by property: stages, variants, the next and the earlier one, and who takes a step."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.cases.route import Candidate, NoPlace, Placing, after, before, place, stages
from yimen.catalogue.elements import Phase, StepDef, StepKind
from yimen.office.models import Level

B, A = Phase.BEFORE, Phase.AFTER


def step(key: str, stage: int, phase: Phase = B, *variants: str) -> StepDef:
    return StepDef(key, key, StepKind.REVIEW, phase, stage, Level.TOWN, "民政", variants=frozenset(variants))


def keys(route) -> list[list[str]]:
    return [[one.key for one in group] for group in route]


ROUTE = (
    step("a", 1), step("b", 1), step("c", 2, B, "x"), step("d", 3), step("e", 1, A), step("f", 1, A, "y"),
    step("g", 2, A),
)  # fmt: skip


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("x", [["a", "b"], ["c"], ["d"], ["e"], ["g"]]),
        ("y", [["a", "b"], ["d"], ["e", "f"], ["g"]]),
        ("", [["a", "b"], ["d"], ["e"], ["g"]]),
    ],
)
def test_steps_of_the_variant_run_in_stages_and_those_before_the_decision_come_first(variant: str, expected):
    assert keys(stages(ROUTE, variant)) == expected


def test_an_item_without_steps_has_no_stages():
    assert stages((), "") == ()


@pytest.mark.parametrize(
    ("stage", "phase", "following"),
    [(0, B, 1), (1, B, 2), (2, B, None), (2, A, 3), (3, A, 4), (4, A, None), (0, A, 3), (4, B, None)],
)
def test_the_next_stage_is_of_the_same_phase(stage: int, phase: Phase, following: int | None):
    assert after(stages(ROUTE, "y"), stage, phase=phase) == following


@pytest.mark.parametrize(("stage", "earlier"), [(1, None), (2, 1), (3, 2)])
def test_a_step_is_sent_back_to_the_stage_before_and_the_first_to_nobody(stage: int, earlier: int | None):
    assert before(stages(ROUTE, "x"), stage) == earlier


@st.composite
def steps_in_any_order(draw: st.DrawFn) -> list[StepDef]:
    shapes = draw(st.lists(st.tuples(st.sampled_from(Phase), st.integers(1, 4), st.sampled_from(["", "x", "y"]))))
    return [step(f"s{n}", stage, phase, *([one] if one else [])) for n, (phase, stage, one) in enumerate(shapes)]


@given(steps_in_any_order(), st.sampled_from(["", "x", "y"]))
def test_every_step_of_the_variant_is_in_exactly_one_stage_with_its_like(steps: list[StepDef], variant: str):
    route = stages(tuple(steps), variant)

    assert sorted(one.key for group in route for one in group) == sorted(
        one.key for one in steps if not one.variants or variant in one.variants
    )
    assert all(len({(one.phase, one.stage) for one in group}) == 1 for group in route)
    phases = [group[0].phase for group in route]
    assert phases == sorted(phases, key=[B, A].index)


@given(steps_in_any_order(), st.sampled_from(Phase))
def test_walking_from_stage_to_stage_meets_each_of_the_phase_once_and_ends(steps: list[StepDef], phase: Phase):
    route = stages(tuple(steps), "x")
    walked, here = [], 0
    while (here := after(route, here, phase=phase) or 0) > 0:
        walked.append(here)

    assert walked == [index for index, group in enumerate(route, start=1) if group[0].phase is phase]


ITEM, LINE, ANY, HEAD, SUPERVISOR = (
    Candidate(UUID(int=1), "officer", "MZ-01", is_held=True),
    Candidate(UUID(int=2), "officer", "民政", is_held=True),
    Candidate(UUID(int=3), "officer", "*", is_held=True),
    Candidate(UUID(int=4), "head", "民政", is_held=True),
    Candidate(UUID(int=5), "supervisor", "", is_held=True),
)
VACANT = Candidate(UUID(int=6), "supervisor", "", is_held=False)
IN_ORDER = [(ITEM, "handler"), (LINE, "handler"), (ANY, "handler"), (HEAD, "head"), (SUPERVISOR, "supervisor"),
            (VACANT, "supervisor")]  # fmt: skip


@given(st.lists(st.sampled_from(range(6)), min_size=1, unique=True))
def test_the_step_goes_to_item_handler_line_any_head_supervisor_in_this_order(present: list[int]):
    first, why = IN_ORDER[min(present)]

    assert place(step("a", 1), "MZ-01", [IN_ORDER[n][0] for n in present]) == Placing(first.post_id, why)


@pytest.mark.parametrize("candidate", [ITEM, LINE, ANY, HEAD])
def test_a_post_that_nobody_holds_takes_no_step(candidate: Candidate):
    vacant = Candidate(candidate.post_id, candidate.role, candidate.duty, is_held=False)

    assert place(step("a", 1), "MZ-01", [vacant, SUPERVISOR]) == Placing(SUPERVISOR.post_id, "supervisor")
    with pytest.raises(NoPlace):
        place(step("a", 1), "MZ-01", [vacant])


def test_a_held_supervisor_goes_before_a_vacant_one():
    assert place(step("a", 1), "MZ-01", [VACANT, SUPERVISOR]).post_id == SUPERVISOR.post_id


def test_the_duty_for_another_item_or_line_is_no_duty():
    other = [Candidate(UUID(int=7), "officer", duty, is_held=True) for duty in ("JS-03", "计生")]

    with pytest.raises(NoPlace):
        place(step("a", 1), "MZ-01", other)
