"""At the window: came, missed, came back, sent on, done; only by the window where the ticket is."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.tickets.queue import Queue
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.fold import replay
from yimen.journal.models import Entry, Fact
from yimen.office import installation, policies
from yimen.tickets import calling, lines, reading, serving
from yimen.tickets.models import Ticket
from yimen.tickets.periods import Kind, lasted


def at_lins(queue: Queue, letter: str = "A") -> Ticket:
    """A ticket taken at nine and called to Lin's window at five past."""
    queue.take(letter, queue.at())
    return queue.next("window", queue.at(9, 5))


ACTS: dict[str, Callable[..., Any]] = {
    "recall": calling.recall,
    "start": serving.start,
    "next_matter": serving.next_matter,
    "miss": serving.miss,
    "finish": serving.finish,
    "transfer": lambda ticket, by, at: serving.transfer(ticket, line=ticket.line, by=by, at=at),
}


@pytest.mark.parametrize("word", ACTS)
def test_only_the_window_that_has_it_in_hand_acts_on_a_ticket(queue: Queue, word: str):
    ticket, at = at_lins(queue), queue.at(9, 6)

    for who in ("window2", "reply", "supervisor", "director", "network", "village"):
        with pytest.raises(NotYours):
            ACTS[word](ticket, by=queue.by(who), at=at)
    ACTS[word](ticket, by=queue.by("window"), at=at)
    assert Entry.objects.filter(subject_id=ticket.pk, act=f"tickets.{word}").exists()


@pytest.mark.parametrize("word", ACTS)
def test_nothing_is_done_with_a_ticket_that_only_waits(queue: Queue, word: str):
    ticket = queue.take("A", queue.at())

    with pytest.raises((NotNow, NotYours)):
        ACTS[word](ticket, by=queue.by("window"), at=queue.at())


