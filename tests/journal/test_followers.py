"""Followers: every entry once, in order, with the position in the transaction of the effects."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests.journal.conftest import HOUSE, PROGRAM, Spine
from yimen.journal import doctor, door, followers
from yimen.journal.followers import BIRTH, Follower, follow
from yimen.journal.models import Alarm, Entry, Position, Stumble
from yimen.office.models import Centre, Division

pytestmark = pytest.mark.usefixtures("no_followers")


def effect(entry: Entry, at: datetime) -> None:
    """A row that says which entry was taken: in the database, so that it is undone with its transaction."""
    Division.objects.create(name=f"{entry.number}:{entry.act}", level="town", parent=None)


def effects() -> list[str]:
    return sorted(Division.objects.exclude(name="东岳街道").values_list("name", flat=True))


def say(spine: Spine, times: int = 1, *, act: str = "say", centre: Centre | None = None) -> None:
    for _time in range(times):
        with HOUSE.turn(centre or spine.east, act, by=PROGRAM, at=spine.clock.now):
            pass


def read(spine: Spine, name: str = "trial") -> list[int]:
    """Where a follower stands."""
    found = Position.objects.filter(follower=name).exclude(centre_id=BIRTH)
    return list(found.order_by("number").values_list("number", flat=True))


def failing_on(number: int, *, raises: Callable[[], Exception] = lambda: ValueError("王秀英")) -> Any:
    def take(entry: Entry, at: datetime) -> None:
        effect(entry, at)
        if entry.number == number:
            raise raises()

    return take


def test_every_entry_is_taken_exactly_once(spine: Spine) -> None:
    follow(Follower("trial", effect))
    say(spine, 3)

    assert followers.catch_up(at=spine.clock.now) == 3
    assert followers.catch_up(at=spine.clock.now) == 0
    say(spine)
    assert followers.catch_up(at=spine.clock.now) == 1
    assert effects() == ["1:trial.say", "2:trial.say", "3:trial.say", "4:trial.say"]
    assert read(spine) == [4]


def test_more_than_a_batch_is_taken_in_order(spine: Spine) -> None:
    taken: list[int] = []
    follow(Follower("trial", lambda entry, at: taken.append(entry.number)))
    say(spine, followers.BATCH + 5)

    followers.catch_up(at=spine.clock.now)
    assert taken == list(range(1, followers.BATCH + 6))


def test_a_follower_hears_its_acts_and_passes_the_others(spine: Spine) -> None:
    follow(Follower("trial", effect, hears=frozenset({"trial.name"})))
    say(spine, 2)
    say(spine, act="name")

    followers.catch_up(at=spine.clock.now)
    assert effects() == ["3:trial.name"]
    assert read(spine) == [3]


def test_the_position_moves_with_the_effects_or_not_at_all(spine: Spine) -> None:
    class PowerCut(BaseException):
        pass

    def cut(entry: Entry, at: datetime) -> None:
        effect(entry, at)
        if entry.number == 2:
            raise PowerCut

    follow(Follower("trial", cut))
    say(spine, 3)
    with pytest.raises(PowerCut):
        followers.catch_up(at=spine.clock.now)
    assert (effects(), read(spine)) == ([], [0])

    follow(Follower("trial", effect))
    followers.catch_up(at=spine.clock.now)
    assert len(effects()) == 3


def test_an_entry_that_fails_three_times_is_set_aside_and_the_rest_goes_on(spine: Spine) -> None:
    follow(Follower("trial", failing_on(2)))
    say(spine, 3)

    rounds = [followers.catch_up(at=spine.clock.now) for _round in range(4)]

    assert sum(rounds) == 3
    assert effects() == ["1:trial.say", "3:trial.say"]
    stumble = Stumble.objects.get()
    assert (stumble.entry.number, stumble.attempts, stumble.error) == (2, 3, "ValueError")
    assert followers.behind() == 1
    assert [name for name, _finding in doctor.examine()].count("followers") == 1


def test_a_strict_follower_never_sets_an_entry_aside(spine: Spine) -> None:
    follow(Follower("trial", failing_on(2), strict=True))
    say(spine, 3)

    for _round in range(5):
        followers.catch_up(at=spine.clock.now)
    assert (effects(), read(spine), followers.behind()) == (["1:trial.say"], [1], 0)

    follow(Follower("trial", effect, strict=True))
    followers.catch_up(at=spine.clock.now)
    assert read(spine) == [3]


def test_what_was_set_aside_is_mended_by_command(spine: Spine) -> None:
    follow(Follower("trial", failing_on(1)))
    say(spine)
    for _round in range(3):
        followers.catch_up(at=spine.clock.now)
    assert followers.retry(at=spine.clock.now) == 0
    assert Stumble.objects.get().attempts == 4

    follow(Follower("trial", effect))

    assert followers.retry(at=spine.clock.now) == 1
    assert effects() == ["1:trial.say"]
    assert followers.behind() == 0
    assert followers.retry(at=spine.clock.now) == 0


def test_a_verb_of_a_follower_that_fails_leaves_nothing_of_it(spine: Spine) -> None:
    def act_then_fail(entry: Entry, at: datetime) -> None:
        with HOUSE.turn(spine.west, "remember", by=PROGRAM, at=entry.at) as west:
            west.short_name = f"heard {entry.number}"
            door.set_alarm(west, "trial.ring", due_at=at)
        if entry.number == 1:
            raise ValueError

    follow(Follower("trial", act_then_fail, hears=frozenset({"trial.say"})))
    say(spine, 2)
    for _round in range(4):
        followers.catch_up(at=spine.clock.now)

    assert Entry.objects.filter(act="trial.remember").count() == 1
    assert Centre.objects.get(code="WE").short_name == "heard 2"
    assert Alarm.objects.count() == 1
    assert followers.behind() == 1


def test_a_follower_from_birth_does_not_read_what_was_before_it(spine: Spine) -> None:
    say(spine, 3)
    follow(Follower("trial", effect, from_birth=True))
    assert followers.catch_up(at=spine.clock.now) == 0

    say(spine)
    assert followers.catch_up(at=spine.clock.now) == 1
    assert effects() == ["4:trial.say"]


def test_a_follower_from_birth_reads_a_stream_that_began_after_it_whole(spine: Spine) -> None:
    follow(Follower("trial", effect, from_birth=True))
    followers.catch_up(at=spine.clock.now)

    say(spine, 2, centre=spine.west)
    followers.catch_up(at=spine.clock.now)
    assert effects() == ["1:trial.say", "2:trial.say"]


def test_a_deadlock_is_nobodys_stumble(spine: Spine, monkeypatch: pytest.MonkeyPatch) -> None:
    class Crossed(Exception):
        sqlstate = "40P01"

    follow(Follower("trial", failing_on(1, raises=Crossed)))
    say(spine)

    for _round in range(4):
        assert followers.catch_up(at=spine.clock.now) == 0
    assert followers.behind() == 0
    assert not followers._tries


def test_each_follower_has_a_position_of_its_own(spine: Spine) -> None:
    taken: list[tuple[str, UUID]] = []
    for name in ("one", "other"):
        follow(Follower(name, lambda entry, at, name=name: taken.append((name, entry.centre_id))))  # type: ignore[misc]
    say(spine)
    say(spine, centre=spine.west)

    assert followers.catch_up(at=spine.clock.now) == 4
    assert len(set(taken)) == 4


@pytest.mark.engine("postgres")
def test_two_workers_at_once_take_different_centres(real_spine: Spine) -> None:
    """The first stands inside an entry of one hall; the second passes it by and takes the other."""
    inside, other_done = threading.Event(), threading.Event()
    taken: list[tuple[str, UUID]] = []

    def take(entry: Entry, at: datetime) -> None:
        who = threading.current_thread().name
        taken.append((who, entry.centre_id))
        if who == "first":
            inside.set()
            assert other_done.wait(10)

    follow(Follower("trial", take))
    say(real_spine)
    say(real_spine, centre=real_spine.west)

    def work(begin: Callable[[], object], end: Callable[[], object]) -> None:
        begin()
        followers.catch_up(at=real_spine.clock.now)
        end()
        connection.close()

    threads = [
        threading.Thread(target=work, name="first", args=(lambda: None, lambda: None)),
        threading.Thread(target=work, name="second", args=(lambda: inside.wait(10), other_done.set)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [who for who, _centre in taken] == ["first", "second"]
    assert {centre for _who, centre in taken} == {real_spine.east.pk, real_spine.west.pk}


def test_two_workers_at_once_take_every_entry_once(real_spine: Spine) -> None:
    follow(Follower("trial", effect))
    say(real_spine, 20)
    say(real_spine, 20, centre=real_spine.west)
    together = threading.Barrier(2)

    def work() -> None:
        together.wait(10)
        followers.catch_up(at=real_spine.clock.now)
        connection.close()

    threads = [threading.Thread(target=work) for _worker in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    followers.catch_up(at=real_spine.clock.now)

    assert effects() == sorted(f"{number}:trial.say" for number in range(1, 21) for _hall in range(2))
