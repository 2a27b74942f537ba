"""预约 on the portal: line, day, slot, who comes; found again, moved, cancelled; errors keep what was typed (I5)."""

import re
from datetime import time
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.tickets.queue import Queue
from yimen.faces.portal import bookings
from yimen.tickets.models import Booking

ALL_DAY = [(time(0), time(23, 59))]
WANG = {"name": "王秀英", "phone": "138 0000 1234", "key": "k" * 26}


@pytest.fixture
def hall(hall: Queue) -> Queue:
    """The hall, open day and night, under the real clock."""
    cache.clear()
    return hall


def text(answer: Any) -> str:
    return str(answer.content.decode())


def last_slot(client: Client) -> str:
    """The address of the last slot of the last day that can be booked."""
    page = text(client.get("/bookings/for/DY/A/"))
    last_day = re.findall(r'href="\?day=(\d{8})#slots"', page)[-1]
    page = text(client.get(f"/bookings/for/DY/A/?day={last_day}"))
    return str(re.findall(r'href="(/bookings/for/DY/A/\d{8}-\d{4}/)"', page)[-1])


def test_from_the_first_page_to_the_code(hall: Queue):
    client = Client()
    assert 'href="/bookings/for/DY/A/"' in text(client.get("/bookings/"))
    slot = last_slot(client)
    assert "谁来办" in text(client.get(slot))

    done = [client.post(slot, WANG, follow=True) for _time in range(2)]

    made = Booking.objects.get()
    assert (made.phone, made.channel) == ("13800001234", "portal")
    for page in map(text, done):
        assert "约好了" in page and f"{made.code[:3]} {made.code[3:]}" in page
        assert "王**" in page and "138****1234" in page and "王秀英" not in page
    entry = client.get(f"/bookings/{made.token}/calendar.ics")
    assert entry["Content-Type"].startswith("text/calendar") and made.code in text(entry)
    assert all(len(line.encode()) <= 75 for line in text(entry).split("\r\n")) and "王" not in text(entry)


def test_what_is_wrong_is_said_and_what_was_typed_stays(hall: Queue):
    client = Client()
    slot = last_slot(client)

    answer = client.post(slot, WANG | {"phone": "1380000"})
    assert answer.status_code == 422
    assert "手机号应为11位" in text(answer) and 'value="王秀英"' in text(answer) and 'value="1380000"' in text(answer)

    client.post(slot, WANG)
    again = client.post(slot, WANG | {"key": "l" * 26})
    assert (again.status_code, Booking.objects.count()) == (409, 1)
    assert "已经预约了这类业务" in text(again)
    assert client.get("/bookings/for/DY/A/20200101-0900/")["Location"].endswith("?gone=1")
    assert client.get("/bookings/for/DY/Q/").status_code == client.get("/bookings/nothing/").status_code == 404


def test_it_is_found_again_moved_and_cancelled(hall: Queue):
    client = Client()
    client.post(last_slot(client), WANG)
    made = Booking.objects.get()
    wrong = client.post("/bookings/find/", {"code": made.code, "last_four": "0000"})
    assert (wrong.status_code, "没有这个预约" in text(wrong)) == (422, True)
    found = client.post("/bookings/find/", {"code": f" {made.code[:3]} {made.code[3:]}", "last_four": "１２３４"})
    assert found["Location"] == f"/bookings/{made.token}/"

    page = text(client.get(f"/bookings/{made.token}/move/"))
    start = re.findall(r'name="start" value="(\d{8}-\d{4})"', page)[0]
    moved = client.post(f"/bookings/{made.token}/move/", {"start": start}, follow=True)
    assert "改好了" in text(moved)
    assert client.post(f"/bookings/{made.token}/move/", {"start": "x"}).status_code == 404

    for _time in range(2):
        assert "预约：已取消" in text(client.post(f"/bookings/{made.token}/cancel/", follow=True))
    assert Booking.objects.get().state == "cancelled"
    assert client.get(f"/bookings/{made.token}/move/").status_code == 302


def test_one_address_books_so_often_and_no_more(hall: Queue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bookings, "PER_ADDRESS", 1)
    client = Client()
    slot = last_slot(client)
    client.post(slot, WANG)

    second = client.post(slot, {"name": "李建国", "phone": "13900005678", "key": "m" * 26})

    assert (second.status_code, Booking.objects.count()) == (429, 1)
    assert "李建国" in text(second)