def test_a_visit_has_its_moments_and_its_periods(queue: Queue):
    ticket = at_lins(queue)
    serving.start(ticket, by=queue.by("window"), at=queue.at(9, 6))

    ticket = serving.finish(ticket, by=queue.by("window"), at=queue.at(9, 16))

    assert (ticket.state, ticket.came_at, ticket.finished_at) == ("served", queue.at(9, 6), queue.at(9, 16))
    visit = reading.periods_of(ticket)
    minutes = [lasted(visit, kind).seconds // 60 for kind in (Kind.WAITING, Kind.CALLED, Kind.SERVING)]
    assert minutes == [5, 1, 10]


def test_who_was_missed_leaves_the_window_free_and_comes_back_behind_three_others(queue: Queue):
    missed = at_lins(queue)
    for minute in range(6, 11):
        queue.take("A", queue.at(9, minute))
    serving.miss(missed, by=queue.by("window"), at=queue.at(9, 11))
    assert reading.in_hand(queue.window("window")) is None

    serving.return_(missed, by=queue.by("window2"), at=queue.at(9, 12))

    called = [queue.next("window", queue.at(9, 20)).code for _ in range(6)]
    assert called == ["A002", "A003", "A004", "A001", "A005", "A006"]
    assert replay(queue.cast.hall.pk) == []


def test_who_comes_back_where_hardly_anybody_waits_is_at_the_end(queue: Queue):
    missed = at_lins(queue)
    queue.take("A", queue.at(9, 6))
    serving.miss(missed, by=queue.by("window"), at=queue.at(9, 7))

    back = serving.return_(missed, by=queue.by("supervisor"), at=queue.at(9, 8))

    assert reading.ahead_of(back) == 1
    assert [queue.next("window", queue.at(9, 9)).code for _ in range(2)] == ["A002", "A001"]


def test_nobody_comes_back_who_was_not_missed_or_on_another_day(queue: Queue):
    ticket = at_lins(queue)

    with pytest.raises(NotNow):
        serving.return_(ticket, by=queue.by("window"), at=queue.at(9, 6))
    serving.miss(ticket, by=queue.by("window"), at=queue.at(9, 7))
    with pytest.raises(NotYours):
        serving.return_(ticket, by=queue.by("village"), at=queue.at(9, 8))
    with pytest.raises(NotNow) as refused:
        serving.return_(ticket, by=queue.by("window"), at=queue.at(day=3))
    assert refused.value.code == "not_of_today"


def test_a_number_lapses_once_more_of_its_line_were_called_than_the_policy_says(queue: Queue):
    policies.set_policy(
        installation.root(), key="queue.lapses", new="2 others", basis="中心办公会", from_on=queue.at().date(),
        by=queue.cast.network, at=queue.at(),
    )  # fmt: skip
    missed = at_lins(queue)
    serving.miss(missed, by=queue.by("window"), at=queue.at(9, 6))
    for minute, letter in enumerate("AABAA", start=7):
        queue.take(letter, queue.at(9, minute))
    for minute in (20, 21, 22):  # two of its line and one of another
        queue.next("window", queue.at(9, minute))
    queue.next("window", queue.at(9, 24))

    with pytest.raises(NotNow) as refused:
        serving.return_(missed, by=queue.by("window"), at=queue.at(9, 25))
    assert refused.value.code == "lapsed"
    assert "又叫了3个号" in str(refused.value)


def test_sent_to_a_person_it_waits_for_the_window_where_they_sit(queue: Queue):
    ticket, chen = at_lins(queue), queue.cast.town.staff["window2"]

    serving.transfer_to_person(ticket, person=chen, by=queue.by("window"), at=queue.at(9, 6))

    assert Ticket.objects.get().for_window == queue.window("window2")
    ticket = queue.next("window2", queue.at(9, 7))
    for who in ("window2", "director", "village"):  # at this very window, at none, elsewhere
        with pytest.raises(Malformed):
            serving.transfer_to_person(
                ticket, person=queue.cast.town.staff[who], by=queue.by("window2"), at=queue.at(9, 8)
            )


def test_several_matters_in_one_visit_are_counted(queue: Queue):
    ticket = at_lins(queue)

    for minute in (10, 20):
        ticket = serving.next_matter(ticket, by=queue.by("window"), at=queue.at(9, minute))

    assert (ticket.state, ticket.matters, ticket.came_at) == ("serving", 3, ticket.called_at)
    ticket = serving.finish(ticket, by=queue.by("window"), at=queue.at(9, 30))
    assert lasted(reading.periods_of(ticket), Kind.SERVING).seconds == 25 * 60
    assert replay(queue.cast.hall.pk) == []


def test_missed_ones_of_the_own_window_are_listed_first(queue: Queue):
    for minute, who in enumerate(["window", "window2", "window"]):
        queue.take("A", queue.at(9, minute))
        serving.miss(queue.next(who, queue.at(9, minute)), by=queue.by(who), at=queue.at(9, minute))

    assert [one.code for one in reading.missed(queue.by("window"), on=queue.at().date())] == ["A003", "A001", "A002"]
    assert reading.missed(queue.by("village"), on=queue.at().date()) == []


def test_sent_to_another_line_a_ticket_keeps_its_number_and_its_place(queue: Queue):
    ticket = at_lins(queue)
    queue.take("B", queue.at(9, 6))

    serving.transfer(ticket, line=queue.lines["B"], by=queue.by("window"), at=queue.at(9, 10))

    assert [queue.next("window2", queue.at(9, 11)).code for _ in range(2)] == ["A001", "B001"]
    assert Ticket.objects.get(code="A001").line == queue.lines["B"]


def test_sent_to_a_window_it_is_called_there_alone_though_that_window_does_not_serve_its_line(queue: Queue):
    queue.cut(queue.at(), window="AC", window2="B")
    ticket = at_lins(queue)

    serving.transfer(ticket, window=queue.window("window2"), by=queue.by("window"), at=queue.at(9, 10))

    with pytest.raises(NotNow):
        queue.next("window", queue.at(9, 11))
    assert queue.next("window2", queue.at(9, 11)).code == "A001"


def test_the_note_for_the_next_window_is_sealed_and_read_there(queue: Queue):
    ticket = at_lins(queue)
    note = "王秀英已交户口簿复印件"

    serving.transfer(ticket, line=queue.lines["B"], note=note, by=queue.by("window"), at=queue.at(9, 10))

    assert note not in Entry.objects.get(subject_id=ticket.pk, act="tickets.transfer").body
    assert Fact.objects.get().value == note
    assert reading.note_of(ticket) == note


@pytest.mark.parametrize("to", ["nowhere", "both", "closed line", "itself", "closed window", "long note"])
def test_a_ticket_is_sent_to_one_open_line_or_window_of_the_hall(queue: Queue, to: str):
    ticket, director = at_lins(queue), queue.by("director")
    line = queue.lines["C"]
    lines.change(line, name=line.name, position=2, is_open=False, by=director, at=queue.at(9, 6))
    line.refresh_from_db()
    targets: dict[str, dict[str, Any]] = {
        "nowhere": {},
        "both": {"line": queue.lines["B"], "window": queue.window("window2")},
        "closed line": {"line": line},
        "itself": {"window": queue.window("window")},
        "closed window": {"window": queue.window("reply")},
        "long note": {"line": queue.lines["B"], "note": "长" * 201},
    }

    with pytest.raises(Malformed):
        serving.transfer(ticket, **targets[to], by=queue.by("window"), at=queue.at(9, 10))
    assert reading.in_hand(queue.window("window")) == ticket


def test_another_hall_sees_no_ticket(queue: Queue):
    ticket = queue.take("A", queue.at())

    assert Ticket.objects.visible_to(queue.by("window")).get() == ticket
    assert Ticket.objects.visible_to(queue.kiosk).get() == ticket
    for who in ("village", "county"):
        assert not Ticket.objects.visible_to(queue.by(who)).exists()


@pytest.mark.engine("sqlite")
def test_what_the_windows_have_in_hand_is_found_without_reading_the_day(queue: Queue):
    found = [
        reading.at_windows(queue.cast.hall.pk, on=queue.at().date()),
        Ticket.objects.in_hand().filter(window=queue.window("window")),
    ]

    assert all("ticket_one_in_hand" in one.explain() for one in found)
