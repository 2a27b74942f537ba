"""今日大厅: the hall at this moment for who is on duty; it keeps itself up to date (B6)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yimen.faces.lead.access import LEADS, actor
from yimen.faces.shared import devices
from yimen.faces.shared import unplaced as left_out
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now
from yimen.journal.errors import NotThere
from yimen.office.actor import Actor
from yimen.tickets import overview, unplaced
from yimen.tickets.overview import Desk, Need


@never_cache
@require_safe
@staff_only(*LEADS)
def hall(request: HttpRequest) -> HttpResponse:
    """Who waits, what each window does, how many windows the next hour needs, how near the forecast came."""
    centre_id, at = home_of(actor(request)), now()
    seen = overview.at_a_glance(centre_id, at=at)
    page: dict[str, Any] = {
        "unplaced": left_out.shown(centre_id), "settle": "lead:settle_number",
        "seen": seen, "at": at, "wrong": [one for one in devices.shown(centre_id, at=at) if one.is_wrong],
        "longest": _minutes(seen.longest, at),
        "lines": [(one, _minutes(seen.since.get(one.line.pk), at)) for one in seen.hall.lines],
        "desks": [(one, _state(one), _minutes(one.since, at)) for one in seen.desks],
        "needs": [(one, _need(one)) for one in seen.needs],
        "too_few": sum(max(one.needed - one.calling, 0) for one in seen.needs),
        "needed": sum(one.needed for one in seen.needs), "calling": sum(_is_calling(one) for one in seen.desks),
    }  # fmt: skip
    return render(request, "lead/hall.html", page)


@require_POST
@staff_only(*LEADS)
def settle(request: HttpRequest, unplaced_id: UUID) -> HttpResponse:
    """已处理: whoever holds a number that the queue did not take has been seen to."""
    by = actor(request)
    unplaced.settle(unplaced.one(by, unplaced_id=unplaced_id), by=by, at=now())
    return redirect("lead:hall")


def home_of(by: Actor) -> UUID:
    """The actor's own centre. Raises NotThere."""
    if by.centre_id is None:
        raise NotThere()
    return by.centre_id


def _is_calling(desk: Desk) -> bool:
    return not (desk.is_closed or desk.is_paused or desk.is_idle)


def _state(desk: Desk) -> str:
    """Which words of the template describe a window."""
    if desk.ticket is not None:
        return "serving" if desk.ticket.came_at else "called"
    if desk.is_closed:
        return "closed"
    if desk.is_paused:
        return "paused"
    if desk.is_idle:
        return "idle"
    return "next" if desk.waits_since else "free"


def _need(one: Need) -> str:
    """Whether a group has too few windows, too many, or as many as it needs."""
    if one.needed > one.calling:
        return "few"
    return "many" if one.needed < one.calling - 1 else "enough"


def _minutes(since: datetime | None, at: datetime) -> int | None:
    return None if since is None else max(0, int((at - since).total_seconds()) // 60)
