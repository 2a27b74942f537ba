"""预约 on the portal: a centre and a line, a day, a slot, who comes; then the code, and how to move or cancel it (I5)."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.faces.portal import appointments, attempts
from yimen.faces.portal.booking_forms import BookForm, FindForm
from yimen.faces.shared import booked_slots, counting, qr
from yimen.faces.shared.now import now, today
from yimen.journal import source
from yimen.journal.errors import NotThere, Refused
from yimen.journal.once import once
from yimen.office.actor import Actor
from yimen.tickets import arriving, booked, booking, offering, visiting
from yimen.tickets.models import Booking, Line

PER_ADDRESS, SPAN_S = 12, 15 * 60
OF_ALL, DAY_S = 5000, 24 * 60 * 60  # a flood of invented names shall not fill every slot
TOO_OFTEN = _("这里预约得太频繁了，这一次没有约上。请过15分钟再试，或者打电话预约。")


@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Which centre, and what for. Where there is one centre only, it is chosen."""
    halls = offering.halls()
    chosen = next(
        (one for one in halls if one.code == request.GET.get("centre")), halls[0] if len(halls) == 1 else None
    )
    page: dict[str, Any] = {"here": "bookings", "halls": halls, "chosen": chosen}
    if chosen is not None:
        page["lines"] = offering.lines(chosen.pk)
    return render(request, "portal/bookings.html", page)


@require_safe
def visiting_offices(request: HttpRequest) -> HttpResponse:
    """驻点窗口: which offices sit where on which days (B10)."""
    return render(request, "portal/visiting.html", {"here": "bookings", "coming": visiting.everywhere(on=today())})


