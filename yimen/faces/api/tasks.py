"""The desk by HTTP: the inbox of a post, one task, and one POST per act on it."""

from datetime import date
from functools import partial
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import P, PathEx, Query, Router
from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from yimen.cases import decisions, reading, steps
from yimen.cases.lifecycle import Act
from yimen.faces.api import acts, answers, schemas, showing
from yimen.faces.api.signed import Token, actor
from yimen.faces.shared.now import today

router = Router(tags=["环节"], auth=Token())
TaskId = PathEx[UUID, P(description="任务编号")]


def _page(text: str) -> str:
    """Raises unless the text is empty or a day (or nothing), "_" and an id, as `next` gives it."""
    day, _underscore, key = text.partition("_")
    try:
        if text:
            UUID(key)
            date.fromisoformat(day or "2026-01-01")
    except ValueError as error:
        raise PydanticCustomError("page_unknown", "page unknown") from error
    return text


class Page(BaseModel):
    """从哪里接着看。"""

    after: Annotated[str, Field(max_length=60, description="上一页的 next"), AfterValidator(_page)] = ""


@router.get("/tasks", response=answers.Inbox, summary="待办", operation_id="tasks")
def inbox(request: HttpRequest, page: Query[Page]) -> answers.Inbox:
    """您岗位的待办，先到期的在前，每页30项。"""
    day, _underscore, key = page.after.partition("_")
    rows, last = reading.inbox(actor(request), on=today(), after=(day, key) if key else None)
    return answers.Inbox(tasks=rows, next="_".join(last) if last else None)  # type: ignore[arg-type]  # read from rows


@router.get("/tasks/{id}", response=answers.Task, summary="一个任务", operation_id="task")
def task(request: HttpRequest, id: TaskId) -> answers.Task:
    """在您岗位办理或办过的任务。"""
    by = actor(request)
    return showing.task(reading.task_for(by, task_id=id), by)


@router.post("/tasks/{id}/finish", **acts.told(Act.FINISH))
def finish(request: HttpRequest, id: TaskId, body: schemas.Finish) -> HttpResponse:
    """办结环节：同一阶段都办结后进入下一阶段。"""
    return acts.on_task(request, id, body, Act.FINISH, partial(steps.finish, opinion=body.opinion))


@router.post("/tasks/{id}/send_back", **acts.told(Act.SEND_BACK))
def send_back(request: HttpRequest, id: TaskId, body: schemas.SendBack) -> HttpResponse:
    """退回上一环节：写明理由。"""
    return acts.on_task(request, id, body, Act.SEND_BACK, partial(steps.send_back, reason=body.reason))


@router.post("/tasks/{id}/post_notice", **acts.told(Act.POST_NOTICE))
def post_notice(request: HttpRequest, id: TaskId, body: schemas.PostNotice) -> HttpResponse:
    """张榜公示：从今天起公示，期满后才能办结这一环节。"""
    return acts.on_task(request, id, body, Act.POST_NOTICE, steps.post_notice)


@router.post("/tasks/{id}/decide", **acts.told(Act.DECIDE))
def decide(request: HttpRequest, id: TaskId, body: schemas.Decide) -> HttpResponse:
    """作出决定：准予或者不予批准，出办理结果通知书。"""
    verb = partial(decisions.decide, outcome=body.outcome, opinion=body.opinion)
    return acts.on_task(request, id, body, Act.DECIDE, verb)
