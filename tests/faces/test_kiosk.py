"""The kiosk through HTTP: one tap a number, without JavaScript too; large print, help, closed hours; nothing personal."""

import re
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.tickets.queue import Queue
from yimen.faces.shared.now import now, today
from yimen.journal import demonstration, source
from yimen.office import devices, opening, policies
from yimen.office.models import Device
from yimen.tickets import lines
from yimen.tickets.models import Ticket


@pytest.fixture
def touch(hall: Queue) -> Client:
    return Client()


def kiosk(hall: Queue) -> Device:
    return Device.objects.get(kind="kiosk", centre=hall.cast.hall)


def address(hall: Queue, more: str = "") -> str:
    return f"/kiosk/{kiosk(hall).token}/{more}"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def tap(touch: Client, hall: Queue, letter: str = "A", **typed: str) -> Any:
    """Choose a line on the first screen."""
    page = text(touch.get(address(hall)))
    key = re.search(r'name="key" value="([a-z0-9]+)"', page)
    assert key
    return touch.post(address(hall), {"key": key[1], "line": str(hall.lines[letter].pk), **typed})


def test_one_tap_takes_the_number_and_shows_the_slip(hall: Queue, touch: Client):
    tap(touch, hall)
    answer = tap(touch, hall)
    slip = text(touch.get(answer["Location"]))

    assert answer.status_code == 302
    for words in ("A002", "民政", "前面还有 <b>1</b> 位", "号窗口办理", hall.cast.hall.name):
        assert words in slip


def test_who_has_priority_takes_it_in_three_taps_and_reads_what_to_show(hall: Queue, touch: Client):
    tap(touch, hall)
    assert address(hall, "priority/") in text(touch.get(address(hall)))
    lines = re.search(r'href="([^"]*for=disabled)"', text(touch.get(address(hall, "priority/"))))
    assert lines
    screen = text(touch.get(lines[1]))
    assert "取优先号：残疾人" in screen
    assert 'name="priority" value="disabled"' in screen

    slip = text(touch.get(tap(touch, hall, priority="disabled")["Location"]))

    for words in ("A002", "优先：残疾人", "到窗口请出示残疾人证", "前面没有人"):
        assert words in slip
    assert "优先" not in text(touch.get(tap(touch, hall, priority="vip")["Location"]))


def test_two_taps_on_one_screen_are_one_number(hall: Queue, touch: Client):
    first = tap(touch, hall, key="k" * 8)
    again = tap(touch, hall, key="k" * 8)

    assert first["Location"] == again["Location"]
    assert Ticket.objects.count() == 1


def test_it_goes_back_by_itself_with_and_without_javascript(hall: Queue, touch: Client):
    slip = text(touch.get(tap(touch, hall)["Location"]))

    assert f'<noscript><meta http-equiv="refresh" content="20;url={address(hall)}">' in slip
    assert 'data-idle="12"' in slip
    assert f'data-start="{address(hall)}"' in slip


def test_with_more_lines_than_a_screen_holds_the_sixth_choice_leads_to_the_others(hall: Queue, touch: Client):
    for letter in "DEFGH":
        lines.add(hall.cast.hall, letter=letter, name=f"业务{letter}", by=hall.by("director"), at=now())

    first, second = text(touch.get(address(hall))), text(touch.get(address(hall, "?more=1")))

    assert [page.count('class="kiosk-line"') for page in (first, second)] == [6, 3]
    assert "更多业务" in first
    assert "业务H" in second


def test_large_print_goes_along_and_ends_with_the_person(hall: Queue, touch: Client):
    page = text(touch.get(address(hall, "?large=1")))
    assert 'class="kiosk-large"' in page

    slip = touch.post(address(hall, "?large=1"), {"key": source.new_token(), "line": str(hall.lines["A"].pk)})[
        "Location"
    ]
    assert slip.endswith("?large=1")
    assert f'href="{address(hall)}">返回' in text(touch.get(slip))


