"""A number that was left is corrected or taken back: what waits for the old one never goes to it, and no entry knows either."""

import pytest

from tests.exchange.conftest import Gateway
from tests.tickets.queue import Queue
from yimen.exchange import leaving, telling
from yimen.exchange.models import Message, TicketPhone
from yimen.journal import doctor, door, followers, jobs, working
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.models import Entry, Fact
from yimen.office.actor import Actor
from yimen.tickets.models import Ticket

WRONG, RIGHT = "13800001234", "13900005678"


@pytest.fixture
def ticket(queue: Queue, phones: Gateway) -> Ticket:
    """A number of line A with which a wrong one was left at nine, in a hall that is followed."""
    followers.catch_up(at=queue.at(8, 59))
    ticket = queue.take("A", queue.at(9))
    leaving.leave(ticket, phone=WRONG, by=queue.kiosk, at=queue.at(9))
    return ticket


def go_on(queue: Queue, minute: int) -> None:
    """What runs by itself."""
    for _round in range(2):
        working.once_round(at=queue.at(9, minute))


def acts() -> list[str]:
    """What the exchange did, in order."""
    return list(Entry.objects.filter(act__startswith="exchange.").order_by("number").values_list("act", flat=True))


def test_what_waits_for_the_wrong_number_goes_to_the_right_one(ticket: Ticket, queue: Queue, phones: Gateway):
    phones.answers = [503]
    queue.next("window", queue.at(9, 1))
    go_on(queue, 1)
    assert [one["to"] for one in phones.got] == [WRONG]
    leaving.leave(ticket, phone=RIGHT, by=queue.by("guide"), at=queue.at(9, 2))
    go_on(queue, 2)

    assert [one["to"] for one in phones.got[1:]] == [RIGHT]
    assert sorted(acts()) == [f"exchange.{one}" for one in ("ask", "correct_phone", "leave_phone", "redirect", "send")]
    bodies = "".join(Entry.objects.values_list("body", flat=True))
    assert WRONG not in bodies and RIGHT not in bodies
    assert not Fact.objects.filter(entry__act__startswith="exchange.").exists()
    assert doctor.examine() == []


def test_taken_back_it_is_wiped_at_once_and_what_waits_is_not_sent(ticket: Ticket, queue: Queue, phones: Gateway):
    phones.answers = [503]
    queue.next("window", queue.at(9, 1))
    go_on(queue, 1)
    leaving.withdraw(ticket, by=queue.kiosk, at=queue.at(9, 2))
    go_on(queue, 3)

    left = TicketPhone.objects.get()
    assert (left.phone, left.phone_blind, left.wiped_at) == (None, None, queue.at(9, 2))
    assert (Message.objects.get().state, Message.objects.get().phone, len(phones.got)) == ("lapsed", None, 1)
    with pytest.raises(NotNow, match="A001号现在没有留手机号"):
        leaving.withdraw(ticket, by=queue.kiosk, at=queue.at(9, 4))
    assert doctor.examine() == []


def test_taken_back_it_can_be_left_again(ticket: Ticket, queue: Queue, phones: Gateway):
    leaving.withdraw(ticket, by=Actor.public(), at=queue.at(9))
    leaving.leave(ticket, phone=RIGHT, by=queue.kiosk, at=queue.at(9))
    queue.next("window", queue.at(9, 1))
    go_on(queue, 1)

    assert acts()[:3] == ["exchange.leave_phone", "exchange.withdraw_phone", "exchange.leave_phone"]
    assert [one["to"] for one in phones.got] == [RIGHT]


def test_who_may_leave_one_may_correct_it_and_take_it_back_and_nobody_else(ticket: Ticket, queue: Queue):
    elsewhere = Actor.device("kiosk", queue.kiosk.id, "", queue.cast.town.centres["PT"].pk)
    for by in (queue.by("leader"), Actor.clock(), elsewhere):
        with pytest.raises(NotYours):
            leaving.leave(ticket, phone=RIGHT, by=by, at=queue.at(9))
        with pytest.raises(NotYours):
            leaving.withdraw(ticket, by=by, at=queue.at(9))
    with pytest.raises(Malformed, match="您输入了3位"):
        leaving.leave(ticket, phone="139", by=queue.kiosk, at=queue.at(9))
    with pytest.raises(NotNow, match="没有留手机号"):
        leaving.withdraw(queue.take("A", queue.at(9)), by=queue.kiosk, at=queue.at(9))

    assert TicketPhone.objects.get().phone == WRONG
    assert acts() == ["exchange.leave_phone"]


def test_what_is_asked_for_while_it_is_corrected_has_the_later_number(ticket: Ticket, queue: Queue):
    """The follower had read the old one, and found it locked."""
    at, before = queue.at(9), TicketPhone.objects.select_related("ticket").get()
    leaving.leave(ticket, phone=RIGHT, by=queue.kiosk, at=at)
    with door.together():
        telling._ask(before, telling.Near, "近", at)
    assert Message.objects.get().phone == RIGHT

    leaving.withdraw(ticket, by=queue.kiosk, at=at)
    with door.together():
        telling._ask(before, telling.Called, "叫", at)
    assert Message.objects.filter(state="waiting").count() == 0
    jobs.work(at=at)
    assert Message.objects.get().state == "lapsed"
