"""Once: an act under an idempotency key happens once, however often it is sent."""

import threading
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests.journal.conftest import HOUSE, PROGRAM, Spine
from yimen.journal.errors import KeyReused, Malformed, NotYours
from yimen.journal.models import Entry, Once
from yimen.journal.once import Outcome, once, wipe
from yimen.office.actor import Actor
from yimen.office.models import Centre


def send(spine: Spine, key: str = "k", name: str = "东楼", by: Actor = PROGRAM, act: str = "name") -> Outcome:
    """The same form, sent."""

    def do() -> Centre:
        with HOUSE.turn(spine.east, act, by=by, at=spine.clock.now) as east:
            east.short_name = name
        return east

    return once(do, by=by, act=f"trial.{act}", key=key, given={"name": name}, at=spine.clock.now)


def test_what_was_sent_twice_happens_once_and_is_answered_alike(spine: Spine) -> None:
    assert send(spine) == Outcome(spine.east.pk, was_done=False)
    assert send(spine) == Outcome(spine.east.pk, was_done=True)
    assert Entry.objects.count() == 1


def test_other_input_under_the_same_key_is_refused(spine: Spine) -> None:
    send(spine)

    with pytest.raises(KeyReused):
        send(spine, name="西楼")
    assert Centre.objects.get(code="EA").short_name == "东楼"


@pytest.mark.parametrize("other", [{"key": "l"}, {"by": Actor("client", UUID(int=8))}, {"act": "say"}])
def test_another_key_another_actor_another_act_is_another_thing(spine: Spine, other: dict[str, Any]) -> None:
    send(spine)

    assert not send(spine, **other).was_done
    assert Entry.objects.count() == 2


def test_the_order_in_which_input_was_named_makes_no_difference(spine: Spine) -> None:
    def again(given: dict[str, int]) -> Outcome:
        return once(lambda: spine.name(spine.east, "x"), by=PROGRAM, act="a", key="k", given=given, at=spine.clock.now)

    again({"a": 1, "b": 2})
    assert again({"b": 2, "a": 1}).was_done


def test_a_refused_act_leaves_no_row_and_may_be_sent_again_with_its_key(spine: Spine) -> None:
    with pytest.raises(NotYours):
        send(spine, act="forbidden")
    assert not Once.objects.exists()
    assert not Entry.objects.exists()

    assert not once(
        lambda: spine.name(spine.east, "x"), by=PROGRAM, act="trial.forbidden", key="k", given={}, at=spine.clock.now
    ).was_done


@pytest.mark.parametrize("key", ["", "k" * 65, "a\nb", "a\x00"])
def test_a_key_that_cannot_be_one_is_refused(spine: Spine, key: str) -> None:
    with pytest.raises(Malformed):
        send(spine, key=key)


def test_keys_are_forgotten_after_a_week_and_not_before(spine: Spine) -> None:
    send(spine)

    assert wipe(at=spine.clock.now + timedelta(days=7)) == 0
    assert wipe(at=spine.clock.now + timedelta(days=7, seconds=1)) == 1


@dataclass
class Rivals:
    """Two who send the same key: the second comes while the first is inside its act."""

    spine: Spine
    first_is_refused: bool
    inside: threading.Event = field(default_factory=threading.Event)
    second_came: threading.Event = field(default_factory=threading.Event)
    outcomes: dict[str, Outcome | NotYours] = field(default_factory=dict)

    def first(self) -> Centre:
        with HOUSE.turn(self.spine.east, "name", by=PROGRAM, at=self.spine.clock.now) as east:
            east.short_name = "first"
            self.inside.set()
            assert self.second_came.wait(10)
            if self.first_is_refused:
                raise NotYours("no")
        return east

    def second(self) -> Centre:
        return self.spine.name(self.spine.east, "second")

    def send(self, who: str) -> None:
        if who == "second":
            assert self.inside.wait(10)
            self.second_came.set()
        try:
            self.outcomes[who] = once(
                getattr(self, who), by=PROGRAM, act="trial.name", key="k", given={}, at=self.spine.clock.now
            )
        except NotYours as refused:
            self.outcomes[who] = refused
        finally:
            connection.close()


@pytest.mark.parametrize("first_is_refused", [False, True])
def test_two_who_send_the_same_key_at_once_have_one_effect(real_spine: Spine, first_is_refused: bool) -> None:
    """The second waits, then reads the outcome; where the first was refused, it does the act itself."""
    rivals = Rivals(real_spine, first_is_refused)
    threads = [threading.Thread(target=rivals.send, args=(who,)) for who in ("first", "second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Entry.objects.count() == 1
    assert rivals.outcomes["second"] == Outcome(real_spine.east.pk, was_done=not first_is_refused)
    assert isinstance(rivals.outcomes["first"], NotYours if first_is_refused else Outcome)
    assert Centre.objects.get(code="EA").short_name == ("second" if first_is_refused else "first")
