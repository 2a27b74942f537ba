"""The pages of the queue in manage: windows cut by ticks and by one press, lines, devices; and who may not."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.faces.doors import signed_in
from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.faces.shared.now import now
from yimen.journal import source
from yimen.office.models import Device, Window
from yimen.tickets import cutting, taking
from yimen.tickets.models import Cut, Line, Ticket, WindowLine

PAGES = ["windows/", "lines/", "lines/new/", "devices/"]
NETWORK_ONLY = ["devices/new/"]


@pytest.fixture
def hall(cast: Cast) -> Queue:
    """The hall with its queue, under the real clock."""
    queue = lay(cast)
    source.unseed()
    return queue


def text(answer: Any) -> str:
    return str(answer.content.decode())


def ticks(hall: Queue, **windows: str) -> dict[str, Any]:
    """The table as somebody ticks it: window="AB", window2="*"."""
    typed: dict[str, Any] = {"act": "recut"}
    for who, letters in windows.items():
        number = hall.window(who).number
        typed |= {f"all_{number}": "on"} if letters == "*" else {
            f"lines_{number}": [str(hall.lines[one].pk) for one in letters]
        }  # fmt: skip
    return typed


def plan(hall: Queue, who: str) -> tuple[str, str]:
    """How a window is cut: its mode and the letters of its lines."""
    share = cutting.plan_of(hall.cast.hall.pk)[hall.window(who).pk]
    letters = {one.pk: letter for letter, one in hall.lines.items()}
    return share.mode, "".join(letters[one] for one in share.lines)


def test_director_and_network_clerk_see_the_pages_and_others_do_not(hall: Queue):
    director, network = signed_in(hall.cast, "director"), signed_in(hall.cast, "network")

    assert [path for path in PAGES + NETWORK_ONLY if network.get(f"/manage/{path}").status_code != 200] == []
    assert [path for path in PAGES if director.get(f"/manage/{path}").status_code != 200] == []
    assert [path for path in NETWORK_ONLY if director.get(f"/manage/{path}").status_code != 403] == []
    for who in ("window", "supervisor", "editor"):
        assert [path for path in PAGES if signed_in(hall.cast, who).get(f"/manage/{path}").status_code != 403] == []


def test_the_hall_is_cut_as_it_was_ticked_and_shown_so(hall: Queue):
    director = signed_in(hall.cast, "director")

    answer = director.post("/manage/windows/", ticks(hall, window="AB", window2="*"), follow=True)

    assert "窗口已重新划分" in text(answer)
    assert [plan(hall, who) for who in ("window", "window2", "reply")] == [("lines", "AB"), ("all", ""), ("closed", "")]
    number = hall.window("window").number
    boxes = re.findall(rf'name="lines_{number}" value="[^"]+" aria-label="[^"]+"( checked)?', text(answer))
    assert boxes == [" checked", " checked", ""]


def test_which_line_is_called_first_is_chosen(hall: Queue):
    director, number = signed_in(hall.cast, "director"), hall.window("window").number
    typed = ticks(hall, window="ABC", window2="*") | {f"first_{number}": str(hall.lines["B"].pk)}

    page = text(director.post("/manage/windows/", typed, follow=True))

    assert plan(hall, "window") == ("lines", "BAC")
    assert f'<option value="{hall.lines["B"].pk}" selected>B</option>' in page


def test_a_cut_that_leaves_somebody_without_a_window_is_refused_and_what_was_ticked_stays(hall: Queue):
    director = signed_in(hall.cast, "director")
    before = plan(hall, "window")

    answer = director.post("/manage/windows/", ticks(hall, window="A"))

    assert (answer.status_code, plan(hall, "window")) == (422, before)
    assert "“社保”没有窗口办理" in text(answer)
    assert text(answer).count(" checked") == 1


def test_eight_windows_become_five_with_one_press_and_no_ticket_is_lost(hall: Queue):
    director = signed_in(hall.cast, "director")
    director.post("/manage/windows/", ticks(hall, window="*") | {"act": "keep", "name": "一个窗口"})
    director.post("/manage/windows/", ticks(hall, window="A", window2="BC"))
    for letter in "ABC":
        taking.take(hall.lines[letter], by=hall.by("supervisor"), at=now())
    cut = Cut.objects.get()
    assert "现在就是" not in text(director.get("/manage/windows/"))

    page = text(director.post(f"/manage/windows/cuts/{cut.pk}/", follow=True))

    assert "现在就是" in page
    assert (plan(hall, "window"), plan(hall, "window2")) == (("all", ""), ("closed", ""))
    assert Ticket.objects.filter(state="waiting").count() == 3
    assert director.post(f"/manage/windows/cuts/{cut.pk}/drop/").status_code == 302
    assert not Cut.objects.exists()


def test_a_plan_without_a_name_is_not_kept(hall: Queue):
    answer = signed_in(hall.cast, "director").post("/manage/windows/", ticks(hall, window="*") | {"act": "keep"})

    assert (answer.status_code, Cut.objects.exists()) == (422, False)
    assert "请写方案的名称" in text(answer)


def test_a_clerk_cuts_nothing(hall: Queue):
    before = plan(hall, "window")

    assert signed_in(hall.cast, "window").post("/manage/windows/", ticks(hall, window2="*")).status_code == 403
    assert plan(hall, "window") == before


def test_a_line_is_added_renamed_moved_and_closed(hall: Queue):
    network = signed_in(hall.cast, "network")
    network.post("/manage/lines/new/", {"letter": "d", "name": "住房保障"})
    line = Line.objects.get(letter="D")

    network.post(f"/manage/lines/{line.pk}/", {"name": "住房", "position": "1"})

    line.refresh_from_db()
    assert (line.name, line.position, line.is_open) == ("住房", 0, False)
    assert "不再发号的" in text(network.get("/manage/lines/"))


def test_what_is_wrong_with_a_line_stands_at_its_field(hall: Queue):
    page = text(signed_in(hall.cast, "network").post("/manage/lines/new/", {"letter": "A", "name": "新的"}))

    assert "这个字母已经用过" in page
    assert 'value="新的"' in page


def addresses(client: Client) -> list[str]:
    return re.findall(r'href="http://testserver(/(?:kiosk|board)/[^"]+)"', text(client.get("/manage/devices/")))


def test_a_display_is_added_and_its_address_works_at_once(hall: Queue):
    network = signed_in(hall.cast, "network")
    network.post("/manage/devices/new/", {"kind": "board", "name": "东墙屏", "notice": "欢迎"})

    found = addresses(network)
    assert len(found) == 2
    assert [Client().get(path).status_code for path in found] == [200, 200]


def test_a_display_hangs_over_a_window_of_the_own_hall_only(hall: Queue):
    network = signed_in(hall.cast, "network")
    typed = {"kind": "board", "name": "窗口屏", "window": str(hall.window("window").pk)}
    assert network.post("/manage/devices/new/", typed).status_code == 302
    assert Device.objects.get(name="窗口屏").window == hall.window("window")

    strange = Window.objects.create(centre=hall.cast.town.centres["DYLS"], number=1, name="1号窗口")
    wrong = network.post("/manage/devices/new/", typed | {"name": "另一块", "window": str(strange.pk)})
    assert wrong.status_code == 422


def test_a_device_is_changed_and_taken_out_of_service(hall: Queue):
    network = signed_in(hall.cast, "network")
    device = Device.objects.get()
    network.post(f"/manage/devices/{device.pk}/", {"name": "东门取号机", "notice": ""})
    [path] = addresses(network)

    network.post(f"/manage/devices/{device.pk}/close/", {"sure": "yes"})

    assert Client().get(path).status_code == 404
    assert addresses(network) == []
    assert network.get(f"/manage/devices/{device.pk}/").status_code == 404


def test_a_director_sees_the_devices_and_changes_none(hall: Queue):
    director, device = signed_in(hall.cast, "director"), Device.objects.get()

    assert "添加设备" not in text(director.get("/manage/devices/"))
    for path in (f"devices/{device.pk}/", f"devices/{device.pk}/close/"):
        assert director.post(f"/manage/{path}", {"name": "x"}).status_code == 403
    assert Device.objects.get().is_open


def test_before_there_are_lines_the_page_says_what_to_do(hall: Queue):
    Ticket.objects.all().delete()
    WindowLine.objects.all().delete()
    Line.objects.all().delete()

    page = text(signed_in(hall.cast, "director").get("/manage/windows/"))
    assert "还没有业务类别" in page
