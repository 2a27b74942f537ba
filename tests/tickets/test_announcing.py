"""What displays are told: the last calls, what was missed, who waits; out of the stream, and nobody's name."""

import json
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.tickets.queue import Queue
from yimen.cases import intake
from yimen.journal import epochs
from yimen.office.actor import Actor
from yimen.tickets import announcing, calling, cutting, serving
from yimen.tickets.announcing import Place
from yimen.tickets.models import Ticket


def codes(queue: Queue, since: Place | None = None) -> list[str]:
    told = announcing.state(queue.cast.hall.pk, at=queue.cast.clock.now, since=since)
    return [one["code"] for one in told["calls"]]


def here(queue: Queue) -> Place:
    return announcing.heads([queue.cast.hall.pk])[queue.cast.hall.pk]


def called(queue: Queue, count: int) -> None:
    for minute in range(count):
        queue.take("A", queue.at(9, minute))
        queue.next("window", queue.at(9, minute))


def test_the_last_six_calls_are_told_oldest_first_with_their_windows(queue: Queue):
    called(queue, 8)
    told = announcing.state(queue.cast.hall.pk, at=queue.at(9, 8))

    assert codes(queue) == ["A003", "A004", "A005", "A006", "A007", "A008"]
    assert {one["window"] for one in told["calls"]} == {queue.window("window").number}
    assert told["id"] == str(here(queue))


def test_a_recall_is_a_call_again(queue: Queue):
    called(queue, 1)
    queue.take("A", queue.at(9, 1))
    queue.next("window2", queue.at(9, 2))
    ticket = Ticket.objects.get(code="A001")

    calling.recall(ticket, by=queue.by("window"), at=queue.at(9, 3))

    assert codes(queue) == ["A001", "A002", "A001"]


def test_a_display_that_was_away_is_told_all_it_missed(queue: Queue):
    called(queue, 2)
    left = here(queue)
    called(queue, 9)

    assert len(codes(queue, left)) == 9
    assert len(codes(queue, here(queue))) == 6


def test_yesterdays_calls_are_not_told_today(queue: Queue):
    called(queue, 2)

    assert announcing.state(queue.cast.hall.pk, at=queue.at(day=3))["calls"] == []


def test_only_what_concerns_the_queue_is_a_change(queue: Queue):
    before, at = here(queue), queue.at(9, 1)
    intake.take_in(queue.cast.handed(at), by=queue.cast.window, at=at)
    between = here(queue)
    queue.take("A", at)

    assert between > before
    assert not announcing.has_changed(queue.cast.hall.pk, before, between)
    assert announcing.has_changed(queue.cast.hall.pk, between, here(queue))


def test_after_an_old_backup_a_new_epoch_comes_after_whatever_was_seen(queue: Queue):
    called(queue, 1)
    seen = Place(1, here(queue).number + 500)
    epochs.open_epoch(queue.cast.hall.pk, lost={}, by=Actor.clock(), at=queue.at(9, 30))
    called_again = here(queue)

    assert called_again > seen
    assert announcing.has_changed(queue.cast.hall.pk, seen, called_again)


def test_places_are_read_as_they_are_written():
    assert Place.read(str(Place(2, 310))) == Place(2, 310)
    assert [Place.read(text) for text in ("", "x", "1", "1.", "1.x")] == [Place()] * 5
    assert Place(2, 1) > Place(1, 500)


def test_windows_tell_what_they_have_in_hand_and_whether_they_are_open(queue: Queue):
    called(queue, 1)
    serving.start(Ticket.objects.get(), by=queue.by("window"), at=queue.at(9, 1))
    cutting.pause(queue.window("window2"), by=queue.by("window2"), at=queue.at(9, 1))

    told = announcing.state(queue.cast.hall.pk, at=queue.at(9, 2))
    windows = {one["number"]: one for one in told["windows"]}
    lins, chens = windows[queue.window("window").number], windows[queue.window("window2").number]
    assert (lins["code"], lins["is_serving"], lins["is_open"]) == ("A001", True, True)
    assert (chens["code"], chens["is_open"]) == ("", False)
    assert {one["letter"]: one["count"] for one in told["waiting"]} == {"A": 0, "B": 0, "C": 0}


def test_a_display_knows_todays_hours_and_when_the_hall_opens_next(queue: Queue):
    told = announcing.state(queue.cast.hall.pk, at=queue.at(12, 0))

    assert told["hours"] == [["08:30", "11:30"], ["13:30", "16:30"]]
    assert told["opens"] == "2026-03-02T05:30:00.000000Z"


def test_nothing_of_a_person_or_a_clerk_is_told(queue: Queue):
    at = queue.at(9, 1)
    ticket = queue.take("A", at)
    queue.next("window", at)
    intake.take_in(queue.cast.handed(at, ticket_id=ticket.pk), by=queue.cast.window, at=at)

    told = json.dumps(announcing.state(queue.cast.hall.pk, at=at), ensure_ascii=False)
    assert not [
        word for word in ("王秀英", "510722195203140021", "林晓燕", str(ticket.pk), ticket.token) if word in told
    ]


def test_a_busy_stream_costs_no_more_statements(queue: Queue):
    asked = []
    for count in (1, 12):
        called(queue, count)
        with CaptureQueriesContext(connection) as sent:
            announcing.state(queue.cast.hall.pk, at=queue.cast.clock.now + timedelta(0))
        asked.append(len(sent))

    assert asked[0] == asked[1] <= 13
