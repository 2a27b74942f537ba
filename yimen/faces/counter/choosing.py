"""等候名单: who waits in the hall; one is called out of turn or put in front, with the reason (B2, B4)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.faces.counter import consultations, hand
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal import source
from yimen.journal.errors import Malformed, NotThere, Refused
from yimen.journal.once import once
from yimen.office.actor import Actor
from yimen.tickets import calling, halls, preferring, priority, reading
from yimen.tickets.models import Ticket
from yimen.tickets.reasons import Chosen


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*hand.GUIDES)
def line(request: HttpRequest) -> HttpResponse:
    """Who waits, and what is done with the one that is ticked; where it is refused nothing typed is lost."""
    by = hand.by(request)
    if request.method != "POST":
        return render(request, "counter/line.html", _shown(by, {}))
    try:
        done = _do(request, by)
    except Refused as refused:
        page = _shown(by, request.POST.dict()) | {"problem": refused}
        return render(request, "counter/line.html", page, status=refused.status)
    if request.POST.get("act") == "call":
        return redirect("counter:home")
    messages.success(request, _("%(code)s号已经提前。") % {"code": done.code})
    return redirect("counter:line")


def _do(request: HttpRequest, by: Actor) -> Ticket:
    """What was pressed, once however often it is sent."""
    typed, at = request.POST, now()
    act, chosen = typed.get("act", ""), typed.get("ticket", "")
    note = " ".join(typed.get("note", "").split())
    if not chosen:
        raise Malformed(_("请先选一个号。"), fields={"ticket": _("请先选一个号。")})

    def done() -> Ticket:
        ticket = reading.ticket_for(by, ticket_id=_uuid(chosen))
        if act == "call":
            return _call(by, ticket, typed.get("reason", ""), note, at)
        return preferring.prefer(ticket, priority=typed.get("priority", ""), reason=note, by=by, at=at)

    given = [act, chosen, typed.get("reason", ""), typed.get("priority", ""), note]
    outcome = once(done, by=by, act="counter.line", key=typed.get("key", ""), given=given, at=at)
    return reading.ticket_for(by, ticket_id=outcome.subject_id)


def _call(by: Actor, ticket: Ticket, reason: str, note: str, at: datetime) -> Ticket:
    window = halls.window_of(by)
    if window is None:
        raise NotThere()
    return calling.call_chosen(window, ticket, reason=reason, note=note, by=by, at=at)


def _shown(by: Actor, typed: dict[str, str]) -> dict[str, Any]:
    on, window = today(), halls.window_of(by)
    waiting = [(one, priority.word(one.priority, on=on)) for one in reading.waiting(by, on=on)]
    mine = halls.whom(window, [one for one, _words in waiting]) if window else {one.pk for one, _words in waiting}
    groups = [
        (
            _("现在的次序") if window is None else _("本窗口可以叫的，现在的次序"),
            [row for row in waiting if row[0].pk in mine],
        ),
        (_("其他窗口的业务"), [row for row in waiting if row[0].pk not in mine]),
    ]
    return {
        **consultations.frame(by),
        "groups": [(title, rows) for title, rows in groups if rows],
        "calls": window is not None,
        "reasons": Chosen.choices,
        "classes": [*priority.offered(on=on), (priority.Priority.OTHER.value, priority.Priority.OTHER.label)],
        "typed": typed,
        "key": source.new_token(),
    }


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotThere() from None
