"""Epochs: after an old backup was restored the stream says so, and nothing is given twice."""

import io
import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.db import transaction

from tests.journal.conftest import HOUSE, PROGRAM, Spine
from yimen.journal import doctor, door, epochs, exporting
from yimen.journal.errors import Malformed
from yimen.journal.models import Counter, Entry, Stream


def numbered(spine: Spine, times: int = 1) -> list[int]:
    """That many acts, each with a number of the year's series."""
    given: list[int] = []
    for _time in range(times):
        with HOUSE.turn(spine.east, "say", by=PROGRAM, at=spine.clock.now) as east:
            door.number(east.pk, "26", given.append)
    return given


def exported() -> bytes:
    target = io.BytesIO()
    exporting.export(target)
    return target.getvalue()


def root(spine: Spine) -> str:
    """The head of the hall's stream, as it would stand on a receipt."""
    head = Stream.objects.get(pk=spine.east.pk)
    return f"{head.centre_id}:{head.epoch}:{head.number}:{head.hash}"


def open_epoch(spine: Spine, **lost: int) -> Stream:
    return epochs.open_epoch(spine.east.pk, lost=lost, by=PROGRAM, at=spine.clock.now)


def test_a_new_epoch_names_the_lost_numbers_and_goes_on_behind_them(spine: Spine) -> None:
    numbered(spine, 3)

    head = open_epoch(spine, **{"26": 7, "26-S": 2})

    assert (head.epoch, head.number) == (2, 4)
    told = json.loads(Entry.objects.get(number=4).body)
    assert (told["act"], told["epoch"]) == ("journal.open_epoch", 2)
    assert told["facts"] == {"after": 3, "lost": {"26": [4, 7], "26-S": [1, 2]}}
    assert numbered(spine, 2) == [8, 9]
    assert Entry.objects.get(number=6).epoch == 2
    assert Counter.objects.get(series="26-S").value == 2


def test_where_nothing_can_have_been_lost_nothing_is_named(spine: Spine) -> None:
    numbered(spine, 3)
    open_epoch(spine, **{"26": 3})

    assert json.loads(Entry.objects.get(number=4).body)["facts"]["lost"] == {}
    assert numbered(spine) == [4]


def test_a_last_number_below_the_counter_is_a_mistake_and_nothing_is_opened(spine: Spine) -> None:
    numbered(spine, 3)

    with pytest.raises(Malformed) as refused:
        open_epoch(spine, **{"26": 2})
    assert "26" in refused.value.fields
    assert Stream.objects.get().epoch == 1


def test_a_stream_without_entries_can_open_an_epoch(spine: Spine) -> None:
    """The backup was older than the centre's first entry."""
    head = open_epoch(spine, **{"26": 2})

    assert (head.epoch, head.number) == (2, 1)
    assert numbered(spine) == [3]


def test_numbers_named_as_lost_are_no_hole(spine: Spine) -> None:
    numbered(spine, 2)
    open_epoch(spine, **{"26": 5})
    given = [1, 2, *numbered(spine)]

    def values(numbers: list[int]) -> Iterator[tuple[object, int]]:
        return ((spine.east.pk, number) for number in numbers)

    assert list(doctor.counted("26", values(given))) == []
    assert "1 numbers are neither" in next(doctor.counted("26", values([1, 6])))
    assert "1 numbers lie beyond" in next(doctor.counted("26", values([*given, 7])))


def test_a_series_without_a_counter_is_noticed(spine: Spine) -> None:
    assert "no counter" in next(doctor.counted("26", iter([(spine.east.pk, 1)])))


@pytest.fixture
def restored(spine: Spine) -> dict[str, Any]:
    """Two futures of one backup: the one that was lost (its last receipt's root), and the one after the restore."""
    numbered(spine, 3)
    kept = root(spine)
    backup = exported()
    with transaction.atomic():
        numbered(spine, 2)
        lost = root(spine)
        transaction.set_rollback(True)
    assert exported() == backup
    return {"kept": kept, "lost": lost}


def test_the_verifier_calls_a_declared_fork_restored(
    spine: Spine, restored: dict[str, str], verifier: ModuleType
) -> None:
    open_epoch(spine, **{"26": 5})
    numbered(spine, 3)

    verifier.verify(exported(), [restored["kept"], root(spine)])
    with pytest.raises(verifier.Bad, match="restored"):
        verifier.verify(exported(), [restored["lost"]])


def test_the_verifier_calls_any_other_fork_forged(spine: Spine, restored: dict[str, str], verifier: ModuleType) -> None:
    numbered(spine, 3)

    verifier.verify(exported(), [restored["kept"]])
    with pytest.raises(verifier.Bad, match="forged"):
        verifier.verify(exported(), [restored["lost"]])


def test_opening_an_epoch_excuses_nothing_that_lies_before_it(
    spine: Spine, restored: dict[str, str], verifier: ModuleType
) -> None:
    numbered(spine, 3)
    open_epoch(spine)

    with pytest.raises(verifier.Bad, match="forged"):
        verifier.verify(exported(), [restored["lost"]])


@pytest.mark.parametrize(
    "wrong", ["", "a:b", "x:1:1:" + "0" * 64, "00000000-0000-0000-0000-000000000009:1:1:" + "0" * 64, "a:1:one:b"]
)
def test_a_root_that_is_none_is_refused(spine: Spine, verifier: ModuleType, wrong: str) -> None:
    numbered(spine)

    with pytest.raises(verifier.Bad, match="root"):
        verifier.verify(exported(), [wrong])
