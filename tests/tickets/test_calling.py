"""叫号: who is next for a window, as the pure order says; recalled; and nobody by a window that may not."""

import os
import random
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests.tickets.queue import Queue
from yimen.journal import doctor
from yimen.journal.errors import NotNow, NotYours
from yimen.journal.fold import replay
from yimen.journal.models import Entry
from yimen.office import installation, policies
from yimen.office.models import Post
from yimen.tickets import calling, cutting, order, priority, serving
from yimen.tickets.cutting import Mode
from yimen.tickets.models import Ticket

# Mornings at random: PostgreSQL, where each costs ten seconds, lives one of them, unless more are asked for (`make proof`).
MORNINGS = int(os.environ.get("YIMEN_MORNINGS") or 1)


def test_first_come_first_served_over_all_lines(queue: Queue):
    for minute, letter in enumerate("BAC"):
        queue.take(letter, queue.at(9, minute))

    called = [queue.next("window", queue.at(9, 10)).code for _ in range(3)]

    assert called == ["B001", "A001", "C001"]


def test_a_window_calls_its_own_line_first_and_the_other_once_it_waited_too_long(queue: Queue):
    queue.cut(queue.at(), window="AB", window2="*")
    queue.take("B", queue.at(9, 0))
    queue.take("A", queue.at(9, 9))
    queue.take("A", queue.at(9, 11))

    called = [queue.next("window", queue.at(9, 15)).code for _ in range(3)]

    assert called == ["A001", "B001", "A002"]


def test_how_much_later_a_further_line_counts_is_a_policy(queue: Queue):
    policies.set_policy(
        installation.root(), key="queue.later", new="0 minutes", basis="中心办公会", from_on=queue.at().date(),
        by=queue.cast.network, at=queue.at(),
    )  # fmt: skip

    assert priority.spans(on=queue.at().date()).later == timedelta(0)


def test_the_call_is_told_with_the_window_and_the_ticket_is_there(queue: Queue):
    ticket = queue.take("A", queue.at())
    at = queue.at(9, 5)

    queue.next("window", at)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.window, ticket.called_at, ticket.times_called) == (
        "called", queue.window("window"), at, 1,
    )  # fmt: skip
    facts = f'"code":"A001","window":{queue.window("window").number}'
    assert facts in Entry.objects.get(subject_id=ticket.pk, act="tickets.call").body


def test_calling_the_next_finishes_who_was_in_hand(queue: Queue):
    first, _second = queue.take("A", queue.at()), queue.take("A", queue.at(9, 1))
    queue.next("window", queue.at(9, 2))

    queue.next("window", queue.at(9, 7))

    first.refresh_from_db()
    assert (first.state, first.finished_at) == ("served", queue.at(9, 7))
    assert Ticket.objects.filter(state="called").count() == 1
    assert replay(queue.cast.hall.pk) == []
    assert doctor.examine() == []


def test_where_nobody_waits_it_says_so_and_who_is_in_hand_stays(queue: Queue):
    ticket = queue.take("A", queue.at())
    queue.next("window", queue.at(9, 1))

    with pytest.raises(NotNow) as refused:
        queue.next("window", queue.at(9, 2))
    ticket.refresh_from_db()
    assert (refused.value.code, ticket.state) == ("nobody_waits", "called")


def test_two_windows_have_two_tickets(queue: Queue):
    queue.take("A", queue.at())
    queue.take("A", queue.at(9, 1))

    assert [queue.next(who, queue.at(9, 2)).code for who in ("window", "window2")] == ["A001", "A002"]


def test_nobody_calls_for_another_window(queue: Queue):
    queue.take("A", queue.at())

    for who in ("window2", "supervisor", "director", "village"):
        with pytest.raises(NotYours):
            calling.call_next(queue.window("window"), by=queue.by(who), at=queue.at())
    assert Ticket.objects.get().state == "waiting"


def test_a_post_that_is_no_longer_held_calls_nobody(queue: Queue):
    queue.take("A", queue.at())
    lin = queue.by("window")
    Post.objects.filter(pk=str(lin.post_id)).update(is_open=False)

    with pytest.raises(NotYours) as refused:
        calling.call_next(queue.window("window"), by=lin, at=queue.at())
    assert refused.value.code == "no_authority"


