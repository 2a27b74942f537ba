"""The queue by HTTP: a number is taken, a window calls, recalls, misses, sends on, finishes; the hall as it stands."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import P, PathEx, Router
from pydantic import BaseModel

from yimen.faces.api import acts, answers
from yimen.faces.api import queue_shapes as shapes
from yimen.faces.api.signed import HallToken, Token, actor
from yimen.faces.shared.now import now, today
from yimen.journal.errors import NotNow
from yimen.tickets import calling, cutting, forecast, foretelling, halls, preferring, reading, serving, taking
from yimen.tickets.acts import ACTS, HallAct
from yimen.tickets.lifecycle import Act
from yimen.tickets.models import QueueWindow, Ticket

router = Router(tags=["排队"])
TicketId = PathEx[UUID, P(description="排队号的编号")]
TO_PERSON = {"summary": "转给一位工作人员", "operation_id": "ticket_transfer_to_person"}
WindowId = PathEx[UUID, P(description="窗口的编号，见 /queue")]


def told(act: str, done: type[answers.Answer] = shapes.TicketDone, *, status: int = 200) -> dict[str, Any]:
    """What the OpenAPI document says of an act on tickets."""
    return {"summary": str(ACTS[act].word), "operation_id": f"ticket_{act}", "response": {status: done}}


@router.get("/queue", auth=HallToken(), response=shapes.Queue, summary="大厅的排队情况", operation_id="queue")
def queue(request: HttpRequest) -> shapes.Queue:
    """本中心的业务类别、等候人数，各窗口办理什么、手上的号。"""
    by = actor(request)
    assert by.centre_id  # noqa: S101  # a token is of a post or a device
    return _queue(by.centre_id)


@router.post("/tickets", auth=HallToken(), **told(Act.TAKE, status=201))
def take(request: HttpRequest, body: shapes.TakeTicket) -> HttpResponse:
    """取号：取号机，或者大厅工作人员代取。取号机在服务时间以外不能取号。"""
    by = actor(request)
    line = halls.line_by_letter(by, letter=body.line)
    answer = _done(
        request, body, Act.TAKE, lambda at: taking.take(line, priority=body.priority, by=by, at=at), status=201
    )
    answer["Location"] = json.loads(answer.content)["url"]
    return answer


@router.get("/tickets/{id}", auth=HallToken(), response=shapes.Ticket, summary="一个排队号", operation_id="ticket",
            url_name="ticket")  # fmt: skip
def ticket(request: HttpRequest, id: TicketId) -> shapes.Ticket:
    """状态、前面还有几位、窗口、等候和接待的时间。"""
    return _ticket(reading.ticket_for(actor(request), ticket_id=id))


@router.post("/tickets/{id}/return", auth=Token(), **told(Act.RETURN))
def return_(request: HttpRequest, id: TicketId, body: shapes.ReturnTicket) -> HttpResponse:
    """过号的人回来了：排在同一类业务几位之后，按政策参数 queue.behind。"""
    by = actor(request)
    found = reading.ticket_for(by, ticket_id=id)
    return _done(request, body, Act.RETURN, lambda at: serving.return_(found, by=by, at=at))


@router.post("/tickets/{id}/prefer", auth=Token(), **told(Act.PREFER))
def prefer(request: HttpRequest, id: TicketId, body: shapes.PreferTicket) -> HttpResponse:
    """优先：等候的号按政策参数 queue.earlier 提前，写明情形；等得更久的人不会被越过。"""
    by = actor(request)
    found = reading.ticket_for(by, ticket_id=id)
    verb = partial(preferring.prefer, found, priority=body.priority, reason=body.reason)
    return _done(request, body, Act.PREFER, lambda at: verb(by=by, at=at))


@router.post("/windows/{id}/next", auth=Token(), **told(Act.CALL))
def next_(request: HttpRequest, id: WindowId, body: shapes.CallNext) -> HttpResponse:
    """叫下一位：手上的号同时办完；没有人等候时为 409 nobody_waits，手上的号不变。"""
    by = actor(request)
    window = halls.window_for(by, window_id=id)
    return _done(request, body, Act.CALL, lambda at: calling.call_next(window, by=by, at=at))


@router.post("/windows/{id}/call_chosen", auth=Token(), **told(Act.CALL_CHOSEN))
def call_chosen(request: HttpRequest, id: WindowId, body: shapes.CallChosen) -> HttpResponse:
    """选叫：不按次序叫一个在等候的号，写明原因；手上的号同时办完。号已经不在等候时为 409 not_waiting，手上的号不变。"""
    by = actor(request)
    window, found = halls.window_for(by, window_id=id), reading.ticket_for(by, ticket_id=body.ticket)
    verb = partial(calling.call_chosen, window, found, reason=body.reason, note=body.note)
    return _done(request, body, Act.CALL_CHOSEN, lambda at: verb(by=by, at=at))


@router.post("/windows/{id}/recall", auth=Token(), **told(Act.RECALL))
def recall(request: HttpRequest, id: WindowId, body: shapes.Recall) -> HttpResponse:
    """重呼：叫号屏再显示、播报一次。"""
    return _on_hand(request, id, body, Act.RECALL, calling.recall)


@router.post("/windows/{id}/start", auth=Token(), **told(Act.START))
def start(request: HttpRequest, id: WindowId, body: shapes.StartTicket) -> HttpResponse:
    """到窗：人已经到了窗口，从此刻计接待时间。"""
    return _on_hand(request, id, body, Act.START, serving.start)


@router.post("/windows/{id}/next_matter", auth=Token(), **told(Act.NEXT_MATTER))
def next_matter(request: HttpRequest, id: WindowId, body: shapes.NextMatter) -> HttpResponse:
    """再办一件：同一位接着办另一件事或者咨询，号不变，件数加一。"""
    return _on_hand(request, id, body, Act.NEXT_MATTER, serving.next_matter)


@router.post("/windows/{id}/miss", auth=Token(), **told(Act.MISS))
def miss(request: HttpRequest, id: WindowId, body: shapes.MissTicket) -> HttpResponse:
    """过号：叫了没有来。"""
    return _on_hand(request, id, body, Act.MISS, serving.miss)


@router.post("/windows/{id}/finish", auth=Token(), **told(Act.FINISH))
def finish(request: HttpRequest, id: WindowId, body: shapes.FinishTicket) -> HttpResponse:
    """办完：这位走了，窗口空出来。"""
    return _on_hand(request, id, body, Act.FINISH, serving.finish)


@router.post("/windows/{id}/transfer", auth=Token(), **told(Act.TRANSFER))
def transfer(request: HttpRequest, id: WindowId, body: shapes.TransferTicket) -> HttpResponse:
    """转窗：转到另一类业务，或者只由某个窗口接待；号码和次序不变。"""
    by = actor(request)
    line = halls.line_by_letter(by, letter=body.line) if body.line else None
    window = halls.window_by_number(by, number=body.window) if body.window is not None else None
    verb = partial(serving.transfer, line=line, window=window, note=body.note)
    return _on_hand(request, id, body, Act.TRANSFER, verb)


@router.post("/windows/{id}/transfer_to_person", auth=Token(), **(told(Act.TRANSFER) | TO_PERSON))
def transfer_to_person(request: HttpRequest, id: WindowId, body: shapes.TransferToPerson) -> HttpResponse:
    """转给一位工作人员：由其今天所在的窗口接待；号码和次序不变。"""
    person = halls.person_for(actor(request), staff_id=body.staff, on=today())
    return _on_hand(request, id, body, Act.TRANSFER, partial(serving.transfer_to_person, person=person, note=body.note))


@router.post("/windows/{id}/pause", auth=Token(), **told(HallAct.PAUSE, shapes.WindowDone))
def pause(request: HttpRequest, id: WindowId, body: shapes.PauseWindow) -> HttpResponse:
    """暂停叫号：手上的号不变；大厅看到“暂停服务”和与原因相应的话，看不到说明。"""
    return _at_window(request, id, body, HallAct.PAUSE, partial(cutting.pause, reason=body.reason, note=body.note))


@router.post("/windows/{id}/resume", auth=Token(), **told(HallAct.RESUME, shapes.WindowDone))
def resume(request: HttpRequest, id: WindowId, body: shapes.ResumeWindow) -> HttpResponse:
    """恢复叫号。"""
    return _at_window(request, id, body, HallAct.RESUME, cutting.resume)


def _on_hand(
    request: HttpRequest, window_id: UUID, body: BaseModel, act: str, verb: Callable[..., Ticket]
) -> JsonResponse:
    """Perform `verb(ticket, by=…, at=…)` on what the window has in hand. Raises NotThere, NotNow, and what it raises."""
    by = actor(request)
    window = halls.window_for(by, window_id=window_id)

    def do(at: datetime) -> Ticket:
        ticket = reading.in_hand(window)
        if ticket is None:
            raise NotNow(_("本窗口手上没有号。"), code="nothing_in_hand")
        return verb(ticket, by=by, at=at)

    return _done(request, body, act, do)


def _done(
    request: HttpRequest, body: BaseModel, act: str, verb: Callable[[datetime], Ticket], *, status: int = 200
) -> JsonResponse:
    outcome = acts.performed(request, body, verb)
    ticket = reading.ticket_for(actor(request), ticket_id=outcome.subject_id)
    url = reverse("api:ticket", args=[ticket.pk])
    return acts.answered(outcome, shapes.TicketDone(id=ticket.pk, code=ticket.code, act=act, url=url), status=status)


def _at_window(
    request: HttpRequest, window_id: UUID, body: BaseModel, act: str, verb: Callable[..., QueueWindow]
) -> JsonResponse:
    by = actor(request)
    window = halls.window_for(by, window_id=window_id)
    outcome = acts.performed(request, body, lambda at: verb(window, by=by, at=at))
    return acts.answered(outcome, shapes.WindowDone(id=window.pk, number=window.number, act=act))


def _ticket(row: Ticket) -> shapes.Ticket:
    return shapes.Ticket(
        id=row.pk, code=row.code, line=row.line.letter, line_name=row.line.name, state=row.state,
        state_words=row.get_state_display(), priority=row.priority,
        ahead=reading.ahead_of(row),
        expected_minutes=forecast.told(foretelling.of_ticket(row, at=now())), windows=list(halls.windows_of(row.line)),
        window=row.window.number if row.window else None, taken_at=row.taken_at, called_at=row.called_at,
        times_called=row.times_called, matters=row.matters, finished_at=row.finished_at,
        periods=[shapes.Period.model_validate(one) for one in reading.periods_of(row)],
    )  # fmt: skip


def _queue(centre_id: UUID) -> shapes.Queue:
    hall = foretelling.hall(centre_id, at=now())
    letters = {one.line.pk: one.line.letter for one in hall.lines}
    held = {one.window_id: one.code for one in reading.all_in_hand(centre_id, on=today())}
    return shapes.Queue(
        lines=[
            shapes.QueueLine(letter=one.line.letter, name=one.line.name, is_open=one.line.is_open, waiting=one.waiting,
                              windows=list(one.windows), expected_minutes=forecast.told(one.wait)) for one in hall.lines
        ],
        windows=[
            shapes.QueueWindow(id=one.pk, number=one.number, name=one.name, mode=hall.plan[one.pk].mode,
                                lines=[letters[line] for line in hall.plan[one.pk].lines if line in letters],
                                is_paused=one.pk in hall.paused, ticket=held.get(one.pk)) for one in hall.windows
        ],
    )  # fmt: skip
