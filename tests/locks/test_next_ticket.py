"""T5: windows that call at one moment never get the same ticket, and none is lost; T6: without the lock the test sees it."""

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection

from tests.locks.racing import Act, at_once, only_refusals
from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.cases import intake
from yimen.journal import doctor, door
from yimen.journal.errors import NotNow
from yimen.journal.fold import replay
from yimen.journal.models import Entry
from yimen.journal.once import once
from yimen.office.models import Holding, Post, Staff, Window
from yimen.office.signing_in import actor_in
from yimen.tickets import calling, cutting, serving, taking
from yimen.tickets.models import Ticket

WINDOWS = 6
IS_POSTGRES = connection.vendor == "postgresql"


@pytest.fixture
def queue(committed: Cast) -> Queue:
    """The hall with six more windows, each with a clerk: w0 … w5."""
    queue = lay(committed)
    for number in range(WINDOWS):
        window = Window.objects.create(centre=committed.hall, number=50 + number, name=f"{50 + number}号窗口")
        post = Post.objects.create(centre=committed.hall, window=window, title=f"窗口{number}", role="window")
        staff = Staff.objects.create(username=f"w{number}", name=f"窗{number}", password="!")
        Holding.objects.create(post=post, staff=staff, from_on="2026-01-01")
        committed.town.posts[f"w{number}"], committed.town.staff[f"w{number}"] = post, staff
    return queue


def calls(queue: Queue, who: str) -> Act:
    """Somebody presses F6, the actor known beforehand."""
    window, at = queue.window(who), queue.at()
    by = actor_in(queue.cast.town.staff[who], queue.cast.town.posts[who])
    return lambda: calling.call_next(window, by=by, at=at)


def all_press(queue: Queue) -> list[Any]:
    return at_once(*[calls(queue, f"w{number}") for number in range(WINDOWS)])


def called_codes() -> list[str]:
    """What the journal says was called, each call for itself."""
    bodies = Entry.objects.filter(act="tickets.call").order_by("number").values_list("body", flat=True)
    return [re.findall(r'"code":"(\w+)"', body)[0] for body in bodies]


def test_six_windows_call_six_tickets_again_and_again(queue: Queue):
    for _number in range(WINDOWS * 5):
        queue.take("A", queue.at())

    for _time in range(5):
        assert only_refusals(all_press(queue)) == []

    codes = called_codes()
    assert sorted(codes) == [f"A{number:03d}" for number in range(1, WINDOWS * 5 + 1)]
    rounds = [codes[start : start + WINDOWS] for start in range(0, len(codes), WINDOWS)]
    assert [sorted(one) for one in rounds] == [
        sorted(codes)[start : start + WINDOWS] for start in range(0, 30, WINDOWS)
    ]
    assert replay(queue.cast.hall.pk) == []
    assert doctor.examine() == []


def test_six_windows_and_four_tickets_leave_two_windows_with_nobody(queue: Queue):
    for _number in range(4):
        queue.take("A", queue.at())

    refused = only_refusals(all_press(queue))

    assert [one.code for one in refused] == ["nobody_waits"] * 2
    assert sorted(called_codes()) == ["A001", "A002", "A003", "A004"]


def rounds_gone_wrong(queue: Queue) -> int:
    """In how many of ten rounds a ticket was called twice, or somebody was turned away by the database."""
    wrong = 0
    for _time in range(10):
        for _number in range(WINDOWS):
            queue.take("A", queue.at())
        before = len(called_codes())
        results = all_press(queue)
        codes = called_codes()[before:]
        wrong += len(set(codes)) < WINDOWS or any(isinstance(one, Exception) for one in results)
    return wrong


def test_with_the_lock_ten_rounds_go_right(queue: Queue):
    assert rounds_gone_wrong(queue) == 0


@pytest.fixture
def unlocked(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """SKIP LOCKED taken out on PostgreSQL; on SQLite the write lock at the start of every transaction."""
    monkeypatch.setattr(calling, "SKIP_LOCKED", "")
    if not IS_POSTGRES:
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1)
        connection.close()
    yield
    connection.close()


def test_without_the_lock_the_same_rounds_go_wrong(queue: Queue, unlocked: None):
    """The control: what the tests above see is the lock."""
    assert rounds_gone_wrong(queue) >= 1


def chooses(queue: Queue, who: str, ticket: Ticket) -> Act:
    window, by, at = queue.window(who), queue.by(who), queue.at()
    return lambda: calling.call_chosen(window, ticket, reason="frail", by=by, at=at)


def chosen_gone_wrong(queue: Queue) -> int:
    """In how many of five rounds in which six windows choose the same one it came to more than one, or to none."""
    wrong = 0
    for _time in range(5):
        ticket = queue.take("A", queue.at())
        results = at_once(*[chooses(queue, f"w{number}", ticket) for number in range(WINDOWS)])
        wrong += sorted(getattr(one, "code", "") for one in results) != [ticket.code, *["not_waiting"] * (WINDOWS - 1)]
    return wrong


def test_six_windows_choose_the_same_one_and_one_has_it(queue: Queue):
    assert chosen_gone_wrong(queue) == 0
    assert replay(queue.cast.hall.pk) == []


def test_without_the_lock_the_chosen_one_is_called_to_several(queue: Queue, unlocked: None):
    assert chosen_gone_wrong(queue) >= 1


def test_without_the_windows_lock_two_presses_are_stopped_by_the_constraint(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
):
    """T6: what keeps one window at one ticket is a lock, and behind it a constraint that turns the second press away."""
    for _number in range(20):
        queue.take("A", queue.at())
    monkeypatch.setattr(calling, "lock", lambda row, **_more: row)

    wrong = 0
    for _time in range(5):
        wrong += any(isinstance(one, IntegrityError) for one in at_once(*[calls(queue, "w0")] * 3))
        assert Ticket.objects.filter(state__in=["called", "serving"], window=queue.window("w0")).count() == 1
    assert wrong >= 1 or not IS_POSTGRES  # SQLite has one writer, whoever locks what


