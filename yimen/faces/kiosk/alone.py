"""When the kiosk cannot reach us: what it must have beforehand, and what it did meanwhile (docs/decisions/0016)."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yimen.faces.shared.now import now, today
from yimen.journal import demonstration
from yimen.journal.errors import Malformed, Refused
from yimen.journal.moments import localdate, stamp
from yimen.journal.once import once
from yimen.office import devices, opening
from yimen.office.actor import Actor
from yimen.office.models import Device
from yimen.tickets import codes, halls, reserving, unplaced
from yimen.tickets.halls import LineNow
from yimen.tickets.models import Reserve
from yimen.tickets.reserving import Given
from yimen.tickets.unplaced import LeftOut

LOW = 10  # numbers of a line's reserve below which more are fetched
_MOST = 2_000  # numbers handed in with one message
_NUMBERS = 1_000_000  # beyond it no number of any reserve lies
Told = Mapping[str, Any]


@require_safe
@never_cache
def here(request: HttpRequest, token: str) -> HttpResponse:
    """That we can be reached. Raises NotThere for a kiosk out of service."""
    devices.by_token(token, kind=Device.Kind.KIOSK)
    return HttpResponse(status=204)


@require_safe
@never_cache
def worker(request: HttpRequest, token: str) -> HttpResponse:
    """The service worker of this kiosk's screens: under their address, else it may not look after them."""
    devices.by_token(token, kind=Device.Kind.KIOSK)
    path = finders.find("kiosk/worker.js")
    with open(str(path), "rb") as file:
        return HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")


@require_POST
@never_cache
def sync(request: HttpRequest, token: str) -> HttpResponse:
    """What the kiosk gave by itself is handed in; it is told hours, lines, and numbers to hold where it has few left."""
    device = devices.by_token(token, kind=Device.Kind.KIOSK)
    by, at = devices.actor(device), now()
    try:
        told = _read(request.body)
        given = [_named(one) for one in told.get("given", [])[:_MOST]]
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"words": _("看不懂这份备用号登记。")}, status=422)
    handed = [_hand_in(one, by, at) for one in given]
    offered = [one for one in halls.hall(device.centre_id, on=today()).lines if one.line.is_open]
    return JsonResponse({
        "now": stamp(at), "day": f"{localdate(at)}", "handed": handed, "any_hour": demonstration.offset() is not None,
        "hours": [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in opening.spans_on(device.centre_id, today())],
        "lines": [
            {"id": str(one.line.pk), "letter": one.line.letter, "name": one.line.name, "windows": list(one.windows)}
            for one in offered
        ],
        "reserves": [_shown(one) for one in _more(offered, told, by, at)],
    })  # fmt: skip


def _read(body: bytes) -> Told:
    told = json.loads(body)
    if not isinstance(told, dict) or not isinstance(told.get("given", []), list):
        raise TypeError
    return told


def _named(one: Told) -> Told:
    """A record that says at least which number it is."""
    if not isinstance(one["reserve"], str) or not isinstance(one["number"], int):
        raise TypeError
    return one


def _given(one: Told) -> Given | None:
    """The record of a number; None where it cannot be read."""
    try:
        moment, reserve_id = datetime.fromisoformat(one["taken_at"]).astimezone(UTC), UUID(one["reserve"])
    except (ValueError, TypeError, KeyError, OverflowError):
        return None
    if not 0 <= one["number"] < _NUMBERS:
        return None
    return Given(reserve_id, one["number"], moment, str(one.get("press", "")), str(one.get("priority", "")))


def _hand_in(one: Told, by: Actor, at: datetime) -> Told:
    """One number; a refusal is told in words, concerns no other number, and is noted for whoever runs the hall: until it is,
    the kiosk keeps it."""
    said = {"reserve": one["reserve"], "number": one["number"]}
    given = _given(one)
    if given is None:
        code = reserving.slip_code(one["reserve"], one["number"], by=by)
        left = LeftOut(one["reserve"], one["number"], unplaced.UNREADABLE, code)
        return said | {"words": str(_("看不懂这条记录。")), "noted": unplaced.note(left, by=by, at=at) is not None}
    try:
        reserving.settle(given, by=by, at=at)
    except Refused as refused:
        if refused.status >= 500:
            raise
        return said | {"words": str(refused), "noted": reserving.leave_out(given, refused, by=by, at=at)}
    return said | {"words": ""}


def _more(offered: list[LineNow], told: Told, by: Actor, at: datetime) -> list[Reserve]:
    """Numbers to hold for every line of which the kiosk has few left. Asked again with the same key, the same ones."""
    said, key = told.get("left"), str(told.get("key", ""))
    held = said if isinstance(said, dict) and told.get("day", "") == f"{localdate(at)}" else {}
    left = {name: count for name, count in held.items() if isinstance(count, int)}
    if not key:
        return []
    found = []
    for one in offered:
        if left.get(str(one.line.pk), 0) < LOW and (reserve := _reserve(one, key, by, at)):
            found.append(reserve)
    return found


def _reserve(one: LineNow, key: str, by: Actor, at: datetime) -> Reserve | None:
    try:
        made = once(
            lambda: reserving.reserve(one.line, by=by, at=at), by=by, act="kiosk.reserve", key=f"{one.line.letter}{key}"[:64],
            given=str(one.line.pk), at=at,
        )  # fmt: skip
    except Malformed:
        raise
    except Refused:
        return None
    return made.subject or reserving.held_by(by, reserve_id=made.subject_id)


def _shown(one: Reserve) -> Told:
    """What the kiosk must know of a reserve: `code` is its first number as it is shown."""
    return {
        "id": str(one.pk), "line": str(one.line_id), "day": f"{one.taken_on}", "first": one.first, "last": one.last,
        "shown": int(codes.spare_code("", one.first)),
    }  # fmt: skip
