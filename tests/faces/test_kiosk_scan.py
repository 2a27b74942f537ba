"""What is read at the kiosk: a card, a receipt's code, rubbish; and what comes of it at the window. Nothing of it is kept."""

import re
from random import Random
from typing import Any

import pytest
from django.test import Client

from tests.faces.doors import signed_in
from tests.faces.test_kiosk import address, text, touch  # noqa: F401  # a fixture
from tests.tickets.queue import Queue
from yimen.cases import intake
from yimen.cases.models import Case
from yimen.faces.shared.now import now, today
from yimen.journal.models import Entry, Once
from yimen.registry import cards
from yimen.registry.models import Look, Person
from yimen.tickets import calling, holding
from yimen.tickets.models import Ticket

WANG = "510722195203140021"  # 王秀英, seventy-four
YOUNG = "519921199003070018"
CALM = "没有认出来。请再刷一次，或者直接点要办的业务。"
# Parts out of which rubbish is made: orders, escapes, halves of numbers, signs of every kind.
PARTS = ("\x00", "\x1b[2J", "\r\n", "\t", "'; DROP TABLE tickets_ticket;--", "<script>alert(1)</script>", "%00%0a", "{{7*7}}",
         "510722", "19520314", "00000000000000000", "9" * 40, "../../etc/passwd", "/progress/", "http://", "\u202e", "𠮷",
         "长期", "|||", "1e309", "-1", "０１２３", "\ud7ff", "X" * 30, "2026.13.45", "\u2028", "NULL", "true")  # fmt: skip


def scan(touch: Client, hall: Queue, said: str) -> Any:  # noqa: F811
    return touch.post(address(hall, "scan/"), {"scan": said})


def take(touch: Client, hall: Queue, page: str, letter: str = "A") -> Any:  # noqa: F811
    """Tap a line on this screen."""
    found = {one: re.search(rf'name="{one}" value="([^"]+)"', page) for one in ("key", "card", "priority")}
    typed = {name: one[1] for name, one in found.items() if one}
    return touch.post(address(hall), typed | {"line": str(hall.lines[letter].pk)})


def test_a_card_gives_the_same_number_again_and_priority_to_the_old_and_stands_nowhere(
    hall: Queue,
    touch: Client,  # noqa: F811
):
    page = text(scan(touch, hall, f"{WANG}|20100101-长期"))
    first = take(touch, hall, page)
    again = take(touch, hall, text(scan(touch, hall, WANG)))
    other = take(touch, hall, text(scan(touch, hall, WANG)), "B")

    assert "70周岁以上的老人" in page
    assert first["Location"] == again["Location"] != other["Location"]
    ticket = Ticket.objects.get(code="A001")
    assert (ticket.priority, Ticket.objects.count()) == ("elderly", 2)
    shown = [page, text(touch.get(first["Location"])), *Entry.objects.values_list("body", flat=True)]
    index = holding.index(WANG).hex()
    assert not [one for one in [*shown, *map(str, Once.objects.values_list())] if WANG in one]
    assert not [one for one in Entry.objects.values_list("body", flat=True) if index in one]


@pytest.mark.parametrize(("said", "words"), [
    (f"{YOUNG},2010.01.01-2020.01.01", "2020年1月1日（周三）到期了"), (YOUNG, "已读身份证"),
    (f"张三|男|汉|{YOUNG}|20200101|20991231", "已读身份证"),
])  # fmt: skip
def test_an_expired_card_is_told_kindly_and_gets_a_number_all_the_same(
    hall: Queue,
    touch: Client,  # noqa: F811
    said: str,
    words: str,
):
    page = text(scan(touch, hall, said))

    assert words in page
    assert "张三" not in page
    assert take(touch, hall, page).status_code == 302
    assert Ticket.objects.get().priority == ""


def test_a_card_that_somebody_else_forged_or_that_was_read_long_ago_is_nobodys(hall: Queue, touch: Client):  # noqa: F811
    page = text(scan(touch, hall, WANG)).replace('name="card" value="', 'name="card" value="x')

    assert take(touch, hall, page).status_code == 302
    assert Ticket.objects.get().holder_blind is None


def test_the_code_on_a_receipt_shows_how_far_the_case_is_and_no_name(hall: Queue, touch: Client):  # noqa: F811
    case: Case = intake.receive(hall.cast.handed(now()), by=hall.by("window"), at=now())
    page = text(scan(touch, hall, f"http://127.0.0.1:8000/progress/{case.token}/?root=x"))

    assert (case.number in page, "农村居民最低生活保障" in page, case.applicant.name in page) == (True, True, False)
    assert "没有查到这份回执上的办件" in text(scan(touch, hall, f"/progress/{'a' * 26}/"))


def test_the_window_opens_who_read_the_card_in_one_step_and_the_look_is_kept(hall: Queue, touch: Client):  # noqa: F811
    case = intake.receive(hall.cast.handed(now()), by=hall.by("window"), at=now())
    person: Person = case.applicant
    take(touch, hall, text(scan(touch, hall, str(person.number))))
    calling.call_next(hall.window("window"), by=hall.by("window"), at=now())
    window, other = signed_in(hall.cast, "window"), signed_in(hall.cast, "window2")

    assert "打开刷卡人" in text(window.get("/counter/"))
    assert other.post("/counter/queue/person/").status_code == 409
    answer = window.post("/counter/queue/person/")

    assert f"person={person.pk}" in answer["Location"]
    assert Look.objects.filter(person=person, purpose="ticket").count() == 1


def test_ten_thousand_hostile_scans_are_no_cards(hall: Queue, touch: Client):  # noqa: F811
    dice = Random(20261126)
    made = ["".join(dice.choices(PARTS, k=dice.randint(1, 6))) for _one in range(10_000)]

    assert [one for one in made if cards.read(one, on=today())] == []
    for one in made[:12]:
        answer = scan(touch, hall, one)
        assert (answer.status_code, CALM in text(answer) or "没有查到" in text(answer)) == (200, True)
    assert not Ticket.objects.exists()
