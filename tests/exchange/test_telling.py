"""Who left a number with their queue number is told when few are ahead, and when they are called: each once, and in time."""

from typing import Any

import pytest

from tests.exchange.conftest import Gateway
from tests.tickets.queue import Queue
from yimen.exchange import leaving, telling, wording
from yimen.exchange.models import Message, TicketPhone
from yimen.journal import doctor, followers, jobs, working
from yimen.journal.errors import Malformed, NotNow, NotThere, NotYours
from yimen.journal.models import Entry, Fact, Position
from yimen.office import policies
from yimen.office.actor import Actor
from yimen.tickets import reading, reserving, serving
from yimen.tickets.models import Ticket

PHONE = "13800001234"


@pytest.fixture
def town(queue: Queue, phones: Gateway) -> Queue:
    """The hall with its gateway, followed from here on."""
    followers.catch_up(at=queue.at(8, 59))
    return queue


def come(queue: Queue, count: int, *, phone: str = PHONE) -> list[Ticket]:
    """So many take a number of line A at nine; the last leaves a telephone."""
    tickets = [queue.take("A", queue.at(9)) for _one in range(count)]
    leaving.leave(tickets[-1], phone=phone, by=queue.kiosk, at=queue.at(9))
    return tickets


def go_on(queue: Queue, minute: int) -> None:
    """What runs by itself."""
    for _round in range(2):
        working.once_round(at=queue.at(9, minute))


def call(queue: Queue, minute: int, who: str = "window") -> Ticket:
    ticket = queue.next(who, queue.at(9, minute))
    go_on(queue, minute)
    return ticket


def name(queue: Queue) -> str:
    return str(queue.cast.hall.short_name)


def test_what_is_said():
    assert wording.near("德源", "A017", 3) == "【德源】A017 号前面还有3位，请到大厅等候。"
    assert wording.near("德源", "A017", 0) == "【德源】A017 号前面没有人了，请到大厅等候。"
    assert wording.called("德源", "A017", 3) == "【德源】A017 号请到3号窗口。"


def test_near_and_called_are_told_once_each(town: Queue, phones: Gateway):
    come(town, 5)
    go_on(town, 0)
    assert phones.texts == []
    for minute in range(1, 5):
        call(town, minute)

    assert phones.texts == [f"【{name(town)}】A005 号前面还有3位，请到大厅等候。"]
    window = town.window("window2").number
    ticket = call(town, 5, "window2")
    serving.miss(ticket, by=town.by("window2"), at=town.at(9, 6))
    serving.return_(ticket, by=town.by("window2"), at=town.at(9, 7))
    call(town, 8, "window2")
    assert phones.texts[1:] == [f"【{name(town)}】A005 号请到{window}号窗口。"]
    assert {one["to"] for one in phones.got} == {PHONE}
    assert doctor.examine() == []


def test_how_many_are_ahead_is_a_policy(town: Queue, phones: Gateway):
    root, on = town.cast.town.centres["PT"], town.at().date()
    policies.set_policy(
        root, key="queue.message", new="1 others", basis="试", from_on=on, by=town.by("network"), at=town.at()
    )
    come(town, 4)
    call(town, 1)
    assert phones.texts == []
    call(town, 2)

    assert "前面还有1位" in phones.texts[0]


def test_a_follower_that_reads_all_again_says_nothing_twice(town: Queue, phones: Gateway):
    come(town, 2)
    call(town, 1)
    call(town, 2, "window2")
    assert len(phones.texts) == 2
    Position.objects.filter(follower="exchange.tell").exclude(centre_id=followers.BIRTH).update(number=0)
    go_on(town, 3)
    for entry in Entry.objects.filter(act="tickets.call"):
        telling_again(entry, town)
    go_on(town, 4)

    assert len(phones.texts) == 2
    assert followers.behind() == 0


def telling_again(entry: Entry, queue: Queue) -> None:
    from yimen.journal import door

    with door.together():
        telling._take(entry, queue.at(9, 3))


def test_many_entries_in_one_step_ask_once(town: Queue, phones: Gateway):
    come(town, 5)
    for minute in range(1, 4):
        town.next("window", town.at(9, minute))
    go_on(town, 4)

    assert phones.texts == [f"【{name(town)}】A005 号前面还有1位，请到大厅等候。"]
    assert followers.behind() == 0


def test_a_call_while_the_gateway_was_away_makes_the_first_message_untrue(town: Queue, phones: Gateway):
    come(town, 2)
    phones.answers = [500]
    call(town, 1)
    call(town, 2, "window2")
    go_on(town, 3)

    assert [one.rpartition("号请到")[2] for one in phones.texts[1:]] == [f"{town.window('window2').number}号窗口。"]
    assert set(Message.objects.values_list("kind", "state")) == {("ticket_near", "lapsed"), ("ticket_called", "sent")}


