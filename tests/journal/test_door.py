"""The door: nesting, all or nothing, and only what changed is saved."""

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.journal.conftest import HOUSE, PROGRAM, Spine
from tests.locks.racing import at_once
from yimen.journal import door, jobs
from yimen.journal.canon import GENESIS, chained
from yimen.journal.errors import Broken, Malformed, NotThere, NotYours
from yimen.journal.models import Alarm, Counter, Entry, Job, Stream
from yimen.office.models import Centre, Window


def bodies() -> list[dict[str, Any]]:
    """What the journal says, in order."""
    return [json.loads(body) for body in Entry.objects.order_by("centre_id", "number").values_list("body", flat=True)]


def nothing_was_written() -> bool:
    """No entry, no head, no number, no alarm, no job."""
    return not any(model._default_manager.exists() for model in (Entry, Stream, Counter, Alarm, Job))


def test_a_turn_writes_the_row_and_one_entry_that_says_everything(spine: Spine) -> None:
    spine.name(spine.east, "东楼", why="new sign")

    assert Centre.objects.get(code="EA").short_name == "东楼"
    (told,) = bodies()
    entry = Entry.objects.get()
    assert told == {
        "act": "trial.name", "acting": None, "actor": PROGRAM.ref, "at": "2026-01-05T01:00:00.000000Z",
        "centre": str(spine.east.pk), "epoch": 1, "facts": {"why": "new sign"}, "for": None, "id": str(entry.pk),
        "number": 1, "personal": {}, "post": None, "recorded_at": "2026-01-05T01:00:00.000000Z",
        "rows": [["office.centre", str(spine.east.pk), {"short_name": "东楼"}]], "schema": 1,
        "subject": ["office.centre", str(spine.east.pk)],
    }  # fmt: skip
    assert entry.hash == chained(GENESIS, entry.body)


def test_entries_of_a_stream_are_chained_and_numbered_without_gaps(spine: Spine) -> None:
    for name in ("一", "二", "三"):
        spine.name(spine.east, name)

    previous = GENESIS
    for number, entry in enumerate(Entry.objects.order_by("number"), start=1):
        assert (entry.number, entry.hash) == (number, chained(previous, entry.body))
        previous = entry.hash
    head = Stream.objects.get()
    assert (head.number, head.hash) == (3, previous)


def test_inner_turns_come_before_the_outer_in_the_order_in_which_they_closed(spine: Spine) -> None:
    at = spine.clock.now
    with HOUSE.turn(spine.east, "name", by=PROGRAM, at=at) as east:
        east.short_name = "before"
        with HOUSE.turn(east, "say", by=PROGRAM, at=at) as inner:
            assert inner is east
            inner.short_name = "inside"
        spine.name(spine.west, "west")
        east.short_name = "after"

    mine = [(one["act"], one["rows"]) for one in bodies() if one["centre"] == str(spine.east.pk)]
    key = str(spine.east.pk)
    assert mine == [
        ("trial.say", [["office.centre", key, {"short_name": "inside"}]]),
        ("trial.name", [["office.centre", key, {"short_name": "after"}]]),
    ]
    assert Stream.objects.get(pk=spine.west.pk).number == 1


def test_only_the_outermost_touches_numbers_and_journal(spine: Spine) -> None:
    given: list[int] = []
    with HOUSE.turn(spine.east, "name", by=PROGRAM, at=spine.clock.now) as east:
        with HOUSE.turn(east, "say", by=PROGRAM, at=spine.clock.now):
            door.number(east.pk, "26", given.append)
        with CaptureQueriesContext(
            connection,
        ) as inside:
            spine.name(spine.west, "west")
        assert not [one for one in inside if "journal_entry" in one["sql"] or "journal_stream" in one["sql"]]
        assert nothing_was_written()
        assert given == []

    assert given == [1]
    assert Entry.objects.count() == 3


def test_numbers_are_given_in_the_order_in_which_they_were_asked(spine: Spine) -> None:
    given: list[tuple[str, int]] = []
    with door.together():
        for who in ("a", "b"):
            with HOUSE.turn(spine.east, "name", by=PROGRAM, at=spine.clock.now):
                door.number(spine.east.pk, "26", lambda value, who=who: given.append((who, value)))  # type: ignore[misc]
        with HOUSE.turn(spine.west, "name", by=PROGRAM, at=spine.clock.now):
            door.number(spine.west.pk, "26", lambda value: given.append(("w", value)))
    with HOUSE.turn(spine.east, "name", by=PROGRAM, at=spine.clock.now):
        door.number(spine.east.pk, "26", lambda value: given.append(("c", value)))

    assert sorted(given) == [("a", 1), ("b", 2), ("c", 3), ("w", 1)]


