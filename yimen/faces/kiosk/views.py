"""The kiosk in the hall: choose a line, take the slip. Two taps at most, with or without JavaScript; help; large print."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yimen.faces.kiosk import card, carrying, screens
from yimen.faces.shared import phones, slips
from yimen.faces.shared.now import now, today
from yimen.faces.shared.templatetags import look
from yimen.journal import source
from yimen.journal.errors import NotThere, Refused
from yimen.journal.moments import localdate
from yimen.journal.once import once
from yimen.office import devices, opening
from yimen.office.models import Device
from yimen.tickets import foretelling, halls, helping, holding, printing, reading, reserving, taking, visiting
from yimen.tickets import priority as classes
from yimen.tickets.halls import LineNow
from yimen.tickets.nearing import Late

MOST = 6  # large choices on a screen; where there are more, the last one leads to the others


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def start(request: HttpRequest, token: str) -> HttpResponse:
    """What can be chosen now; a choice takes the number. Raises NotThere for a kiosk out of service."""
    device = devices.by_token(token, kind=Device.Kind.KIOSK)
    if request.method != "POST":
        return first(request, device)
    try:
        ticket_id = _take(request, device)
    except NotThere:
        return first(request, device)
    except Refused as refused:
        return first(request, device, problem=refused, carried=request.POST.get("card", ""))
    return redirect(reverse("kiosk:ticket", args=[token, ticket_id]) + screens.tail(request))


@require_safe
@never_cache
def ticket(request: HttpRequest, token: str, ticket_id: UUID) -> HttpResponse:
    """The number that was taken, printed by the kiosk's printer or its browser; it goes back to its first screen by itself."""
    device = devices.by_token(token, kind=Device.Kind.KIOSK)
    found = reading.ticket_for(devices.actor(device), ticket_id=ticket_id)
    page = slips.shown(found, device.centre) | phones.offered(found)
    page |= {"key": source.new_token(), "is_withdrawn": not page["phone"] and request.GET.get("gone") == "1"}
    return screens.show(request, device, "ticket", **page)


@require_safe
@never_cache
def priority(request: HttpRequest, token: str) -> HttpResponse:
    """Who is called earlier: a choice leads back to the lines, and the number taken there has it."""
    device = devices.by_token(token, kind=Device.Kind.KIOSK)
    chosen = [
        (words, screens.to(request, device, "start", item=carrying.code(request, device), **{"for": one}))
        for one, words in classes.offered(on=today())
    ]
    return screens.show(request, device, "priority", chosen=chosen)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def help(request: HttpRequest, token: str) -> HttpResponse:
    """How to take a number, and whom to ask; posted, somebody is called to this kiosk."""
    device = devices.by_token(token, kind=Device.Kind.KIOSK)
    if request.method == "POST":
        helping.call(device, by=devices.actor(device), at=now())
        return redirect(screens.to(request, device, "help"))
    page: dict[str, Any] = {"hours": opening.spans_on(device.centre_id, today()), "call": helping.open_at(device)}
    return screens.show(request, device, "help", **page)


def _said(opens: datetime | None, at: datetime) -> str:
    """今天08:30, or the day and the hour; nothing where no hours are known."""
    if opens is None or localdate(opens) != localdate(at):
        return look.moment(opens)
    return _("今天%(hour)s") % {"hour": look.time_of_day(opens)}


def first(
    request: HttpRequest, device: Device, *, problem: Refused | None = None, carried: str = "", words: str = ""
) -> HttpResponse:
    """The first screen; `carried`: the card that was read a moment ago (`card.carried`), `words`: what is to be said."""
    at = now()
    is_open = opening.is_open(device.centre_id, at=at)
    page: dict[str, Any] = {
        "opens": "" if is_open else _said(opening.opens_next(device.centre_id, at=at), at),
        "is_open": is_open,
        "words": words,
    }
    if not taking.gives_numbers(device.centre_id, at=at):
        return screens.show(request, device, "closed", **page)
    offered = [one for one in foretelling.hall(device.centre_id, at=at).lines if _is_offered(one, at)]
    lines, has_more = (offered, False) if carried else _on_screen(offered, request.GET.get("more") == "1")
    held, matter = card.held(carried), carrying.matter(request, device)
    page |= {
        "lines": [(one, _late(one, at)) for one in lines],
        "has_more": has_more,
        "is_second": request.GET.get("more") == "1",
        "claimed": (claimed := _claimed(request) or held.priority),
        "claimed_words": classes.word(claimed, on=today()),
        "more": screens.to(request, device, "start", more="1", item=carrying.code(request, device), **{"for": claimed}),
        "key": source.new_token(),
        "has_visiting": bool(visiting.of_centre(device.centre_id, on=today())),
        "matter": matter,
        "matter_words": matter.name if matter else "",
        "card": carried if held.holder else "",
        "words": words or held.words,
        "has_reader": devices.are_there(device.centre_id, Device.Kind.READER),
    }
    return screens.show(request, device, "start", status=problem.status if problem else 200, problem=problem, **page)


def _take(request: HttpRequest, device: Device) -> UUID:
    """The number of the chosen line, once however often it is pressed; whose card was read and who waits there already has
    the number of before."""
    by, at, claimed = devices.actor(device), now(), _claimed(request)
    line = halls.line_for(by, line_id=_uuid(request.POST.get("line", "")))
    holder = card.held(request.POST.get("card", "")).holder
    before = holding.waiting(line, holder, at=at) if holder else None
    key, given = request.POST.get("key", ""), reserving.said(line.pk, claimed)
    made = once(
        lambda: before or taking.take(
            line, priority=claimed, holder=holder, item_code=carrying.code(request, device), by=by, at=at
        ),
        by=by, act=reserving.PRESS, key=key, given=given, at=at,
    )  # fmt: skip
    if made.subject is not None:
        printing.ask(made.subject, device, at=at)
    return made.subject_id


def _claimed(request: HttpRequest) -> str:
    """The class of priority that was chosen before; none where there is no such class."""
    said = request.POST.get("priority", "") or request.GET.get("for", "")
    return said if said in classes.CLAIMED else ""


def _is_offered(one: LineNow, at: datetime) -> bool:
    """Whether numbers of the line are given today."""
    return one.line.is_open and visiting.is_here(one.line, on=localdate(at))


def _late(one: LineNow, at: datetime) -> Late | None:
    """Whether the next one of this line may not be called before the hall closes."""
    return reading.late(one.line.centre_id, one.wait, at=at)


def _on_screen(offered: list[LineNow], is_second: bool) -> tuple[list[LineNow], bool]:
    """The choices of a screen, and whether one leads to more."""
    if len(offered) <= MOST:
        return offered, False
    return (offered[MOST - 1 :], False) if is_second else (offered[: MOST - 1], True)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotThere() from None
