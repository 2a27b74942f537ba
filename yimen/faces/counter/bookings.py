"""预约 at the counter and the guide desk: the day's list, a booking for who telephones, come, moved, cancelled (I5, B4)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yimen.faces.counter import hand
from yimen.faces.counter.consultations import frame
from yimen.faces.shared import acting, booked_slots
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal import source
from yimen.journal.errors import NotThere, Refused
from yimen.journal.once import once
from yimen.office.actor import Actor
from yimen.tickets import arriving, booked, booking, offering
from yimen.tickets.models import Booking, Line

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)  # of figures


class CallerForm(forms.Form):
    """Who telephones or stands here: when, who, by which number."""

    use_required_attribute = False

    key = forms.CharField(widget=forms.HiddenInput, initial=source.new_token)
    channel = forms.ChoiceField(
        label=_("怎么约的"), choices=[("telephone", _("电话")), ("desk", _("现场"))], initial="telephone",
        widget=forms.RadioSelect, error_messages={"required": _("请选电话或现场")},
    )  # fmt: skip
    start = forms.ChoiceField(label=_("时段"), widget=forms.RadioSelect, error_messages={
        "required": _("请选一个时段"), "invalid_choice": _("这个时段不能约了，请另选一个"),
    })  # fmt: skip
    phone = forms.CharField(
        label=_("电话"), max_length=40, error_messages={"required": _("请填电话")},
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel", "spellcheck": "false"}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("姓名"), max_length=60, error_messages={"required": _("请填姓名")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args: Any, slots: list[tuple[str, str]], free: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].choices = slots  # type: ignore[attr-defined]  # a ChoiceField; what is full is for the verb
        self.fields["start"].widget.choices = free
        if free:
            self.fields["start"].initial = free[0][0]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*hand.GUIDES)
def bookings(request: HttpRequest) -> HttpResponse:
    """The bookings of a day by time, or those of a telephone; a pressed one has come, and has its number."""
    by = hand.by(request)
    if request.method != "POST":
        return _list(request, by)
    try:
        ticket_id = _arrive(request, by)
    except Refused as refused:
        return _list(request, by, problem=refused)
    return redirect("counter:guide_desk_ticket", ticket_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*hand.GUIDES)
def new(request: HttpRequest) -> HttpResponse:
    """A booking for who telephones: line, day and time, number and name on one page."""
    by, at = hand.by(request), now()
    lines = offering.lines(_home(by))
    line = next((one for one in lines if one.letter == request.GET.get("line", "")), lines[0] if lines else None)
    if line is None:
        return _show(request, "booking_new", {"lines": lines})
    chosen = booked_slots.read(request.POST.get("start", ""))  # sent twice, its day may have no free place any more
    day = f"{chosen:%Y%m%d}" if chosen else request.GET.get("day", "")
    shown = booked_slots.shown(line, day, at=at)
    slots, free = (
        [(key, booked_slots.words(one)) for key, one in shown["slots"] if one.free or not only_free]
        for only_free in (False, True)
    )
    form = CallerForm(request.POST or None, slots=slots, free=free)
    page = {"lines": lines, "line": line, "form": form, "free": free} | shown
    if not form.is_valid():
        return _show(request, "booking_new", page, status=422 if form.is_bound else 200)
    try:
        made = _book(line, form.cleaned_data, by, at)
    except Refused as refused:
        acting.tell(form, refused)
        return _show(request, "booking_new", page, status=refused.status)
    return redirect(f"{reverse('counter:booking', args=[made.pk])}?made=1")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*hand.GUIDES)
def one(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """A booking with its code to read out; other times of its line, and how to cancel it."""
    by, at = hand.by(request), now()
    found = booked.booking_for(by, booking_id=booking_id)
    page: dict[str, Any] = {}
    starts_at = booked_slots.read(request.POST.get("start", ""))
    if request.method == "POST":
        try:
            if starts_at is None:
                raise NotThere(_("请选一个时段。"))
            booking.move(found, starts_at=starts_at, by=by, at=at)
        except Refused as refused:
            page["problem"] = refused
        else:
            messages.success(request, _("改好了：%(spoken)s。") % {"spoken": arriving.spoken(booked.by_id(found.pk))})
            return redirect("counter:booking", found.pk)
    name, phone = booked.masked(found)
    page |= {
        "booking": found, "name": name, "phone": phone, "spoken": arriving.spoken(found),
        "code": booked_slots.grouped(found.code), "was_made": request.GET.get("made") == "1",
    }  # fmt: skip
    if found.state == "booked":
        page |= booked_slots.shown(found.line, request.GET.get("day", "") or f"{found.day:%Y%m%d}", at=at)
    status = page["problem"].status if "problem" in page else 200
    return _show(request, "booking", page, status=status)


@require_POST
@staff_only(*hand.GUIDES)
def cancel(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """取消: pressed twice it is cancelled all the same."""
    by = hand.by(request)
    found = booked.booking_for(by, booking_id=booking_id)
    try:
        booking.cancel(found, by=by, at=now())
        messages.success(request, _("已取消：%(spoken)s。") % {"spoken": arriving.spoken(found)})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("counter:bookings")


def _list(request: HttpRequest, by: Actor, *, problem: Refused | None = None) -> HttpResponse:
    day = booked_slots.read_day(request.GET.get("day", "")) or today()
    phone = request.GET.get("phone", "").strip()
    page: dict[str, Any] = {
        "on": today(), "day": day, "is_today": day == today(), "before": day - _DAY, "after": day + _DAY,
        "phone": phone[:40], "key": source.new_token(), "problem": problem,
    }  # fmt: skip
    found: list[Booking] = []
    try:
        found = booked.of_phone(by, phone=phone) if phone else booked.of_day(by, on=day)
    except NotThere as refused:
        page["problem"] = refused
    page["rows"] = [(row, *booked.masked(row), row.state != "booked" or offering.still_served(row)) for row in found]
    page["kept"] = booked.kept(by, from_on=today() - _WEEK, until_on=today())
    status = page["problem"].status if page["problem"] else 200
    return _show(request, "bookings", page, status=status)


def _show(request: HttpRequest, name: str, page: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Within the counter's frame for who sits at one, so that the ticket in hand stays; else the guide desk's."""
    whole = page | frame(hand.by(request))
    return render(request, f"counter/{name}.html", whole, status=status)


def _arrive(request: HttpRequest, by: Actor) -> UUID:
    booking_id, at, key = request.POST.get("arrive", ""), now(), request.POST.get("key", "")

    def done() -> Any:
        return arriving.arrive(booked.booking_for(by, booking_id=_uuid(booking_id)), by=by, at=at)

    return once(done, by=by, act="counter.arrive", key=key, given=booking_id, at=at).subject_id


def _book(line: Line, typed: dict[str, Any], by: Actor, at: datetime) -> Booking:
    starts_at = booked_slots.read(typed["start"])
    assert starts_at is not None  # noqa: S101  # one of the choices
    said = {name: str(typed[name]) for name in ("name", "phone", "channel")}
    done = once(
        lambda: booking.book(line, starts_at=starts_at, **said, by=by, at=at),
        by=by, act="counter.book", key=typed["key"], given=[str(line.pk), typed["start"], *said.values()], at=at,
    )  # fmt: skip
    return booked.by_id(done.subject_id)


def _home(by: Actor) -> UUID:
    if by.centre_id is None:
        raise NotThere()
    return by.centre_id


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotThere() from None
