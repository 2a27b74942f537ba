"""The guide desk: a number for somebody, its slip, who was missed taken in again; each once however often it is sent."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.faces.doors import signed_in
from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.faces.shared.now import now
from yimen.journal import source
from yimen.tickets import serving, taking
from yimen.tickets.models import Ticket

DESK = "/counter/guide-desk/"


@pytest.fixture
def hall(cast: Cast) -> Queue:
    """The hall with its queue, under the real clock, as pages read it."""
    queue = lay(cast)
    source.unseed()
    return queue


@pytest.fixture
def guide(hall: Queue) -> Client:
    """The browser of who stands at the guide desk."""
    return signed_in(hall.cast, "guide")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_number_for_somebody_is_a_line_and_its_slip(hall: Queue, guide: Client):
    page = text(guide.get(DESK))
    line = re.search(r'name="line" value="([0-9a-f-]+)"', page)
    assert line
    typed = {"line": line[1], "key": source.new_token()}

    slips = [guide.post(DESK, typed, follow=True) for _time in range(2)]

    assert all("A001" in text(one) and "data-print" in text(one) for one in slips)
    assert Ticket.objects.count() == 1


def test_who_was_missed_and_comes_back_is_taken_in_again(hall: Queue, guide: Client):
    taking.take(hall.lines["A"], by=hall.by("supervisor"), at=now())
    serving.miss(hall.next("window", now()), by=hall.by("window"), at=now())
    button = re.search(r'name="return" value="([0-9a-f-]+)"', text(guide.get(DESK)))
    assert button
    typed = {"return": button[1], "key": source.new_token()}

    for _time in range(2):
        assert "A001号重新排上了队" in text(guide.post(DESK, typed, follow=True))

    assert Ticket.objects.get().state == "waiting"


def test_what_cannot_be_is_said_and_nothing_is_taken(hall: Queue, guide: Client):
    for typed in ({"line": "x"}, {"return": "x"}, {}):
        assert guide.post(DESK, typed | {"key": source.new_token()}).status_code == 404

    assert not Ticket.objects.exists()


def test_the_guide_desk_takes_nothing_in_and_calls_nobody(hall: Queue, guide: Client):
    assert [guide.get(f"/counter/{one}").status_code for one in ("", "queue/", "intake/MZ-01/")] == [403] * 3
    assert signed_in(hall.cast, "town_civil").get(DESK).status_code == 403