@pytest.mark.parametrize("nested", [False, True])
def test_nothing_has_happened_when_a_turn_raises(spine: Spine, nested: bool) -> None:
    def act() -> None:
        with HOUSE.turn(spine.east, "name", by=PROGRAM, at=spine.clock.now) as east:
            east.short_name = "never"
            door.number(east.pk, "26", lambda _value: None)
            door.set_alarm(east, "trial.ring", due_at=spine.clock.now)
            jobs.ask("trial.print", east.pk, lane="a", key="a", at=spine.clock.now)
            if nested:
                with HOUSE.turn(spine.west, "name", by=PROGRAM, at=spine.clock.now) as west:
                    west.short_name = "never"
                    raise RuntimeError("inside")
            raise RuntimeError("outside")

    with pytest.raises(RuntimeError):
        act()

    assert nothing_was_written()
    assert not Centre.objects.filter(short_name="never").exists()
    assert not door.is_open()


def test_an_inner_error_that_was_swallowed_is_refused_at_the_end(spine: Spine) -> None:
    def act() -> None:
        with HOUSE.turn(spine.east, "name", by=PROGRAM, at=spine.clock.now) as east:
            east.short_name = "never"
            try:
                with HOUSE.turn(spine.west, "forbidden", by=PROGRAM, at=spine.clock.now):
                    pass
            except NotYours:
                pass

    with pytest.raises(Broken, match="swallowed"):
        act()

    assert nothing_was_written()
    assert not Centre.objects.filter(short_name="never").exists()


def test_an_attempt_that_fails_is_undone_as_a_whole_and_the_rest_stands(spine: Spine) -> None:
    with door.together():
        spine.name(spine.east, "stands")
        with pytest.raises(RuntimeError), door.attempt():
            spine.name(spine.east, "undone")
            spine.name(spine.west, "undone")
            door.number(spine.east.pk, "26", lambda _value: None)
            jobs.ask("trial.print", spine.east.pk, lane="a", key="a", at=spine.clock.now)
            raise RuntimeError
        with door.attempt():
            spine.name(spine.west, "stands too")

    names = Centre.objects.order_by("code").values_list("short_name", flat=True)
    assert list(names) == ["stands", "stands too"]
    assert len(bodies()) == 2
    assert not Counter.objects.exists()
    assert not Job.objects.exists()


def test_only_what_changed_is_saved(spine: Spine) -> None:
    with CaptureQueriesContext(connection) as asked:
        spine.name(spine.east, "东楼")

    (update,) = [one["sql"] for one in asked if 'UPDATE "office_centre"' in one["sql"]]
    assert '"short_name" = ' in update
    assert '"address"' not in update.partition('UPDATE "office_centre"')[2].partition("WHERE")[0]


def test_what_did_not_change_is_not_saved_and_yet_told(spine: Spine) -> None:
    with CaptureQueriesContext(connection) as asked:
        spine.name(spine.east, "东厅")

    assert not [one for one in asked if 'UPDATE "office_centre"' in one["sql"]]
    assert bodies()[0]["rows"] == []


def test_a_turn_reads_the_row_again_whatever_its_caller_had(spine: Spine) -> None:
    stale = Centre.objects.get(pk=spine.east.pk)
    spine.name(spine.east, "newer")

    with HOUSE.turn(stale, "say", by=PROGRAM, at=spine.clock.now) as fresh:
        assert (fresh.short_name, stale.short_name) == ("newer", "东厅")

    assert Centre.objects.get(pk=spine.east.pk).short_name == "newer"


def test_a_row_that_is_gone_is_not_there(spine: Spine) -> None:
    with pytest.raises(NotThere), HOUSE.turn(Centre(code="XX"), "name", by=PROGRAM, at=spine.clock.now):
        pass


