"""The displays' stream, driven as a server would: what stands, what happens, what was missed, who may listen."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from tests.tickets.queue import Queue, lay
from tests.town import Clock, build
from yimen.faces.board import stream
from yimen.faces.shared.now import now
from yimen.journal import source
from yimen.office import devices
from yimen.office.models import Beat, Device
from yimen.tickets import announcing, calling, serving, taking
from yimen.tickets.models import Ticket


@pytest.fixture
def hall(transactional_db: None, clock: Clock) -> Any:
    """The hall with real commits, under the real clock; the stream's own connection is closed in the end."""
    queue = lay(build(clock))
    source.unseed()
    yield queue
    stream._database.submit(connections.close_all).result()


def board(hall: Queue, centre: Any = None, name: str = "屏") -> str:
    device = devices.add(centre or hall.cast.hall, kind="board", name=name, by=hall.by("network"), at=now())
    return str(device.token)


def call(hall: Queue) -> None:
    taking.take(hall.lines["A"], by=hall.by("supervisor"), at=now())
    calling.call_next(hall.window("window"), by=hall.by("window"), at=now())


def finish(hall: Queue) -> None:
    serving.finish(Ticket.objects.get(state="called"), by=hall.by("window"), at=now())


def pad(hall: Queue, who: str) -> "Screen":
    window = hall.window(who)
    device = devices.add(hall.cast.hall, kind="pad", name=who, window=window, by=hall.by("network"), at=now())
    return Screen(device.token, face="pad")


class Screen:
    """One screen: what it was sent, and its end."""

    def __init__(self, token: str, last: str = "", face: str = "board") -> None:
        headers = [(b"last-event-id", last.encode())] if last else []
        self.scope: dict[str, Any] = {
            "type": "http",
            "method": "GET",
            "path": f"/{face}/{token}/events/",
            "headers": headers,
        }
        self.sent: list[dict[str, Any]] = []
        self.leaves = asyncio.Event()
        self.arrived = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.leaves.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.sent.append(message)
        self.arrived.set()

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def states(self) -> list[Any]:
        return self._told("state")

    @property
    def visits(self) -> list[Any]:
        return [one["visit"] for one in self._told("visit")]

    def _told(self, event: str) -> list[Any]:
        bodies = [one["body"].decode() for one in self.sent if one.get("body")]
        return [json.loads(body.split("data: ", 1)[1]) for body in bodies if f"event: {event}\n" in body]

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not holds():
                self.arrived.clear()
                await self.arrived.wait()


def watched(screens: list[Screen], story: Callable[[], Any]) -> None:
    """Open the screens, let the story happen, close them."""

    async def run() -> None:
        opened = [asyncio.ensure_future(stream.application(one.scope, one.receive, one.send)) for one in screens]
        await story()
        for one in screens:
            one.leaves.set()
        await asyncio.gather(*opened)
        if stream._watching:
            await stream._watching

    asyncio.run(run())


async def in_thread(do: Callable[..., Any], *given: Any) -> None:
    """An act by somebody else, on a connection of its own."""

    def act() -> None:
        try:
            do(*given)
        finally:
            connections.close_all()

    await asyncio.to_thread(act)


def codes(state: Any) -> list[str]:
    return [one["code"] for one in state["calls"]]


def test_a_screen_is_told_what_stands_and_then_every_call(hall: Queue):
    call(hall)
    screen = Screen(board(hall))

    async def story() -> None:
        await screen.until(lambda: len(screen.states) >= 1)
        await in_thread(call, hall)
        await screen.until(lambda: codes(screen.states[-1])[-1:] == ["A002"])

    watched([screen], story)

    assert screen.status == 200
    assert codes(screen.states[0]) == ["A001"]
    assert screen.sent[1]["body"].startswith(b"retry: 1000\nid: 1.")  # a second after it is lost it asks again


def test_all_screens_of_a_hall_hear_it_and_those_of_another_do_not(hall: Queue):
    mine = [Screen(board(hall, name=f"屏{number}")) for number in range(3)]
    village = hall.cast.town.centres["DYLS"]
    elsewhere = Screen(
        Device.objects.create(centre=village, kind="board", shows="hall", name="村", token="v" * 26).token
    )

    async def story() -> None:
        for one in [*mine, elsewhere]:
            await one.until(lambda one=one: len(one.states) >= 1)  # type: ignore[misc]  # its own screen
        await in_thread(call, hall)
        for one in mine:
            await one.until(lambda one=one: codes(one.states[-1]) == ["A001"])  # type: ignore[misc]  # its own screen

    watched([*mine, elsewhere], story)

    assert [codes(one) for one in elsewhere.states] == [[]] * len(elsewhere.states)


