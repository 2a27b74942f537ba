"""Turns over several cases, followers and double submits, raced with a clerk at the counter (T5, design 4)."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from tests.locks.racing import at_once, only_refusals
from tests.town import Cast
from yimen.cases import endings, intake
from yimen.cases.models import Case
from yimen.journal import doctor, door, followers
from yimen.journal.fold import replay
from yimen.journal.models import Counter, Entry, Once, Position, Stumble
from yimen.journal.once import Outcome, once

pytestmark = pytest.mark.engine("postgres")


def received(cast: Cast) -> Case:
    at = cast.clock.at(3, 2)
    return intake.receive(cast.handed(at, code="PX-01"), by=cast.window, at=at)


def bundle(cast: Cast, *cases: Case, act: Callable[..., Any]) -> Callable[[], Any]:
    """All of the cases, in this order, or none: as a verb over several does it."""
    at = cast.clock.at(3, 2)

    def all_of_them() -> list[Any]:
        with door.together():
            return [act(case, at=at) for case in cases]

    return lambda: door.retried(all_of_them)


def withdraw(cast: Cast) -> Callable[..., Any]:
    return lambda case, at: endings.withdraw(case, reason="家人已另行办理", by=cast.window, at=at)


def accept(cast: Cast) -> Callable[..., Any]:
    return lambda case, at: intake.accept(case, by=cast.window2, at=at)


def all_is_well(cast: Cast) -> None:
    assert replay(cast.hall.pk) == []
    assert doctor.examine() == []


def test_two_bundles_in_opposite_order_both_succeed(committed: Cast):
    """A-B accepted while B-A is withdrawn: whoever comes second finds both moves still possible."""
    for _time in range(3):
        a, b = received(committed), received(committed)

        results = at_once(
            bundle(committed, a, b, act=accept(committed)), bundle(committed, b, a, act=withdraw(committed))
        )

        refused = only_refusals(results)  # no deadlock reaches the caller
        states = set(Case.objects.filter(pk__in=(a.pk, b.pk)).values_list("state", flat=True))
        assert states == {"withdrawn"}
        assert len(refused) <= 1  # the acceptance, where the withdrawal came first
        assert Entry.objects.filter(subject_id__in=(a.pk, b.pk)).count() == (6 if not refused else 4)
    all_is_well(committed)


def test_locks_that_do_cross_are_tried_again_and_both_are_done(committed: Cast):
    """The two wait for each other with one lock in hand each, so that the database must break one of them."""
    both_hold_one = threading.Barrier(2, timeout=20)
    first_tries: set[int] = set()

    def slowly(mark: int) -> Callable[..., Any]:
        def act(case: Case, at: Any) -> Any:
            done = withdraw(committed)(case, at=at) if mark else accept(committed)(case, at=at)
            if mark not in first_tries:
                first_tries.add(mark)
                both_hold_one.wait()
            return done

        return act

    a, b = received(committed), received(committed)
    results = at_once(bundle(committed, a, b, act=slowly(0)), bundle(committed, b, a, act=slowly(1)))

    only_refusals(results)
    assert set(Case.objects.filter(pk__in=(a.pk, b.pk)).values_list("state", flat=True)) == {"withdrawn"}
    all_is_well(committed)


def test_a_bundle_and_an_act_on_one_of_its_cases_do_not_mix(committed: Cast):
    for _time in range(3):
        a, b, at = received(committed), received(committed), committed.clock.at(3, 2)

        results = at_once(
            bundle(committed, a, b, act=accept(committed)),
            lambda: endings.withdraw(b, reason="家人已另行办理", by=committed.window, at=at),  # noqa: B023
        )

        refused = only_refusals(results)
        a.refresh_from_db()
        b.refresh_from_db()
        assert b.state == "withdrawn"
        assert (a.state == "in_process") == (not refused)  # the bundle happened as a whole, or not at all
    all_is_well(committed)


@pytest.fixture
def follower() -> Iterator[Callable[[Callable[[Entry, Any], None]], None]]:
    """Registers a follower for this test only."""
    kept = dict(followers.FOLLOWERS)
    followers.FOLLOWERS.clear()
    yield lambda take: followers.FOLLOWERS.update(
        trial=followers.Follower("trial", take, hears=frozenset({"cases.receive"}))
    )
    followers.FOLLOWERS.clear()
    followers.FOLLOWERS.update(kept)


def test_a_follower_that_acts_and_a_clerk_who_acts_both_get_through(committed: Cast, follower: Any):
    """The follower accepts what was received while the clerk works in the same centre, now and then on the same case."""
    at = committed.clock.at(3, 2)
    cases = [received(committed) for _number in range(6)]

    def take(entry: Entry, at: Any) -> None:
        case = Case.objects.get(pk=entry.subject_id)
        if case.state == "received":
            intake.accept(case, by=committed.window2, at=at)

    follower(take)

    def clerk() -> list[Any]:
        done = []
        for case in reversed(cases):
            done.append(endings.withdraw(case, reason="家人已另行办理", by=committed.window, at=at))
            received(committed)
        return done

    results = at_once(lambda: followers.catch_up(at=at), clerk)
    followers.catch_up(at=at)
    followers.catch_up(at=at)

    assert only_refusals(results) == []
    assert not Stumble.objects.exists()
    assert Position.objects.get(follower="trial", centre_id=committed.hall.pk).number >= 12
    states = list(Case.objects.order_by("number").values_list("state", flat=True))
    assert states == ["withdrawn"] * 6 + ["in_process"] * 6
    accepted = Entry.objects.filter(act="cases.accept").values_list("subject_id", flat=True)
    assert len(accepted) == len(set(accepted)), "an effect happened twice"
    all_is_well(committed)


def test_a_follower_whose_turn_crosses_a_clerks_bundle_sets_nothing_aside(committed: Cast, follower: Any):
    """A deadlock is nobody's mistake: the entry is taken again and does not count as a stumble."""
    at = committed.clock.at(3, 2)
    a, b = received(committed), received(committed)
    meeting = threading.Barrier(2, timeout=20)
    met: set[str] = set()

    def meet(who: str) -> None:
        if who not in met:
            met.add(who)
            meeting.wait()

    def take(entry: Entry, at: Any) -> None:
        if entry.subject_id != a.pk or Case.objects.get(pk=a.pk).state != "received":
            return
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL deadlock_timeout = '200ms'")  # the clerk waits a second: the follower breaks
        intake.accept(a, by=committed.window2, at=at)
        meet("follower")
        intake.accept(b, by=committed.window2, at=at)

    def slow(case: Case, at: Any) -> None:
        endings.withdraw(case, reason="家人已另行办理", by=committed.window, at=at)
        meet("clerk")

    follower(take)
    followers._tries.clear()
    results = at_once(lambda: followers.catch_up(at=at), bundle(committed, b, a, act=slow))

    followers.catch_up(at=at)

    assert only_refusals(results) == []
    assert (followers._tries, Stumble.objects.count()) == ({}, 0)
    assert set(Case.objects.values_list("state", flat=True)) == {"withdrawn"}
    all_is_well(committed)