def test_who_has_no_right_is_refused(spine: Spine) -> None:
    with pytest.raises(NotYours), HOUSE.turn(spine.east, "forbidden", by=PROGRAM, at=spine.clock.now):
        pass

    assert nothing_was_written()


def test_an_act_cannot_happen_in_the_future(spine: Spine) -> None:
    moment = spine.clock.now + timedelta(microseconds=1)

    with pytest.raises(Malformed) as refused, HOUSE.turn(spine.east, "remember", by=PROGRAM, at=moment):
        pass

    assert refused.value.code == "in_the_future"


def test_an_act_may_lie_five_minutes_back_and_no_more(spine: Spine) -> None:
    five = timedelta(minutes=5)
    with HOUSE.turn(spine.east, "name", by=PROGRAM, at=spine.clock.now - five):
        pass

    with (
        pytest.raises(Malformed) as refused,
        HOUSE.turn(spine.east, "name", by=PROGRAM, at=spine.clock.now - five - timedelta(seconds=1)),
    ):
        pass
    assert refused.value.code == "too_late"
    assert Entry.objects.count() == 1


def test_an_act_that_declares_it_may_be_entered_late(spine: Spine) -> None:
    with HOUSE.turn(spine.east, "remember", by=PROGRAM, at=spine.clock.now - timedelta(days=30)):
        pass

    entry = Entry.objects.get()
    assert entry.recorded_at - entry.at == timedelta(days=30)


def test_what_only_a_verb_may_call_is_refused_outside_one(spine: Spine) -> None:
    with pytest.raises(Broken):
        door.note(why="nobody asked")


def test_a_verb_is_done_again_after_a_deadlock_and_no_third_time() -> None:
    class Crossed(Exception):
        sqlstate = "40P01"

    tries: list[int] = []

    def cross(times: int) -> int:
        tries.append(1)
        if len(tries) <= times:
            raise RuntimeError from Crossed()
        return len(tries)

    assert door.retried(lambda: cross(2)) == 3
    tries.clear()
    with pytest.raises(RuntimeError):
        door.retried(lambda: cross(3))
    assert len(tries) == 3


def test_any_other_error_is_raised_at_once() -> None:
    tries: list[int] = []

    def fail() -> None:
        tries.append(1)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        door.retried(fail)
    assert len(tries) == 1


@pytest.mark.engine("postgres")
def test_two_who_lock_crosswise_both_get_through(real_spine: Spine) -> None:
    """Each holds one hall and wants the other: the database kills one, and the door does it again."""
    crossing = threading.Barrier(2)
    first_try = threading.local()

    @door.verb
    def both(one: Centre, other: Centre, name: str) -> None:
        with door.together():
            real_spine.name(one, name)
            if not getattr(first_try, "over", False):
                first_try.over = True
                crossing.wait(10)
            real_spine.name(other, name)

    def run(one: Centre, other: Centre, name: str) -> None:
        try:
            both(one, other, name)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(real_spine.east, real_spine.west, "a")),
        threading.Thread(target=run, args=(real_spine.west, real_spine.east, "b")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Entry.objects.count() == 4
    assert sorted(Stream.objects.values_list("number", flat=True)) == [2, 2]
    assert len(set(Centre.objects.values_list("short_name", flat=True))) == 1


def test_a_row_makes_way_in_a_unique_index_for_another_that_comes_to_stand_there(spine: Spine) -> None:
    """Window 2 becomes number 3 and window 1 number 2, whichever was taken in hand first."""
    first, second = (Window.objects.create(centre=spine.east, number=number, name=f"{number}") for number in (1, 2))

    with HOUSE.turn(spine.east, "say", by=PROGRAM, at=spine.clock.now):
        door.hold(first).number = 2
        door.hold(second).number = 3

    assert list(Window.objects.order_by("name").values_list("name", "number")) == [("1", 2), ("2", 3)]


@pytest.mark.engine("postgres")
def test_a_row_that_points_at_a_locked_one_is_written_without_waiting(real_spine: Spine) -> None:
    """Else the one waits with the stream's head in hand, and the other for the head."""

    def point_at_the_hall() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        Window.objects.create(centre=real_spine.east, number=1, name="1")

    with HOUSE.turn(real_spine.east, "say", by=PROGRAM, at=real_spine.clock.now):
        [written] = at_once(point_at_the_hall)

    assert written is None
    assert Window.objects.count() == 1
