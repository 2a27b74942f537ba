"""The queue at the window: what is in hand stands in the rail of every page, and each act on it is one key."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yimen.faces.counter import hand
from yimen.faces.counter.drafting import keep_what_is_typed
from yimen.faces.shared import slips
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal import source
from yimen.journal.errors import Malformed, NotNow, NotThere, Refused
from yimen.journal.once import once
from yimen.office.actor import Actor
from yimen.office.models import Window
from yimen.tickets import calling, cutting, foretelling, halls, helping, holding, priority, reading, serving, taking
from yimen.tickets.lifecycle import Act, possible
from yimen.tickets.models import QueueWindow, Ticket
from yimen.tickets.reasons import Pause
from yimen.voice import rating

Doing = Callable[[HttpRequest, Window, Actor, datetime], Any]
_INTAKE = "/counter/intake/"  # pages on which something is typed that must not be lost
_NOBODYS = "-"  # a page that is about somebody who came without a number


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*hand.COUNTER)
def queue(request: HttpRequest) -> HttpResponse:
    """One act on the queue, once; the rail comes back alone by htmx, else the page from which it was pressed. A bare look
    is the count of those who wait."""
    window = halls.window_of(hand.by(request))
    if request.method != "POST" or window is None:
        return render(request, "counter/_counts.html", rail(request))
    problem = _do(request, window)
    if getattr(request, "htmx", False):
        page = rail(request, problem=problem) | {"swaps_counts": True}
        return render(request, "counter/_queue.html", page, status=problem.status if problem else 200)
    if problem:
        messages.error(request, str(problem.message))
    return redirect(_back(request))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*hand.COUNTER)
def take(request: HttpRequest) -> HttpResponse:
    """代取号: a number for a person who stands here; its slip is printed by the browser."""
    by, key = hand.by(request), request.POST.get("key", "")
    if request.method != "POST":
        hall = foretelling.hall(by.centre_id, at=now()) if by.centre_id else None
        page = {"hall": hall, "key": source.new_token(), "classes": priority.offered(on=today())}
        return render(request, "counter/take.html", page)
    line, claimed = halls.line_for(by, line_id=_uuid(request.POST.get("line", ""))), request.POST.get("priority", "")
    outcome = once(
        lambda: taking.take(line, priority=claimed, by=by, at=now()),
        by=by, act="counter.take", key=key, given=f"{line.pk} {claimed}".strip(), at=now(),
    )  # fmt: skip
    ticket = reading.ticket_for(by, ticket_id=outcome.subject_id)
    return render(request, "counter/taken.html", slips.shown(ticket, line.centre))


@require_POST
@staff_only(*hand.COUNTER)
def person(request: HttpRequest) -> HttpResponse:
    """接待本人: who read their card for the number in hand is the person in hand. Raises what `holding.open` raises."""
    by = hand.by(request)
    window = halls.window_of(by)
    ticket = reading.in_hand(window) if window else None
    if ticket is None:
        raise NotNow(_("手上没有号，请先叫下一位。"), code="nothing_in_hand")
    found = holding.open(ticket, by=by, at=now())
    return redirect(f"{reverse('counter:home')}?person={found.pk}&ticket={ticket.pk}")


def bind(request: HttpRequest, visit: Ticket | None) -> None:
    """Say that the page is about who came with this number, or with none: it stays theirs when the next is called."""
    request.bound_to = str(visit.pk) if visit else _NOBODYS  # type: ignore[attr-defined]  # read by the rail


def in_hand(by: Actor) -> Ticket | None:
    """The ticket at the clerk's window."""
    return reading.in_hand(halls.window_of(by))


def rail(request: HttpRequest, *, problem: Refused | None = None) -> dict[str, Any]:
    """What the rail and the top line show: how many wait, the ticket in hand with what can be done, who was missed, where
    one can be sent. Read once a page."""
    known: dict[str, Any] | None = getattr(request, "queue_shown", None)
    if known is None:
        known = request.queue_shown = _read(request)  # type: ignore[attr-defined]  # of this module alone
    return known | {"problem": problem}


def _read(request: HttpRequest) -> dict[str, Any]:
    by = hand.by(request)
    window = halls.window_of(by)
    if window is None:
        return {"window": None}
    ticket, way = reading.in_hand(window), serving.way_of(window)
    page: dict[str, Any] = {
        "request": request, "window": window, "ticket": ticket, "way": way, "key": source.new_token(),
        "preferred": priority.word(ticket.priority, on=today()) if ticket else "",
        "proof": priority.PROOF.get(ticket.priority, "") if ticket else "",
        "holder_known": ticket is not None and holding.is_known(ticket), "help_calls": helping.waiting(by),
        "waiting": halls.waiting_for(way, on=today()),
        "wait": foretelling.of_window(way, at=now()), "missed": reading.missed(by, on=today()),
        "can": _can(ticket, way), "targets": _targets(by) if ticket else [], "pauses": Pause.choices,
        "note": reading.note_of(ticket) if ticket and ticket.times_called > 1 else "",
        "not_rated": rating.not_rated(window, at=now()),
        "back": request.POST.get("queue_back") or request.get_full_path(),
        "is_intake": bool(request.POST.get("item")) or request.path.startswith(_INTAKE),
    }  # fmt: skip
    return page | _binding(request, by, ticket)


