"""A new screen through HTTP: its code, the clerk's form, its page from then on; and beats, with a lost device red (S5)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.faces.doors import signed_in
from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.faces.board import screens
from yimen.faces.manage import devices, health
from yimen.faces.shared.now import now, today
from yimen.journal import source
from yimen.office import bulletins, opening, watching
from yimen.office import devices as devices_of
from yimen.office.models import Beat, Device, Pairing


@pytest.fixture
def hall(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Queue:
    """The hall with its queue, under the real clock, whatever the hour."""
    queue = lay(cast)
    source.unseed()
    cache.clear()  # what was tried in another test
    monkeypatch.setattr(opening, "is_open", lambda _centre, *, at: True)
    return queue


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_screen_shows_six_digits_until_they_are_typed_and_is_itself_ever_after(hall: Queue):
    screen, network = Client(), signed_in(hall.cast, "network")
    shown = screen.get("/screens/", follow=True)
    [(first, second)] = re.findall(r"(\d{3}) (\d{3})<", text(shown))
    again = screen.get(shown.redirect_chain[-1][0])

    typed = {"kind": "board", "shows": "waiting", "name": "等候区屏", "code": first + second}
    assert network.post("/manage/devices/new/", typed).status_code == 302

    address = f"/board/{Device.objects.get(name='等候区屏').token}/"
    assert first in text(again)
    assert screen.get(shown.redirect_chain[-1][0]).headers["Location"] == address
    assert screen.get("/screens/").headers["Location"] == address
    assert Client().get("/screens/").headers["Location"] != address


def test_a_code_that_is_over_gives_way_to_a_new_one_and_nobody_gets_them_without_end(
    hall: Queue, monkeypatch: pytest.MonkeyPatch
):
    screen = Client()
    page = screen.get("/screens/").headers["Location"]
    Pairing.objects.update(until_at=now())
    assert screen.get(page).headers["Location"] == "/screens/"

    monkeypatch.setattr(screens, "_PER_ADDRESS", 1)
    assert screen.get("/screens/").status_code == 409


def test_codes_cannot_be_guessed_one_after_the_other(hall: Queue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(devices, "_GUESSES", 1)
    network, path = signed_in(hall.cast, "network"), f"/manage/devices/{Device.objects.get().pk}/pair/"

    wrong, refused = (text(network.post(path, {"code": "000000"})) for _ in range(2))
    assert "没有一块屏幕正显示这个配对码" in wrong
    assert "试的配对码太多了" in refused


def test_a_display_is_switched_at_the_devices_page_and_its_screen_is_told(hall: Queue):
    device = devices_of.add(hall.cast.hall, kind="board", name="大厅屏", by=hall.by("network"), at=now())
    director = signed_in(hall.cast, "director")
    shows, window = f"/manage/devices/{device.pk}/shows/", hall.window("window")
    assert shows in text(director.get("/manage/devices/"))

    wrong = director.post(shows, {"shows": "window", "window": ""})
    assert wrong.status_code == 422 and "请选这块屏显示哪个窗口" in text(wrong)
    assert director.post(shows, {"shows": "window", "window": str(window.pk)}).status_code == 302

    page, told = Client().get(f"/board/{device.token}/"), Client().get(f"/board/{device.token}/state/").json()
    assert told["pages"] == {str(device.pk): f"window {window.number}"}
    assert f'data-page="window {window.number}"' in text(page) and "data-now" in text(page)


def test_a_bulletin_that_hung_only_there_is_named_when_its_display_is_switched_away(hall: Queue):
    device = devices_of.add(hall.cast.hall, kind="board", shows="waiting", name="屏", by=hall.by("network"), at=now())
    words = bulletins.Words("notice", "周五停电", "下午检修", today(), today(), [device])
    bulletins.hang(hall.cast.hall, words, by=hall.by("director"), at=now())

    answer = signed_in(hall.cast, "director").post(
        f"/manage/devices/{device.pk}/shows/", {"shows": "hall"}, follow=True
    )

    assert "“周五停电”现在没有屏幕显示" in text(answer)


def test_a_device_that_fell_silent_is_red_for_whoever_keeps_it_and_one_without_a_voice_is_named(hall: Queue):
    network, kiosk = signed_in(hall.cast, "network"), Device.objects.get()
    assert Client().post(f"/beat/{kiosk.token}/?trouble=mute").status_code == 204
    mute = text(network.get("/manage/devices/"))
    Beat.objects.update(at=now() - timedelta(seconds=60))

    lost = text(network.get("/manage/devices/"))
    [finding] = [one for one in health.findings(now()) if str(one.name) == "大厅设备"]
    assert ("没有中文语音" in mute, "light-red" in mute) == (True, False)
    assert "light-red" in lost
    assert "有1台要马上去看" in lost
    assert (finding.colour, "取号机" in str(finding.said)) == ("red", True)


def test_out_of_service_it_beats_no_more(hall: Queue):
    Device.objects.update(is_open=False)

    assert Client().post(f"/beat/{Device.objects.get().token}/").status_code == 404
    assert watching.all_wrong(at=now()) == []
