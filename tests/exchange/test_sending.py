"""A message: asked for once, sent once; what the gateway refuses is given up, what it cannot take now is tried again."""

import json
import socket
import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction

from tests.exchange.conftest import Gateway
from tests.tickets.queue import Queue
from yimen.exchange import gateway, reading, sending
from yimen.exchange.models import Message
from yimen.journal import doctor, jobs
from yimen.journal.errors import NotNow, NotYours
from yimen.journal.models import Entry, Fact, Job
from yimen.office.actor import Actor

PHONE, WORDS = "13800001234", "【德源】A001 号前面还有3位，请到大厅等候。"
CLOCK = Actor.clock()
SECOND = timedelta(seconds=1)


@pytest.fixture
def asked(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> Message:
    """A message about a ticket, true as long as nobody says otherwise."""
    monkeypatch.setitem(sending._STANDS, "ticket_near", lambda _subject: True)
    message = ask(queue)
    assert message is not None
    return message


def ask(queue: Queue, *, by: Actor = CLOCK, kind: str = "ticket_near") -> Message | None:
    at = queue.at(9)
    ticket = queue.take("A", at) if not Message.objects.exists() else Message.objects.get()
    subject: Any = ticket if not isinstance(ticket, Message) else type("T", (), {"pk": ticket.subject_id})
    return sending.ask(subject, kind=kind, phone=PHONE, words=WORDS, lapses_at=at + 600 * SECOND, by=by, at=at)


def work(queue: Queue, seconds: int = 0) -> datetime:
    """The worker's round some seconds after nine."""
    at = queue.at(9) + seconds * SECOND
    queue.cast.clock.now = at
    jobs.work(at=at)
    return at


def state() -> tuple[str, int, str]:
    message = Message.objects.get()
    return message.state, message.attempts, message.answer


def test_it_is_sent_once_with_its_key_and_its_number_is_wiped(asked: Message, queue: Queue, phones: Gateway):
    at = work(queue)
    work(queue, 60)
    jobs._DOES[sending.SEND](asked.pk, at=at)  # a job that is done again

    (got,) = phones.got
    assert {name: got[name] for name in ("to", "text", "id", "path")} == {
        "to": PHONE, "text": WORDS, "id": str(asked.pk), "path": "/sms?channel=hall",
    }  # fmt: skip
    assert got["headers"] == {
        "Idempotency-Key": str(asked.pk), "Authorization": "Bearer s3cret", "Content-Type": "application/json",
    }  # fmt: skip
    asked.refresh_from_db()
    assert (asked.state, asked.phone, asked.ended_at, asked.attempts) == ("sent", None, at, 1)
    assert not Job.objects.exists()
    assert doctor.examine() == []


def test_a_subject_has_one_message_of_a_kind(asked: Message, queue: Queue):
    assert ask(queue) is None
    copy = {"centre_id": asked.centre_id, "kind": asked.kind, "subject_id": asked.subject_id, "phone": PHONE}
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(**copy, state="waiting", words="", asked_at=asked.asked_at, lapses_at=asked.asked_at)


def test_what_failed_is_tried_again_with_growing_pauses_under_the_same_key(
    asked: Message, queue: Queue, phones: Gateway
):
    phones.answers = [500, 503]
    work(queue)
    assert state() == ("waiting", 1, "500")
    work(queue, 4)
    assert len(phones.got) == 1
    work(queue, 5)
    work(queue, 34)
    assert len(phones.got) == 2
    work(queue, 35)

    assert state() == ("sent", 3, "200")
    assert {one["headers"]["Idempotency-Key"] for one in phones.got} == {str(asked.pk)}


@pytest.mark.parametrize("status", [400, 302])
def test_what_is_refused_is_given_up_at_once(asked: Message, queue: Queue, phones: Gateway, status: int):
    phones.answers = [status]
    work(queue)
    work(queue, 60)

    assert state() == ("given_up", 1, str(status))
    assert len(phones.got) == 1
    assert Message.objects.get().phone is None
    assert reading.not_sent_since(queue.at(8)) == [str(status)]


def test_without_an_answer_in_time_it_is_tried_later_and_others_do_not_wait_for_it(
    asked: Message, queue: Queue, phones: Gateway, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(gateway, "TIMEOUT_S", 0.05)
    phones.answers = [0]
    work(queue)
    assert state() == ("waiting", 1, "timeout")
    work(queue, 5)
    assert (state(), len(phones.got)) == (("waiting", 1, "timeout"), 1)  # the gateway rests
    gateway.wake()
    work(queue, 35)

    assert state() == ("sent", 2, "200")


def test_nobody_there_is_no_answer(asked: Message, queue: Queue, phones: Gateway, settings: Any):
    for url in ("http://127.0.0.1:9/", "http://127.0.0.1:port/"):
        settings.MESSAGES_URL = url
        gateway.wake()
        assert gateway.send(to=PHONE, text=WORDS, key="k").said == "unreachable"
        assert gateway.is_resting()


@pytest.mark.parametrize("why", ["untrue", "late"])
def test_what_says_nothing_true_any_more_is_not_sent(
    asked: Message, queue: Queue, phones: Gateway, monkeypatch: pytest.MonkeyPatch, why: str
):
    phones.answers = [500]
    work(queue)
    if why == "untrue":
        monkeypatch.setitem(sending._STANDS, "ticket_near", lambda _subject: False)
    work(queue, 5 if why == "untrue" else 600)

    assert state() == ("lapsed", 1, "500")
    assert len(phones.got) == 1
    assert Message.objects.get().phone is None


def test_what_the_gateway_took_is_not_sent_again_though_the_power_went(asked: Message, queue: Queue, phones: Gateway):
    Message.objects.update(answer="202", attempts=1)
    work(queue)

    assert (state(), phones.got) == (("sent", 1, "202"), [])


def test_what_lapsed_on_its_way_counts_as_sent(asked: Message, queue: Queue):
    message = sending.lapse(asked, by=CLOCK, at=queue.at(9))
    with pytest.raises(NotNow):
        sending.lapse(message, by=CLOCK, at=queue.at(9))
    sending._answered(message, "send", by=CLOCK, at=queue.at(9))

    assert Message.objects.get().state == "sent"


def test_nobody_but_the_clock_asks_for_one(queue: Queue, cast: Any):
    for by in (cast.window, cast.director, queue.kiosk, Actor.public()):
        with pytest.raises(NotYours):
            ask(queue, by=by)
        assert not Message.objects.exists()
        queue.lines["A"], queue.lines["B"] = queue.lines["B"], queue.lines["A"]


def test_number_and_words_stand_nowhere_but_sealed(
    asked: Message, queue: Queue, phones: Gateway, caplog: pytest.LogCaptureFixture
):
    phones.answers = [500]
    work(queue)
    work(queue, 5)

    out = caplog.text + json.dumps(list(Entry.objects.values_list("body", flat=True)))
    out += json.dumps(list(Job.objects.values("key", "lane", "error")), default=str)
    assert "job failed" in out
    for clear in (PHONE, "0001234", "前面还有"):
        assert clear not in out
    assert not Fact.objects.filter(entry__act__startswith="exchange.").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM exchange_message")
        assert "前面还有".encode() not in bytes(cursor.fetchone()[0])


def test_the_command_sends_one_and_says_what_came_of_it(phones: Gateway, capsys: pytest.CaptureFixture[str]):
    call_command("try_message", "138 0000 1234")
    phones.answers = [401, 418]

    assert "网关收下了（200）" in capsys.readouterr().out
    assert (phones.got[0]["to"], "测试短信" in phones.got[0]["text"]) == (PHONE, True)
    with pytest.raises(CommandError, match="YIMEN_MESSAGES_TOKEN"):
        call_command("try_message", PHONE)
    with pytest.raises(CommandError, match="回答是 418"):
        call_command("try_message", PHONE)
    with pytest.raises(CommandError, match="您输入了3位"):
        call_command("try_message", "138")


def test_without_a_gateway_the_command_says_how_to_set_one(settings: Any):
    settings.MESSAGES_URL = ""

    with pytest.raises(CommandError, match="YIMEN_MESSAGES_URL"):
        call_command("try_message", PHONE)


def test_a_name_server_that_does_not_answer_holds_up_nothing_and_nothing_goes_out_late(
    phones: Gateway, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    answers, found = threading.Event(), socket.getaddrinfo
    settings.MESSAGES_URL = settings.MESSAGES_URL.replace("127.0.0.1", "localhost")

    def hangs(*asked: Any, **more: Any) -> Any:
        assert answers.wait(10)
        return found("127.0.0.1", *asked[1:], **more)

    monkeypatch.setattr(socket, "getaddrinfo", hangs)
    monkeypatch.setattr(gateway, "TIMEOUT_S", 0.05)
    began = time.monotonic()
    assert gateway.send(to=PHONE, text=WORDS, key="k").said == "timeout"
    assert time.monotonic() - began < 2
    assert gateway.is_resting()

    [left] = [one for one in threading.enumerate() if one.name == "gateway"]
    answers.set()
    left.join(10)
    assert (left.is_alive(), phones.got) == (False, [])


def test_an_answer_in_drops_is_none_in_time(phones: Gateway, settings: Any, monkeypatch: pytest.MonkeyPatch):
    """Each drop comes within a socket's own limit."""
    monkeypatch.setattr(gateway, "TIMEOUT_S", 0.1)
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            taken, _whence = server.accept()
            with taken, suppress(OSError):
                while not over.wait(0.02):
                    taken.sendall(b"H")

        dripping = threading.Thread(target=drip)
        dripping.start()
        settings.MESSAGES_URL = f"http://127.0.0.1:{server.getsockname()[1]}/"
        began = time.monotonic()
        assert gateway.send(to=PHONE, text=WORDS, key="k").said == "timeout"
        assert time.monotonic() - began < 2
        over.set()
        dripping.join(10)
    for left in [one for one in threading.enumerate() if one.name == "gateway"]:
        left.join(10)
        assert not left.is_alive()
