"""The demonstration's hall today: lively while it is open, cleared when it is closed, and nothing that the rules forbid."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from yimen.demonstration import again, hall, today, town
from yimen.demonstration.telling import Teller
from yimen.journal import demonstration, doctor, source
from yimen.journal.fold import replay
from yimen.journal.models import Demonstration, Entry
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import calendar, opening
from yimen.office.models import Post
from yimen.tickets.lifecycle import State
from yimen.tickets.models import Ticket

pytestmark = pytest.mark.django_db
# the 26th of November 2026 is a Thursday, the 28th a Saturday; one of each kind always, the others by `make long`
OPEN = ["26T15:10", pytest.param("26T09:50", marks=pytest.mark.long), pytest.param("28T10:10", marks=pytest.mark.long)]
CLOSED = [
    "26T12:10",
    pytest.param("26T22:00", marks=pytest.mark.long),
    pytest.param("28T15:00", marks=pytest.mark.long),
]


def told(at: str) -> Counter[str]:
    """The town's hall at that moment of November 2026, and nothing else; how many tickets stand where."""
    now = datetime.fromisoformat(f"2026-11-{at}").replace(tzinfo=OFFICE_ZONE)
    demonstration.make()
    calendar.seed(at=now - timedelta(days=2))
    laid = town.lay()
    try:
        Teller(laid, now).tell((), hall.laying(laid, at=now - timedelta(days=1)), *today.tellings(laid, now))
    finally:
        source.unseed()
    return Counter(Ticket.objects.values_list("state", flat=True))


@pytest.mark.parametrize("at", OPEN)
def test_while_the_hall_is_open_somebody_stands_in_every_state(at: str):
    states = told(at)

    assert set(states) == {*State} - {State.LEFT}
    assert (states["waiting"], states["missed"]) >= (3, 1)


@pytest.mark.parametrize("at", CLOSED)
def test_once_it_is_closed_everybody_who_came_has_been_served(at: str):
    assert set(told(at)) == {"served", "missed"}


@pytest.mark.parametrize("at", ["26T03:00", "26T08:29", "29T08:00"])
def test_before_it_opens_nobody_has_been_there(at: str):
    assert told(at) == Counter()


@pytest.mark.parametrize("at", ["26T08:31", "26T13:50"])
def test_the_first_minutes_are_quieter(at: str):
    assert told(at)["waiting"] >= 1


@pytest.mark.parametrize("at", ["26T16:20", "28T11:00"])
def test_nothing_was_done_against_the_rules_or_out_of_hours(at: str):
    told(at)
    home = Ticket.objects.latest("taken_at").centre_id
    recorded = list(Entry.objects.filter(centre_id=home).order_by("number").values_list("recorded_at", flat=True))

    for ticket in Ticket.objects.all():
        assert opening.is_open(home, at=ticket.taken_at)
        assert localdate(ticket.taken_at) == ticket.taken_on
        assert ticket.called_at is None or ticket.called_at - ticket.taken_at < timedelta(minutes=30)
    assert recorded == sorted(recorded)
    assert replay(home) == []
    assert doctor.examine() == []


def test_somebody_came_back_and_somebody_was_sent_on():
    told("26T11:00")

    assert {"tickets.return", "tickets.transfer", "tickets.recall"} <= set(Entry.objects.values_list("act", flat=True))


@pytest.fixture
def unmoved() -> Iterator[None]:
    """Afterwards this process has no clock of a demonstration any more."""
    yield
    source.set_offset(timedelta(0))


@pytest.mark.parametrize("days", [0, 3])
def test_started_again_on_another_day_the_hall_has_visitors_of_that_day(days: int, unmoved: None):
    """With the demonstration's clock moved or not: what is told stands behind what stood there, once."""
    told("26T15:10")
    Demonstration.objects.update(offset_seconds=days * 86400)
    demonstration.offset()
    monday = datetime(2026, 11, 30, 10, 30, tzinfo=OFFICE_ZONE)

    assert again.tell_today(now=monday)
    assert not again.tell_today(now=monday + timedelta(hours=1))  # what was told is there

    home = Ticket.objects.latest("taken_at").centre_id
    assert Ticket.objects.filter(taken_on=monday.date(), state="waiting").count() >= 3
    recorded = list(Entry.objects.filter(centre_id=home).order_by("number").values_list("recorded_at", flat=True))
    assert recorded == sorted(recorded)
    assert recorded[-1] <= monday
    assert replay(home) == []
    assert doctor.examine() == []


def test_built_before_the_doors_opened_it_has_visitors_when_it_is_started_again_in_the_morning():
    told("27T01:10")

    assert again.tell_today(now=datetime(2026, 11, 27, 10, 10, tzinfo=OFFICE_ZONE))
    assert Ticket.objects.filter(taken_on="2026-11-27", state="waiting").count() >= 3


def test_a_hall_in_which_somebody_worked_today_or_that_was_changed_is_left_alone():
    told("26T09:50")
    assert not again.tell_today(now=datetime(2026, 11, 26, 15, tzinfo=OFFICE_ZONE))

    Post.objects.filter(title="民政残联窗口").update(title="民政窗口")
    assert not again.tell_today(now=datetime(2026, 11, 27, 10, tzinfo=OFFICE_ZONE))
    assert not Ticket.objects.filter(taken_on="2026-11-27").exists()
