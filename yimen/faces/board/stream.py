"""The displays' stream: plain server-sent events from a process of its own, a read in 200 ms for all screens (design 7).

GET /board/TOKEN/events/ answers `state` whenever the hall's queue changed, and `beat` while nothing happens. The id of a
state is the place of the hall's stream, epoch.number: a screen that comes back names it and is told what it missed.
GET /pad/TOKEN/events/ answers `visit` when a service has ended at the pad's window, with what the pad is to ask about, and
when the pad was taken out of service; `beat` else.
POST to the same address is the screen's own beat: a connection whose other end lost its power looks whole for minutes.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import parse_qs
from uuid import UUID

import structlog
from django.db import close_old_connections

from yimen.faces.shared import waits
from yimen.faces.shared.now import now
from yimen.journal.errors import NotThere
from yimen.office import devices, watching
from yimen.office.models import Device
from yimen.tickets import announcing
from yimen.tickets.announcing import Place
from yimen.voice import pads, rating

TICK = 0.2  # seconds between two looks at the heads of the streams
BEAT = 4.0  # seconds of silence after which a screen is told that all is well
LASTS = 900.0  # seconds after which a screen must come anew: it may have been taken out of service
WRITES = 5.0  # seconds after which what the screens said of themselves is written, of all in one statement
FULL = 50  # states that a screen may be behind; one that is slower is let go and comes back
Scope = MutableMapping[str, Any]
Send = Callable[[Scope], Awaitable[None]]
Receive = Callable[[], Awaitable[Scope]]
Read = TypeVar("Read")
log = structlog.get_logger()
_database = ThreadPoolExecutor(1, "database")  # one connection, kept
_KINDS = {"board": Device.Kind.BOARD, "pad": Device.Kind.PAD}  # by the first word of the address
_screens: dict[UUID, set["_Screen"]] = {}
_seen: dict[UUID, Place] = {}
_watching: asyncio.Task[None] | None = None
_known: dict[str, Device] = {}  # by its token, while its screen listens
_latest: dict[UUID, tuple[float, bytes]] = {}  # of each hall the state last read for a screen that came, and when
_heard: dict[UUID, str] = {}  # what each screen said is wrong with it, until it is written


@dataclass(slots=True, eq=False)
class _Screen:
    """A connection: of which device, what it is still to be told, and when it was last told anything."""

    device: Device
    told: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(FULL))
    at: float = 0.0

    @property
    def is_pad(self) -> bool:
        """A pad, not a display."""
        return self.device.kind == Device.Kind.PAD


@dataclass(frozen=True, slots=True)
class _News:
    """What happened in a hall: for its displays, and for single pads."""

    state: bytes = b""
    visits: Mapping[UUID, bytes] = field(default_factory=dict)

    def to(self, screen: _Screen) -> bytes:
        """What it means to this screen, if anything."""
        return self.visits.get(screen.device.pk, b"") if screen.is_pad else self.state


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI: one screen, until it goes."""
    if scope["type"] != "http":
        return
    words = scope["path"].strip("/").split("/")
    device = await _device_of(words) if len(words) == 3 else None
    if device is None or scope["method"] not in ("GET", "POST"):
        return await _answer(send, 404)
    _heard[device.pk] = _trouble(scope)
    if scope["method"] == "GET":
        return await _serve(device, _last_seen(scope), receive, send)
    if not _screens:  # nobody else writes it then
        await _read(_write_heard)
    await _answer(send, 204)


