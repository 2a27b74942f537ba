"""Help that is called at the kiosk, and its slip on a printer of the network, through HTTP."""

from django.test import Client

from tests.faces.doors import signed_in
from tests.faces.test_kiosk import address, kiosk, tap, text, touch  # noqa: F401  # a fixture
from tests.tickets.queue import Queue
from yimen.faces.shared.now import now
from yimen.journal import doctor, jobs
from yimen.office import devices
from yimen.office.models import Device
from yimen.tickets.models import HelpCall


def test_help_that_is_called_stands_at_the_guide_desk_and_the_window_until_somebody_goes(
    hall: Queue,
    touch: Client,  # noqa: F811
):
    for _tap in range(2):
        touch.post(address(hall, "help/"), {"call": "1"})
    window = signed_in(hall.cast, "window")
    waiting = [text(window.get(page)) for page in ("/counter/guide-desk/", "/counter/")]
    call = HelpCall.objects.get()

    assert "已经叫了导办员" in text(touch.get(address(hall, "help/")))
    assert ["取号机前有人求助" in waiting[0], "help-called" in waiting[1]] == [True, True]
    assert window.post(f"/counter/help/{call.pk}/answer/").status_code == 302
    assert "取号机前有人求助" not in text(window.get("/counter/guide-desk/"))
    assert "请导办员过来帮忙" in text(touch.get(address(hall, "help/")))
    assert doctor.examine() == []


def test_the_printer_is_connected_by_its_address_and_what_keeps_the_slip_back_is_said(
    hall: Queue,
    touch: Client,  # noqa: F811
):
    wu, here = signed_in(hall.cast, "network"), kiosk(hall)
    printer = devices.add(hall.cast.hall, kind=Device.Kind.PRINTER, name="小票机", by=hall.by("network"), at=now())
    wrong = wu.post(f"/manage/devices/{printer.pk}/connect/", {"address": "小票机;rm"})
    right = wu.post(f"/manage/devices/{printer.pk}/connect/", {"address": "127.0.0.1:1"})
    assert (wrong.status_code, "看不懂这个地址" in text(wrong), right.status_code) == (422, True, 302)
    assert wu.post(f"/manage/devices/{here.pk}/connect/", {"printer": str(printer.pk)}).status_code == 302

    slip = tap(touch, hall)["Location"]
    assert ("data-slip" in text(touch.get(slip)), "data-print=" in text(touch.get(slip))) == (True, False)
    jobs.work(at=now())

    assert "没有打出来：连接不上" in touch.get(f"{slip}slip/").json()["words"]
    assert touch.post(f"{slip}slip/").json() == {"is_out": False, "words": ""}
