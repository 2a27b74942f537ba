"""Bookings by HTTP: what can be booked, a booking made, moved, cancelled, come; the day's list, masked (I5, B4)."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from ninja import P, PathEx, Router
from pydantic import BaseModel

from yimen.faces.api import acts
from yimen.faces.api import booking_shapes as shapes
from yimen.faces.api.signed import HallToken, Token, actor
from yimen.faces.shared.now import now, today
from yimen.tickets import arriving, booked, booking, halls, offering, visiting
from yimen.tickets.booking_acts import ACTS
from yimen.tickets.booking_life import Act
from yimen.tickets.models import Booking
from yimen.tickets.visiting import Coming

router = Router(tags=["预约"])
BookingId = PathEx[UUID, P(description="预约的编号")]
Letter = PathEx[str, P(description="业务类别的字母，见 /queue")]


def told(act: str, *, status: int = 200) -> dict[str, Any]:
    """What the OpenAPI document says of an act on bookings."""
    return {
        "summary": str(ACTS[act].word), "operation_id": f"booking_{act}", "response": {status: shapes.BookingDone}
    }  # fmt: skip


@router.get("/lines/{letter}/slots", auth=HallToken(), response=shapes.Slots, summary="可以预约的时段",
            operation_id="slots")  # fmt: skip
def slots(request: HttpRequest, letter: Letter) -> shapes.Slots:
    """一类业务今天起可以预约的各天各时段，每段能约几位、还余几位。"""
    line = halls.line_by_letter(actor(request), letter=letter)
    return shapes.Slots(
        line=line.letter,
        line_name=line.name,
        slots=[shapes.Slot.model_validate(one) for day in offering.days(line, at=now()) for one in day.slots],
    )


@router.get("/visiting", response=shapes.VisitingOffices, summary="驻点窗口", operation_id="visiting")
def visiting_offices(request: HttpRequest) -> shapes.VisitingOffices:
    """定期到各中心来办公的单位、日子、时间，最近要来的在前。"""
    return shapes.VisitingOffices(offices=[_sits(one) for one in visiting.everywhere(on=today())])


@router.post("/bookings", auth=Token(), **told(Act.BOOK, status=201))
def book(request: HttpRequest, body: shapes.Book) -> HttpResponse:
    """预约：大厅工作人员替人预约。时段约满为 409 slot_full；同一个人当天已约为 409 booked_already。"""
    by = actor(request)
    line = halls.line_by_letter(by, letter=body.line)
    said = {"name": body.name, "phone": body.phone, "channel": body.channel}
    answer = _done(
        request,
        body,
        Act.BOOK,
        lambda at: booking.book(line, starts_at=body.starts_at, **said, by=by, at=at),
        status=201,
    )
    answer["Location"] = json.loads(answer.content)["url"]
    return answer


@router.get("/bookings", auth=Token(), response=shapes.Bookings, summary="一天的预约", operation_id="bookings")
def bookings(request: HttpRequest, day: date | None = None) -> shapes.Bookings:
    """本中心一天（默认今天）的预约，按时间排列，姓名和电话遮盖。"""
    found = booked.of_day(actor(request), on=day or today())
    return shapes.Bookings(bookings=[_shown(one) for one in found])


@router.post("/bookings/arrive", auth=HallToken(), summary=str(ACTS[Act.ARRIVE].word), operation_id="booking_arrive",
             response={201: shapes.ArrivalDone})  # fmt: skip
def arrive(request: HttpRequest, body: shapes.Arrive) -> HttpResponse:
    """预约到场：凭预约码或预约二维码取号，按预约的时间排队。早了为 409 too_early，晚了为 409 too_late。"""
    by = actor(request)
    found = booked.in_hall(by, said=body.code)
    outcome = acts.performed(request, body, lambda at: arriving.arrive(found, by=by, at=at))
    url = reverse("api:ticket", args=[outcome.subject_id])
    return acts.answered(outcome, shapes.ArrivalDone(id=outcome.subject_id, act=Act.ARRIVE, url=url), status=201)


@router.get("/bookings/{id}", auth=Token(), response=shapes.Booking, summary="一个预约", operation_id="booking",
            url_name="booking")  # fmt: skip
def one(request: HttpRequest, id: BookingId) -> shapes.Booking:
    """时段、状态、来的号码；姓名和电话遮盖。"""
    return _shown(booked.booking_for(actor(request), booking_id=id))


@router.post("/bookings/{id}/move", auth=Token(), **told(Act.MOVE))
def move(request: HttpRequest, id: BookingId, body: shapes.MoveBooking) -> HttpResponse:
    """改约：同一类业务的另一个时段，预约码不变。"""
    by = actor(request)
    found = booked.booking_for(by, booking_id=id)
    return _done(request, body, Act.MOVE, lambda at: booking.move(found, starts_at=body.starts_at, by=by, at=at))


@router.post("/bookings/{id}/cancel", auth=Token(), **told(Act.CANCEL))
def cancel(request: HttpRequest, id: BookingId, body: shapes.CancelBooking) -> HttpResponse:
    """取消预约：位置让给别人。"""
    by = actor(request)
    found = booked.booking_for(by, booking_id=id)
    return _done(request, body, Act.CANCEL, lambda at: booking.cancel(found, by=by, at=at))


def _done(
    request: HttpRequest, body: BaseModel, act: str, verb: Callable[[datetime], Booking], *, status: int = 200
) -> JsonResponse:
    outcome = acts.performed(request, body, verb)
    row = booked.booking_for(actor(request), booking_id=outcome.subject_id)
    done = shapes.BookingDone(id=row.pk, code=row.code, act=act, url=reverse("api:booking", args=[row.pk]))
    return acts.answered(outcome, done, status=status)


def _sits(one: Coming) -> shapes.VisitingOffice:
    row = one.visiting
    return shapes.VisitingOffice(
        office=row.office, centre=row.centre.code, centre_name=row.centre.name, place=row.place,
        line=row.line.letter if row.line else None, days=one.words, opens=f"{row.opens:%H:%M}",
        closes=f"{row.closes:%H:%M}", next_days=list(one.next_days),
    )  # fmt: skip


def _shown(row: Booking) -> shapes.Booking:
    name, phone = booked.masked(row)
    return shapes.Booking(
        id=row.pk, line=row.line.letter, line_name=row.line.name, starts_at=row.starts_at, ends_at=row.ends_at,
        state=row.state, state_words=row.get_state_display(), channel=row.channel, name=name, phone=phone,
        ticket=row.ticket.code if row.ticket else None,
    )  # fmt: skip
