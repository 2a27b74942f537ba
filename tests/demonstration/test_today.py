"""The demonstration's hall today: lively while it is open, cleared when it is closed, and nothing that the rules forbid."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from yimen.demonstration import hall, today, town
from yimen.demonstration.telling import Teller
from yimen.journal import demonstration, doctor, source
from yimen.journal.fold import replay
from yimen.journal.models import Entry
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import calendar, opening
from yimen.tickets.lifecycle import State
from yimen.tickets.models import Ticket

pytestmark = pytest.mark.django_db
OPEN = ["26T09:50", "26T11:29", "26T15:10", "28T10:10"]  # the 26th of November 2026 is a Thursday, the 28th a Saturday
CLOSED = ["26T12:10", "26T17:10", "26T22:00", "28T15:00"]


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


@pytest.mark.parametrize("at", ["26T08:31", "26T08:44", "26T13:31", "26T13:50"])
def test_the_first_minutes_are_quieter(at: str):
    assert told(at)["waiting"] >= 1


@pytest.mark.parametrize("at", ["26T13:40", "26T16:20", "28T11:00"])
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
