"""窗口设置: which window calls which lines, as a table of ticks; kept ways set with one press (B1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from yimen.faces.manage.frame import KEEPERS, actor_of, centre_of, show
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import Refused
from yimen.office.models import Window
from yimen.tickets import cutting, halls, reading, reasons
from yimen.tickets.cutting import Mode, Share
from yimen.tickets.halls import Hall
from yimen.tickets.models import Cut


@dataclass(frozen=True, slots=True)
class Row:
    """A window in the table: whether it serves all, which lines are ticked and which of them is called first."""

    window: Window
    is_all: bool
    ticked: frozenset[UUID]
    first: UUID | None
    in_hand: str
    paused: str  # in words, with the reason; empty where it calls


@dataclass(frozen=True, slots=True)
class Way:
    """A kept cut, and whether the hall is cut so now."""

    cut: Cut
    is_now: bool


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*KEEPERS)
def windows(request: HttpRequest) -> HttpResponse:
    """The table; sent, the hall is cut so from this moment, or the table is kept under a name."""
    hall, problem = halls.hall(centre_of(request).pk, on=today()), None
    plan: Mapping[UUID, Share] = hall.plan
    if request.method == "POST":
        plan = _plan(request.POST, hall)
        problem = _keep(request, plan) if request.POST.get("act") == "keep" else _recut(request, plan)
        if problem is None:
            return redirect("manage:windows")
    return _show(request, hall, plan, problem)


@require_POST
@staff_only(*KEEPERS)
def set_cut(request: HttpRequest, cut_id: UUID) -> HttpResponse:
    """A kept way, with one press."""
    cut = halls.cut_for(actor_of(request), cut_id=cut_id)
    problem = _recut(request, cutting.read(cut.plan))
    if problem is not None:
        hall = halls.hall(centre_of(request).pk, on=today())
        return _show(request, hall, hall.plan, problem)
    return redirect("manage:windows")


@require_POST
@staff_only(*KEEPERS)
def drop_cut(request: HttpRequest, cut_id: UUID) -> HttpResponse:
    """A kept way that nobody needs any more."""
    cut = halls.cut_for(actor_of(request), cut_id=cut_id)
    cutting.drop(cut, by=actor_of(request), at=now())
    messages.success(request, _("已删除方案“%(name)s”。") % {"name": cut.name})
    return redirect("manage:windows")


def _recut(request: HttpRequest, plan: Mapping[UUID, Share]) -> Refused | None:
    try:
        cutting.recut(centre_of(request), plan, by=actor_of(request), at=now())
    except Refused as refused:
        return refused
    messages.success(request, _("窗口已重新划分，等候的人都还在队里。"))
    return None


def _keep(request: HttpRequest, plan: Mapping[UUID, Share]) -> Refused | None:
    name = request.POST.get("name", "")
    try:
        cut = cutting.keep(centre_of(request), name, plan, by=actor_of(request), at=now())
    except Refused as refused:
        return refused
    messages.success(request, _("已保存为方案“%(name)s”，窗口没有变动。") % {"name": cut.name})
    return None


def _plan(typed: QueryDict, hall: Hall) -> dict[UUID, Share]:
    """The table as it was ticked: everything, the ticked lines in the kiosk's order but for the first, or nothing."""
    plan: dict[UUID, Share] = {}
    for window in hall.windows:
        ticked, first = set(typed.getlist(f"lines_{window.number}")), typed.get(f"first_{window.number}", "")
        lines = [one.line.pk for one in hall.lines if str(one.line.pk) in ticked]
        lines.sort(key=lambda pk, first=first: str(pk) != first)  # type: ignore[misc]  # mypy loses the default
        if f"all_{window.number}" in typed:
            plan[window.pk] = Share(Mode.ALL)
        elif lines:
            plan[window.pk] = Share(Mode.LINES, tuple(lines))
        else:
            plan[window.pk] = Share(Mode.CLOSED)
    return plan


def _show(request: HttpRequest, hall: Hall, plan: Mapping[UUID, Share], problem: Refused | None) -> HttpResponse:
    held = {one.window_id: one.code for one in reading.all_in_hand(centre_of(request).pk, on=today())}
    rows = [_row(one, plan.get(one.pk, Share(Mode.CLOSED)), held.get(one.pk, ""), hall) for one in hall.windows]
    ways = [Way(one, _is_now(one, hall)) for one in halls.cuts(actor_of(request))]
    page = {
        "rows": rows,
        "lines": hall.lines,
        "ways": ways,
        "problem": problem,
        "kept_as": request.POST.get("name", ""),
    }
    return show(request, "windows", "windows", status=problem.status if problem else 200, **page)


def _row(window: Window, share: Share, in_hand: str, hall: Hall) -> Row:
    ordered = [one.line.pk for one in hall.lines if one.line.pk in share.lines]
    first = share.lines[0] if share.lines and list(share.lines) != ordered else None
    return Row(
        window, share.mode == Mode.ALL, frozenset(share.lines), first, in_hand, reasons.told(hall.paused.get(window.pk))
    )


def _is_now(cut: Cut, hall: Hall) -> bool:
    kept, closed = cutting.read(cut.plan), Share(Mode.CLOSED)
    return all(kept.get(one.pk, closed) == hall.plan[one.pk] for one in hall.windows)
