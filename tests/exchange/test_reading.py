"""How messages stand is read by an index of just these, however many were ever sent."""

import pytest
from django.db.models import QuerySet

from tests.cases.plans import plan
from tests.exchange.conftest import Gateway
from tests.tickets.queue import Queue
from yimen.exchange import leaving, reading
from yimen.exchange.models import Message
from yimen.journal import followers, working

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("found", "index"),
    [
        (reading.waiting_messages().order_by("asked_at"), "message_waits"),
        (reading.sent_messages().order_by("-ended_at"), "message_sent"),
        (reading.failed_messages().order_by("-ended_at"), "message_not_sent"),
    ],
)
def test_none_of_them_reads_every_message(found: QuerySet[Message], index: str):
    assert index in plan(found[:9])


def test_what_waits_is_told_from_the_first_failed_try_until_it_is_sent(queue: Queue, phones: Gateway):
    followers.catch_up(at=queue.at(8, 59))
    phones.answers = [503]
    ticket = queue.take("A", queue.at(9))
    leaving.leave(ticket, phone="13800001234", by=queue.kiosk, at=queue.at(9))
    assert reading.held_up() is None
    queue.next("window", queue.at(9, 1))
    for _round in range(2):
        working.once_round(at=queue.at(9, 1))
    assert (reading.held_up(), reading.last_sent_at()) == (reading.HeldUp(1, queue.at(9, 1), "503"), None)
    for _round in range(2):
        working.once_round(at=queue.at(9, 2))

    assert (reading.held_up(), reading.last_sent_at()) == (None, queue.at(9, 2))