def test_a_display_that_is_switched_is_told_at_once(hall: Queue):
    screen = Screen(board(hall))
    device = Device.objects.get(token=screen.scope["path"].split("/")[2])

    async def story() -> None:
        await screen.until(lambda: len(screen.states) >= 1)
        await in_thread(lambda: devices.switch(device, shows="waiting", by=hall.by("director"), at=now()))
        await screen.until(lambda: screen.states[-1]["pages"] == {str(device.pk): "waiting"})

    watched([screen], story)


def test_a_pad_hears_what_ended_at_its_window_and_nothing_else(hall: Queue):
    mine, other = pad(hall, "window"), pad(hall, "window2")
    other_pad = Device.objects.get(name="window2")

    async def story() -> None:
        for one in (mine, other):
            await one.until(lambda one=one: len(one.visits) >= 1)  # type: ignore[misc]  # its own screen
        await in_thread(call, hall)
        await in_thread(finish, hall)
        await mine.until(lambda: bool(mine.visits[-1]))
        await in_thread(lambda: devices.close(other_pad, by=hall.by("network"), at=now()))
        await other.until(lambda: other.visits[-1] is None)

    watched([mine, other], story)

    assert set(mine.visits) == {"", str(Ticket.objects.get().pk)}
    assert set(other.visits) == {"", None}, "out of service it is told to look, and finds its page gone"
    assert mine.states == []


def test_a_pad_that_comes_late_is_told_whom_to_ask_and_hears_beats(hall: Queue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stream, "BEAT", 0.05)
    call(hall)
    finish(hall)
    late = pad(hall, "window")

    async def story() -> None:
        await late.until(lambda: any(b"event: beat" in one.get("body", b"") for one in late.sent))

    watched([late], story)

    assert set(late.visits) == {str(Ticket.objects.get().pk)}


def test_a_screen_that_comes_back_is_told_what_it_missed(hall: Queue):
    token = board(hall)
    call(hall)
    first = Screen(token)

    async def looks() -> None:
        await first.until(lambda: len(first.states) >= 1)

    watched([first], looks)
    for _number in range(9):
        call(hall)
    back = Screen(token, last=first.states[-1]["id"])

    async def comes_back() -> None:
        await back.until(lambda: len(back.states) >= 1)

    watched([back], comes_back)

    assert codes(back.states[0]) == [f"A{number:03d}" for number in range(2, 11)]


@pytest.mark.parametrize(
    "path",
    ["/board/{}/", "/board/{}/events/more/", "/kiosk/{}/events/", "/pad/{}/events/", "/", "/board/unknown/events/"],
)
def test_any_other_address_is_not_there(hall: Queue, path: str):
    screen = Screen("")
    screen.scope["path"] = path.format(board(hall))

    async def story() -> None:
        await screen.until(lambda: len(screen.sent) == 2)

    watched([screen], story)

    assert screen.status == 404


def test_a_screen_that_listens_or_says_so_is_there(hall: Queue):
    token = board(hall)
    listens, says = Screen(token), Screen(token)
    says.scope |= {"method": "POST", "query_string": b"trouble=mute"}

    async def story() -> None:
        await listens.until(lambda: len(listens.states) >= 1)
        await says.until(lambda: len(says.sent) == 2)
        await stream._read(stream._write_heard)

    watched([listens, says], story)

    assert (says.status, Beat.objects.get().trouble) == (204, "mute")


def test_silence_is_told_too(hall: Queue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stream, "BEAT", 0.05)
    screen = Screen(board(hall))

    async def story() -> None:
        await screen.until(lambda: any(b"event: beat" in one.get("body", b"") for one in screen.sent))

    watched([screen], story)


def test_a_screen_that_does_not_take_what_it_is_told_is_let_go(hall: Queue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stream, "FULL", 1)
    screen = Screen(board(hall))
    stands_still = asyncio.Event()

    async def send_slowly(message: Any) -> None:
        await screen.send(message)
        if message.get("more_body"):
            await stands_still.wait()

    async def run() -> None:
        opened = asyncio.ensure_future(stream.application(screen.scope, screen.receive, send_slowly))
        await screen.until(lambda: len(screen.states) >= 1)
        for _number in range(3):
            await in_thread(call, hall)
            await asyncio.sleep(stream.TICK * 2)
        assert not stream._screens
        stands_still.set()
        await opened

    asyncio.run(run())


def test_a_database_that_is_away_does_not_end_the_stream(hall: Queue, monkeypatch: pytest.MonkeyPatch):
    screen, heads = Screen(board(hall)), announcing.heads
    failures = [1]

    def sometimes(centres: Any) -> Any:
        if failures and len(screen.states) >= 1:
            failures.pop()
            raise OSError("away")
        return heads(centres)

    monkeypatch.setattr(announcing, "heads", sometimes)

    async def story() -> None:
        await screen.until(lambda: len(screen.states) >= 1)
        await in_thread(call, hall)
        await screen.until(lambda: codes(screen.states[-1]) == ["A001"])

    watched([screen], story)

    assert failures == []
