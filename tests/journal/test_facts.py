"""Personal facts are never in the chain: the body holds a salted hash, the table a sealed value that may be erased."""

import json

import pytest
from django.db import connection

from tests.journal.conftest import HOUSE, PROGRAM, Spine
from yimen.journal import doctor
from yimen.journal.canon import salted
from yimen.journal.models import Entry, Fact

REASON = "家中有病人，电话13800001234"


@pytest.fixture
def told(spine: Spine) -> Entry:
    """An act with a personal and a plain fact."""
    with HOUSE.turn(spine.east, "say", by=PROGRAM, at=spine.clock.now, reason=REASON, code="ill"):
        pass
    return Entry.objects.get()


def test_the_body_holds_the_salted_hash_and_not_the_fact(told: Entry) -> None:
    body, fact = json.loads(told.body), Fact.objects.get()

    assert REASON not in told.body
    assert "病" not in told.body
    assert body["facts"] == {"code": "ill"}
    assert body["personal"] == {"reason": salted("reason", bytes(fact.salt or b""), REASON)}
    assert (fact.value, fact.entry_id, len(bytes(fact.salt or b""))) == (REASON, told.pk, 16)


def test_the_table_holds_it_sealed(told: Entry) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM journal_fact")
        stored = bytes(cursor.fetchone()[0])

    assert REASON.encode() not in stored


def test_the_same_fact_told_twice_has_two_hashes(told: Entry, spine: Spine) -> None:
    with HOUSE.turn(spine.east, "say", by=PROGRAM, at=spine.clock.now, reason=REASON):
        pass

    hashes = {json.loads(body)["personal"]["reason"] for body in Entry.objects.values_list("body", flat=True)}
    assert len(hashes) == 2


def test_after_lawful_erasure_the_chain_still_holds(told: Entry) -> None:
    Fact.objects.update(value=None, salt=None)

    assert [name for name, _finding in doctor.examine() if name in {"chain", "facts"}] == []
    assert "personal" in json.loads(Entry.objects.get().body)


def test_a_fact_that_no_act_declared_personal_is_not_kept_apart(spine: Spine) -> None:
    with HOUSE.turn(spine.east, "name", by=PROGRAM, at=spine.clock.now, code="x"):
        pass

    assert not Fact.objects.exists()
    assert json.loads(Entry.objects.get().body)["personal"] == {}
