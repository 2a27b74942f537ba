"""导办台: the first whom people ask. A number for somebody and a leaflet in three taps each, who was missed taken in again, who
came registered, a number found by its code, the hall at a glance (B2, B7)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.cases import using, villages
from yimen.catalogue import finding
from yimen.faces.counter import consultations, hand
from yimen.faces.shared import phones, slips
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal import source
from yimen.journal.errors import NotThere, Refused
from yimen.journal.once import once
from yimen.office.actor import Actor
from yimen.tickets import foretelling, halls, helping, priority, reading, reasons, serving, taking
from yimen.tickets.models import Ticket
from yimen.voice import register

LONGEST_SEARCH, MOST_FOUND, MOST_OFTEN = 60, 8, 6


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*hand.GUIDES)
def desk(request: HttpRequest) -> HttpResponse:
    """The page of the guide desk; a pressed line is a number taken, a pressed number somebody who came back."""
    by = hand.by(request)
    if request.headers.get("HX-Target") == "leaflets":
        return render(request, "counter/_leaflets.html", _leaflets(by, request.GET.get("q", "")))
    if request.method != "POST":
        return render(request, "counter/guide_desk.html", _shown(by, request.GET.get("q", "")))
    try:
        done = _do(request, by)
    except Refused as refused:
        page = _shown(by) | {"problem": refused}
        return render(request, "counter/guide_desk.html", page, status=refused.status)
    if "line" in request.POST:
        return redirect("counter:guide_desk_ticket", done.pk)
    messages.success(request, _("%(code)s号重新排上了队。") % {"code": done.code})
    return redirect("counter:guide_desk")


@require_safe
@staff_only(*hand.GUIDES)
def number(request: HttpRequest) -> HttpResponse:
    """To the page of a number of today, typed as it stands on the slip."""
    by, typed = hand.by(request), request.GET.get("number", "")[:LONGEST_SEARCH]
    try:
        found = reading.by_code(by, typed, on=today())
    except Refused as refused:
        page = _shown(by) | {"problem": refused, "typed_number": typed}
        return render(request, "counter/guide_desk.html", page, status=refused.status)
    return redirect("counter:guide_desk_ticket", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*hand.GUIDES)
def ticket(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """The slip of a number of the hall, printed by the browser; a mobile number posted is left with it, instead of one that was
    left before, and taken back where that is pressed. Raises NotThere."""
    by = hand.by(request)
    found = reading.ticket_for(by, ticket_id=ticket_id)
    if request.method != "POST":
        return _slip(request, by, found, phones.PhoneForm())
    phones.insist()
    if request.POST.get("act") == "withdraw":
        return _withdrawn(request, by, found)
    form = phones.PhoneForm(request.POST)
    if not phones.left(form, found, by=by, at=now()):
        return _slip(request, by, found, form, status=422)
    return redirect("counter:guide_desk_ticket", found.pk)


def _withdrawn(request: HttpRequest, by: Actor, found: Ticket) -> HttpResponse:
    problem = phones.taken_back(found, by=by, at=now())
    if problem is not None:
        return _slip(request, by, found, phones.PhoneForm(), status=problem.status, problem=problem)
    messages.success(request, _("%(code)s号的手机号已删掉，不发短信。") % {"code": found.code})
    return redirect("counter:guide_desk_ticket", found.pk)


def _slip(
    request: HttpRequest, by: Actor, found: Ticket, form: phones.PhoneForm, *, status: int = 200, **page: Any
) -> HttpResponse:
    form.fields["phone"].widget.attrs["data-key"] = "alt+m"
    page |= slips.shown(found, found.line.centre) | phones.offered(found) | consultations.frame(by) | {"form": form}
    if page["phone"]:
        form.fields["phone"].label = _("新手机号")
    page["offers_phone"] = page["can_leave_phone"] or page["can_change_phone"] or bool(form.errors)
    return render(request, "counter/guide_desk_ticket.html", page, status=status)


def _do(request: HttpRequest, by: Actor) -> Ticket:
    """What was pressed, once however often it is sent."""
    line_id, ticket_id, at = request.POST.get("line", ""), request.POST.get("return", ""), now()
    claimed = request.POST.get("priority", "")

    def done() -> Ticket:
        if line_id:
            return taking.take(halls.line_for(by, line_id=_uuid(line_id)), priority=claimed, by=by, at=at)
        return serving.return_(reading.ticket_for(by, ticket_id=_uuid(ticket_id)), by=by, at=at)

    key, given = request.POST.get("key", ""), [line_id, ticket_id, claimed]
    outcome = once(done, by=by, act="counter.guide_desk", key=key, given=given, at=at)
    return reading.ticket_for(by, ticket_id=outcome.subject_id)


def _leaflets(by: Actor, asked: str) -> dict[str, Any]:
    """Items whose leaflet is handed out: what fits what was asked; unasked, what people come for most."""
    if by.centre_id is None:
        raise NotThere()
    on, asked = today(), asked.strip()[:LONGEST_SEARCH]
    offered, used = villages.offered(by.centre_id, on=on), using.times(on=on, centre_id=by.centre_id)
    if asked:
        return {"asked": asked, "found": finding.find(asked, offered, used=used)[:MOST_FOUND]}
    return {"asked": "", "found": sorted(offered, key=lambda one: -used.get(one.code, 0))[:MOST_OFTEN]}


def _shown(by: Actor, asked: str = "") -> dict[str, Any]:
    if by.centre_id is None:
        raise NotThere()
    on = today()
    hall = foretelling.hall(by.centre_id, at=now())
    held = {one.window_id: one for one in reading.all_in_hand(by.centre_id, on=on)}
    return {
        "hall": hall,
        "help_calls": helping.waiting(by),
        "windows": [(one, held.get(one.pk), reasons.told(hall.paused.get(one.pk))) for one in hall.windows],
        "missed": reading.missed(by, on=on),
        "classes": priority.offered(on=on),
        "key": source.new_token(),
        **_leaflets(by, asked),
        "unanswered": register.count_waiting(by),
        **consultations.frame(by),
    }


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotThere() from None
