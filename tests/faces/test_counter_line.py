"""等候名单 through HTTP: one is called out of turn or put in front; once; what was typed stays where it is refused."""

import re
from typing import Any

from tests.faces.doors import signed_in
from tests.faces.test_counter_queue import hall, press, state, take, text
from tests.tickets.queue import Queue
from yimen.faces.shared.now import now
from yimen.tickets.models import Ticket

__all__ = ["hall"]


def send(client: Any, act: str, ticket: Ticket | None, **typed: str) -> Any:
    found = re.search(r'name="key" value="([a-z0-9]+)"', text(client.get("/counter/line/")))
    key = found[1] if found else "k" * 12
    return client.post("/counter/line/", {"act": act, "key": key, "ticket": str(ticket.pk) if ticket else "", **typed})


def test_one_is_called_out_of_turn_with_its_reason(hall: Queue):
    first, second, lin = take(hall), take(hall), signed_in(hall.cast, "window")

    answer = send(lin, "call", second, reason="frail")

    assert (answer.status_code, state(first), state(second)) == (302, "waiting", "called")
    assert "A002" in text(lin.get("/counter/"))
    assert 'value="A002"' not in text(lin.get("/counter/line/"))


def test_one_is_put_in_front_from_the_guide_desk_and_the_order_is_shown(hall: Queue):
    take(hall)
    second, guide = take(hall), signed_in(hall.cast, "supervisor")

    answer = send(guide, "prefer", second, priority="elderly")

    assert answer.status_code == 302
    page = text(guide.get("/counter/line/"))
    assert re.findall(r'<b class="number">(A00.)</b>', page) == ["A002", "A001"]
    assert "优先 70周岁以上的老人" in page


def test_those_of_other_windows_stand_apart_from_those_that_mine_calls(hall: Queue):
    hall.cut(now(), window="BC", window2="A")
    a, b = take(hall), take(hall, "B")
    page = text(signed_in(hall.cast, "window").get("/counter/line/"))

    assert re.findall(r'<b class="number">(.00.)</b>', page) == [b.code, a.code]
    assert (
        page.index("本窗口可以叫的")
        < page.index(b.code + "</b>")
        < page.index("其他窗口的业务")
        < page.index(a.code + "</b>")
    )


def test_what_is_refused_is_said_and_what_was_typed_stays(hall: Queue):
    ticket, lin = take(hall), signed_in(hall.cast, "window")

    nobody = send(lin, "prefer", None)
    short = send(lin, "call", ticket, reason="other", note="急事")

    assert (nobody.status_code, short.status_code) == (422, 422)
    assert "请先选一个号" in text(nobody)
    assert 'value="急事"' in text(short)
    assert '<option value="other" selected>' in text(short)
    assert send(lin, "call", ticket, reason="frail").status_code == 302
    assert send(lin, "call", ticket, reason="frail").status_code == 409


def test_without_anybody_the_list_says_so(hall: Queue):
    assert "现在没有人在等候" in text(signed_in(hall.cast, "window").get("/counter/line/"))


def test_a_pause_has_its_reason_and_a_further_matter_is_counted(hall: Queue):
    take(hall)
    lin = signed_in(hall.cast, "window")
    press(lin, "next")

    assert "第2件" in text(press(lin, "matter"))
    assert "用餐" in text(press(lin, "pause", queue_pause="meal", queue_pause_note="去医院")).split("details")[0]
    assert press(lin, "pause", queue_pause="nothing").status_code == 422
    sent = press(lin, "transfer", queue_to=f"person:{hall.cast.town.staff['window2'].pk}")
    assert sent.status_code == 200
    assert Ticket.objects.get().for_window == hall.window("window2")
    assert "已暂停：用餐" in text(signed_in(hall.cast, "guide").get("/counter/guide-desk/"))