def test_without_the_counters_lock_two_numbers_are_one_and_the_constraint_sees_it(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
):
    at = queue.at()
    monkeypatch.setattr(door, "number_at_once", lambda centre_id, series: Ticket.objects.count() + 1)

    results = at_once(*[lambda: [taking.take(queue.lines["A"], by=queue.kiosk, at=at) for _ in range(5)]] * 4)

    codes = list(Ticket.objects.values_list("code", flat=True))
    assert len(codes) == len(set(codes))
    assert any(isinstance(one, IntegrityError) for one in results) or not IS_POSTGRES


def test_one_window_pressed_twice_at_one_moment_has_one_ticket_in_hand(queue: Queue):
    """From two browsers: one after the other, so that the second finishes what the first called."""
    for _number in range(4):
        queue.take("A", queue.at())

    results = at_once(calls(queue, "w0"), calls(queue, "w0"))

    assert only_refusals(results) == []
    assert Ticket.objects.filter(state__in=["called", "serving"]).count() == 1
    assert called_codes() == ["A001", "A002"]


def test_the_same_press_sent_twice_calls_once(queue: Queue):
    for _number in range(3):
        queue.take("A", queue.at())
    press, at, by = calls(queue, "w0"), queue.at(), queue.by("w0")

    results = at_once(*[lambda: once(press, by=by, act="counter.next", key="k" * 9, given="w0", at=at)] * 2)

    assert only_refusals(results) == []
    assert sorted(one.was_done for one in results) == [False, True]
    assert called_codes() == ["A001"]


def test_numbers_taken_at_once_have_no_holes_and_are_called_in_their_order(queue: Queue):
    at = queue.at()

    def takes(letter: str) -> Act:
        line = queue.lines[letter]
        return lambda: [taking.take(line, by=queue.kiosk, at=at).code for _ in range(5)]

    results = at_once(*[takes(letter) for letter in "AAABBC"])

    assert only_refusals(results) == []
    assert sorted(code for codes in results for code in codes if code[0] == "A") == [f"A{n:03d}" for n in range(1, 16)]
    by_place = Ticket.objects.filter(code__startswith="A").order_by("place").values_list("number", flat=True)
    assert list(by_place) == list(range(1, 16))
    assert doctor.examine() == []


def test_the_hall_is_cut_anew_while_windows_call_and_numbers_are_taken(queue: Queue):
    """Nobody waits for anybody for ever, and no ticket is lost."""
    for _number in range(8):
        queue.take("A", queue.at())
    at, director = queue.at(), queue.by("director")
    plans = [queue.plan(window="*", w0="AB", w1="*"), queue.plan(window2="*", w0="*")]

    def cuts() -> None:
        for plan in [*plans, *plans]:
            cutting.recut(queue.cast.hall, plan, by=director, at=at)

    def takes() -> list[str]:
        return [taking.take(queue.lines["A"], by=queue.kiosk, at=at).code for _ in range(6)]

    results = at_once(cuts, takes, calls(queue, "w0"), calls(queue, "w1"))

    assert {one.code for one in only_refusals(results)} <= {"window_closed"}
    called = len(called_codes())
    assert Ticket.objects.filter(state="waiting").count() == 14 - called
    assert replay(queue.cast.hall.pk) == []
    assert doctor.examine() == []


def test_a_case_that_carries_the_ticket_and_the_end_of_the_visit_do_not_wait_for_each_other(queue: Queue):
    queue.take("A", queue.at())
    cast, at, by = queue.cast, queue.at(), queue.by("w0")
    ticket = calls(queue, "w0")()
    handed = cast.handed(at, code="PX-01", ticket_id=ticket.pk)

    results = at_once(
        lambda: intake.receive(handed, by=cast.window, at=at), lambda: serving.finish(ticket, by=by, at=at)
    )

    assert only_refusals(results) == []


def works(queue: Queue, number: int) -> Act:
    """A clerk calls six times and does something with whoever comes; gives how many came."""
    who, drawn, at = f"w{number}", random.Random(number), queue.at()
    by, press = queue.by(who), calls(queue, who)

    def somehow(ticket: Ticket) -> None:
        act = drawn.choice(["miss", "finish", "send", ""])
        if act == "miss":
            serving.return_(serving.miss(ticket, by=by, at=at), by=by, at=at)
        elif act == "send":
            serving.transfer(ticket, line=queue.lines[drawn.choice("ABC")], by=by, at=at)
        elif act == "finish":
            serving.finish(ticket, by=by, at=at)

    def work() -> int:
        came = 0
        for _time in range(6):
            try:
                somehow(press())
                came += 1
            except NotNow:
                continue
        return came

    return work


def test_drawn_at_random_everybody_works_and_every_ticket_is_somewhere(queue: Queue):
    """Six clerks and two kiosks for a while: called, missed, returned, sent on, finished."""
    at = queue.at()
    for _number in range(12):
        queue.take("A", at)

    def kiosk() -> int:
        return len([taking.take(queue.lines["B"], by=queue.kiosk, at=at) for _ in range(8)])

    results = at_once(*[works(queue, number) for number in range(WINDOWS)], kiosk, kiosk)

    assert only_refusals(results) == []
    assert len(called_codes()) == sum(results[:WINDOWS])
    assert Ticket.objects.count() == 28
    assert replay(queue.cast.hall.pk) == []
    assert doctor.examine() == []