def test_yesterdays_number_is_never_called(queue: Queue):
    queue.take("A", queue.at())

    with pytest.raises(NotNow):
        queue.next("window", queue.at(day=3))


@pytest.mark.parametrize("word", ["closed", "paused"])
def test_a_window_that_is_closed_or_paused_says_so(queue: Queue, word: str):
    queue.take("A", queue.at())
    if word == "closed":
        queue.cut(queue.at(), window2="*")
    else:
        cutting.pause(queue.window("window"), by=queue.by("window"), at=queue.at())

    with pytest.raises(NotNow) as refused:
        queue.next("window", queue.at())
    assert refused.value.code == f"window_{word}"


def test_a_recall_is_told_with_its_window_and_counts(queue: Queue):
    queue.take("A", queue.at())
    ticket = queue.next("window", queue.at(9, 1))

    ticket = calling.recall(ticket, by=queue.by("window"), at=queue.at(9, 2))

    assert (ticket.state, ticket.times_called) == ("called", 2)
    assert '"window":' in Entry.objects.get(subject_id=ticket.pk, act="tickets.recall").body


def test_only_the_window_that_called_calls_again_and_not_once_the_person_is_there(queue: Queue):
    queue.take("A", queue.at())
    ticket = queue.next("window", queue.at(9, 1))

    with pytest.raises(NotYours):
        calling.recall(ticket, by=queue.by("window2"), at=queue.at(9, 2))
    serving.start(ticket, by=queue.by("window"), at=queue.at(9, 2))
    with pytest.raises(NotNow):
        calling.recall(ticket, by=queue.by("window"), at=queue.at(9, 3))


def by_the_pure_order(queue: Queue, who: str, at: datetime) -> str | None:
    """What `order.next_for` says of the rows as they are."""
    window = queue.window(who)
    share = cutting.plan_of(window.centre_id)[window.pk]
    ranks: dict[UUID, int] = {line: rank for rank, line in enumerate(share.lines)}
    view = order.View(window.pk, None if share.mode == Mode.ALL else ranks if share.mode == Mode.LINES else {})
    waiting = [
        order.Waiting(one.code, one.number, one.line_id, one.place, one.for_window_id, bool(one.priority))
        for one in Ticket.objects.filter(state="waiting")
    ]
    found = order.next_for(view, waiting, priority.spans(on=at.date()))
    return found.code if found else None


@pytest.mark.parametrize("seed", range(MORNINGS))
def test_the_statement_picks_whom_the_pure_order_picks(queue: Queue, seed: int):
    """A morning at random: numbers taken, called, missed, returned, sent on, the hall re-cut; every call compared."""
    drawn, compared = random.Random(seed), 0
    for minute in range(0, 170):
        at = queue.at(8 + (30 + minute) // 60, (30 + minute) % 60)
        queue.take(drawn.choice("ABC"), at, priority=drawn.choice(["", "", "", "elderly"]))
        if minute % 40 == 39:
            queue.cut(at, window=drawn.choice(["*", "A", "AB", "BCA"]), window2=drawn.choice(["*", "ABC", "CAB"]))
        who = drawn.choice(["window", "window2"])
        expected = by_the_pure_order(queue, who, at)
        if expected is None:
            continue
        ticket, compared = queue.next(who, at), compared + 1
        assert ticket.code == expected
        _somehow(queue, drawn, who, ticket, at)

    assert compared > 100
    assert replay(queue.cast.hall.pk) == []
    assert doctor.examine() == []


def _somehow(queue: Queue, drawn: random.Random, who: str, ticket: Ticket, at: datetime) -> None:
    by = queue.by(who)
    what = drawn.choice(["", "", "miss", "send", "finish"])
    if what == "miss":
        serving.miss(ticket, by=by, at=at)
        serving.return_(ticket, by=by, at=at)
    elif what == "send" and who == "window":
        serving.transfer(ticket, window=queue.window("window2"), by=by, at=at)
    elif what == "send":
        serving.transfer(ticket, line=queue.lines[drawn.choice("ABC")], by=by, at=at)
    elif what == "finish":
        serving.finish(ticket, by=by, at=at)
