"""Turns what was refused into a page with its status, or for htmx into a note that leaves the page as it is."""

from collections.abc import Callable
from urllib.parse import urlsplit

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from yimen.faces.shared.actors import actor_of
from yimen.faces.shared.signing import LANDINGS
from yimen.journal.errors import Refused

TITLES = {
    403: _("您的岗位不能办这件事"),
    404: _("没有找到"),
    409: _("现在不能这样办"),
    422: _("内容有误，没有办成"),
    500: _("系统出了故障"),
}
_API = "/api/"  # answers in JSON by itself
log = structlog.get_logger()


class Refusals:
    """Middleware. Logs only what is broken, and of it the code alone: a sentence may name a person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info and not request.path.startswith(
            _API
        ):  # no database text holds it, and PostgreSQL would say so with an error
            return HttpResponse(status=404)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, refused: Exception) -> HttpResponse | None:
        """The page for a Refused; None for anything else, and for the API."""
        if not isinstance(refused, Refused) or request.path.startswith(_API):
            return None
        if refused.status >= 500:
            log.error("broken", code=refused.code)
        return note(request, refused) if getattr(request, "htmx", False) else page(request, refused)


def page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A whole page; for staff in their own frame, with the way back and to another post."""
    actor = getattr(request, "actor", None) or actor_of(request)
    if actor is None and refused.status == 404:
        return render(request, "404.html", status=404)
    request.actor = actor  # type: ignore[attr-defined]  # the frame of staff shows it
    shown = {
        "problem": refused,
        "title": TITLES.get(refused.status),
        "back": _back(request, LANDINGS[actor.role] if actor else "/"),
    }
    template = "shared/refused_staff.html" if actor else "shared/refused.html"
    return render(request, template, shown, status=refused.status)


def note(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A fragment laid over the page, so that nothing typed is lost."""
    answer = render(request, "shared/_refused.html", {"problem": refused}, status=refused.status)
    answer["HX-Retarget"], answer["HX-Reswap"] = "body", "beforeend"
    return answer


def _back(request: HttpRequest, beginning: str) -> str:
    """The page of ours on which the person was, else where they begin."""
    came_from = str(request.META.get("HTTP_REFERER", ""))
    if not url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return beginning
    parts = urlsplit(came_from)
    return parts.path + (f"?{parts.query}" if parts.query else "")
