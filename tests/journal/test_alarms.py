"""Alarms: the clock performs what fell due, at the latest in the next turn of the subject."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.journal.conftest import HOUSE, PROGRAM, Spine
from yimen.journal import alarms, doctor, door, ledger
from yimen.journal.models import Alarm, Entry
from yimen.office.actor import Actor
from yimen.office.models import Centre


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str, datetime]]]:
    """What the clock did: (act, hall, as of when). `trial.fail` always fails, `trial.chain` sets another alarm."""
    told: list[tuple[str, str, datetime]] = []
    monkeypatch.setattr(ledger, "_PERFORMERS", {})
    monkeypatch.setattr(ledger, "_SUBJECTS", {})

    def performer(act: str, more: Callable[[Centre, datetime], None] = lambda _row, _at: None) -> None:
        @alarms.does(f"trial.{act}", Centre)
        def _perform(centre: Centre, at: datetime) -> None:
            with HOUSE.turn(centre, "remember", by=Actor.clock(), at=at, what=act) as row:
                row.short_name = act
                told.append((act, row.code, at))
                more(row, at)

    def fail(_row: Centre, _at: datetime) -> None:
        raise OSError

    performer("one")
    performer("two")
    performer("fail", fail)
    performer("chain", lambda row, at: door.set_alarm(row, "trial.two", due_at=at + timedelta(hours=1)))
    yield told


def set_alarms(spine: Spine, centre: Centre, **due: Any) -> None:
    """One turn that sets alarms: act = hours from now, or None to cancel."""
    with HOUSE.turn(centre, "say", by=PROGRAM, at=spine.clock.now) as centre:
        for act, hours in due.items():
            if hours is None:
                door.cancel_alarm(centre, f"trial.{act}")
            else:
                door.set_alarm(centre, f"trial.{act}", due_at=spine.clock.now + timedelta(hours=hours))


def acts() -> list[str]:
    return list(Entry.objects.order_by("centre_id", "number").values_list("act", flat=True))


def test_an_alarm_rings_when_it_is_due_and_not_before(spine: Spine, rung: list[Any], later: Any) -> None:
    set_alarms(spine, spine.east, one=1)
    due = spine.clock.now + timedelta(hours=1)

    assert alarms.ring(at=later(minutes=59)) == 0
    assert alarms.ring(at=later(hours=5)) == 1
    assert rung == [("one", "EA", due)]
    assert Entry.objects.get(act="trial.remember").at == due
    assert Entry.objects.get(act="trial.remember").actor == Actor.clock().ref
    assert alarms.ring(at=later(hours=5)) == 0
    assert not Alarm.objects.exists()


def test_the_next_turn_settles_first_whether_or_not_the_worker_ran(spine: Spine, rung: list[Any], later: Any) -> None:
    set_alarms(spine, spine.east, two=2, one=1)
    start = spine.clock.now
    later(hours=5)

    with HOUSE.turn(spine.east, "name", by=PROGRAM, at=spine.clock.now) as east:
        assert east.short_name == "two"
        east.short_name = "mine"

    assert rung == [("one", "EA", start + timedelta(hours=1)), ("two", "EA", start + timedelta(hours=2))]
    assert acts() == ["trial.say", "trial.remember", "trial.remember", "trial.name"]
    assert Centre.objects.get(code="EA").short_name == "mine"
    assert not Alarm.objects.exists()


def test_a_turn_before_the_due_moment_leaves_it(spine: Spine, rung: list[Any], later: Any) -> None:
    set_alarms(spine, spine.east, one=1)
    later(minutes=30)

    spine.name(spine.east, "mine")
    assert rung == []
    assert Alarm.objects.count() == 1


def test_another_subjects_alarm_waits_for_the_worker(spine: Spine, rung: list[Any], later: Any) -> None:
    set_alarms(spine, spine.east, one=1)
    later(hours=5)

    spine.name(spine.west, "mine")
    assert rung == []


def test_an_alarm_set_by_an_alarm_is_settled_too_in_due_order(spine: Spine, rung: list[Any], later: Any) -> None:
    set_alarms(spine, spine.east, chain=1, one=3)
    later(hours=5)

    spine.name(spine.east, "mine")
    assert [act for act, _code, _at in rung] == ["chain", "two", "one"]


def test_a_cancelled_alarm_never_rings(spine: Spine, rung: list[Any], later: Any) -> None:
    set_alarms(spine, spine.east, one=1)
    set_alarms(spine, spine.east, one=None)

    assert alarms.ring(at=later(hours=5)) == 0
    assert rung == []


def test_there_is_one_alarm_a_subject_and_act_and_the_last_word_holds(
    spine: Spine, rung: list[Any], later: Any
) -> None:
    set_alarms(spine, spine.east, one=1)
    set_alarms(spine, spine.east, one=3)
    set_alarms(spine, spine.west, one=1)

    assert alarms.ring(at=later(hours=2)) == 1
    assert alarms.ring(at=later(hours=2)) == 1
    assert [code for _act, code, _at in rung] == ["WE", "EA"]


def test_when_the_act_is_refused_what_was_settled_is_undone_with_it(spine: Spine, rung: list[Any], later: Any) -> None:
    set_alarms(spine, spine.east, one=1)
    later(hours=5)

    with pytest.raises(RuntimeError), HOUSE.turn(spine.east, "name", by=PROGRAM, at=spine.clock.now):
        raise RuntimeError
    assert acts() == ["trial.say"]

    assert alarms.ring(at=spine.clock.now) == 1
    assert acts() == ["trial.say", "trial.remember"]


def test_an_alarm_that_fails_is_tried_with_growing_pauses_and_counted_after_three(
    spine: Spine, rung: list[Any], later: Any
) -> None:
    set_alarms(spine, spine.east, fail=1)
    set_alarms(spine, spine.west, one=2)
    later(hours=5)

    assert [alarms.ring(at=spine.clock.now) for _round in range(3)] == [1, 0, 0]
    assert [act for act, _code, _at in rung] == ["fail", "one"]
    for pause in (6, 61):
        assert alarms.failing() == 0
        alarms.ring(at=later(seconds=pause))
    assert (Alarm.objects.get().attempts, alarms.failing()) == (3, 1)
    assert ("alarms", "1 alarms could not be performed") in doctor.examine()

    alarms.ring(at=later(hours=2))
    assert [act for act, _code, _at in rung].count("fail") == 4  # the law does not lapse
    assert acts().count("trial.remember") == 1


def test_setting_it_again_or_asking_gives_an_alarm_its_tries_back(spine: Spine, rung: list[Any], later: Any) -> None:
    set_alarms(spine, spine.west, one=1)
    Alarm.objects.update(attempts=3, retry_at=spine.clock.now + timedelta(hours=9))
    assert alarms.ring(at=later(hours=2)) == 0

    assert alarms.retry(at=spine.clock.now) == 1
    assert alarms.ring(at=spine.clock.now) == 1

    set_alarms(spine, spine.west, one=1)
    Alarm.objects.update(attempts=3, retry_at=spine.clock.now + timedelta(hours=9))
    set_alarms(spine, spine.west, one=1)
    assert alarms.ring(at=later(hours=2)) == 1
