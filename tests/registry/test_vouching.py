"""Each day's looks go into the chain once, also after days without a worker; a look that is gone is noticed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from tests.registry.conftest import MORNING
from yimen.journal import doctor, fold, guards, source, working
from yimen.journal.errors import NotNow, NotYours
from yimen.journal.models import Entry
from yimen.office.actor import Actor
from yimen.office.models import Centre
from yimen.registry import looks, persons, vouching
from yimen.registry._turn import turn
from yimen.registry.acts import Act
from yimen.registry.models import Look, LooksOfDay, Person, Purpose

MONDAY = date(2026, 3, 2)
AFTER_MIDNIGHT = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)  # Tuesday 00:30 in the office
TUESDAY_MORNING = MORNING + timedelta(days=1)
FRIDAY_MORNING = MORNING + timedelta(days=4)


@pytest.fixture(autouse=True)
def _later():
    """The server's clock stands on Friday, so that every moment of the week has been."""
    source.seed(20260302, lambda: FRIDAY_MORNING)
    yield
    source.unseed()


@pytest.fixture
def wang(lin: Actor) -> Person:
    """Registered on Monday: the hall's first look."""
    return persons.register(
        name="王秀英", document_kind="none", number="", phone="", address="", division_id=None, by=lin, at=MORNING
    )


def told(hall: Centre) -> list[date]:
    return list(LooksOfDay.objects.filter(centre=hall).order_by("day").values_list("day", flat=True))


def test_the_looks_of_a_day_that_is_over_are_told_in_the_centres_stream(wang: Person, hall: Centre) -> None:
    assert vouching.catch_up(at=TUESDAY_MORNING) == 1

    row, entry = LooksOfDay.objects.get(), Entry.objects.get()
    assert (row.day, row.count, row.digest) == (MONDAY, 1, looks.digest_of_day(MONDAY, centre_id=hall.pk))
    assert (entry.act, entry.centre_id) == ("registry.vouch", hall.pk)
    assert row.digest in entry.body
    assert fold.replay(hall.pk) == []


def test_a_day_is_told_once(wang: Person, hall: Centre) -> None:
    vouching.catch_up(at=TUESDAY_MORNING)

    assert vouching.catch_up(at=TUESDAY_MORNING + timedelta(hours=1)) == 0
    with pytest.raises(NotNow):
        vouching.vouch(hall, day=MONDAY, at=TUESDAY_MORNING)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("at", [MORNING, AFTER_MIDNIGHT])
def test_a_day_is_not_told_before_it_is_over_and_settled(wang: Person, hall: Centre, at: datetime) -> None:
    assert vouching.catch_up(at=at) == 0
    with pytest.raises(NotNow):
        vouching.vouch(hall, day=MONDAY, at=at)
    assert not Entry.objects.exists()


def test_after_days_without_a_worker_every_day_since_the_first_look_is_told(wang: Person, hall: Centre) -> None:
    assert vouching.catch_up(at=FRIDAY_MORNING) == 4

    assert told(hall) == [date(2026, 3, day) for day in (2, 3, 4, 5)]
    assert list(LooksOfDay.objects.order_by("day").values_list("count", flat=True)) == [1, 0, 0, 0]


def test_a_gap_in_the_middle_is_closed(wang: Person, hall: Centre) -> None:
    vouching.catch_up(at=TUESDAY_MORNING)

    assert vouching.catch_up(at=FRIDAY_MORNING) == 3
    assert told(hall) == [date(2026, 3, day) for day in (2, 3, 4, 5)]


def test_a_centre_where_nobody_looked_tells_nothing(hall: Centre) -> None:
    assert vouching.catch_up(at=FRIDAY_MORNING) == 0


def test_the_worker_does_it_every_hour(wang: Person, hall: Centre) -> None:
    working.sweep(at=TUESDAY_MORNING)

    assert told(hall) == [MONDAY]


def test_nobody_but_the_clock_vouches(wang: Person, hall: Centre, lin: Actor) -> None:
    held_by_nobody = Actor("client", lin.id, centre_id=hall.pk, role="network")

    with pytest.raises(NotYours), turn(hall, Act.VOUCH, by=held_by_nobody, at=TUESDAY_MORNING):
        pass
    assert not Entry.objects.exists()


def test_a_look_that_is_gone_or_slipped_in_is_noticed(wang: Person, hall: Centre, lin: Actor) -> None:
    vouching.catch_up(at=TUESDAY_MORNING)
    assert [finding for name, finding in doctor.examine() if name == "looks"] == []

    looks.keep(wang, purpose=Purpose.CASE, by=lin, at=MORNING + timedelta(hours=1))

    assert ["2026-03-02" in finding for name, finding in doctor.examine() if name == "looks"] == [True]


def test_a_removed_look_is_noticed(wang: Person, hall: Centre) -> None:
    vouching.catch_up(at=TUESDAY_MORNING)
    with guards.lifted(connection):
        Look.objects.all()._raw_delete("default")

    assert ["2026-03-02" in finding for name, finding in doctor.examine() if name == "looks"] == [True]
