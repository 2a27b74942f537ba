"""A number on the own phone through HTTP: its place moves, the call is shown, one open number a phone, none from home (B2)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.tickets.queue import Queue
from yimen.exchange.models import TicketPhone
from yimen.faces.shared.now import now
from yimen.journal.errors import NotNow, NotThere
from yimen.office import devices, opening
from yimen.office.models import Device
from yimen.tickets import phoning, serving, taking
from yimen.tickets.models import Ticket


def kiosk(hall: Queue) -> Device:
    return Device.objects.get(kind="kiosk", centre=hall.cast.hall)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def scanned(phone: Client, hall: Queue, letter: str = "A", **typed: str) -> Any:
    """Scan the kiosk's code and choose a line."""
    address = f"/take/{phoning.code(kiosk(hall), at=now())}/"
    key = re.search(r'name="key" value="([a-z0-9]+)"', text(phone.get(address)))
    return phone.post(address, {"key": key[1] if key else "k" * 8, "line": str(hall.lines[letter].pk), **typed})


def test_a_scan_and_a_tap_take_a_number_whose_place_moves(hall: Queue):
    phone = Client()
    hall.take("A", now())
    mine = scanned(phone, hall)["Location"]

    page = text(phone.get(mine))
    for words in ("A002", "民政", '前面还有 <b class="number">1</b> 位', "快到您了"):
        assert words in page
    hall.next("window", now())
    assert "下一位就是您" in text(phone.get(mine))
    hall.next("window2", now())
    assert f"请现在到 {hall.window('window2').number} 号窗口" in text(phone.get(mine))


def test_who_was_missed_is_told_what_to_do_and_afterwards_that_it_is_done(hall: Queue):
    phone = Client()
    mine = scanned(phone, hall)["Location"]
    ticket = hall.next("window", now())
    ticket = serving.miss(ticket, by=hall.by("window"), at=now())
    assert "不用重新取号" in text(phone.get(mine))

    serving.return_(ticket, by=hall.by("window"), at=now())
    ticket = hall.next("window", now())
    serving.finish(ticket, by=hall.by("window"), at=now())
    page = text(phone.get(mine))
    assert "已经办完" in page
    assert 'data-every="0"' in page


def test_one_open_number_a_phone_and_a_double_tap_is_one(hall: Queue):
    phone, other = Client(), Client()
    first, again = scanned(phone, hall), scanned(phone, hall, "B")

    assert again["Location"] == first["Location"]
    assert Ticket.objects.count() == 1
    assert scanned(other, hall, key="k" * 8)["Location"] == scanned(Client(), hall, key="k" * 8)["Location"]
    assert Ticket.objects.count() == 2
    ticket = hall.next("window", now())
    serving.finish(ticket, by=hall.by("window"), at=now())
    assert scanned(phone, hall)["Location"] != first["Location"]


def test_a_code_is_good_for_minutes_and_nobody_else_makes_one(hall: Queue):
    here, at = kiosk(hall), now()
    code = phoning.code(here, at=at)

    assert phoning.device_of(code, at=at + timedelta(minutes=9)) == here
    with pytest.raises(NotNow):
        phoning.device_of(code, at=at + timedelta(minutes=16))
    for wrong in ("MZ-01", code[:-1], code[:32] + "0" * 12, "0" * 44):
        with pytest.raises((NotThere, NotNow)):
            phoning.device_of(wrong, at=at)
    old = phoning.code(here, at=at - timedelta(days=1))
    answer = Client().get(f"/take/{old}/")
    assert (answer.status_code, "再扫一次" in text(answer)) == (409, True)
    assert Client().get("/take/nonsense/").status_code == 404
    devices.close(here, by=hall.by("network"), at=now())
    assert Client().get(f"/take/{code}/").status_code == 404


def test_outside_the_hours_there_is_nothing_to_choose(hall: Queue):
    opening.set_week(hall.cast.hall, {}, by=hall.by("director"), at=now())
    phone = Client()

    assert "现在不在服务时间" in text(phone.get(f"/take/{phoning.code(kiosk(hall), at=now())}/"))
    assert scanned(phone, hall).status_code == 409
    assert not Ticket.objects.exists()


def test_yesterdays_number_is_no_number_and_a_strange_token_is_not_there(hall: Queue):
    ticket = hall.take("A", now())
    Ticket.objects.filter(pk=ticket.pk).update(taken_on=ticket.taken_on - timedelta(days=1))

    assert "已经不能用了" in text(Client().get(f"/ticket/{ticket.token}/"))
    assert Client().get("/ticket/nonsense/").status_code == 404


def test_a_number_for_a_matter_says_what_to_have_ready(hall: Queue):
    ticket = taking.take(hall.lines["A"], item_code="MZ-01", by=hall.kiosk, at=now())
    page = text(Client().get(f"/ticket/{ticket.token}/"))

    assert "请准备好" in page
    assert "农村居民最低生活保障" in page


def test_on_the_own_phone_a_number_can_be_left_and_never_stands_on_the_page(hall: Queue, settings: Any):
    settings.MESSAGES_URL = "https://sms.example.cn/"
    phone = Client()
    mine = scanned(phone, hall)["Location"]
    assert f'href="{mine}message/"' in text(phone.get(mine))
    assert "前面还有3位时和叫到您时" in text(phone.get(f"{mine}message/"))
    wrong = phone.post(f"{mine}message/", {"phone": "021-50001234"})
    assert (wrong.status_code, "固定电话" in text(wrong), 'value="021-50001234"' in text(wrong)) == (422, True, True)

    for _time in range(2):
        assert phone.post(f"{mine}message/", {"phone": "138 0000 1234"})["Location"] == mine
    page = text(phone.get(mine))
    assert "已留手机号" in page
    assert "1234" not in page  # whoever finds the slip reads it too
    assert TicketPhone.objects.get().phone == "13800001234"
    assert "不要短信，删掉号码" in text(phone.get(f"{mine}message/"))
    for _time in range(2):
        assert phone.post(f"{mine}message/", {"act": "withdraw"})["Location"] == mine
    assert TicketPhone.objects.get().phone is None


def test_without_a_gateway_the_own_phone_offers_nothing(hall: Queue, settings: Any):
    settings.MESSAGES_URL = ""
    phone = Client()
    mine = scanned(phone, hall)["Location"]

    assert "短信" not in text(phone.get(mine))
    for answer in (phone.get(f"{mine}message/"), phone.post(f"{mine}message/", {"phone": "13800001234"})):
        assert answer.status_code == 404
    assert phone.get(f"/ticket/{'a' * 26}/message/").status_code == 404
