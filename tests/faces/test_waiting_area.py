"""The display of the waiting area through HTTP: bulletins, masked public lists, windows, hours; what is over is not there."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.faces.doors import signed_in
from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.cases import intake, steps
from yimen.cases.models import PublicNotice
from yimen.faces.board import slides
from yimen.faces.shared.now import now, today
from yimen.journal import source
from yimen.office import devices, opening
from yimen.office.models import Bulletin, Device

SECRETS = ("王秀英", "510722195203140021", "13800001234", "林晓燕")


@pytest.fixture
def hall(cast: Cast) -> Queue:
    """The hall with its queue, under the real clock."""
    queue = lay(cast)
    source.unseed()
    return queue


def display(hall: Queue, **more: Any) -> Device:
    typed = {"kind": "board", "shows": "waiting", "name": "等候区屏"} | more
    return devices.add(hall.cast.hall, **typed, by=hall.by("network"), at=now())


def text(answer: Any) -> str:
    return str(answer.content.decode())


def hung(hall: Queue, **change: Any) -> Any:
    typed = {
        "kind": "notice", "title": "周五停电", "text": "下午检修线路", "from_on": f"{today()}", "until_on": f"{today()}"
    }  # fmt: skip
    return signed_in(hall.cast, "director").post("/manage/bulletins/new/", typed | change)


def test_a_bulletin_is_hung_shown_changed_and_taken_down(hall: Queue):
    screen, director = f"/board/{display(hall).token}/", signed_in(hall.cast, "director")
    assert hung(hall).status_code == 302
    bulletin = Bulletin.objects.get()
    shown = text(Client().get(screen))
    director.post(f"/manage/bulletins/{bulletin.pk}/", {
        "kind": "policy", "title": "新政策", "text": "见窗口", "from_on": f"{today()}", "until_on": f"{today()}"
    })  # fmt: skip
    anew = text(Client().get(screen + "slides/"))
    listed = text(director.get("/manage/bulletins/"))
    director.post(f"/manage/bulletins/{bulletin.pk}/take-down/", {"sure": "yes"})

    assert ("周五停电" in shown, "新政策" in anew, "周五停电" in anew) == (True, True, False)
    assert "新政策" in listed
    assert "新政策" not in text(Client().get(screen + "slides/"))


def test_nothing_typed_is_lost_where_something_is_wrong(hall: Queue):
    wrong = hung(hall, title="长" * 19)

    assert wrong.status_code == 422
    assert "您写了19个" in text(wrong)
    assert "下午检修线路" in text(wrong)


def test_the_hall_s_windows_and_hours_are_there_without_anybody_s_doing(hall: Queue):
    day = today() + timedelta(days=3)
    opening.set_day(hall.cast.hall, day=day, spans=[], reason="检修", by=hall.by("director"), at=now())
    page = text(Client().get(f"/board/{display(hall).token}/"))

    assert f"{day.month}月{day.day}日</dt><dd>不开放" in page or not opening.week(hall.cast.hall)[day.weekday()]
    assert "A 民政" in page
    assert "周一—周五" in page
    assert not [word for word in SECRETS if word in page]


def test_each_display_shows_the_parts_that_were_chosen_for_it(hall: Queue):
    device, network = display(hall), signed_in(hall.cast, "network")
    assert len(slides.of(device, on=today())) > 1

    typed = {"name": device.name, "place": "", "notice": "", "parts": ["hours"]}
    assert network.post(f"/manage/devices/{device.pk}/", typed).status_code == 302
    assert [str(one.kind) for one in slides.of(Device.objects.get(pk=device.pk), on=today())] == ["开放"]


def test_a_public_list_hangs_masked_for_its_term_and_no_longer_than_its_case(cast: Cast):
    at = cast.clock.at(3, 2)
    case = intake.take_in(cast.handed(at), by=cast.window, at=at)
    for who in (cast.village,):
        steps.finish(case, task_id=cast.task(case).pk, opinion="属实", by=who, at=cast.clock.at(3, 4))
    steps.post_notice(case, task_id=cast.task(case).pk, by=cast.village, at=cast.clock.at(3, 5))
    notice = PublicNotice.objects.get()
    device = devices.add(cast.hall, kind="board", shows="waiting", name="屏", by=cast.network, at=cast.clock.at(3, 5))

    def listed(on: Any) -> list[Any]:
        return [row for one in slides.of(device, on=on) if str(one.kind) == "公示" for row in one.rows]

    [row] = listed(notice.until_on)
    assert row[0] == "王**"
    assert listed(notice.until_on + timedelta(days=1)) == listed(notice.from_on - timedelta(days=1)) == []
    case.__class__.objects.filter(pk=case.pk).update(ended_on=notice.from_on)
    assert listed(notice.until_on) == []
