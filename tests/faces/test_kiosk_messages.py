"""留手机号 at the kiosk: beside the slip, by touch alone, and nowhere where there is no gateway."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.tickets.queue import Queue
from yimen.exchange.models import TicketPhone
from yimen.faces.shared.now import now
from yimen.journal.models import Entry
from yimen.office.models import Device
from yimen.tickets import serving

OFFER = "留手机号，快到时发短信"


@pytest.fixture(autouse=True)
def _gateway(settings: Any) -> None:
    settings.MESSAGES_URL = "https://sms.example.cn/"


def address(hall: Queue, more: str = "") -> str:
    return f"/kiosk/{Device.objects.get(kind='kiosk', centre=hall.cast.hall).token}/{more}"


def slip(hall: Queue) -> tuple[Any, str]:
    """A number that was just taken, and the address of its page."""
    ticket = hall.take("A", now())
    return ticket, address(hall, f"tickets/{ticket.pk}/")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def press(client: Client, here: str, said: str, key: str) -> Any:
    return client.post(f"{here}message/", {"said": said, "press": key, "key": "k" * 26})


def test_it_stands_beside_the_slip_and_the_number_is_shown_masked(hall: Queue, client: Client):
    ticket, here = slip(hall)
    assert f'href="{here}message/"' in text(client.get(here))
    assert "前面还有3位时和叫到您时，各发一条短信" in text(client.get(f"{here}message/"))

    answer = press(client, here, "138 0000 1234", "leave")

    assert (answer.status_code, answer["Location"]) == (302, here)
    assert TicketPhone.objects.get(ticket=ticket).phone == "13800001234"
    page = text(client.get(here))
    assert "会发短信到 138****1234" in page
    assert OFFER not in page
    assert "0001234" not in page + "".join(Entry.objects.values_list("body", flat=True))


def test_without_javascript_each_tap_is_a_page_with_one_digit_more(hall: Queue, client: Client):
    _ticket, here = slip(hall)
    typed = ""
    for key in ("1", "3", "8", "0", "less", "0", "0"):
        page = text(press(client, here, typed, key))
        [typed] = re.findall(r'name="said" value="([^"]*)"', page)

    assert typed == "138 00"
    assert not TicketPhone.objects.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [("138 0000", "您输入了7位"), ("12800001234", "应以13至19开头"), ("", "请填写"), ("138000012345", "您输入了12位")],
)
def test_what_is_no_mobile_number_is_said_and_stays(hall: Queue, client: Client, said: str, words: str):
    _ticket, here = slip(hall)
    answer = press(client, here, said, "leave")

    assert (answer.status_code, words in text(answer)) == (422, True)
    assert said.replace(" ", "") in text(answer).replace(" ", "")
    assert not TicketPhone.objects.exists()


def test_sent_twice_it_is_left_once(hall: Queue, client: Client):
    _ticket, here = slip(hall)
    for _time in range(2):
        assert press(client, here, "13800001234", "leave").status_code == 302

    assert Entry.objects.filter(act="exchange.leave_phone").count() == 1


def test_once_it_was_called_it_is_not_offered_any_more(hall: Queue, client: Client):
    _ticket, here = slip(hall)
    called = hall.next("window", now())
    assert OFFER not in text(client.get(here))

    serving.finish(called, by=hall.by("window"), at=now())
    assert "已经结束" in text(press(client, here, "13800001234", "leave"))


def test_a_wrong_number_is_corrected_from_the_slip(hall: Queue, client: Client):
    _ticket, here = slip(hall)
    press(client, here, "13800001234", "leave")
    page = text(client.get(here))
    assert "改号码" in page and "不要短信" in page
    pad = text(client.get(f"{here}message/"))
    assert "现在留的是 138****1234" in pad and "改成这个号码" in pad

    wrong = client.post(f"{here}message/", {"said": "139", "press": "leave", "key": "m" * 26})
    assert (wrong.status_code, "您输入了3位" in text(wrong)) == (422, True)
    for _time in range(2):
        client.post(f"{here}message/", {"said": "13900005678", "press": "leave", "key": "n" * 26})

    assert "会发短信到 139****5678" in text(client.get(here))
    assert Entry.objects.filter(act="exchange.correct_phone").count() == 1


def test_whoever_wants_no_message_after_all_says_so_with_one_tap(hall: Queue, client: Client):
    ticket, here = slip(hall)
    press(client, here, "13800001234", "leave")
    [key] = re.findall(r'name="key" value="([^"]+)"', text(client.get(here)))
    for _time in range(2):
        answer = client.post(f"{here}message/", {"press": "withdraw", "key": key})
        assert (answer.status_code, answer["Location"]) == (302, f"{here}?gone=1")

    page = text(client.get(f"{here}?gone=1"))
    assert "手机号已删掉，不发短信" in page and OFFER in page
    assert TicketPhone.objects.get(ticket=ticket).phone is None
    late = client.post(f"{here}message/", {"press": "withdraw", "key": "z" * 26})
    assert (late.status_code, "现在没有留手机号" in text(late)) == (409, True)


def test_without_a_gateway_nothing_of_it_is_there(hall: Queue, client: Client, settings: Any):
    settings.MESSAGES_URL = ""
    _ticket, here = slip(hall)

    assert OFFER not in text(client.get(here))
    assert client.get(f"{here}message/").status_code == 404
    assert press(client, here, "13800001234", "leave").status_code == 404


def test_another_halls_number_and_its_page_are_not_there(hall: Queue, client: Client):
    ticket, _here = slip(hall)
    strange = Device.objects.create(centre=hall.cast.town.centres["DYLS"], kind="kiosk", name="村里的", token="t" * 26)

    assert client.get(f"/kiosk/{strange.token}/tickets/{ticket.pk}/message/").status_code == 404


def test_the_page_follows_the_content_policy_and_goes_back_by_itself(hall: Queue, client: Client):
    _ticket, here = slip(hall)
    page = text(client.get(f"{here}message/?large=1"))

    assert not re.search(r"\sstyle=|<style|\son\w+=", page)
    assert 'data-idle="20"' in page
    assert f'href="{here}?large=1">返回' in page
