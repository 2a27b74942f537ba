"""Bytes are kept as they came, unreadable to others, and a changed bit is noticed."""

import re
from pathlib import Path

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from tests.papers.cast import AT, WANG, centre
from yimen.journal import guards
from yimen.journal.errors import Broken
from yimen.papers import storage
from yimen.papers.models import StoredFile

pytestmark = pytest.mark.django_db
LETTER = f"申请人：{WANG}，电话 13800000000".encode()


def kept(content: bytes = LETTER) -> StoredFile:
    stored = storage.put(content, kind="paper", centre_id=centre().pk, at=AT)
    stored.save(force_insert=True)
    return stored


def test_what_was_kept_is_read_again():
    assert storage.read(StoredFile.objects.get(pk=kept().pk)) == LETTER


def test_the_file_lies_by_its_id_for_us_alone(folder: Path):
    stored = kept()

    (found,) = [path for path in folder.rglob("*") if path.is_file()]
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{2}/" + stored.pk.hex, found.relative_to(folder).as_posix())
    assert found.stat().st_mode & 0o077 == 0


def test_no_name_stands_readable_in_a_kept_file():
    content = storage.path(kept().pk).read_bytes()

    assert WANG.encode() not in content
    assert b"13800000000" not in content


@pytest.mark.parametrize("place", [0, 5, 20, -1])
def test_a_flipped_bit_is_noticed(place: int):
    stored = kept()
    sealed = bytearray(storage.path(stored.pk).read_bytes())
    sealed[place] ^= 1
    storage.path(stored.pk).write_bytes(sealed)

    with pytest.raises(Broken):
        storage.read(stored)
    assert storage.damaged() == [stored.pk]


def test_two_files_exchanged_are_noticed():
    mine = kept()
    yours = storage.put(b"other", kind="paper", centre_id=mine.centre_id, at=AT)
    storage.path(mine.pk).write_bytes(storage.path(yours.pk).read_bytes())

    with pytest.raises(Broken):
        storage.read(mine)


def test_a_lost_file_is_named_and_a_sound_one_is_not():
    stored = kept()
    assert storage.missing() == []

    storage.path(stored.pk).unlink()

    assert storage.missing() == [stored.pk]
    assert storage.damaged() == []
    with pytest.raises(Broken, match="缺失"):
        storage.read(stored)


def test_a_file_without_its_row_is_a_stray():
    stored = kept()
    stray = storage.put(LETTER, kind="paper", centre_id=stored.centre_id, at=AT)

    assert list(storage.strays()) == [storage.path(stray.pk)]


def test_the_row_of_a_kept_file_is_never_changed():
    stored = kept()
    guards.lay()

    with pytest.raises(DatabaseError), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(size_bytes=1)