async def _answer(send: Send, status: int) -> None:
    headers = [(b"cache-control", b"no-store"), (b"access-control-allow-origin", b"*")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _serve(device: Device, since: Place | None, receive: Receive, send: Send) -> None:
    mine, centre_id = _Screen(device), device.centre_id
    _known[device.token] = device
    _enter(mine)
    gone = asyncio.ensure_future(_gone(receive, mine.told))
    ends = asyncio.get_running_loop().time() + LASTS
    try:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        body = _BACK_SOON + await _read(partial(_at_first, device, since))
        while body and mine in _screens.get(centre_id, ()) and asyncio.get_running_loop().time() < ends:
            await send({"type": "http.response.body", "body": body, "more_body": True})
            body = await mine.told.get()
    finally:
        gone.cancel()
        _known.pop(device.token, None)
        _leave(mine)


async def _gone(receive: Receive, mine: asyncio.Queue[bytes]) -> None:
    """Once the screen has gone, it is told nothing more."""
    while (await receive())["type"] != "http.disconnect":
        pass
    if mine.full():
        mine.get_nowait()
    mine.put_nowait(b"")


async def _watch() -> None:
    """For all screens: which streams moved; of those whose queue changed what it means to them, once, to every screen of the
    hall; after some silence that all is well; and now and then what the screens said of themselves."""
    clock = asyncio.get_running_loop().time
    writes = clock()
    while _screens:
        await asyncio.sleep(TICK)
        try:
            if clock() >= writes:
                writes = clock() + WRITES
                await _read(_write_heard)
            told = await _read(partial(_moved, dict(_seen)))
            moment = clock()
            for centre_id, screens in list(_screens.items()):
                _tell(list(screens), told.get(centre_id, _NOTHING), moment)
        except Exception as error:  # the database is away: the screens say that nothing comes, and this goes on
            log.error("displays stand still", error=type(error).__name__)
            await _read(close_old_connections)
            await asyncio.sleep(1)


def _tell(screens: list[_Screen], news: _News, moment: float) -> None:
    for one in screens:
        body = news.to(one) or (_BEAT if moment - one.at >= BEAT else b"")
        if not body:
            continue
        one.at = moment
        try:
            one.told.put_nowait(body)
        except asyncio.QueueFull:
            _leave(one)


def _enter(screen: _Screen) -> None:
    global _watching
    _screens.setdefault(screen.device.centre_id, set()).add(screen)
    if _watching is None or _watching.done():
        _watching = asyncio.ensure_future(_watch())


def _leave(screen: _Screen) -> None:
    centre_id = screen.device.centre_id
    _screens.get(centre_id, set()).discard(screen)
    if not _screens.get(centre_id):
        _screens.pop(centre_id, None)
        _seen.pop(centre_id, None)
        _latest.pop(centre_id, None)


async def _read(what: Callable[[], Read]) -> Read:
    return await asyncio.get_running_loop().run_in_executor(_database, what)


def _moved(seen: dict[UUID, Place]) -> dict[UUID, _News]:
    """In the database's thread: what every hall whose queue changed since it was last seen is told."""
    told: dict[UUID, _News] = {}
    for centre_id, here in announcing.heads(list(_screens)).items():
        since = seen.get(centre_id)
        if here == since:
            continue
        if since is None or announcing.has_changed(centre_id, since, here):
            _latest.pop(centre_id, None)
            told[centre_id] = _news(
                centre_id, since, here
            )  # the first time too: else what came meanwhile would be lost
        _seen[centre_id] = here
    return told


def _news(centre_id: UUID, since: Place | None, here: Place) -> _News:
    """In the database's thread, and only what somebody listens for."""
    screens = list(_screens.get(centre_id, ()))
    listening = [one.device.pk for one in screens if one.is_pad]
    state = _state(centre_id, since) if len(listening) < len(screens) else b""
    return _News(state, _visits(centre_id, listening, since, here) if listening else {})


def _visits(centre_id: UUID, listening: list[UUID], since: Place | None, here: Place) -> dict[UUID, bytes]:
    if since is None or since.epoch != here.epoch:
        asked = pads.all_asked(centre_id, at=now())
    else:
        asked = pads.newly_asked(centre_id, since=since, here=here, at=now())
    told = {key: b"" if said is None else _visit(said) for key, said in asked.items()}
    return {key: told.get(key, _GONE) for key in listening}


def _visit(said: str) -> bytes:
    return f"event: visit\ndata: {json.dumps({'visit': said})}\n\n".encode()


def _at_first(device: Device, since: Place | None) -> bytes:
    """In the database's thread: what a screen is told when it comes."""
    if device.kind == Device.Kind.PAD:
        asked = rating.asked_of(device.window, at=now())
        return _visit(str(asked.pk) if asked else "")
    return _state_at_first(device.centre_id, since)


def _state_at_first(centre_id: UUID, since: Place | None) -> bytes:
    """The state for a display that comes. After a power cut all come at once: they are told what was read for the first of
    them, unless something has happened since."""
    read_at, known = _latest.get(centre_id, (0.0, b""))
    if since is None and monotonic() - read_at <= TICK:
        return known
    body = _state(centre_id, since)
    if since is None:
        _latest[centre_id] = (monotonic(), body)
    return body


def _state(centre_id: UUID, since: Place | None) -> bytes:
    state = announcing.state(centre_id, at=now(), since=since, say=waits.brief)
    return f"id: {state['id']}\nevent: state\ndata: {json.dumps(state, ensure_ascii=False)}\n\n".encode()


def _write_heard() -> None:
    """In the database's thread: what the screens said since the last time."""
    heard = {key: _heard.pop(key) for key in list(_heard)}
    if heard:
        watching.heard_all(heard, at=now())


async def _device_of(words: list[str]) -> Device | None:
    face, token, events = words
    if face not in _KINDS or events != "events":
        return None
    known = _known.get(token)
    if known is not None and known.kind == _KINDS[face]:
        return known
    return await _read(partial(_found, token, _KINDS[face]))


def _found(token: str, kind: str) -> Device | None:
    try:
        return devices.by_token(token, kind=kind)
    except NotThere:
        return None


def _trouble(scope: Scope) -> str:
    asked: bytes = scope.get("query_string", b"")
    return parse_qs(asked.decode("ascii", "replace")).get("trouble", [""])[0]


def _last_seen(scope: Scope) -> Place | None:
    said = dict(scope["headers"]).get(b"last-event-id", b"").decode("ascii", "replace")
    return Place.read(said) if said else None


_NOTHING = _News()
_GONE = b'event: visit\ndata: {"visit": null}\n\n'  # a pad is out of service: it looks, and finds its page gone
_BEAT = b"event: beat\ndata: {}\n\n"
_BACK_SOON = b"retry: 1000\n"  # milliseconds after which a screen that lost its stream asks for it again
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # a proxy must not keep it back
    (b"access-control-allow-origin", b"*"),  # the pages have another port; what is told hangs in the hall
]  # fmt: skip
