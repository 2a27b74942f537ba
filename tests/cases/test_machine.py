"""T3: a machine of cases. Whatever anybody does in any order, right or wrong, what must always hold holds.

A step, or attempt, is one call of a real verb by somebody of the town, allowed or not. YIMEN_STEPS says how many are walked
at least: 20,000 in `make test`, 60,000 in `make long`, and more on both engines by `make proof`. Of every attempt is promised:

- it is done, or refused with a reason; what was refused has changed nothing;
- it is done only by who may (told again in `attempts`, apart from `access`), and only along a move of the lifecycle;
- no step waits twice, what has ended waits for nobody, nothing stands for ever, no alarm outlives what it was set for, and the
  due day is the one that the rows give when it is reckoned anew.

And of every walk: `doctor` finds nothing, so that the fold of the journal is the rows, the chain is whole, numbers have no
hole. In all of it every verb is both done and refused. That each of these would be noticed is tried by planting a fault.
"""

import os
from collections.abc import Callable
from itertools import count
from types import SimpleNamespace, new_class
from typing import Any, cast

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.cases.attempts import VERBS, Attempts
from tests.cases.machine import BEGINNINGS, CODES, Town
from tests.engines import LONG
from tests.town import Cast
from yimen.cases import access, endings, refusals, tasks, timing
from yimen.cases.lifecycle import Act
from yimen.journal import door, ledger
from yimen.journal.canon import GENESIS, chained

ENOUGH = 20_000  # from here on every verb must have been both done and refused
STEPS = int(os.environ.get("YIMEN_STEPS", 3 * ENOUGH if LONG else ENOUGH))
if STEPS <= 3 * ENOUGH:  # on one engine; `make proof` walks a longer way on both
    pytestmark = pytest.mark.engine("sqlite")
SOON = 4_000  # steps within which a fault must be noticed
WALK = 100  # rules in one walk; most of them are several attempts
A_WALK = 250  # attempts in one walk, by experience
A_ROUND = (4, 20)  # walks, at least and at most: each begins with the simplest there is, and goes by what it has seen


@pytest.fixture
def town(everyone: Cast) -> type[Town]:
    """The machine, with an applicant whom everybody knows."""
    everyone.clock.now = BEGINNINGS[0]
    Town.cast = Attempts.cast = everyone
    Town.person = everyone.mrs_wang(everyone.clock.now)
    Town.items = {code: everyone.item(code) for code, _variant in CODES}
    Town.tally.clear()
    return Town


def _walk(town: type[Town], *, steps: int, rules: int = WALK, by_chance: bool = True, **more: Any) -> None:
    """Walk until so many steps are made; where they are not left to chance, each round begins elsewhere."""
    for number in count():
        if (left := steps - sum(town.tally.values())) <= 0:
            break
        machine = town if by_chance else seed(number)(cast(type[Town], new_class("Town", (town,))))
        walks = min(max(A_ROUND[0], left // A_WALK), A_ROUND[1])
        how = settings(max_examples=walks, stateful_step_count=rules, suppress_health_check=list(HealthCheck), **more)
        run_state_machine_as_test(machine, settings=how)


def test_whatever_anybody_does_what_must_always_hold_holds(town: type[Town], capsys: pytest.CaptureFixture[str]):
    _walk(town, steps=STEPS, by_chance=not settings().derandomize)

    with capsys.disabled():
        print(f"\n{sum(town.tally.values())} attempts: {dict(sorted(town.tally.items()))}")
    if STEPS >= ENOUGH:
        never = [f"{verb}: {how}" for verb in VERBS for how in ("done", "refused") if not town.tally[f"{verb}: {how}"]]
        assert not never, "a verb that never succeeds tests nothing"


# What a fault does to the house: each breaks one promise.
Fault = Callable[[pytest.MonkeyPatch], None]


def _terminated_when_it_has_ended(patch: pytest.MonkeyPatch) -> None:
    known = door.House._move

    def move(self: door.House, row: Any, act: str) -> tuple[str, ...] | None:
        return (row.state,) if act == Act.TERMINATE else known(self, row, act)

    patch.setattr(door.House, "_move", move)


def _anybody_marks(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(access.MAY, Act.MARK, lambda _by, _case: True)


def _no_alarm_is_cancelled(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(door, "cancel_alarm", lambda _subject, _act: None)


def _what_has_ended_still_waits(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(endings, "tasks", SimpleNamespace(open_tasks=tasks.open_tasks, close=lambda _task, **_more: None))


def _what_stops_the_clock_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(timing, "recount", lambda *_more: None)


def _a_refusal_takes_a_number(patch: pytest.MonkeyPatch) -> None:
    check = refusals.check

    def checked(code: str, reason: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE journal_counter SET value = value + 1")
        check(code, reason)

    patch.setattr(refusals, "check", checked)


def _a_number_is_left_out(patch: pytest.MonkeyPatch) -> None:
    raise_ = ledger._raise
    patch.setattr(ledger, "_raise", lambda centre, series, count: raise_(centre, series, count + 1))


def _the_journal_does_not_tell_a_due_day(patch: pytest.MonkeyPatch) -> None:
    tell = ledger.Told.tell

    def told(self: ledger.Told, row: Any, changed: dict[str, Any]) -> None:
        tell(self, row, {name: value for name, value in changed.items() if name != "due_on"})

    patch.setattr(ledger.Told, "tell", told)


def _an_entry_is_not_chained(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ledger, "chained", lambda _previous, body: chained(GENESIS, body))


@pytest.mark.engine("sqlite")
@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (_terminated_when_it_has_ended, "terminate led from"),
        (_anybody_marks, "did mark"),
        (_no_alarm_is_cancelled, "is still to ring"),
        (_what_has_ended_still_waits, "an ended case has an open task"),
        (_what_stops_the_clock_is_forgotten, "reckoned anew"),
        (_a_refusal_takes_a_number, "what was refused has changed something"),
        (_a_number_is_left_out, "neither issued nor named as lost"),
        (_the_journal_does_not_tell_a_due_day, "the row says"),
        (_an_entry_is_not_chained, "the hash does not follow"),
    ],
)
def test_a_planted_fault_is_noticed(town: type[Town], monkeypatch: pytest.MonkeyPatch, fault: Fault, says: str) -> None:
    fault(monkeypatch)

    with pytest.raises(AssertionError) as noticed:
        _walk(town, steps=SOON, rules=30, by_chance=False, phases=[Phase.generate], report_multiple_bugs=False)
    assert says in str(noticed.value)
