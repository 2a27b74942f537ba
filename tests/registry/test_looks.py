"""Looking at a person in full is kept for ever, and refused to whom the person is no business."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from tests.registry.conftest import MORNING
from yimen.journal.errors import NotThere
from yimen.office.actor import Actor
from yimen.office.models import Centre
from yimen.registry import looks, persons
from yimen.registry.models import Look, Person, Purpose

TODAY = date(2026, 3, 2)


@pytest.fixture
def wang(lin: Actor) -> Person:
    return persons.register(
        name="王秀英",
        document_kind="resident",
        number="11010519491231002X",
        phone="",
        address="长风路1号",
        division_id=None,
        by=lin,
        at=MORNING,
    )


def test_a_look_shows_the_person_in_full_and_is_kept(wang: Person, lin: Actor) -> None:
    view = looks.open(wang, purpose=Purpose.CASE, by=lin, at=MORNING)

    assert (view.name, view.number, view.phone, view.address) == (
        "王秀英",
        "11010519491231002X",
        "",
        "长风路1号",
    )
    assert (view.born_on, view.sex, view.kind_word) == (date(1949, 12, 31), "female", "居民身份证")
    look = Look.objects.get(purpose="case")
    assert (look.person_id, look.actor_id, look.post_id, look.at) == (wang.id, lin.id, lin.post_id, MORNING)
    assert look.written == ""


def test_who_has_no_grant_sees_nothing_and_leaves_no_look(wang: Person, zhou: Actor) -> None:
    before = Look.objects.count()

    with pytest.raises(NotThere):
        looks.open(wang, purpose=Purpose.CASE, by=zhou, at=MORNING)
    assert Look.objects.count() == before


def test_a_grant_that_ran_out_shows_nothing(wang: Person, lin: Actor) -> None:
    with pytest.raises(NotThere):
        looks.open(wang, purpose=Purpose.CASE, by=lin, at=MORNING + timedelta(days=1))


def test_registering_is_kept_with_the_names_of_what_was_written(wang: Person) -> None:
    assert Look.objects.get().written == "name,number,address"


def test_a_newborn_is_seen_in_full_too(lin: Actor) -> None:
    child = persons.register(
        name="王小宝",
        document_kind="none",
        number="",
        phone="",
        address="",
        division_id=None,
        by=lin,
        at=MORNING,
    )

    view = looks.open(child, purpose=Purpose.INTAKE, by=lin, at=MORNING)

    assert (view.name, view.number, view.born_on, view.sex) == ("王小宝", "", None, None)


def test_a_view_shows_nothing_in_a_log(wang: Person, lin: Actor) -> None:
    assert "秀英" not in repr(looks.open(wang, purpose=Purpose.CASE, by=lin, at=MORNING))


def test_a_look_is_never_changed_nor_deleted(wang: Person) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Look.objects.update(purpose="ticket")
    with pytest.raises(DatabaseError), transaction.atomic():
        Look.objects.all()._raw_delete("default")
    assert Look.objects.get().purpose == "intake"


def test_the_digest_of_a_day_holds_each_look_of_that_day_and_centre(wang: Person, lin: Actor, hall: Centre) -> None:
    before = looks.digest_of_day(TODAY, centre_id=hall.id)

    looks.open(wang, purpose=Purpose.CASE, by=lin, at=MORNING)

    after = looks.digest_of_day(TODAY, centre_id=hall.id)
    assert after != before
    assert looks.digest_of_day(TODAY, centre_id=hall.id) == after
    assert looks.digest_of_day(TODAY, centre_id=UUID(int=7)) == looks.digest_of_day(
        TODAY + timedelta(days=1), centre_id=hall.id
    )


def test_a_look_after_midnight_in_the_office_belongs_to_the_next_day(wang: Person, lin: Actor, hall: Centre) -> None:
    today = looks.digest_of_day(TODAY, centre_id=hall.id)
    tomorrow = looks.digest_of_day(TODAY + timedelta(days=1), centre_id=hall.id)

    looks.keep(wang, purpose=Purpose.CASE, by=lin, at=MORNING + timedelta(hours=14, minutes=30))  # 00:00

    assert looks.digest_of_day(TODAY, centre_id=hall.id) == today
    assert looks.digest_of_day(TODAY + timedelta(days=1), centre_id=hall.id) != tomorrow