def test_who_was_missed_or_served_meanwhile_is_not_called_late(town: Queue, phones: Gateway):
    come(town, 1)
    phones.answers = [503]
    ticket = call(town, 1)
    serving.miss(ticket, by=town.by("window"), at=town.at(9, 2))
    go_on(town, 3)

    assert len(phones.texts) == 1
    assert Message.objects.get().state == "lapsed"


def test_with_the_visit_the_number_is_wiped_and_what_waits_lapses(town: Queue, phones: Gateway):
    come(town, 1)
    phones.answers = [503]
    ticket = call(town, 1)
    assert TicketPhone.objects.get().phone == PHONE
    serving.finish(ticket, by=town.by("window"), at=town.at(9, 1))
    followers.catch_up(at=town.at(9, 1))

    left = TicketPhone.objects.get()
    assert (left.phone, left.phone_blind, left.wiped_at) == (None, None, town.at(9, 1))
    assert Message.objects.get().state == "lapsed"
    assert leaving.masked(ticket) == ""


def test_with_the_day_every_number_is_wiped_and_nobody_is_told_at_night(town: Queue, phones: Gateway):
    come(town, 1)
    midnight = town.at(0, 1, day=3)
    for _round in range(2):
        working.once_round(at=midnight)

    assert TicketPhone.objects.get().phone is None
    assert phones.texts == []
    assert doctor.examine() == []


def test_a_number_given_back_is_told_nothing_and_those_behind_move_up(town: Queue, phones: Gateway):
    first = town.take("A", town.at(9))
    leaving.leave(first, phone="13900001234", by=town.kiosk, at=town.at(9))
    come(town, 2)
    reserving.void(first, by=town.kiosk, at=town.at(9, 1))
    go_on(town, 1)

    assert [(one["to"], "前面还有1位" in one["text"]) for one in phones.got] == [(PHONE, True)]


def test_who_is_first_is_who_has_so_many_ahead(queue: Queue):
    """The line's order here is that of the slip and the own phone."""
    for number in range(6):
        queue.take("A", queue.at(9, number), priority="disabled" if number in (3, 5) else "")
    tickets = {one.pk: one for one in Ticket.objects.all()}
    some = next(iter(tickets.values()))

    assert [reading.ahead_of(tickets[key]) for key in reading.first_of(some, most=9)] == list(range(6))
    assert len(reading.first_of(some, most=2)) == 2


def test_a_number_is_left_again_and_the_later_one_holds(town: Queue, phones: Gateway):
    (ticket,) = come(town, 1)
    entries = Entry.objects.count()
    leaving.leave(ticket, phone=PHONE, by=town.kiosk, at=town.at(9))
    assert Entry.objects.count() == entries
    leaving.leave(ticket, phone="139 1234 5678", by=town.by("guide"), at=town.at(9))
    assert leaving.masked(ticket) == "139****5678"
    call(town, 1)

    assert [one["to"] for one in phones.got] == ["13912345678"]


def test_who_may_leave_one_and_when_it_is_refused(town: Queue, phones: Gateway, settings: Any):
    ticket = town.take("A", town.at(9))

    def leave(phone: str = PHONE, by: Any = None, about: Ticket = ticket) -> None:
        leaving.leave(about, phone=phone, by=by or town.kiosk, at=town.at(9))

    for by in (
        town.by("leader"),
        Actor.clock(),
        Actor.device("kiosk", town.kiosk.id, "", town.cast.town.centres["PT"].pk),
    ):
        with pytest.raises(NotYours):
            leave(by=by)
    with pytest.raises(Malformed, match="您输入了3位"):
        leave("138")
    for _other in range(leaving.MOST):
        leave(about=town.take("A", town.at(9)))
    with pytest.raises(NotNow, match="已经留给3个号"):
        leave()
    leave("13900001234", by=Actor.public())
    served = call(town, 1)
    serving.finish(served, by=town.by("window"), at=town.at(9, 1))
    served.refresh_from_db()
    with pytest.raises(NotNow, match="已经结束"):
        leave("13700001234", about=served)
    settings.MESSAGES_URL = ""
    with pytest.raises(NotThere):
        leave("13700001234")


def test_the_number_stands_in_no_entry_no_fact_and_no_job(
    town: Queue, phones: Gateway, caplog: pytest.LogCaptureFixture
):
    come(town, 1)
    phones.answers = [500, 500]
    call(town, 1)

    bodies = "".join(Entry.objects.values_list("body", flat=True)) + caplog.text
    assert "exchange.leave_phone" in bodies
    assert "0001234" not in bodies
    assert not Fact.objects.filter(entry__act__startswith="exchange.").exists()
    assert jobs.stuck([]) == set()
