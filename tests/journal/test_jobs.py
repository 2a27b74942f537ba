"""Jobs: asked inside a turn, done after it, again with growing pauses, then stuck; a lane keeps its order."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from tests.journal.conftest import HOUSE, PROGRAM, Spine
from yimen.journal import doctor, jobs
from yimen.journal.models import Job


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[UUID]]:
    """What was printed; the printer of this test jams while `broken` is in the list."""
    printed: list[UUID] = []
    monkeypatch.setattr(jobs, "_DOES", {})

    @jobs.does("trial.print")
    def _print(subject_id: UUID, *, at: datetime) -> None:
        assert at.tzinfo is not None
        printed.append(subject_id)

    @jobs.does("trial.jam")
    def _jam(subject_id: UUID, *, at: datetime) -> None:
        raise OSError("王秀英's paper jams")

    yield printed


def ask(spine: Spine, *wanted: tuple[int, str], kind: str = "trial.print", after: timedelta = timedelta(0)) -> None:
    """One turn that asks for jobs: (subject, lane)."""
    with HOUSE.turn(spine.east, "say", by=PROGRAM, at=spine.clock.now):
        for subject, lane in wanted:
            jobs.ask(kind, UUID(int=subject), lane=lane, key=f"{kind}:{subject}", at=spine.clock.now + after)


def test_a_job_is_done_after_its_turn_and_gone(spine: Spine, done: list[UUID]) -> None:
    ask(spine, (1, "a"))
    assert done == []

    assert jobs.work(at=spine.clock.now) == 1
    assert done == [UUID(int=1)]
    assert not Job.objects.exists()
    assert jobs.work(at=spine.clock.now) == 0


def test_a_job_is_not_done_before_its_moment(spine: Spine, done: list[UUID]) -> None:
    ask(spine, (1, "a"), after=timedelta(seconds=10))

    assert jobs.work(at=spine.clock.now + timedelta(seconds=9)) == 0
    assert jobs.work(at=spine.clock.now + timedelta(seconds=10)) == 1


def test_the_same_key_is_asked_once_while_it_waits(spine: Spine, done: list[UUID]) -> None:
    ask(spine, (1, "a"))
    ask(spine, (1, "a"))
    assert Job.objects.count() == 1

    jobs.work(at=spine.clock.now)
    ask(spine, (1, "a"))
    jobs.work(at=spine.clock.now)
    assert done == [UUID(int=1)] * 2


def test_a_lane_keeps_its_order_between_turns(spine: Spine, done: list[UUID]) -> None:
    ask(spine, (1, "a"), after=timedelta(seconds=30))
    ask(spine, (2, "a"))
    ask(spine, (3, "b"))

    assert jobs.work(at=spine.clock.now) == 1
    assert done == [UUID(int=3)]
    assert jobs.work(at=spine.clock.now + timedelta(seconds=30)) == 2
    assert done == [UUID(int=3), UUID(int=1), UUID(int=2)]


def test_a_lane_keeps_its_order_inside_one_turn(spine: Spine, done: list[UUID]) -> None:
    ask(spine, (3, "a"), (1, "a"), (2, "a"))

    jobs.work(at=spine.clock.now)

    assert done == [UUID(int=3), UUID(int=1), UUID(int=2)]


def test_a_job_that_fails_is_tried_again_with_growing_pauses_then_stuck(spine: Spine, done: list[UUID]) -> None:
    ask(spine, (1, "a"), kind="trial.jam")
    ask(spine, (2, "a"))
    at, pauses = spine.clock.now, []

    while Job.objects.get(kind="trial.jam").state == Job.State.WAITING:
        due = Job.objects.get(kind="trial.jam").next_at
        pauses.append(int((due - at).total_seconds()))
        assert jobs.work(at=due - timedelta(seconds=1)) == 0
        at = due
        jobs.work(at=at)

    assert pauses == [0, 5, 30, 120, 600, 3600, 14400]
    assert jobs.work(at=at + timedelta(days=30)) == 0
    assert done == []
    stuck = Job.objects.get(kind="trial.jam")
    assert (stuck.attempts, stuck.error) == (7, "OSError")
    assert ("jobs", f"job {stuck.pk} (trial.jam) is stuck: OSError") in doctor.examine()


def test_a_stuck_job_is_tried_again_on_the_operators_word(
    spine: Spine, done: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(spine, (1, "a"), kind="trial.jam")
    Job.objects.update(state=Job.State.STUCK, attempts=7)
    at = spine.clock.now
    assert jobs.work(at=at) == 0

    assert jobs.retry_stuck(at=at) == 1
    jobs.does("trial.jam")(lambda subject_id, *, at: done.append(subject_id))

    assert jobs.work(at=at) == 1
    assert done == [UUID(int=1)]


def test_an_unknown_kind_is_counted_as_a_failure(spine: Spine, done: list[UUID]) -> None:
    ask(spine, (1, "a"), kind="trial.unknown")

    assert jobs.work(at=spine.clock.now) == 0
    assert Job.objects.get().error == "KeyError"


def test_a_job_whose_worker_died_is_done_when_the_lease_runs_out(
    spine: Spine, done: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException):
        pass

    def die(_subject_id: UUID, *, at: datetime) -> None:
        raise PowerCut

    ask(spine, (1, "a"))
    at = spine.clock.now
    printer = jobs._DOES["trial.print"]
    jobs.does("trial.print")(die)
    with pytest.raises(PowerCut):
        jobs.work(at=at)
    jobs.does("trial.print")(printer)

    assert jobs.work(at=at + jobs.LEASE) == 0
    assert jobs.work(at=at + jobs.LEASE + timedelta(seconds=1)) == 1
    assert done == [UUID(int=1)]


@pytest.mark.parametrize("ends", ["well", "badly"])
def test_a_worker_that_outlived_its_lease_leaves_the_job_to_the_next(spine: Spine, done: list[UUID], ends: str) -> None:
    """The slow one ends while a second holds the lease: the row is the second's."""
    at = spine.clock.now
    seen: list[datetime | None] = []

    @jobs.does("trial.print")
    def _slow(subject_id: UUID, *, at: datetime) -> None:
        Job.objects.update(leased_until=at + 3 * jobs.LEASE)  # another worker takes it
        seen.append(Job.objects.get().leased_until)
        if ends == "badly":
            raise OSError

    ask(spine, (1, "a"))
    jobs.work(at=at)

    left = Job.objects.get()
    assert (left.leased_until, left.attempts) == (seen[0], 0)


def test_a_job_that_another_finished_is_not_put_back(spine: Spine, done: list[UUID]) -> None:
    @jobs.does("trial.print")
    def _late(_subject_id: UUID, *, at: datetime) -> None:
        Job.objects.all().delete()  # another worker, after the lease ran out
        raise OSError

    ask(spine, (1, "a"))

    assert jobs.work(at=spine.clock.now) == 0
    assert not Job.objects.exists()


def test_two_workers_never_do_the_same_job(real_spine: Spine, done: list[UUID]) -> None:
    ask(real_spine, *((subject, f"lane {subject % 7}") for subject in range(30)))
    together = threading.Barrier(2)

    def work() -> None:
        together.wait(10)
        jobs.work(at=real_spine.clock.now)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    jobs.work(at=real_spine.clock.now)
    assert sorted(done) == [UUID(int=subject) for subject in range(30)]
