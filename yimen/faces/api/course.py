"""What happens to a case beside its way, by HTTP: proposals and their answers, pauses, who answers for it, corrections."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import Router

from yimen.cases import answerable, corrections, endings, extending, pausing, proposals, reading, refusing
from yimen.cases.lifecycle import Act
from yimen.catalogue import definitions
from yimen.faces.api import acts, answers, handing, schemas, showing
from yimen.faces.api.cases import Number
from yimen.faces.api.signed import Token, actor
from yimen.faces.shared.now import today

router = Router(tags=["办件经过"], auth=Token())


@router.post("/cases/{number}/ask_extension", **acts.told(Act.ASK_EXTENSION))
def ask_extension(request: HttpRequest, number: Number, body: schemas.AskExtension) -> HttpResponse:
    """请示延期：在应办结日之前提出，先由业务主管同意，再由领导批准。"""
    verb = partial(extending.ask_extension, days=body.days, reason=body.reason)
    return acts.on_case(request, number, body, Act.ASK_EXTENSION, verb)


@router.post("/cases/{number}/endorse", **acts.told(Act.ENDORSE))
def endorse(request: HttpRequest, number: Number, body: schemas.Consent) -> HttpResponse:
    """主管同意延期。"""
    return acts.on_case(request, number, body, Act.ENDORSE, partial(extending.endorse, opinion=body.opinion))


@router.post("/cases/{number}/extend", **acts.told(Act.EXTEND))
def extend(request: HttpRequest, number: Number, body: schemas.Extend) -> HttpResponse:
    """批准延期：应办结日顺延，出延期告知书。"""
    return acts.on_case(request, number, body, Act.EXTEND, extending.extend)


@router.post("/cases/{number}/ask_pause", **acts.told(Act.ASK_PAUSE))
def ask_pause(request: HttpRequest, number: Number, body: schemas.AskPause) -> HttpResponse:
    """请示停表：事项载明的特别程序。"""
    verb = partial(pausing.ask_pause, special=body.special, until_on=body.until_on, reason=body.reason)
    return acts.on_case(request, number, body, Act.ASK_PAUSE, verb)


@router.post("/cases/{number}/pause", **acts.told(Act.PAUSE))
def pause(request: HttpRequest, number: Number, body: schemas.Pause) -> HttpResponse:
    """停表：同意请示，从今天起停止计时，出特别程序告知书。"""
    return acts.on_case(request, number, body, Act.PAUSE, pausing.pause)


@router.post("/cases/{number}/resume", **acts.told(Act.RESUME))
def resume(request: HttpRequest, number: Number, body: schemas.Resume) -> HttpResponse:
    """恢复计时：特别程序结束，次日起继续计时。"""
    return acts.on_case(request, number, body, Act.RESUME, partial(pausing.resume, special=body.special))


@router.post("/cases/{number}/ask_refusal", **acts.told(Act.ASK_REFUSAL))
def ask_refusal(request: HttpRequest, number: Number, body: schemas.AskRefusal) -> HttpResponse:
    """请示不予受理：事项要求的，或者拿不准的，先请示领导。"""
    verb = partial(refusing.ask_refusal, code=body.code, reason=body.reason)
    return acts.on_case(request, number, body, Act.ASK_REFUSAL, verb)


@router.post("/cases/{number}/allow_refusal", **acts.told(Act.ALLOW_REFUSAL))
def allow_refusal(request: HttpRequest, number: Number, body: schemas.Consent) -> HttpResponse:
    """同意不予受理：由窗口作出并送达。"""
    return acts.on_case(request, number, body, Act.ALLOW_REFUSAL, partial(refusing.allow_refusal, opinion=body.opinion))


@router.post("/cases/{number}/decline", **acts.told(Act.DECLINE))
def decline(request: HttpRequest, number: Number, body: schemas.Decline) -> HttpResponse:
    """不同意请示：写明理由。"""
    verb = partial(proposals.decline, proposal_id=body.proposal, reason=body.reason)
    return acts.on_case(request, number, body, Act.DECLINE, verb)


@router.get("/cases/{number}/candidates", response=answers.Candidates, summary="可指定的人", operation_id="candidates")
def candidates(request: HttpRequest, number: Number) -> answers.Candidates:
    """可以变更为办理责任人的工作人员，可以牵头重点办理的领导。"""
    return showing.candidates(reading.case_for(actor(request), number=number), today())


@router.post("/cases/{number}/hand_over", **acts.told(Act.HAND_OVER))
def hand_over(request: HttpRequest, number: Number, body: schemas.Name) -> HttpResponse:
    """变更办理责任人：出告知书。"""
    verb = partial(answerable.hand_over, staff_id=body.staff, reason=body.reason)
    return acts.on_case(request, number, body, Act.HAND_OVER, verb)


@router.post("/cases/{number}/mark", **acts.told(Act.MARK))
def mark(request: HttpRequest, number: Number, body: schemas.Name) -> HttpResponse:
    """列为重点办理：指定一位领导牵头。"""
    return acts.on_case(
        request, number, body, Act.MARK, partial(answerable.mark, staff_id=body.staff, reason=body.reason)
    )


@router.post("/cases/{number}/hurry", **acts.told(Act.HURRY))
def hurry(request: HttpRequest, number: Number, body: schemas.Hurry) -> HttpResponse:
    """申请人要求加急：记下希望办结的日期，不改变承诺。"""
    verb = partial(answerable.hurry, wanted_on=body.wanted_on, reason=body.reason)
    return acts.on_case(request, number, body, Act.HURRY, verb)


@router.post("/cases/{number}/terminate", **acts.told(Act.TERMINATE))
def terminate(request: HttpRequest, number: Number, body: schemas.Terminate) -> HttpResponse:
    """终止办理：由业务主管或者中心主任，写明理由。"""
    verb = partial(endings.terminate, code=body.code, reason=body.reason)
    return acts.on_case(request, number, body, Act.TERMINATE, verb)


@router.post("/cases/{number}/correct_materials", **acts.told(Act.CORRECT_MATERIALS))
def correct_materials(request: HttpRequest, number: Number, body: schemas.CorrectMaterials) -> HttpResponse:
    """更正材料登记：只能更正自己登记的。"""
    definition = definitions.of_version(reading.case_for(actor(request), number=number).version_id)
    given = handing.requirement_ids(definition, body.given)
    verb = partial(corrections.correct_materials, given=given, reason=body.reason)
    return acts.on_case(request, number, body, Act.CORRECT_MATERIALS, verb)


@router.post("/cases/{number}/correct_form", **acts.told(Act.CORRECT_FORM))
def correct_form(request: HttpRequest, number: Number, body: schemas.CorrectForm) -> HttpResponse:
    """更正申请表：只能更正自己登记的。"""
    verb = partial(corrections.correct_form, values=body.values, reason=body.reason)
    return acts.on_case(request, number, body, Act.CORRECT_FORM, verb)


@router.post("/cases/{number}/correct_receipt", **acts.told(Act.CORRECT_RECEIPT))
def correct_receipt(request: HttpRequest, number: Number, body: schemas.CorrectReceipt) -> HttpResponse:
    """更正签收登记：送达当天，只能更正自己登记的。"""
    verb = partial(corrections.correct_receipt, way=body.way, receiver=body.receiver, reason=body.reason)
    return acts.on_case(request, number, body, Act.CORRECT_RECEIPT, verb)
