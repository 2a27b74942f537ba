"""The register of callers by HTTP, and how a hall was rated: figures alone, never a single rating."""

import json
from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import P, PathEx, QueryEx, Router
from pydantic import BaseModel

from yimen.catalogue.models import Item
from yimen.faces.api import acts
from yimen.faces.api import voice_shapes as shapes
from yimen.faces.api.signed import Token, actor
from yimen.faces.shared import paging
from yimen.faces.shared.now import today
from yimen.journal.errors import Malformed
from yimen.voice import consulting, figures, register
from yimen.voice.acts import ACTS
from yimen.voice.consulting import Asked
from yimen.voice.figures import Span
from yimen.voice.lifecycle import Act
from yimen.voice.models import Consultation

router = Router(tags=["来访和评价"])
ConsultationId = PathEx[UUID, P(description="来访登记的编号")]
After = QueryEx[str, P(max_length=80, description="上一页的 next")]
Day = QueryEx[date | None, P(description="哪一天")]


@router.get("/consultations", auth=Token(), response=shapes.Consultations, summary="来访登记表",
            operation_id="consultations")  # fmt: skip
def consultations(request: HttpRequest, on: Day = None, after: After = "") -> shapes.Consultations:
    """本岗位看得到的来访登记，新的在前，每页30条；有 on 时只列这一天。"""
    found, last = register.page(actor(request), on=on, after=paging.by_moment(after))
    return shapes.Consultations(consultations=[_shown(one) for one in found], next=paging.write(last) or None)


@router.post("/consultations", auth=Token(), summary=str(ACTS[Act.REGISTER].word), operation_id="consultation_register",
             response={201: shapes.ConsultationDone})  # fmt: skip
def ask(request: HttpRequest, body: shapes.RegisterConsultation) -> HttpResponse:
    """登记来访：导办台或者窗口，谁先接待谁登记。"""
    by = actor(request)
    said = body.model_dump(exclude={"item"})
    asked = Asked(**said, item=_item(body.item))
    answer = _done(request, body, Act.REGISTER, lambda at: consulting.register(asked, by=by, at=at), status=201)
    answer["Location"] = json.loads(answer.content)["url"]
    return answer


@router.get("/consultations/{id}", auth=Token(), response=shapes.Consultation, summary="一条来访登记",
            operation_id="consultation", url_name="consultation")  # fmt: skip
def consultation(request: HttpRequest, id: ConsultationId) -> shapes.Consultation:
    """姓名和电话遮掩。"""
    return _shown(register.consultation_for(actor(request), consultation_id=id))


@router.post("/consultations/{id}/answer", auth=Token(), summary=str(ACTS[Act.ANSWER].word),
             operation_id="consultation_answer", response={200: shapes.ConsultationDone})  # fmt: skip
def answer(request: HttpRequest, id: ConsultationId, body: shapes.AnswerConsultation) -> HttpResponse:
    """答复来访：查清以后，一次。"""
    by = actor(request)
    found = register.consultation_for(by, consultation_id=id)
    return _done(request, body, Act.ANSWER, lambda at: consulting.answer(found, answer=body.answer, by=by, at=at))


@router.get("/ratings", auth=Token(), response=shapes.Ratings, summary="评价次数", operation_id="ratings")
def ratings(request: HttpRequest, first: Day = None, last: Day = None) -> shapes.Ratings:
    """按窗口和等级的评价次数，主管、领导和主任看得到；不写日子时为今天。"""
    end = last or today()
    span = Span(max(min(first or end, end), end - figures.LONGEST), end)
    rows = figures.by_window(actor(request), span)
    windows = [
        shapes.WindowRatings(
            number=int(row.key) if row.key else None, good_percent=row.good_percent,
            **{grade.value: number for grade, number in row.counts},
        )
        for row in rows
    ]  # fmt: skip
    return shapes.Ratings(first=span.first, last=span.last, windows=windows)


def _done(
    request: HttpRequest, body: BaseModel, act: str, verb: Callable[[datetime], Consultation], *, status: int = 200
) -> JsonResponse:
    outcome = acts.performed(request, body, verb)
    url = reverse("api:consultation", args=[outcome.subject_id])
    return acts.answered(outcome, shapes.ConsultationDone(id=outcome.subject_id, act=act, url=url), status=status)


def _item(code: str) -> Item | None:
    found = Item.objects.filter(code=code).first() if code else None
    if code and found is None:
        raise Malformed(_("有内容需要改正。"), fields={"item": _("没有这个编码的事项。")})
    return found


def _shown(one: Consultation) -> shapes.Consultation:
    return shapes.Consultation(
        id=one.pk, came_at=one.came_at, state=one.state, kind=one.kind, way=one.way, how=one.how,
        item=one.item.code if one.item else "", about=one.about, answer=one.answer, name=one.masked_name,
        phone=one.masked_phone, ticket=one.ticket.code if one.ticket else "", answered_at=one.answered_at,
    )  # fmt: skip