def test_a_double_submit_from_two_threads_is_one_case(committed: Cast):
    at = committed.clock.at(3, 2)
    handed = committed.handed(at, code="PX-01")

    def submit() -> Outcome:
        return once(lambda: intake.take_in(handed, by=committed.window, at=at), by=committed.window, act="take_in",
                    key="k" * 20, given={"item": "PX-01"}, at=at)  # fmt: skip

    one, other = at_once(submit, submit)

    assert only_refusals([one, other]) == []
    assert sorted(out.was_done for out in (one, other)) == [False, True]
    assert one.subject_id == other.subject_id
    assert Case.objects.count() == Once.objects.count() == 1
    assert Counter.objects.get(series="26").value == 1
    all_is_well(committed)


def test_a_refused_double_submit_leaves_the_key_free(committed: Cast):
    at = committed.clock.at(3, 2)

    def submit(given: bool) -> Outcome:
        handed = committed.handed(at, code="PX-01", given=given)
        return once(lambda: intake.take_in(handed, by=committed.window, at=at), by=committed.window, act="take_in",
                    key="k" * 20, given={"item": "PX-01"}, at=at)  # fmt: skip

    committed.mrs_wang(at)
    refused = at_once(lambda: submit(given=False), lambda: submit(given=False))
    assert [one.code for one in only_refusals(refused)] == ["incomplete"] * 2
    assert not Once.objects.exists()

    assert submit(given=True).was_done is False
    assert Case.objects.get().state == "in_process"


def test_numbers_taken_at_once_have_no_holes(committed: Cast):
    at = committed.clock.at(3, 2)
    handed = [committed.handed(at, code="PX-01") for _number in range(6)]

    results = at_once(*[
        (lambda one=one: intake.take_in(one, by=committed.window, at=at)) for one in handed
    ])  # fmt: skip

    assert only_refusals(results) == []
    assert sorted(case.number for case in results) == [f"DY26-{number:06d}" for number in range(1, 7)]
    all_is_well(committed)
