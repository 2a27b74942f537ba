"""A root that left the house: whether it still stands with the journal."""

import pytest
from django.db import connection

from tests.journal.conftest import HOUSE, PROGRAM, Spine
from yimen.journal import door, epochs, guards, roots
from yimen.journal.models import Entry
from yimen.journal.moments import localdate
from yimen.journal.roots import Standing


def told(entry: Entry) -> str:
    return f"{entry.centre_id}:{entry.epoch}:{entry.number}:{entry.hash}"


@pytest.fixture
def entry(spine: Spine) -> Entry:
    """The second entry of the eastern hall."""
    spine.name(spine.east, "东")
    spine.name(spine.east, "东门")
    return Entry.objects.get(centre_id=spine.east.pk, number=2)


def test_a_root_of_the_journal_is_the_same_and_says_which_act_and_day(entry: Entry):
    found = roots.check(f"  {told(entry).upper()} ")

    assert found == roots.Checked(Standing.SAME, "trial.name", entry.centre_id, localdate(entry.at))
    assert door.word(found.act) == "改名"


def test_another_hash_is_a_changed_entry(entry: Entry):
    assert roots.check(told(entry)[:-4] + "0000").standing == Standing.CHANGED


@pytest.mark.parametrize("column", ["body", "hash"])
def test_an_entry_that_its_owner_rewrote_is_found_changed(entry: Entry, column: str):
    root, rewritten = told(entry), {"body": entry.body.replace("东门", "西门"), "hash": "0" * 64}[column]
    with guards.lifted(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE journal_entry SET {column} = %s WHERE number = 2", [rewritten])

    assert roots.check(root).standing == Standing.CHANGED


def test_a_number_or_centre_that_never_was_is_absent(spine: Spine, entry: Entry):
    assert roots.check(f"{spine.east.pk}:1:3:{entry.hash}").standing == Standing.ABSENT
    assert roots.check(f"{spine.west.pk}:1:2:{entry.hash}").standing == Standing.ABSENT
    assert roots.check(f"{spine.east.pk}:2:2:{entry.hash}").standing == Standing.ABSENT


def test_what_an_old_backup_lost_is_said_to_be_lost_and_not_forged(spine: Spine, entry: Entry):
    epochs.open_epoch(spine.east.pk, lost={}, by=PROGRAM, at=spine.clock.now)
    with HOUSE.turn(spine.east, "say", by=PROGRAM, at=spine.clock.now):
        pass

    assert roots.check(told(entry)).standing == Standing.SAME
    assert roots.check(f"{spine.east.pk}:1:4:{entry.hash}").standing == Standing.LOST


@pytest.mark.parametrize("text", ["", "DY:1:2:ab", "x" * 110, "\x00", f"{'0' * 36}:1:1:{'a' * 64}"])
def test_what_is_no_root_is_malformed(db: None, text: str):
    assert roots.check(text).standing == Standing.MALFORMED


def test_an_act_of_no_house_has_no_word():
    assert door.word("nowhere.never") == door.word("trial.never") == ""