def test_the_help_says_how_and_whom_to_ask(hall: Queue, touch: Client):
    page = text(touch.get(address(hall, "help/")))

    assert "怎样取号" in page
    assert hall.cast.hall.telephone in page


def test_outside_the_hours_it_says_when_it_opens_and_gives_no_number(hall: Queue, touch: Client):
    key = {"key": source.new_token(), "line": str(hall.lines["A"].pk)}
    opening.set_week(hall.cast.hall, {}, by=hall.by("director"), at=now())

    assert "近期没有安排服务时间" in text(touch.get(address(hall)))
    assert "现在不在服务时间" in text(touch.post(address(hall), key))
    assert not Ticket.objects.exists()


def test_it_names_the_day_and_the_hour_of_the_next_opening(hall: Queue, touch: Client):
    only = {(now().astimezone().weekday() + 2) % 7: [(time(8, 30), time(11, 30))]}
    opening.set_week(hall.cast.hall, only, by=hall.by("director"), at=now())

    page = text(touch.get(address(hall)))
    assert re.search(r"开始取号<br><b>\d{4}年\d+月\d+日（周.）08:30", page)


def test_shortly_before_closing_the_choice_and_the_slip_say_who_may_not_be_called(hall: Queue, touch: Client):
    root = hall.cast.town.centres["PT"]
    policies.set_policy(
        root, key="queue.each", new="240 minutes", basis="试", from_on=today(), by=hall.by("network"), at=now()
    )
    for _visitor in range(16):  # for two windows that serve all, four hours each: more than a day and a night
        hall.take("A", now())
    choices = text(touch.get(address(hall))).split("<button")
    slip = text(touch.get(tap(touch, hall)["Location"]))

    assert ["23:59前可能叫不到" in one for one in choices if 'class="kiosk-letter"' in one] == [True, True, True]
    assert "今天23:59结束服务，可能叫不到您" in slip


def test_a_demonstration_gives_numbers_at_any_hour_and_says_so(hall: Queue, touch: Client, monkeypatch: Any):
    opening.set_week(hall.cast.hall, {}, by=hall.by("director"), at=now())
    monkeypatch.setattr(demonstration, "offset", lambda: timedelta(0))

    assert "演示系统仍可取号" in text(touch.get(address(hall)))
    assert tap(touch, hall).status_code == 302


def test_a_line_that_was_closed_meanwhile_leads_back_to_the_choice(hall: Queue, touch: Client):
    line = hall.lines["A"]
    lines.change(line, name=line.name, position=0, is_open=False, by=hall.by("director"), at=now())

    answer = tap(touch, hall)
    assert (answer.status_code, "请选其他业务" in text(answer)) == (409, True)
    assert tap(touch, hall, line="nonsense").status_code == 200


def test_out_of_service_or_as_a_display_the_address_opens_nothing(hall: Queue, touch: Client):
    here, token = address(hall), kiosk(hall).token
    assert touch.get(f"/board/{token}/").status_code == 404

    devices.close(kiosk(hall), by=hall.by("network"), at=now())
    for more in ("", "help/"):
        assert touch.get(f"{here}{more}").status_code == 404
    assert touch.post(here, {"key": "k", "line": str(hall.lines["A"].pk)}).status_code == 404


def test_another_halls_ticket_is_not_shown(hall: Queue, touch: Client):
    ticket = Ticket.objects.get(pk=str(tap(touch, hall)["Location"].split("/")[-2]))
    strange = Device.objects.create(centre=hall.cast.town.centres["DYLS"], kind="kiosk", name="村里的", token="t" * 26)

    assert touch.get(f"/kiosk/{strange.token}/tickets/{ticket.pk}/").status_code == 404


def test_pages_follow_the_content_policy(hall: Queue, touch: Client):
    for more in ("", "help/", "?large=1"):
        assert not re.search(r"\sstyle=|<style|\son\w+=", text(touch.get(address(hall, more))))
