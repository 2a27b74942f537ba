"""选叫: one who waits is called out of turn, with the reason; what cannot be called leaves everything as it was."""

import pytest

from tests.tickets.queue import Queue
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.fold import replay
from yimen.journal.models import Entry, Fact
from yimen.tickets import announcing, calling, cutting, reading, serving
from yimen.tickets.models import Ticket


def choose(queue: Queue, ticket: Ticket, who: str = "window", reason: str = "frail", note: str = "") -> Ticket:
    at = queue.cast.clock.now
    return calling.call_chosen(queue.window(who), ticket, reason=reason, note=note, by=queue.by(who), at=at)


def test_the_chosen_one_comes_and_who_was_in_hand_is_finished(queue: Queue):
    first = queue.take("A", queue.at())
    queue.take("A", queue.at(9, 1))
    chosen = queue.take("B", queue.at(9, 2))
    queue.next("window", queue.at(9, 3))

    ticket = choose(queue, chosen, reason="other", note="老人坐着轮椅来")

    first.refresh_from_db()
    assert (first.state, ticket.state, ticket.window) == ("served", "called", queue.window("window"))
    body = Entry.objects.get(subject_id=ticket.pk, act="tickets.call_chosen").body
    assert '"reason":"other"' in body
    assert "轮椅" not in body
    assert Fact.objects.get().value == "老人坐着轮椅来"
    assert [one["code"] for one in announcing.state(queue.cast.hall.pk, at=queue.cast.clock.now)["calls"]] == [
        "A001",
        "B001",
    ]
    assert replay(queue.cast.hall.pk) == []


def test_who_does_not_wait_or_waits_for_another_window_is_not_called(queue: Queue):
    here, there, sent = (queue.take("A", queue.at(9, minute)) for minute in range(3))
    queue.next("window", queue.at(9, 3))
    queue.next("window2", queue.at(9, 3))
    for wrong in (there, here):
        with pytest.raises(NotNow):
            choose(queue, wrong)
    queue.next("window2", queue.at(9, 4))
    sent.refresh_from_db()
    serving.transfer(sent, window=queue.window("window"), by=queue.by("window2"), at=queue.at(9, 5))

    with pytest.raises(NotNow) as refused:
        choose(queue, sent, "window2")
    assert refused.value.code == "not_waiting"
    in_hand = reading.in_hand(queue.window("window"))
    assert in_hand == here
    assert choose(queue, sent).code == "A003"


def test_it_is_done_at_the_own_window_that_calls_and_with_a_reason(queue: Queue):
    ticket, at = queue.take("A", queue.at()), queue.at(9, 1)

    for who in ("window2", "supervisor", "director"):
        with pytest.raises(NotYours):
            calling.call_chosen(queue.window("window"), ticket, reason="frail", by=queue.by(who), at=at)
    for reason, note in (("", ""), ("vip", ""), ("other", "急"), ("frail", "长" * 201)):
        with pytest.raises(Malformed):
            choose(queue, ticket, reason=reason, note=note)
    cutting.pause(queue.window("window"), reason="meal", by=queue.by("window"), at=at)
    with pytest.raises(NotNow) as refused:
        choose(queue, ticket)
    assert refused.value.code == "window_paused"
    with pytest.raises(NotNow):
        calling.call_chosen(queue.window("window2"), ticket, reason="frail", by=queue.by("window2"), at=queue.at(day=3))
    assert Ticket.objects.get().state == "waiting"
