"""The one source of keys, salts, tokens and recorded moments."""

import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from yimen.journal import source

MOMENT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    source.unseed()
    source.set_offset(timedelta(0))


def drawn() -> list[Any]:
    """What a simulation draws."""
    kinds = (source.new_id, source.new_salt, source.new_token, source.recorded_at)
    return [draw() for _ in range(200) for draw in kinds]


def test_the_same_seed_gives_the_same_bytes() -> None:
    source.seed(1, lambda: MOMENT)
    first = drawn()
    source.seed(1, lambda: MOMENT)

    assert drawn() == first


def test_another_seed_gives_others() -> None:
    source.seed(1, lambda: MOMENT)
    first = {source.new_id() for _ in range(500)}
    source.seed(2, lambda: MOMENT)

    assert first.isdisjoint(source.new_id() for _ in range(500))


def test_a_key_is_a_uuid_of_version_7_that_begins_with_its_millisecond() -> None:
    source.seed(1, lambda: MOMENT)
    for key in (source.new_id() for _ in range(500)):
        assert (key.version, key.variant) == (7, "specified in RFC 4122")
        assert key.int >> 80 == int(MOMENT.timestamp() * 1000)


def test_unseeded_keys_begin_with_the_time_of_now() -> None:
    before = int(source.recorded_at().timestamp() * 1000)

    assert before <= source.new_id().int >> 80 <= int(source.recorded_at().timestamp() * 1000) + 1


def test_a_token_is_26_letters_and_digits_that_anybody_can_type() -> None:
    for token in (source.new_token() for _ in range(200)):
        assert len(token) == 26
        assert set(token) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_salts_are_16_bytes() -> None:
    assert {len(source.new_salt()) for _ in range(1000)} == {16}


def test_threads_never_draw_the_same() -> None:
    drawn: list[Any] = []
    together = threading.Barrier(4)

    def draw() -> None:
        together.wait()
        drawn.extend([source.new_id() for _ in range(5000)])

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(drawn)) == 20_000


def test_a_fork_never_draws_what_its_parent_draws() -> None:
    source.new_salt()  # the block is begun: a child that kept it would repeat it
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover  # in the child
        os.write(writing, b"".join(source.new_salt() for _ in range(100)))
        os._exit(0)
    os.waitpid(child, 0)
    theirs = os.read(reading, 1600)
    os.close(reading)
    os.close(writing)

    ours = {source.new_salt() for _ in range(200)}
    assert ours.isdisjoint(theirs[at : at + 16] for at in range(0, 1600, 16))
    assert len(theirs) == 1600


def test_the_demonstration_offset_is_felt_by_recorded_moments() -> None:
    source.seed(1, lambda: MOMENT)
    source.set_offset(timedelta(days=7))

    assert source.recorded_at() == datetime(2026, 3, 9, 1, 30, tzinfo=UTC)
