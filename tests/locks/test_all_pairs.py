"""T5: every act beside every other on one case, at the same moment: as if one had come after the other; T6 beside it.

What two officers may find is said by doing it: both acts one after the other, either way round, in transactions that are
taken back. Then both at once. Each pair is raced once, in a new order every run, until the time of a sample is up;
YIMEN_PAIRS says how many times each is raced without a bound (`make proof`).
"""

import itertools
import os
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import inf
from time import monotonic
from typing import Any

import pytest
from django.db import transaction

from tests.cases import items
from tests.locks.pairs import CALLS, ITEM, NOT_A_VERB_YET, SCENES, Do, Scene, moment, received
from tests.locks.racing import Rivals, unlocked
from tests.town import Cast
from yimen.cases.lifecycle import MOVES, Act
from yimen.cases.models import Case, Completion, Extension, Pause, Proposal, PublicNotice, Task
from yimen.journal import doctor, ledger, rows
from yimen.journal.errors import Refused
from yimen.journal.fold import replay
from yimen.journal.models import Alarm, Entry
from yimen.journal.pending import Pending
from yimen.papers.models import Paper

pytestmark = pytest.mark.engine("postgres")
TIMES = int(os.environ.get("YIMEN_PAIRS", "0"))
SAMPLE_S = 5.0
DWELL_S = 0.004  # how long a turn waits before it writes, so that the other one does begin meanwhile
Story = tuple[Any, ...]


@pytest.fixture
def town(committed: Cast) -> Cast:
    """The cast with the item in which everything is possible."""
    items.load(committed, committed.clock.now, tr=ITEM)
    committed.clock.at(3, 2)
    return committed


@contextmanager
def meeting() -> Iterator[None]:
    """Two turns meet before either writes, if nothing keeps them apart."""
    barrier, write = threading.Barrier(2), ledger.write

    def meet(pending: Pending, **more: bool) -> None:
        with suppress(threading.BrokenBarrierError):  # the other one stands in line at the case, as it should
            barrier.wait(DWELL_S)
        write(pending, **more)

    ledger.write = meet
    try:
        yield
    finally:
        ledger.write = write


def story(case: Case, results: list[Any]) -> Story:
    """All that is to be seen afterwards: what each was told, the case and its rows, its entries in order, its papers."""
    told = tuple(one.code if isinstance(one, Refused) else "done" for one in results)
    mine = [
        sorted(map(str, model._default_manager.filter(case=case).values_list(*fields)))
        for model, fields in (
            (Task, ("step_key", "stage", "round", "state", "due_on")), (Proposal, ("kind", "state", "answered_by_id")),
            (Pause, ("name", "from_on", "until_on")), (Completion, ("round", "answered_on", "lapsed_on")),
            (Extension, ("added",)), (PublicNotice, ("until_on",)),
        )
    ]  # fmt: skip
    joined = sorted(Case.objects.filter(application_id=case.application_id).values_list("state", "joined_on", "due_on"))
    papers = sorted(Paper.objects.filter(subject_id=case.pk).values_list("kind", "number"))
    alarms = sorted(Alarm.objects.filter(subject_id=case.pk).values_list("act", "due_at"))
    entries = list(Entry.objects.filter(subject_id=case.pk).order_by("number").values_list("act", flat=True))
    return told, _fields(case), mine, joined, papers, alarms, entries


def _fields(case: Case) -> dict[str, Any]:
    """The case as it is stored, without the key that its entry of acceptance was given by chance."""
    stored = Case.objects.filter(pk=case.pk).values().get()
    return stored | {"accepted_entry_id": stored["accepted_entry_id"] is not None}


def taken_back(case: Case, *acts: tuple[int, Do]) -> Story:
    """The story of the acts one after the other, after which nothing has happened."""
    with transaction.atomic():
        results: list[Any] = [None] * len(acts)
        for place, do in acts:
            results[place] = _result(do)
        told = story(case, results)
        transaction.set_rollback(True)
    return told


def _result(do: Do) -> Any:
    try:
        with transaction.atomic():
            return do()
    except Refused as refused:
        return refused


def possible(cast: Cast, scene: Scene) -> tuple[str, list[str]]:
    """The state in which a scene leaves the case, and the acts that are done when they are tried alone there."""
    case, at = scene(cast), moment(cast)
    tried = [act for (state, act) in MOVES if state == case.state and act in CALLS]
    return case.state, [act for act in tried if taken_back(case, (0, CALLS[act](cast, case, at)))[0] == ("done",)]


def pairs(can: dict[Scene, tuple[str, list[str]]]) -> list[tuple[Scene, str, str]]:
    """Every two acts of every state, in a scene where both are possible, else in each where one of them is."""
    found = []
    for state in dict.fromkeys(state for state, _act in MOVES):
        acts = [act for (origin, act) in MOVES if origin == state and act in CALLS]
        here = {scene: set(mine) for scene, (its, mine) in can.items() if its == state}
        for pair in itertools.combinations_with_replacement(acts, 2):
            both = [scene for scene, mine in here.items() if mine.issuperset(pair)]
            either = [scene for scene, mine in here.items() if mine.intersection(pair)]
            found += [(scene, *pair) for scene in both[:1] or either]
    return found


def raced(cast: Cast, rivals: Rivals, scene: Scene, one: str, other: str) -> str:
    """Both acts at once on a new case of the scene: what was wrong, or nothing."""
    case, at = scene(cast), moment(cast)
    acts = (0, CALLS[one](cast, case, at)), (1, CALLS[other](cast, case, at))
    may_be = [taken_back(case, *acts), taken_back(case, *acts[::-1])]
    with meeting():
        results = rivals.at_once(acts[0][1], acts[1][1])
    broken = [one for one in results if isinstance(one, Exception) and not isinstance(one, Refused)]
    told = story(case, results)
    if not broken and told in may_be:
        return ""
    apart = [[(is_so, was) for is_so, was in zip(told, other, strict=True) if is_so != was] for other in may_be]
    return f"{scene.__name__}: {one} and {other}: {broken or apart}"


def test_every_act_of_every_state_is_possible_in_some_scene(town: Cast):
    can = [possible(town, scene) for scene in SCENES]

    known = {(state, act) for state, acts in can for act in acts}
    assert {(state, act) for (state, act) in MOVES if act not in NOT_A_VERB_YET} == known


def test_any_two_acts_at_one_moment_are_as_if_one_had_come_after_the_other(
    town: Cast, capsys: pytest.CaptureFixture[str]
):
    every = pairs({scene: possible(town, scene) for scene in SCENES}) * max(TIMES, 1)
    random.shuffle(every)
    ends, told = monotonic() + (inf if TIMES else SAMPLE_S), list[str]()

    with Rivals() as rivals:
        for pair in every:
            told.append(raced(town, rivals, *pair))
            if monotonic() > ends:
                break

    with capsys.disabled():
        print(f"\n{len(told)} of {len(every)} races of two acts on one case")
    assert [one for one in told if one] == []
    assert replay(town.hall.pk) == []
    assert doctor.examine() == []


def test_without_the_rows_lock_pairs_go_wrong(town: Cast, monkeypatch: pytest.MonkeyPatch):
    """The control: with the lock taken out by this switch, what the test above compares is no longer equal."""
    acts = (Act.ACCEPT, Act.WITHDRAW, Act.ASK_COMPLETION, Act.TERMINATE)
    monkeypatch.setattr(rows, "locked", unlocked(rows.locked))

    with Rivals() as rivals:
        wrong = [raced(town, rivals, received, *pair) for pair in itertools.combinations(acts, 2)]

    assert any(wrong)