def _can(ticket: Ticket | None, way: QueueWindow) -> dict[str, bool]:
    """Which buttons can be pressed. That nobody waits is said when the key is pressed, since it may just have changed."""
    acts = possible(ticket.state) if ticket else frozenset()
    can = {
        str(act): act in acts for act in (Act.RECALL, Act.START, Act.MISS, Act.TRANSFER, Act.FINISH, Act.NEXT_MATTER)
    }
    return can | {"next": not way.is_paused and way.mode != way.Mode.CLOSED}


def _binding(request: HttpRequest, by: Actor, ticket: Ticket | None) -> dict[str, Any]:
    """Whose the page is. One that is about somebody stays theirs when the next is called: `belongs_to` then says so."""
    said = request.POST.get("queue_bound", "") or getattr(request, "bound_to", "")
    bound = hand.visit(by, said)
    other = bool(said) and ticket is not None and (bound is None or bound.pk != ticket.pk)
    return {"bound": said, "belongs_to": bound, "is_anothers": other}


def _targets(by: Actor) -> list[tuple[str, list[tuple[str, str]]]]:
    """Lines and windows to which the ticket in hand can be sent, as a list to choose from."""
    lines, windows = halls.targets(by)
    named = [(f"window:{one.pk}", _called(one)) for one in windows]
    people = [(f"person:{one.pk}", f"{one.name} · {_called(at)}") for one, at in halls.people(by, on=today())]
    return [(_("业务"), [(f"line:{one.pk}", str(one)) for one in lines]), (_("窗口"), named), (_("人员"), people)]


def _called(window: Window) -> str:
    """What a window is called among others: with its number, once."""
    if str(window.number) in window.name:
        return window.name
    return _("%(n)s号 %(name)s") % {"n": window.number, "name": window.name}


def _do(request: HttpRequest, window: Window) -> Refused | None:
    """Do what was pressed, once; what was refused, or None."""
    by, at, pressed = hand.by(request), now(), _pressed(request)
    try:
        if pressed[0] not in DOERS:
            raise NotThere()
        if pressed[0] == "next":
            keep_what_is_typed(request, by=by, at=at)
        once(
            lambda: DOERS[pressed[0]](request, window, by, at), by=by, act="counter.queue",
            key=request.POST.get("queue_key", ""), given=[*pressed, request.POST.get("queue_to", "")], at=at,
        )  # fmt: skip
    except Refused as refused:
        return refused
    return None


def _pressed(request: HttpRequest) -> tuple[str, str]:
    """The act, and the ticket where the button names one."""
    word, _colon, key = request.POST.get("queue_act", "").partition(":")
    return word, key


def _in_hand(window: Window) -> Ticket:
    ticket = reading.in_hand(window)
    if ticket is None:
        raise NotNow(_("手上没有号，请先叫下一位。"), code="nothing_in_hand")
    return ticket


def _return(request: HttpRequest, window: Window, by: Actor, at: datetime) -> Ticket:
    ticket = reading.ticket_for(by, ticket_id=_uuid(_pressed(request)[1]))
    return serving.return_(ticket, by=by, at=at)


def _transfer(request: HttpRequest, window: Window, by: Actor, at: datetime) -> Ticket:
    kind, _colon, key = request.POST.get("queue_to", "").partition(":")
    note = " ".join(request.POST.get("queue_note", "").split())
    if kind == "person":
        person = halls.person_for(by, staff_id=_uuid(key), on=today())
        return serving.transfer_to_person(_in_hand(window), person=person, note=note, by=by, at=at)
    if kind not in ("line", "window"):
        raise Malformed(_("请选转到哪一类业务、哪一个窗口或者哪一位。"), code="no_target")
    line = halls.line_for(by, line_id=_uuid(key)) if kind == "line" else None
    other = halls.window_for(by, window_id=_uuid(key)) if kind == "window" else None
    return serving.transfer(_in_hand(window), line=line, window=other, note=note, by=by, at=at)


def _pause(request: HttpRequest, window: Window, by: Actor, at: datetime) -> QueueWindow:
    note = " ".join(request.POST.get("queue_pause_note", "").split())
    return cutting.pause(window, reason=request.POST.get("queue_pause", ""), note=note, by=by, at=at)


DOERS: Final[dict[str, Doing]] = {
    "next": lambda request, window, by, at: calling.call_next(window, by=by, at=at),
    "recall": lambda request, window, by, at: calling.recall(_in_hand(window), by=by, at=at),
    "start": lambda request, window, by, at: serving.start(_in_hand(window), by=by, at=at),
    "matter": lambda request, window, by, at: serving.next_matter(_in_hand(window), by=by, at=at),
    "miss": lambda request, window, by, at: serving.miss(_in_hand(window), by=by, at=at),
    "finish": lambda request, window, by, at: serving.finish(_in_hand(window), by=by, at=at),
    "return": _return,
    "transfer": _transfer,
    "pause": _pause,
    "resume": lambda request, window, by, at: cutting.resume(window, by=by, at=at),
}


def _back(request: HttpRequest) -> str:
    """The page of ours on which the key was pressed."""
    back = request.POST.get("queue_back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else "/counter/"


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotThere() from None
