"""The versions of items by HTTP, for who writes the catalogue: a draft is written, reviewed, published, retired (A6, A9)."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import P, PathEx, Router
from pydantic import BaseModel

from yimen.catalogue import access, defining, definitions, editing, owning, reading, reviewing, writing
from yimen.catalogue.acts import ACTS, Act
from yimen.catalogue.elements import Content
from yimen.catalogue.lint.examining import examine
from yimen.catalogue.models import ItemVersion
from yimen.faces.api import acts
from yimen.faces.api import version_shapes as shapes
from yimen.faces.api.items import CODE
from yimen.faces.api.signed import Token, actor
from yimen.journal.errors import Malformed, NotYours
from yimen.office.actor import Actor

router = Router(tags=["事项的编写"])
Code = PathEx[str, P(pattern=CODE, description="事项编码")]
Number = PathEx[int, P(ge=1, le=100_000, description="版号")]


class _Same(BaseModel):
    """What tells a draft that is sent again from another under the same key."""

    after: int
    digest: str


def told(act: str, *, status: int = 200) -> dict[str, Any]:
    """What the OpenAPI document says of an act on a version."""
    return {"summary": str(ACTS[act].word), "operation_id": f"item_{act}", "response": {status: shapes.VersionDone}}


@router.get("/items/{code}/versions", auth=Token(), response=shapes.Versions, summary="事项的各版",
            operation_id="item_versions")  # fmt: skip
def versions(request: HttpRequest, code: Code) -> shapes.Versions:
    """草稿也在内，新的在前。编写目录的岗位看得到。"""
    return shapes.Versions(
        versions=[shapes.Version(**_standing(one)) for one in owning.versions_for(_editor(request), code)]
    )


@router.get("/items/{code}/versions/{version}", auth=Token(), response=shapes.WholeVersion, summary="事项的一版",
            operation_id="item_version", url_name="item_version")  # fmt: skip
def version(request: HttpRequest, code: Code, version: Number) -> shapes.WholeVersion:
    """全部内容，写法和目录文件相同；检查意见和编写页面上的相同。"""
    found = owning.version_for(_editor(request), code, version)
    content, dictionary = definitions.of_version(found.pk), defining.current()
    told = [shapes.Found.model_validate(one) for one in examine(content, dictionary)]
    return shapes.WholeVersion(**_standing(found), content=writing.as_plain(content), findings=told)


@router.post("/items/{code}/versions", auth=Token(), **told(Act.WRITE_DRAFT, status=201))
def write(request: HttpRequest, code: Code, body: shapes.WriteDraft) -> HttpResponse:
    """存为下一版草稿；已发布的各版不变。一次一个事项，全部内容一起存，有一处不对就一处也不存。"""
    by = _editor(request)
    content = _content(code, body.content)
    same = _Same(after=body.after, digest=writing.digest(content))
    answer = _done(
        request, same, Act.WRITE_DRAFT, lambda at: editing.keep(content, after=body.after, by=by, at=at), status=201
    )
    answer["Location"] = json.loads(answer.content)["url"]
    return answer


@router.post("/items/{code}/versions/{version}/send_to_review", auth=Token(), **told(Act.SEND_TO_REVIEW))
def send_to_review(request: HttpRequest, code: Code, version: Number, body: shapes.SendToReview) -> HttpResponse:
    """送审：检查意见里没有错误的才能送。"""
    return _moved(request, code, version, body, Act.SEND_TO_REVIEW, reviewing.send_to_review)


@router.post("/items/{code}/versions/{version}/return_draft", auth=Token(), **told(Act.RETURN_DRAFT))
def return_draft(request: HttpRequest, code: Code, version: Number, body: shapes.ReturnDraft) -> HttpResponse:
    """退回修改，写明要改什么。"""
    return _moved(request, code, version, body, Act.RETURN_DRAFT, reviewing.give_back, reason=body.reason)


@router.post("/items/{code}/versions/{version}/publish", auth=Token(), **told(Act.PUBLISH))
def publish(request: HttpRequest, code: Code, version: Number, body: shapes.Publish) -> HttpResponse:
    """发布：由没有写这一版的人审核发布；上一版到那天为止。"""
    said = {"from_on": body.from_on, "minute": body.minute}
    return _moved(request, code, version, body, Act.PUBLISH, reviewing.publish, **said)


@router.post("/items/{code}/versions/{version}/retire", auth=Token(), **told(Act.RETIRE))
def retire(request: HttpRequest, code: Code, version: Number, body: shapes.Retire) -> HttpResponse:
    """取消：不再收件，在办的照常办完。"""
    return _moved(request, code, version, body, Act.RETIRE, reviewing.retire, from_on=body.from_on)


def _moved(  # an act on a version is these
    request: HttpRequest, code: str, number: int, body: BaseModel, act: str, verb: Callable[..., Any], **said: Any
) -> HttpResponse:
    by = _editor(request)
    found = owning.version_for(by, code, number)

    def moved(at: datetime) -> ItemVersion:
        verb(found, by=by, at=at, **said)
        return found

    return _done(request, body, act, moved)


def _done(
    request: HttpRequest, body: BaseModel, act: str, verb: Callable[[datetime], ItemVersion], *, status: int = 200
) -> JsonResponse:
    outcome = acts.performed(request, body, verb)
    done = ItemVersion.objects.select_related("item").get(pk=outcome.subject_id)
    url = reverse("api:item_version", args=[done.item.code, done.number])
    answer = shapes.VersionDone(item=done.item.code, number=done.number, act=act, url=url)
    return acts.answered(outcome, answer, status=status)


def _editor(request: HttpRequest) -> Actor:
    """Who writes the catalogue. Raises NotYours."""
    by = actor(request)
    if by.role not in access.EDITORS:
        raise NotYours(_("事项由编写目录的岗位编写，您的岗位不能办这件事。"))
    return by


def _standing(one: ItemVersion) -> dict[str, Any]:
    last = one.states.latest("number")  # a version is written with its first
    return {"number": one.number, "state": last.state, "from_on": last.from_on, "digest": one.digest}


def _content(code: str, plain: dict[str, Any]) -> Content:
    """Raises Malformed with every mistake at its element."""
    try:
        content = reading.of_plain(plain, defining.current())
    except reading.Misfits as refused:
        wrong: dict[str, str] = {}
        for place, message in refused.problems:
            field = f"content.{place}".rstrip(".")
            wrong[field] = "；".join(filter(None, (wrong.get(field), message)))
        raise Malformed(_("内容有误，请按 errors 逐项改正，什么也没有存。"), fields=wrong) from refused
    if content.code != code:
        words = _("和地址里的事项编码不同。")
        raise Malformed(_("内容有误，请按 errors 逐项改正，什么也没有存。"), fields={"content.code": words})
    return content