@never_cache
@require_safe
def slots(request: HttpRequest, centre: str, letter: str) -> HttpResponse:
    """The days that can be booked, and the slots of one of them."""
    line, at = _line(centre, letter), now()
    page = {"here": "bookings", "line": line} | booked_slots.shown(line, request.GET.get("day", ""), at=at)
    return render(request, "portal/booking_slots.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, centre: str, letter: str, start: str) -> HttpResponse:
    """Who comes in this slot; sent, it is booked, once however often it is pressed. Nothing typed is lost."""
    line, at = _line(centre, letter), now()
    starts_at = booked_slots.read(start)
    slot = offering.slot(line, starts_at, at=at) if starts_at else None
    if slot is None or starts_at is None:
        return redirect(f"{reverse('portal:booking_slots', args=[centre, letter])}?gone=1")
    form = BookForm(request.POST or None, initial={"key": source.new_token()})
    page = {"here": "bookings", "line": line, "slot": slot, "start": start, "form": form}
    if not form.is_valid():
        return render(request, "portal/booking_form.html", page, status=422 if form.is_bound else 200)
    if not _counted(request.META["REMOTE_ADDR"]):
        form.add_error(None, str(TOO_OFTEN))
        return render(request, "portal/booking_form.html", page, status=429)
    try:
        made = _book(line, starts_at, form.cleaned_data, at)
    except Refused as refused:
        form.refuse(refused)
        page["is_full"] = refused.code in ("slot_full", "no_such_slot")
        return render(request, "portal/booking_form.html", page, status=refused.status)
    return redirect(reverse("portal:booking", args=[made.token]) + "?made=1")


@never_cache
@require_safe
def shown(request: HttpRequest, token: str) -> HttpResponse:
    """One's own booking, by its link."""
    return _page(request, _mine(token))


@never_cache
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The booking as an entry for the calendar of a telephone."""
    mine = _mine(token)
    link = request.build_absolute_uri(reverse("portal:booking", args=[token]))
    return HttpResponse(
        appointments.written(mine, link=link), content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{mine.day:%Y%m%d}.ics"'},
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, token: str) -> HttpResponse:
    """改约: another slot of the same line."""
    mine, at = _mine(token), now()
    if mine.state != "booked":
        return _to(mine)
    page: dict[str, Any] = {"here": "bookings", "line": mine.line, "booking": mine, "spoken": arriving.spoken(mine)}
    status = 200
    starts_at = booked_slots.read(request.POST.get("start", "")) if request.method == "POST" else None
    if request.method == "POST":
        try:
            if starts_at is None:
                raise NotThere(_("请选一个时段。"))
            booking.move(mine, starts_at=starts_at, by=Actor.public(), at=at)
        except Refused as refused:
            page["problem"], status = refused, refused.status
        else:
            return redirect(reverse("portal:booking", args=[token]) + "?moved=1")
    day = request.POST.get("start", "")[:8] or request.GET.get("day", "") or f"{mine.day:%Y%m%d}"
    return render(request, "portal/booking_slots.html", page | booked_slots.shown(mine.line, day, at=at), status=status)


@never_cache
@require_POST
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """取消: the place is free for another; pressed twice it is cancelled all the same."""
    mine = _mine(token)
    try:
        booking.cancel(mine, by=Actor.public(), at=now())
    except Refused as refused:
        if booked.by_token(token).state != "cancelled":
            return _page(request, booked.by_token(token), problem=refused)
    return redirect(reverse("portal:booking", args=[token]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Without the link: by the code and the last four of the telephone, posted, so that neither stands in an address."""
    form = FindForm(request.POST or None)
    page = {"here": "bookings", "form": form}
    if not form.is_valid():
        return render(request, "portal/booking_find.html", page, status=422 if form.is_bound else 200)
    code = form.cleaned_data["code"]
    if not attempts.counted(request.META["REMOTE_ADDR"], f"booking {code}"):
        return render(request, "429.html", status=429)
    try:
        return _to(booked.by_code(code, last_four=form.cleaned_data["last_four"]))
    except NotThere as missing:
        form.add_error(None, str(missing))
        return render(request, "portal/booking_find.html", page, status=422)


def _page(request: HttpRequest, mine: Booking, *, problem: Refused | None = None) -> HttpResponse:
    link = request.build_absolute_uri(reverse("portal:booking", args=[mine.token]))
    name, phone = booked.masked(mine)
    page = {
        "here": "bookings", "booking": mine, "name": name, "phone": phone, "spoken": arriving.spoken(mine),
        "from_at": arriving.from_at(mine), "code": booked_slots.grouped(mine.code), "problem": problem,
        "picture": qr.picture(link, str(_("预约二维码"))), "was_made": request.GET.get("made") == "1",
        "was_moved": request.GET.get("moved") == "1",
    }  # fmt: skip
    return render(request, "portal/booking.html", page, status=problem.status if problem else 200)


def _book(line: Line, starts_at: datetime, typed: dict[str, Any], at: datetime) -> Booking:
    by = Actor.public()
    said = {name: str(typed[name]) for name in ("name", "phone")}
    page = str(typed.get("key", "")) or source.new_token()
    key = sha256("\0".join((page, str(line.pk), starts_at.isoformat(), *said.values())).encode()).hexdigest()
    done = once(
        lambda: booking.book(line, starts_at=starts_at, **said, channel="portal", by=by, at=at),
        by=by, act="bookings.book", key=key, given=key, at=at,
    )  # fmt: skip
    return booked.by_id(done.subject_id)


def _counted(address: str) -> bool:
    with counting.alone():
        return counting.below(f"booking|{address}", PER_ADDRESS, SPAN_S) and counting.below("bookings", OF_ALL, DAY_S)


def _line(centre: str, letter: str) -> Line:
    try:
        return offering.line(centre, letter)
    except NotThere as missing:
        raise Http404 from missing


def _mine(token: str) -> Booking:
    try:
        return booked.by_token(token)
    except NotThere as missing:
        raise Http404 from missing


def _to(mine: Booking) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("portal:booking", args=[mine.token]))
