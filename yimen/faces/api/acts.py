"""Acts by HTTP: a POST with an idempotency key happens once; repeated, it gives the same answer again."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from yimen.cases import reading
from yimen.cases.acts import ACTS
from yimen.cases.models import Case
from yimen.faces.api.answers import Done
from yimen.faces.api.signed import actor
from yimen.faces.shared.now import now
from yimen.journal.errors import Refused
from yimen.journal.once import Outcome, once
from yimen.office.actor import Actor

Verb = Callable[..., Case]
KEY = "Idempotency-Key"
REPLAY = "Idempotent-Replay"
OFFERED: set[str] = set()  # the acts that have a path here, as `told` met them


class KeyMissing(Refused):
    """A POST without its idempotency key."""

    status = 400
    code = "key_missing"


def told(act: str, *, status: int = 200) -> dict[str, Any]:
    """What the OpenAPI document says of an act: its word on the screen and its answers. Marks the act as offered."""
    OFFERED.add(act)
    return {"summary": str(ACTS[act].word), "operation_id": str(act), "response": {status: Done}}


def on_case(request: HttpRequest, number: str, body: BaseModel, act: str, verb: Verb) -> JsonResponse:
    """Perform `verb(case, by=…, at=…)` on a case the actor sees. Raises NotThere and what the verb raises."""
    by = actor(request)
    case = reading.case_for(by, number=number)
    return _perform(request, body, act, lambda at: verb(case, by=by, at=at))


def on_task(request: HttpRequest, task_id: UUID, body: BaseModel, act: str, verb: Verb) -> JsonResponse:
    """Perform `verb(case, task_id=…, by=…, at=…)` on a task of the actor's post. Raises NotThere and what it raises."""
    by = actor(request)
    task = reading.task_for(by, task_id=task_id)
    return _perform(request, body, act, lambda at: verb(task.case, task_id=task.pk, by=by, at=at))


def begin(request: HttpRequest, body: BaseModel, act: str, verb: Callable[[Actor, datetime], Case]) -> JsonResponse:
    """Perform a verb that makes a case: 201 and its address."""
    answer = _perform(request, body, act, lambda at: verb(actor(request), at))
    answer.status_code = 201
    answer["Location"] = json.loads(answer.content)["url"]
    return answer


def performed(request: HttpRequest, body: BaseModel, verb: Callable[[datetime], Any]) -> Outcome:
    """Do `verb(at)` under the request's idempotency key, or read what it did before. Raises KeyMissing, KeyReused and
    what the verb raises."""
    by, at, key = actor(request), now(), request.headers.get(KEY, "").strip()
    if not key:
        sentence = _("请在 Idempotency-Key 头中写一个自己生成的键（如 UUID）；重发同一请求时用同一个键。")
        raise KeyMissing(sentence, fields={KEY: sentence})
    given = {"path": request.path, "body": body.model_dump(mode="json")}
    return once(lambda: verb(at), by=by, act="api", key=key, given=given, at=at)


def answered(outcome: Outcome, done: BaseModel, *, status: int = 200) -> JsonResponse:
    """What was done, marked where it had been done before."""
    answer = JsonResponse(done.model_dump(mode="json"), status=status)
    if outcome.was_done:
        answer[REPLAY] = "true"
    return answer


def _perform(request: HttpRequest, body: BaseModel, act: str, verb: Callable[[datetime], Case]) -> JsonResponse:
    outcome = performed(request, body, verb)
    number = outcome.subject.number if outcome.subject else _number(request, outcome.subject_id)
    return answered(outcome, Done(number=number, act=act, url=reverse("api:case", args=[number])))


def _number(request: HttpRequest, case_id: UUID) -> str:
    number: str = Case.objects.visible_to(actor(request)).values_list("number", flat=True).get(pk=case_id)
    return number
