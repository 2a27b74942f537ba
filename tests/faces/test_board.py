"""Displays through HTTP: the page with what stands now, the same as JSON, the display over a window; nobody's name."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.cases import intake
from yimen.catalogue import definitions
from yimen.faces.shared.now import now, today
from yimen.journal import source
from yimen.office import devices
from yimen.office.models import Device
from yimen.tickets import calling, taking

SECRETS = ("王秀英", "510722195203140021", "13800001234", "林晓燕")


@pytest.fixture
def hall(cast: Cast) -> Queue:
    """The hall with its queue, under the real clock."""
    queue = lay(cast)
    source.unseed()
    return queue


def board(hall: Queue, **more: Any) -> Device:
    typed: dict[str, Any] = {"kind": "board", "name": "大厅屏", "notice": "午间不休息"} | more
    return devices.add(hall.cast.hall, **typed, by=hall.by("network"), at=now())


def call(hall: Queue, who: str = "window") -> None:
    taking.take(hall.lines["A"], by=hall.by("supervisor"), at=now())
    calling.call_next(hall.window(who), by=hall.by(who), at=now())


def state(page: str) -> Any:
    found = re.search(r'<script id="state" type="application/json">(.*?)</script>', page)
    assert found
    return json.loads(found[1])


def test_the_page_holds_what_stands_now(hall: Queue):
    call(hall)
    page = Client().get(f"/board/{board(hall).token}/").content.decode()

    assert [one["code"] for one in state(page)["calls"]] == ["A001"]
    assert "午间不休息" in page
    assert hall.cast.hall.name in page
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)


def test_a_new_notice_and_an_end_of_service_are_told_to_the_screen(hall: Queue):
    device = board(hall)
    at_first = Client().get(f"/board/{device.token}/state/").json()["screens"]
    other = board(hall, name="另一块")
    devices.change(device, name=device.name, notice="下午开会", by=hall.by("network"), at=now())
    devices.close(other, by=hall.by("network"), at=now())

    later = Client().get(f"/board/{device.token}/state/").json()["screens"]
    assert (at_first, later) == ({str(device.pk): "午间不休息"}, {str(device.pk): "下午开会"})


def test_without_a_notice_it_says_the_hours_of_today(hall: Queue):
    page = Client().get(f"/board/{board(hall, notice='').token}/").content.decode()

    assert "今天服务时间" in page or "今天不开放" in page


def test_the_state_is_told_as_json_and_what_was_missed_with_it(hall: Queue):
    token = board(hall).token
    first = Client().get(f"/board/{token}/state/").json()
    for _number in range(8):
        call(hall)

    later = Client().get(f"/board/{token}/state/?after={first['id']}").json()
    assert (len(first["calls"]), len(later["calls"])) == (0, 8)
    assert len(Client().get(f"/board/{token}/state/").json()["calls"]) == 6


def test_the_display_over_a_window_knows_its_window(hall: Queue):
    call(hall)
    device = board(hall, name="窗口屏", window=hall.window("window"))
    page = Client().get(f"/board/{device.token}/").content.decode()

    assert f'data-window="{hall.window("window").number}"' in page
    assert "data-now" in page


def test_no_name_is_on_any_display(hall: Queue):
    call(hall)
    item = definitions.published("MZ-01", on=today())
    intake.take_in(hall.cast.handed(now(), definition=item), by=hall.cast.window, at=now())
    token = board(hall).token

    for more in ("", "state/"):
        page = Client().get(f"/board/{token}/{more}").content.decode()
        assert not [word for word in SECRETS if word in page]


@pytest.mark.parametrize(
    ("port", "host", "address", "allowed"),
    [
        (8001, "127.0.0.1:8000", "http://127.0.0.1:8001/board/{}/events/", "http://127.0.0.1:8001"),
        (8001, "[::1]:8000", "http://[::1]:8001/board/{}/events/", "http://[::1]:8001"),
        (0, "localhost", "/board/{}/events/", "'self'"),
    ],
)
def test_the_page_names_its_stream_and_the_policy_allows_it(
    hall: Queue, settings: Any, port: int, host: str, address: str, allowed: str
):
    settings.EVENTS_PORT = port
    token = board(hall).token

    answer = Client().get(f"/board/{token}/", headers={"Host": host})

    assert f'data-events="{address.format(token)}"' in answer.content.decode()
    assert allowed in re.findall(r"connect-src ([^;]*)", answer["Content-Security-Policy"])[0].split()


def test_out_of_service_or_as_a_kiosk_the_address_opens_nothing(hall: Queue):
    device = board(hall)
    assert Client().get(f"/kiosk/{device.token}/").status_code == 404

    devices.close(device, by=hall.by("network"), at=now())
    for more in ("", "state/"):
        assert Client().get(f"/board/{device.token}/{more}").status_code == 404
