"""The guide desk: a number for somebody, its slip, who was missed taken in again; each once however often it is sent."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.faces.doors import signed_in
from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.faces.shared.now import now, today
from yimen.journal import source
from yimen.tickets import serving, taking
from yimen.tickets.models import Ticket
from yimen.voice.models import Consultation

DESK, CALLERS = "/counter/guide-desk/", "/counter/consultations/"


@pytest.fixture
def hall(cast: Cast) -> Queue:
    """The hall with its queue, under the real clock, as pages read it."""
    queue = lay(cast)
    source.unseed()
    return queue


@pytest.fixture
def guide(hall: Queue) -> Client:
    """The browser of who stands at the guide desk."""
    return signed_in(hall.cast, "guide")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_number_for_somebody_is_a_line_and_its_slip(hall: Queue, guide: Client):
    page = text(guide.get(DESK))
    line = re.search(r'name="line" value="([0-9a-f-]+)"', page)
    assert line
    typed = {"line": line[1], "key": source.new_token(), "priority": "elderly"}

    slips = [guide.post(DESK, typed, follow=True) for _time in range(2)]

    assert all(
        "A001" in text(one) and "优先：70周岁以上的老人" in text(one) and "data-print" in text(one) for one in slips
    )
    assert Ticket.objects.count() == 1


def test_a_number_for_an_elderly_person_says_so_on_its_slip(hall: Queue, guide: Client):
    line = str(hall.lines["A"].pk)
    slip = guide.post(DESK, {"line": line, "priority": "elderly", "key": source.new_token()}, follow=True)

    assert "优先" in text(slip) and Ticket.objects.get().priority == "elderly"
    wrong = guide.post(DESK, {"line": line, "priority": "x", "key": source.new_token()})
    assert wrong.status_code == 422 and "没有这一类优先" in text(wrong)


def test_who_was_missed_and_comes_back_is_taken_in_again(hall: Queue, guide: Client):
    taking.take(hall.lines["A"], by=hall.by("supervisor"), at=now())
    serving.miss(hall.next("window", now()), by=hall.by("window"), at=now())
    button = re.search(r'name="return" value="([0-9a-f-]+)"', text(guide.get(DESK)))
    assert button
    typed = {"return": button[1], "key": source.new_token()}

    for _time in range(2):
        assert "A001号重新排上了队" in text(guide.post(DESK, typed, follow=True))

    assert Ticket.objects.get().state == "waiting"


def test_what_cannot_be_is_said_and_nothing_is_taken(hall: Queue, guide: Client):
    for typed in ({"line": "x"}, {"return": "x"}, {}):
        assert guide.post(DESK, typed | {"key": source.new_token()}).status_code == 404

    assert not Ticket.objects.exists()


def test_the_guide_desk_takes_nothing_in_and_calls_nobody(hall: Queue, guide: Client):
    assert [guide.get(f"/counter/{one}").status_code for one in ("", "queue/", "intake/MZ-01/")] == [403] * 3
    assert signed_in(hall.cast, "town_civil").get(DESK).status_code == 403


HEARD = {"way": "visit", "kind": "ask", "about": "问低保", "how": "later", "name": "王秀英", "phone": "13800001234"}


def test_who_came_is_registered_once_and_shown_masked_until_it_is_opened(hall: Queue, guide: Client):
    typed = HEARD | {"item": "MZ-01", "key": source.new_token()}
    for _time in range(2):
        assert guide.post(CALLERS + "new/", typed).status_code == 302
    one = Consultation.objects.get()

    shown = [text(guide.get(path)) for path in (CALLERS, f"{CALLERS}{one.pk}/")]
    assert all("王**" in page and "王秀英" not in page and "13800001234" not in page for page in shown)
    opened = text(guide.post(f"{CALLERS}{one.pk}/", {"act": "read"}))
    assert "王秀英" in opened and "13800001234" in opened


def test_an_answer_is_given_once_and_the_day_is_printed_in_full(hall: Queue, guide: Client):
    guide.post(CALLERS + "new/", HEARD | {"key": source.new_token()})
    one = Consultation.objects.get()

    answers = [guide.post(f"{CALLERS}{one.pk}/", {"act": "answer", "answer": "已电话答复"}) for _time in range(2)]

    assert [one.status_code for one in answers] == [302, 409]
    printed = text(guide.post(CALLERS + "print/", {"on": str(today())}))
    assert "王秀英" in printed and "已电话答复" in printed and "data-print" in printed
    assert signed_in(hall.cast, "window").post(CALLERS + "print/", {"on": str(today())}).status_code == 403


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(hall: Queue, guide: Client):
    typed = HEARD | {"item": "没有的事项", "key": source.new_token()}
    answer = guide.post(CALLERS + "new/", typed)

    assert answer.status_code == 422
    assert "没有这个事项" in text(answer) and "王秀英" in text(answer) and "没有的事项" in text(answer)
    assert not Consultation.objects.exists()


def test_at_a_window_what_was_asked_belongs_to_the_number_in_hand(hall: Queue):
    taking.take(hall.lines["A"], by=hall.by("supervisor"), at=now())
    ticket, lin = hall.next("window", now()), signed_in(hall.cast, "window")
    assert 'data-key="alt+0"' in text(lin.get("/counter/"))
    assert "A001" in text(lin.get(CALLERS + "new/"))

    lin.post(CALLERS + "new/", HEARD | {"key": source.new_token()})

    assert Consultation.objects.get().ticket_id == ticket.pk


def test_a_leaflet_is_one_press_from_the_guide_desk(hall: Queue, guide: Client):
    found = text(guide.get(DESK, {"q": "农村"}))

    assert "/items/MZ-01/leaflet.pdf" in found
    assert "leaflet.pdf" in text(guide.get(DESK)), "what people come for most stands there unasked"


def test_a_phone_is_left_for_somebody_beside_their_slip(hall: Queue, guide: Client, settings: Any):
    settings.MESSAGES_URL = "https://sms.example.cn/"
    here = f"{DESK}tickets/{hall.take('A', now(), hall.by('guide')).pk}/"
    assert "留手机号，快到时发短信" in text(guide.get(here))
    wrong = guide.post(here, {"phone": "1380000"})
    assert (wrong.status_code, "您输入了7位" in text(wrong), 'value="1380000"' in text(wrong)) == (422, True, True)

    for _time in range(2):
        assert "已留手机号 138****1234" in text(guide.post(here, {"phone": "13800001234"}, follow=True))
    settings.MESSAGES_URL = ""
    assert "短信" not in text(guide.get(here))
    assert guide.post(here, {"phone": "13900001234"}).status_code == 404


def test_a_number_that_waits_is_found_by_its_code_and_its_phone_is_corrected_or_removed(
    hall: Queue, guide: Client, settings: Any
):
    settings.MESSAGES_URL = "https://sms.example.cn/"
    ticket = hall.take("A", now(), hall.by("guide"))
    here = f"{DESK}tickets/{ticket.pk}/"
    guide.post(here, {"phone": "13800001234"})
    assert 'data-key="alt+m"' in text(guide.get(DESK))
    assert guide.get(f"{DESK}number/", {"number": " a1"})["Location"] == here

    page = text(guide.get(here))
    assert "改成这个号码" in page and 'data-key="alt+r"' in page
    wrong = guide.post(here, {"phone": "1390000"})
    assert (wrong.status_code, "您输入了7位" in text(wrong), 'value="1390000"' in text(wrong)) == (422, True, True)
    assert "已留手机号 139****5678" in text(guide.post(here, {"phone": "13900005678"}, follow=True))
    page = text(guide.post(here, {"act": "withdraw"}, follow=True))
    assert "A001号的手机号已删掉，不发短信" in page and "139****" not in page
    late = guide.post(here, {"act": "withdraw"})
    assert (late.status_code, "现在没有留手机号" in text(late)) == (409, True)


def test_the_slip_of_a_number_that_was_called_says_where_to_and_not_that_it_waits(hall: Queue, guide: Client):
    ticket = hall.take("A", now(), hall.by("guide"))
    here = f"{DESK}tickets/{ticket.pk}/"
    assert "马上叫到您" in text(guide.get(here))
    hall.next("window", now())

    page = text(guide.get(here))
    assert f"已经叫到您，请到 {hall.window('window').number} 号窗口" in page and "马上叫到您" not in page


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [("A099", 404, "今天这里没有A099号"), ("99", 422, "字母和数字都要"), ("", 422, "请输入小票上的号码")],
)
def test_a_code_that_names_no_number_is_said_and_stays(guide: Client, typed: str, status: int, words: str):
    answer = guide.get(f"{DESK}number/", {"number": typed})

    assert (answer.status_code, words in text(answer), f'value="{typed}"' in text(answer)) == (status, True, True)
