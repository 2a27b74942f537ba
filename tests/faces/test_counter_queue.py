"""The queue at the counter: one key an act, on every page, once; the case carries the number; nothing typed is lost."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.faces.doors import signed_in
from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.cases.models import Application, Draft
from yimen.catalogue import definitions
from yimen.faces.shared.now import now, today
from yimen.faces.shared.signing import GLANCE
from yimen.journal import source
from yimen.tickets import reading, serving, taking
from yimen.tickets.models import Ticket


@pytest.fixture
def hall(cast: Cast) -> Queue:
    """The hall with its queue, under the real clock, as pages read it."""
    queue = lay(cast)
    source.unseed()
    return queue


def take(hall: Queue, letter: str = "A") -> Ticket:
    """A number taken by somebody who stands in the hall, whatever the hour."""
    return taking.take(hall.lines[letter], by=hall.by("supervisor"), at=now())


def press(client: Client, act: str, *, htmx: bool = True, **typed: Any) -> Any:
    headers = {"HX-Request": "true"} if htmx else {}
    sent = {"queue_act": act, "queue_key": source.new_token(), "queue_back": "/counter/", **typed}
    return client.post("/counter/queue/", sent, headers=headers)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def state(ticket: Ticket) -> str:
    return Ticket.objects.get(pk=ticket.pk).state


def test_the_rail_is_on_every_page_of_the_counter(hall: Queue):
    take(hall)
    lin = signed_in(hall.cast, "window")
    press(lin, "next")

    for path in ("", "waiting/received/", "intake/MZ-01/", "take/"):
        page = text(lin.get(f"/counter/{path}"))
        assert 'class="ticket-code number">A001' in page, path
        assert all(f'data-key="{key}"' in page for key in ("f6", "f7", "f10")), path
        assert "等候" in page, path


def test_each_act_is_one_press(hall: Queue):
    ticket, lin = take(hall), signed_in(hall.cast, "window")

    for act, expected in [("next", "called"), ("recall", "called"), ("start", "serving"), ("finish", "served")]:
        answer = press(lin, act)
        assert (answer.status_code, state(ticket)) == (200, expected)


def test_a_missed_one_stands_in_the_rail_and_comes_back_by_one_key(hall: Queue):
    ticket, lin = take(hall), signed_in(hall.cast, "window")
    press(lin, "next")

    rail = text(press(lin, "miss"))
    button = re.search(r'value="(return:[0-9a-f-]+)" data-key="alt\+h"', rail)
    assert button
    press(lin, button[1])

    assert state(ticket) == "waiting"


def test_an_empty_line_says_so_plainly_and_keeps_who_is_in_hand(hall: Queue):
    ticket, lin = take(hall), signed_in(hall.cast, "window")
    press(lin, "next")

    answer = press(lin, "next")

    assert (answer.status_code, state(ticket)) == (409, "called")
    assert "现在没有人在等候。" in text(answer)
    assert "A001" in text(answer)


def test_the_next_one_comes_and_the_one_before_is_finished_with_one_key(hall: Queue):
    first, second, lin = take(hall), take(hall), signed_in(hall.cast, "window")
    press(lin, "next")

    assert "A002" in text(press(lin, "next"))
    assert (state(first), state(second)) == ("served", "called")


def test_the_same_press_twice_calls_one(hall: Queue):
    take(hall)
    second, lin = take(hall), signed_in(hall.cast, "window")

    for _time in range(2):
        press(lin, "next", queue_key="k" * 12)

    assert state(second) == "waiting"


def test_without_javascript_the_page_comes_back(hall: Queue):
    ticket, lin = take(hall), signed_in(hall.cast, "window")

    answer = press(lin, "next", htmx=False, queue_back="/counter/waiting/received/")
    assert (answer.status_code, answer["Location"], state(ticket)) == (302, "/counter/waiting/received/", "called")

    away = press(lin, "recall", htmx=False, queue_back="https://elsewhere.example/")
    assert away["Location"] == "/counter/"
    press(lin, "finish", htmx=False)
    press(lin, "recall", htmx=False)
    assert "手上没有号" in text(lin.get("/counter/"))


def test_a_ticket_is_sent_on_with_a_note_that_the_next_window_reads(hall: Queue):
    take(hall)
    lin, chen = signed_in(hall.cast, "window"), signed_in(hall.cast, "window2")
    press(lin, "next")

    assert press(lin, "transfer").status_code == 422
    sent = press(lin, "transfer", queue_to=f"window:{hall.window('window2').pk}", queue_note="材料\t已看过")

    assert sent.status_code == 200
    assert "材料 已看过" in text(press(chen, "next"))


def test_a_window_pauses_and_goes_on(hall: Queue):
    take(hall)
    lin = signed_in(hall.cast, "window")

    assert "已暂停叫号" in text(press(lin, "pause"))
    assert press(lin, "next").status_code == 409
    press(lin, "resume")
    assert "A001" in text(press(lin, "next"))


@pytest.mark.parametrize("act", ["nothing", "", "return:x", "return:00000000-0000-7000-8000-000000000000"])
def test_what_is_no_act_is_not_there(hall: Queue, act: str):
    assert press(signed_in(hall.cast, "window"), act).status_code == 404


def test_a_post_without_a_window_has_no_queue(hall: Queue):
    take(hall)
    sun = signed_in(hall.cast, "supervisor")

    assert "queue-form" not in text(sun.get("/counter/"))
    press(sun, "next")
    assert Ticket.objects.get().state == "waiting"


def typed(hall: Queue, **more: Any) -> dict[str, Any]:
    item = definitions.published("MZ-01", on=today())
    return {
        "key": source.new_token(), "document_kind": "resident", "number": "510722195203140021", "name": "王秀英",
        "phone": "13800001234", "address": "柳树村3组18号", "seat": str(hall.cast.town.divisions["liushu"].pk),
        "given": [str(one.id) for one in item.requirements], "remark": "", "act": "accept", **more,
    }  # fmt: skip


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_choosing_an_item_binds_the_ticket_in_hand_and_the_case_carries_it(hall: Queue):
    ticket, lin = take(hall), signed_in(hall.cast, "window")
    press(lin, "next")
    page = text(lin.get("/counter/intake/MZ-01/"))
    assert field(page, "ticket") == str(ticket.pk)

    lin.post("/counter/intake/MZ-01/", typed(hall, ticket=field(page, "ticket")))

    assert Application.objects.get().ticket == ticket


def test_who_comes_without_a_number_is_taken_in_without_one(hall: Queue):
    lin = signed_in(hall.cast, "window")
    assert field(text(lin.get("/counter/intake/MZ-01/")), "ticket") == ""

    lin.post("/counter/intake/MZ-01/", typed(hall, ticket=""))

    assert Application.objects.get().ticket is None


def test_calling_the_next_in_the_middle_of_intake_keeps_the_draft_and_the_page_stays_of_who_was_there(hall: Queue):
    first, second, lin = take(hall), take(hall), signed_in(hall.cast, "window")
    press(lin, "next")
    page = text(lin.get("/counter/intake/MZ-01/"))
    begun = typed(hall, item="MZ-01", ticket=str(first.pk), draft=field(page, "draft"), queue_bound=str(first.pk))
    del begun["act"]

    answer = text(press(lin, "next", **begun))

    assert "本页还是A001号的" in answer
    assert 'form="choose"' not in answer
    assert state(second) == "called"
    draft = Draft.objects.get()
    assert (draft.data["name"], draft.data["ticket"]) == (["王秀英"], [str(first.pk)])
    assert not any(name.startswith("queue_") for name in draft.data)
    again = text(lin.get(f"/counter/intake/MZ-01/?draft={draft.pk}"))
    assert field(again, "ticket") == str(first.pk)


def test_where_nothing_was_typed_no_draft_is_kept(hall: Queue):
    take(hall)
    lin = signed_in(hall.cast, "window")

    press(lin, "next", item="MZ-01", document_kind="resident", seat="x", name="", number="")

    assert not Draft.objects.exists()


def test_a_page_about_a_person_stays_theirs_when_the_next_is_called(hall: Queue):
    person = hall.cast.mrs_wang(now())
    first, second, lin = take(hall), take(hall), signed_in(hall.cast, "window")
    press(lin, "next")
    page = text(lin.get(f"/counter/?person={person.pk}&q=zdsh"))
    assert f"person={person.pk}&amp;ticket={first.pk}" in page

    press(lin, "next")

    assert f"ticket={first.pk}" in text(lin.get(f"/counter/?person={person.pk}&ticket={first.pk}&q=zdsh"))
    assert field(text(lin.get("/counter/")), "ticket") == str(second.pk)


def test_a_number_taken_for_a_pregnant_woman_says_so_on_the_slip_and_in_the_rail(hall: Queue):
    lin = signed_in(hall.cast, "window")
    page = text(lin.get("/counter/take/"))
    assert "带婴幼儿的" in page

    slip = text(
        lin.post("/counter/take/", {"key": field(page, "key"), "line": str(hall.lines["A"].pk), "priority": "pregnant"})
    )

    assert "优先：孕妇" in slip
    assert "<b>优先</b> · 孕妇" in text(press(lin, "next"))


def test_a_number_is_taken_for_a_person_and_shown_as_a_slip(hall: Queue):
    lin = signed_in(hall.cast, "window")
    key = field(text(lin.get("/counter/take/")), "key")

    slips = [text(lin.post("/counter/take/", {"key": key, "line": str(hall.lines["B"].pk)})) for _time in range(2)]

    assert all("B001" in slip and "社保" in slip for slip in slips)
    assert Ticket.objects.count() == 1


def test_the_count_is_asked_by_the_page_itself_and_nobody_need_sit_there(hall: Queue):
    take(hall)
    lin = signed_in(hall.cast, "window")
    lin.get("/counter/")
    before = lin.session.get("seen_minute")
    session = lin.session
    session["seen_minute"] = 1
    session.save()

    page = text(lin.get("/counter/queue/", headers={GLANCE: "1"}))

    assert "<b>1</b>" in page
    assert (before != 1, lin.session["seen_minute"]) == (True, 1)
    lin.get("/counter/")
    assert lin.session["seen_minute"] != 1


def test_another_hall_has_its_own_queue(hall: Queue):
    ticket = take(hall)
    press(signed_in(hall.cast, "window"), "next")
    serving.miss(reading.in_hand(hall.window("window")) or ticket, by=hall.by("window"), at=now())

    assert signed_in(hall.cast, "village").post("/counter/queue/", {"queue_act": "next"}).status_code == 403
    assert state(ticket) == "missed"
