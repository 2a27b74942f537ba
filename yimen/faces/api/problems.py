"""Problems: every refusal and fault of the API as RFC 9457, with a stable code and a Chinese sentence.

What lies in an unhandled error is never told: its type and places go to the log, the caller gets a 500 without detail.
"""

import json
import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import UnreadablePostError
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yimen.faces.api import sentences
from yimen.journal.errors import NotThere, Refused, Sentence

MEDIA_TYPE = "application/problem+json"
MOST_BYTES = 262_144  # of a request: the longest form there is, in Chinese, takes a quarter of it
TITLES: dict[int, Sentence] = {
    400: _("请求无法读取"),
    401: _("没有有效的令牌"),
    403: _("无权办理"),
    404: _("没有找到"),
    405: _("不支持这种请求方法"),
    409: _("现在不能办理"),
    413: _("请求内容过大"),
    422: _("填写的内容有误"),
    500: _("系统内部错误"),
}
CODES = {
    400: "bad_request",
    401: "unauthorized",
    404: "not_there",
    405: "method_not_allowed",
    413: "too_large",
    422: "malformed",
    500: "broken",
}
_LOG = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


def problem(
    status: int, *, code: str = "", sentence: Sentence = "", errors: Mapping[str, Sentence] | None = None
) -> HttpResponse:
    """The answer: type, title, status, code, and where there is something to say detail and errors (field, sentence)."""
    code = code or CODES[status]
    told: dict[str, Any] = {
        "type": f"urn:yimen:problem:{code}",
        "title": str(TITLES.get(status, _("请求未完成"))),
        "status": status,
        "code": code,
    }
    if sentence:
        told["detail"] = str(sentence)
    if errors:
        told["errors"] = [{"field": field, "sentence": str(words)} for field, words in errors.items()]
    return HttpResponse(json.dumps(told, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)


def lay(api: NinjaAPI) -> None:
    """Give the API its answer to every kind of error."""
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(ValidationError, _malformed)
    api.add_exception_handler(AuthenticationError, _unauthorized)
    api.add_exception_handler(HttpError, lambda request, error: _unreadable(request, error))
    api.add_exception_handler(Http404, lambda _request, _error: not_there())
    api.add_exception_handler(RequestDataTooBig, lambda _request, _error: _too_large())
    api.add_exception_handler(SuspiciousOperation, _unreadable)
    api.add_exception_handler(UnreadablePostError, _unreadable)
    api.add_exception_handler(Exception, _fault)


def guarded(view: View) -> View:
    """The view, kept by no cache and without CSRF, since no session is read.

    Too long a request and a wrong method are problems as well.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        answer = _too_large() if length.isdecimal() and int(length) > MOST_BYTES else view(request, *args, **kwargs)
        if answer.status_code == 405:
            answer = _other_method(answer["Allow"])
        answer["Cache-Control"] = "no-store"
        return answer

    return csrf_exempt(answered)


def not_there(*_ignored: object, **_path: object) -> HttpResponse:
    """404, in the same words for what does not exist and for what is not yours to see."""
    return problem(404, sentence=NotThere().message)


def _refused(_request: HttpRequest, error: Any) -> HttpResponse:
    if error.status >= 500:
        _LOG.error("refused as broken", exc_info=error)
        return problem(500, code=error.code)
    return problem(error.status, code=error.code, sentence=error.message, errors=error.fields)


def _malformed(_request: HttpRequest, error: Any) -> HttpResponse:
    if any(one["loc"][0] == "path" for one in error.errors):
        return not_there()
    return problem(422, sentence=_("填写的内容有误，请按 errors 逐项改正。"), errors=sentences.of(error.errors))


def _unauthorized(request: HttpRequest, _error: Any) -> HttpResponse:
    answer = problem(401, sentence=_("请在 Authorization 头中写 Bearer 和有效的令牌；令牌由网络管理员发给。"))
    shown = ', error="invalid_token"' if request.headers.get("Authorization") else ""
    answer["WWW-Authenticate"] = f'Bearer realm="yimen"{shown}'
    return answer


def _unreadable(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem(400, code="broken_json", sentence=_("请求体不是有效的 JSON（UTF-8）。"))


def _too_large() -> HttpResponse:
    return problem(413, sentence=_("请求内容不能超过256KB。"))


def _other_method(allowed: str) -> HttpResponse:
    answer = problem(405, sentence=_("这个地址只支持%(allowed)s。") % {"allowed": allowed})
    answer["Allow"] = allowed
    return answer


def _fault(_request: HttpRequest, error: Any) -> HttpResponse:
    _LOG.error("request failed", exc_info=error)
    return problem(500)
