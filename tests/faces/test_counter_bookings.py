"""预约 at the counter and the guide desk, at the kiosk and by the API: booked for a caller, come, moved, cancelled, counted."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from tests.faces.doors import signed_in
from tests.tickets.queue import Queue
from yimen.faces.shared.now import now
from yimen.journal import kept, source
from yimen.office import opening, policies
from yimen.office.actor import Actor
from yimen.office.models import Device
from yimen.office.signing_in import issue_token
from yimen.tickets import booking, offering
from yimen.tickets.models import Booking, Ticket


@pytest.fixture
def hall(hall: Queue) -> Queue:
    """The hall, open day and night, under the real clock; a slot is as good as any other."""
    cache.clear()
    return hall


@pytest.fixture
def guide(hall: Queue) -> Client:
    """The browser of who stands at the guide desk."""
    return signed_in(hall.cast, "guide")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def soon(hall: Queue, monkeypatch: pytest.MonkeyPatch) -> Booking:
    """A booking whose slot is the next one, for which one may come already."""
    monkeypatch.setattr(policies, "number", lambda key, *, on: _NUMBERS.get(key) or _REAL(key, on=on))
    slot = next(one for day in offering.days(hall.lines["A"], at=now()) for one in day.slots if one.free)
    return booking.book(
        hall.lines["A"], starts_at=slot.starts_at, name="王秀英", phone="13800001234", channel="portal",
        by=Actor.public(), at=now(),
    )  # fmt: skip


_REAL = policies.number
_NUMBERS = {"booking.early": 24 * 60}


def test_a_booking_for_who_telephones_is_a_number_and_a_name(hall: Queue, guide: Client):
    page = text(guide.get("/counter/bookings/new/?line=B"))
    key, start = (re.search(rf'name="{name}" value="([\w-]+)"', page) for name in ("key", "start"))
    assert key and start
    typed = {"key": key[1], "start": start[1], "channel": "telephone", "phone": "1380000", "name": "王秀英"}
    wrong = guide.post("/counter/bookings/new/?line=B", typed)
    assert (wrong.status_code, 'value="王秀英"' in text(wrong)) == (422, True)

    told = [
        guide.post("/counter/bookings/new/?line=B", typed | {"phone": "13800001234"}, follow=True) for _ in range(2)
    ]

    made = Booking.objects.get()
    assert all(f"{made.code[:3]} {made.code[3:]}" in text(one) for one in told)
    listed = text(guide.get("/counter/bookings/?phone=13800001234"))
    assert "王**" in listed and "138****1234" in listed and "王秀英" not in listed
    assert "手机号应为11位" in text(guide.get("/counter/bookings/?phone=138"))


def test_who_comes_has_a_number_and_is_counted(hall: Queue, guide: Client, monkeypatch: pytest.MonkeyPatch):
    made = soon(hall, monkeypatch)
    day = f"{made.day:%Y%m%d}"
    typed = {"arrive": str(made.pk), "key": source.new_token()}

    slips = [guide.post(f"/counter/bookings/?day={day}", typed, follow=True) for _time in range(2)]

    assert all("A001" in text(one) for one in slips)
    assert Ticket.objects.get().booked_for == made.starts_at
    assert "A001" in text(guide.get(f"/counter/bookings/?day={day}"))
    again = guide.post("/counter/bookings/", typed | {"key": source.new_token()})
    assert (again.status_code, "已到场" in text(again)) == (409, True)


def test_it_is_moved_and_cancelled_there(hall: Queue, guide: Client, monkeypatch: pytest.MonkeyPatch):
    made = soon(hall, monkeypatch)
    where = f"/counter/bookings/{made.pk}/"
    tomorrow = f"{made.day + timedelta(days=1):%Y%m%d}"
    start = re.findall(r'name="start" value="([\w-]+)"', text(guide.get(f"{where}?day={tomorrow}")))[0]

    assert "已不开放" not in text(guide.get(f"/counter/bookings/?day={made.day:%Y%m%d}"))
    opening.set_day(hall.cast.hall, day=made.day, spans=[], reason="停电", by=hall.by("director"), at=now())
    kept.forget()
    assert "已不开放" in text(guide.get(f"/counter/bookings/?day={made.day:%Y%m%d}"))
    assert "改好了" in text(guide.post(where, {"start": start}, follow=True))
    assert guide.post(where, {"start": "x"}).status_code == 404
    for _time in range(2):
        guide.post(f"{where}cancel/")
    assert Booking.objects.get().state == "cancelled"
    assert signed_in(hall.cast, "town_civil").get("/counter/bookings/").status_code == 403


def test_the_kiosk_takes_the_code_digit_by_digit_or_scanned(hall: Queue, monkeypatch: pytest.MonkeyPatch):
    made, client = soon(hall, monkeypatch), Client()
    where = f"/kiosk/{Device.objects.get(kind='kiosk', centre=hall.cast.hall).token}/booking/"
    said, key = "", source.new_token()
    assert "我有预约" in text(client.get(where.removesuffix("booking/")))
    for digit in made.code:
        answer = client.post(where, {"said": said, "press": digit, "key": key})
        said += digit

    assert answer.status_code == 302 and "A001" in text(client.get(answer["Location"]))
    for wrong in ("999999", "\x00王" * 99, ""):
        answer = client.post(where, {"said": wrong, "press": "take", "key": key})
        assert (answer.status_code, "没有找到这个预约" in text(answer)) == (404, True)
    again = client.post(where, {"said": f"http://a/bookings/{made.token}/", "press": "take", "key": source.new_token()})
    assert (again.status_code, "已到场" in text(again)) == (409, True)
    assert 'value="12"' in text(client.post(where, {"said": "123", "press": "less"}))
    assert Ticket.objects.count() == 1


def test_the_code_of_a_booking_read_on_the_first_screen_takes_the_number(hall: Queue, monkeypatch: pytest.MonkeyPatch):
    made, client = soon(hall, monkeypatch), Client()
    where = f"/kiosk/{Device.objects.get(kind='kiosk', centre=hall.cast.hall).token}/scan/"

    answers = [client.post(where, {"scan": f"https://a.test/bookings/{made.token}/"}) for _time in range(2)]

    assert [one.status_code for one in answers] == [302, 409]
    assert "A001" in text(client.get(answers[0]["Location"])) and "已到场" in text(answers[1])


def test_programs_book_move_and_cancel_and_a_kiosk_sends_who_comes(hall: Queue, monkeypatch: pytest.MonkeyPatch):
    made, cast = soon(hall, monkeypatch), hall.cast
    token = issue_token(cast.town.staff["window"], cast.town.posts["window"], label="试")
    kiosk = Device.objects.get(kind="kiosk", centre=cast.hall).token

    def send(path: str, body: dict[str, Any], key: str = "", by: str = token) -> Any:
        headers = {"Authorization": f"Bearer {by}", "Idempotency-Key": key or uuid4().hex}
        return Client().post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)

    def get(path: str, by: str = token) -> Any:
        return Client().get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {by}"}).json()

    slots = [one for one in get("lines/A/slots", kiosk)["slots"] if one["free"]]
    body = {"line": "A", "starts_at": slots[-1]["starts_at"], "name": "李建国", "phone": "13900005678"}
    first, again = send("bookings", body, "once"), send("bookings", body, "once")
    assert (first.status_code, again["Idempotent-Replay"], first.json()) == (201, "true", again.json())
    url = first["Location"].removeprefix("/api/v1/")
    assert (get(url)["name"], get(url)["phone"], get(url)["state"]) == ("李**", "139****5678", "booked")
    assert send(f"{url}/move", {"starts_at": slots[-2]["starts_at"]}).status_code == 200
    assert send("bookings", body | {"phone": "1"}).json()["errors"][0]["field"] == "phone"
    assert send(f"{url}/cancel", {}).json()["act"] == "cancel"
    assert send(f"{url}/cancel", {}).status_code == 409

    came = send("bookings/arrive", {"code": made.code}, by=kiosk)
    assert (came.status_code, get(came.json()["url"].removeprefix("/api/v1/"))["code"]) == (201, "A001")
    listed = get(f"bookings?day={made.day}")["bookings"]
    assert ("王**", "A001") in [(one["name"], one["ticket"]) for one in listed]
    assert isinstance(datetime.fromisoformat(listed[0]["starts_at"]), datetime)
