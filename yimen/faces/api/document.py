"""The OpenAPI 3.1 document: as ninja writes it, with what holds for every operation added in one place."""

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.responses import NinjaJSONEncoder

from yimen.faces.api import problems
from yimen.faces.api.acts import KEY, REPLAY
from yimen.faces.api.answers import Fault, Problem

READS = frozenset({"situation"})  # a POST that changes nothing takes no key
_WORDS = {"OK": _("完成"), "Created": _("已收件")}  # else as the operation says
_FAULT = _("没有办成，原因见 code 和 detail（RFC 9457）")
_SCHEMA = {"$ref": "#/components/schemas/Problem"}


def shown(api: NinjaAPI) -> Any:
    """The view that shows the document of an API."""

    @require_GET
    def document(request: HttpRequest) -> HttpResponse:
        return JsonResponse(of(api))

    return document


@cache
def of(api: NinjaAPI) -> dict[str, Any]:
    """The document as plain JSON values."""
    prefix = reverse("api:openapi").removesuffix("openapi.json")
    whole: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=prefix), cls=NinjaJSONEncoder))
    del whole["servers"]
    whole["components"]["schemas"] |= {"Problem": _schema(Problem), "Fault": _schema(Fault)}
    for methods in whole["paths"].values():
        for method, operation in methods.items():
            _complete(method, operation)
    return whole


def _complete(method: str, operation: dict[str, Any]) -> None:
    """A key for every POST, its echo in the answer, and a problem for every refusal."""
    content = {problems.MEDIA_TYPE: {"schema": _SCHEMA}}
    operation["responses"]["default"] = {
        "description": _("没有办成，原因见 code 和 detail（RFC 9457）"),
        "content": content,
    }
    for answer in operation["responses"].values():
        answer["description"] = str(_WORDS.get(answer["description"], answer["description"]))
    if method != "post" or operation["operationId"] in READS:
        return
    operation["parameters"].append({
        "in": "header", "name": KEY, "required": True, "schema": {"type": "string", "minLength": 1, "maxLength": 64},
        "description": str(_("自己生成的键（如 UUID）；重发同一请求时用同一个键，只办一次。")),
    })  # fmt: skip
    for status, answer in operation["responses"].items():
        if status != "default":
            answer["headers"] = {REPLAY: {"description": str(_("重发时为 true")), "schema": {"type": "string"}}}


def _schema(model: type[Problem] | type[Fault]) -> dict[str, Any]:
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    return schema
