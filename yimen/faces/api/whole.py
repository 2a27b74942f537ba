"""The API put together: every router, one answer to every kind of error."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from yimen.faces.api import (
    applications,
    bookings,
    cases,
    course,
    elements,
    items,
    papers,
    problems,
    signposts,
    situations,
    tasks,
    tickets,
    versions,
    voices,
)


class Chinese(JSONRenderer):
    """JSON in UTF-8, not escaped: a third of the size, and a person can read it."""

    json_dumps_params = {"ensure_ascii": False}


class Strict(Parser):
    """JSON as RFC 8259 has it: without NaN and Infinity."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The value of the body. Raises ValueError where it is not JSON in UTF-8."""
        return json.loads(request.body.decode("utf-8"), parse_constant=_no_number)


def _no_number(text: str) -> NoReturn:
    raise ValueError("not a number of JSON")


api = NinjaAPI(
    title="一门 API",
    version="1",
    description=(
        "一站式政务服务中心的接口：事项、申请、办件、环节、文书、排队、预约、来访、评价。办事的 POST 都要带 Idempotency-Key。"
    ),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    parser=Strict(),
    renderer=Chinese(),
)
for _one in (
    items,
    versions,
    elements,
    situations,
    signposts,
    applications,
    cases,
    course,
    tasks,
    papers,
    tickets,
    bookings,
    voices,
):
    api.add_router("", _one.router)
problems.lay(api)
