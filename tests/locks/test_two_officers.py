"""Two people act on one case at one moment (T5): in sequence, or one is refused; and the control that locks matter (T6)."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from tests.cases.walking import finish, holder, open_steps, task
from tests.locks.racing import at_once, only_refusals, unlocked
from tests.town import Cast
from yimen.cases import completion, decisions, delivery, endings, intake, steps
from yimen.cases.models import Case, Task
from yimen.journal import doctor, rows
from yimen.journal.fold import replay
from yimen.journal.models import Entry
from yimen.papers.models import Paper

pytestmark = pytest.mark.engine("postgres")

At = Any
OnCase = Callable[[Cast, Case, At], Any]


def taken_in(cast: Cast) -> Case:
    at = cast.clock.at(3, 2)
    return intake.take_in(cast.handed(at, code="PX-01"), by=cast.window, at=at)


def received(cast: Cast) -> Case:
    at = cast.clock.at(3, 2)
    return intake.receive(cast.handed(at, code="PX-01"), by=cast.window, at=at)


def completing(cast: Cast) -> Case:
    return completion.ask_completion(taken_in(cast), remark="请补写收入", by=cast.village, at=cast.clock.at(3, 2))


def before_the_decision(cast: Cast) -> Case:
    case = taken_in(cast)
    for step in ("visit", "examine", "income"):
        finish(cast, case, step, cast.clock.at(3, 2))
    return case


def ready(cast: Cast) -> Case:
    case = before_the_decision(cast)
    return decisions.decide(case, task_id=task(case, "approve").pk, outcome="refused", opinion="收入超过标准",
                            by=cast.county, at=cast.clock.at(3, 2))  # fmt: skip


def accept(cast: Cast, case: Case, at: At) -> Any:
    return intake.accept(case, by=cast.window2, at=at)


def refuse_intake(cast: Cast, case: Case, at: At) -> Any:
    return intake.refuse_intake(
        case, code="not_ours", reason="应向公安机关申请", basis="《居住证暂行条例》第九条", by=cast.supervisor, at=at
    )


def ask(cast: Cast, case: Case, at: At) -> Any:
    return completion.ask_completion(case, remark="请补写收入", by=cast.supervisor, at=at)


def complete(cast: Cast, case: Case, at: At) -> Any:
    return completion.complete(case, given=[], by=cast.window2, at=at)


def withdraw(cast: Cast, case: Case, at: At) -> Any:
    return endings.withdraw(case, reason="家人已另行办理", by=cast.window, at=at)


def return_(cast: Cast, case: Case, at: At) -> Any:
    return endings.return_(case, code="examined_not_met", reason="经核实不符合条件", by=cast.supervisor, at=at)


def terminate(cast: Cast, case: Case, at: At) -> Any:
    return endings.terminate(case, code="other", reason="申请人已经死亡", by=cast.director, at=at)


def deliver(cast: Cast, case: Case, at: At) -> Any:
    return delivery.deliver(case, way="window", receiver="王秀英", by=cast.reply, at=at)


def on_task(act: str, step: str) -> OnCase:
    """The holder of a step's open task does something with it; the task is looked up before the race."""

    def do(cast: Cast, case: Case, at: At) -> Any:
        waiting = Task.objects.filter(case=case, step_key=step).order_by("opened_at")[0]
        by = holder(cast, waiting)
        if act == "finish":
            return steps.finish(case, task_id=waiting.pk, by=by, at=at)
        if act == "send_back":
            return steps.send_back(case, task_id=waiting.pk, reason="材料与事实不符", by=by, at=at)
        return decisions.decide(case, task_id=waiting.pk, outcome="granted", opinion="同意", by=by, at=at)

    do.__name__ = f"{act}_{step}"
    return do


VISIT = on_task("finish", "visit")
ENDS = [withdraw, return_, terminate]
SCENES: dict[Callable[[Cast], Case], list[OnCase]] = {
    received: [accept, refuse_intake, ask, *ENDS],
    taken_in: [VISIT, on_task("finish", "examine"), ask, *ENDS],
    completing: [complete, VISIT, *ENDS],
    before_the_decision: [on_task("decide", "approve"), on_task("send_back", "approve"), ask, *ENDS],
    ready: [deliver, withdraw],
}


NEVER: dict[Callable[[Cast], Case], set[OnCase]] = {
    completing: {VISIT},
    ready: {withdraw},
}  # refused unless the other helps


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: str(scene.__name__))
def test_any_two_acts_on_one_case_happen_in_sequence_or_one_is_refused(committed: Cast, scene: Callable[[Cast], Case]):
    for one, other in itertools.combinations_with_replacement(SCENES[scene], 2):
        case, at = scene(committed), committed.clock.at(3, 2)
        entries = Entry.objects.filter(subject_id=case.pk).count()

        results = at_once(lambda: one(committed, case, at), lambda: other(committed, case, at))  # noqa: B023

        done = 2 - len(only_refusals(results))
        assert done >= 1 or {one, other} <= NEVER.get(scene, set()), f"{one.__name__} and {other.__name__}: {results}"
        assert Entry.objects.filter(subject_id=case.pk).count() == entries + done, (one.__name__, other.__name__)
        assert done <= 1 or one is not other, f"{one.__name__} happened twice"
        stands(Case.objects.get(pk=case.pk))
    assert replay(committed.hall.pk) == []
    assert doctor.examine() == []


def stands(case: Case) -> None:
    waiting = Task.objects.filter(case=case, state="open").exists()
    assert waiting == (
        case.state in ("in_process", "decided") or (case.state, case.came_from) == ("completing", "in_process")
    )


def both_finish(cast: Cast) -> tuple[Case, list[Any]]:
    case, at = taken_in(cast), cast.clock.at(3, 2)
    visit, examine = task(case, "visit"), task(case, "examine")
    return case, at_once(
        lambda: steps.finish(case, task_id=visit.pk, by=cast.village, at=at),
        lambda: steps.finish(case, task_id=examine.pk, by=cast.town_civil, at=at),
    )


def test_the_last_two_tasks_finished_at_once_move_the_case_on_exactly_once(committed: Cast):
    for _time in range(10):
        case, results = both_finish(committed)

        assert only_refusals(results) == []
        case.refresh_from_db()
        assert (case.stage, open_steps(case)) == (2, {"income", "approve"})
        assert Task.objects.filter(case=case, stage=2).count() == 2
    assert doctor.examine() == []


def test_without_the_rows_lock_the_same_story_goes_wrong(committed: Cast, monkeypatch: pytest.MonkeyPatch):
    """The control: with the lock taken out by this switch, the test above must see it."""
    monkeypatch.setattr(rows, "locked", unlocked(rows.locked))
    wrong = 0
    for _time in range(10):
        case, results = both_finish(committed)
        case.refresh_from_db()
        wrong += open_steps(case) != {"income", "approve"} or any(isinstance(one, Exception) for one in results)

    assert wrong >= 1


def test_two_windows_hand_out_one_result_and_one_of_them_is_told_so(committed: Cast):
    case, at = ready(committed), committed.clock.at(3, 2)

    results = at_once(*[lambda: deliver(committed, case, at)] * 2)

    assert [one.code for one in only_refusals(results)] == ["not_now"]
    assert Paper.objects.filter(subject_id=case.pk, kind="result").count() == 1
