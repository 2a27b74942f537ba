"""Cases by HTTP: how one stands, what happened to it, and one POST per act."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import P, PathEx, Router

from yimen.cases import completion, delivery, endings, intake, reading, taking_over
from yimen.cases import timeline as timelines
from yimen.cases.lifecycle import Act
from yimen.catalogue import definitions
from yimen.faces.api import acts, answers, handing, schemas, showing
from yimen.faces.api.signed import Token, actor
from yimen.faces.shared.now import today

Number = PathEx[str, P(pattern=r"^[A-Za-z0-9]{4,8}-[0-9]{6}$", description="办件编号，如 DY26-000123")]
router = Router(tags=["办件"], auth=Token())


@router.get("/cases/{number}", response=answers.Case, summary="办件现状", operation_id="case", url_name="case")
def case(request: HttpRequest, number: Number) -> answers.Case:
    """状态、时限、环节、材料、文书、在您岗位待办的任务、您现在可以办的事。申请人脱敏。"""
    by = actor(request)
    return showing.case(reading.case_for(by, number=number), by, today())


@router.get("/cases/{number}/timeline", response=answers.Timeline, summary="办理记录", operation_id="timeline")
def timeline(request: HttpRequest, number: Number) -> answers.Timeline:
    """办件的全部办理记录，含意见和理由，旧的在前。"""
    found = reading.case_for(actor(request), number=number)
    entries = [answers.Told.model_validate(one) for one in timelines.of_case(found)]
    return answers.Timeline(number=found.number, entries=entries)


@router.post("/cases/{number}/accept", **acts.told(Act.ACCEPT))
def accept(request: HttpRequest, number: Number, body: schemas.Accept) -> HttpResponse:
    """受理：材料齐全，次日起计时，出受理通知书。"""
    return acts.on_case(request, number, body, Act.ACCEPT, intake.accept)


@router.post("/cases/{number}/take_over", **acts.told(Act.TAKE_OVER))
def take_over(request: HttpRequest, number: Number, body: schemas.TakeOver) -> HttpResponse:
    """材料交接：村（社区）代收的材料交到中心，出材料交接单；代收转送的从这一天起算答复期限。"""
    definition = definitions.of_version(reading.case_for(actor(request), number=number).version_id)
    here = handing.requirement_ids(definition, body.given)
    verb = partial(taking_over.take_over, here=here, brought_by=body.brought_by)
    return acts.on_case(request, number, body, Act.TAKE_OVER, verb)


@router.post("/cases/{number}/refuse_intake", **acts.told(Act.REFUSE_INTAKE))
def refuse_intake(request: HttpRequest, number: Number, body: schemas.RefuseIntake) -> HttpResponse:
    """不予受理：写明理由。"""
    verb = partial(intake.refuse_intake, code=body.code, reason=body.reason, basis=body.basis)
    return acts.on_case(request, number, body, Act.REFUSE_INTAKE, verb)


@router.post("/cases/{number}/ask_completion", **acts.told(Act.ASK_COMPLETION))
def ask_completion(request: HttpRequest, number: Number, body: schemas.AskCompletion) -> HttpResponse:
    """一次性告知：出补办件通知书，列明全部须补正的内容。"""
    definition = definitions.of_version(reading.case_for(actor(request), number=number).version_id)
    ids = handing.requirement_ids(definition, body.requirements, "requirements")
    verb = partial(completion.ask_completion, requirement_ids=ids, remark=body.remark)
    return acts.on_case(request, number, body, Act.ASK_COMPLETION, verb)


@router.post("/cases/{number}/complete", **acts.told(Act.COMPLETE))
def complete(request: HttpRequest, number: Number, body: schemas.Complete) -> HttpResponse:
    """补正收件：通知书所列材料都已收到。"""
    definition = definitions.of_version(reading.case_for(actor(request), number=number).version_id)
    verb = partial(completion.complete, given=handing.requirement_ids(definition, body.given))
    return acts.on_case(request, number, body, Act.COMPLETE, verb)


@router.post("/cases/{number}/withdraw", **acts.told(Act.WITHDRAW))
def withdraw(request: HttpRequest, number: Number, body: schemas.Withdraw) -> HttpResponse:
    """申请人撤回：决定作出以前。"""
    return acts.on_case(request, number, body, Act.WITHDRAW, partial(endings.withdraw, reason=body.reason))


@router.post("/cases/{number}/return", **acts.told(Act.RETURN))
def return_(request: HttpRequest, number: Number, body: schemas.Return) -> HttpResponse:
    """退件：审查后退回申请人，写明理由。"""
    verb = partial(endings.return_, code=body.code, reason=body.reason)
    return acts.on_case(request, number, body, Act.RETURN, verb)


@router.post("/cases/{number}/deliver", **acts.told(Act.DELIVER))
def deliver(request: HttpRequest, number: Number, body: schemas.Deliver) -> HttpResponse:
    """送达：结果已交申请人签收，办件办结。"""
    verb = partial(delivery.deliver, way=body.way, receiver=body.receiver, why_other=body.why_other)
    return acts.on_case(request, number, body, Act.DELIVER, verb)
