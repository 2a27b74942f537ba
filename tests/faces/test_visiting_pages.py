"""驻点窗口: kept in manage, published on the portal and at the kiosk; its line is left out there on other days (B10)."""

from datetime import time, timedelta
from typing import Any

from django.test import Client

from tests.faces.doors import signed_in
from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.faces.shared.now import today
from yimen.journal import kept, source
from yimen.office import opening
from yimen.office.models import Device
from yimen.tickets.models import Visiting

ALL_DAY = [(time(0), time(23, 59, 59))]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def hall(cast: Cast) -> Queue:
    queue = lay(cast)
    opening.set_week(cast.hall, {weekday: ALL_DAY for weekday in range(7)}, by=cast.director, at=cast.clock.now)
    source.unseed()
    return queue


def test_what_is_kept_in_manage_is_published_and_governs_the_line(cast: Cast):
    queue = hall(cast)
    manager, anybody = signed_in(cast, "director"), Client()
    tomorrow = today() + timedelta(days=1)
    typed = {
        "office": "县公积金中心", "place": "一楼", "line": str(queue.lines["C"].pk), "hours": "上午", "dates": f"{tomorrow}",
        "lunar": "on", "from_on": f"{today()}", "until_on": "",
    }  # fmt: skip
    wrong = manager.post("/manage/visiting/new/", typed)
    assert (wrong.status_code, 'value="县公积金中心"' in text(wrong), "看不懂“上午”" in text(wrong)) == (
        422,
        True,
        True,
    )

    assert manager.post("/manage/visiting/new/", typed | {"hours": "00:00-23:59"}).status_code == 302

    found = Visiting.objects.get()
    assert f"{tomorrow.month}月{tomorrow.day}日" in text(manager.get("/manage/visiting/"))
    assert "县公积金中心" in text(anybody.get("/visiting/")) and "/bookings/for/DY/C/" in text(
        anybody.get("/visiting/")
    )
    kiosk = f"/kiosk/{Device.objects.get(kind='kiosk', centre=cast.hall).token}/"
    assert "党员服务" not in text(anybody.get(kiosk)) and "县公积金中心" in text(anybody.get(f"{kiosk}visiting/"))

    told = anybody.get("/api/v1/visiting").json()["offices"][0]
    assert (told["office"], told["line"], told["next_days"]) == ("县公积金中心", "C", [f"{tomorrow}"])

    daily = typed | {"hours": "00:00-23:59", "weekdays": list("0123456"), "dates": ""}
    assert manager.post(f"/manage/visiting/{found.pk}/", daily).status_code == 302
    kept.forget()  # as it does once the change is safe, which in a test it never is
    assert "党员服务" in text(anybody.get(kiosk)) and "今天在" in text(anybody.get("/visiting/"))

    assert manager.post(f"/manage/visiting/{found.pk}/end/").status_code == 302
    assert manager.post(f"/manage/visiting/{found.pk}/end/").status_code == 404
    assert "县公积金中心" not in text(anybody.get("/visiting/"))
