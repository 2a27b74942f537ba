"""Two who leave a number with one ticket at one moment: one row, the later one holds. T6: without the lock an error is seen."""

from typing import Any

import pytest

from tests.locks.racing import Act, at_once
from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.exchange import leaving
from yimen.exchange.models import TicketPhone
from yimen.journal.fold import replay
from yimen.tickets.models import Ticket

RIVALS, ROUNDS = 3, 4


@pytest.fixture
def queue(committed: Cast, settings: Any) -> Queue:
    settings.MESSAGES_URL = "http://127.0.0.1:9/"
    return lay(committed)


def leaves(queue: Queue, ticket: Ticket, number: int) -> Act:
    at = queue.at()
    return lambda: leaving.leave(ticket, phone=f"1380000{number:04d}", by=queue.kiosk, at=at)


def raced(queue: Queue) -> list[Any]:
    """What came of every number that was left; each round with a ticket of its own."""
    found: list[Any] = []
    for turn in range(ROUNDS):
        ticket = queue.take("A", queue.at())
        found += at_once(*[leaves(queue, ticket, turn * RIVALS + one) for one in range(RIVALS)])
    return found


def test_who_leaves_a_number_at_the_same_moment_stands_in_line(queue: Queue):
    assert [one for one in raced(queue) if isinstance(one, Exception)] == []

    assert TicketPhone.objects.count() == ROUNDS
    assert replay(queue.cast.hall.pk) == []


@pytest.mark.engine("postgres")  # SQLite has one writer at a time anyway
def test_without_the_lock_somebody_sees_an_error(queue: Queue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(leaving, "_insist_goes_on", lambda _ticket: None)

    assert [one for one in raced(queue) if isinstance(one, Exception)]
