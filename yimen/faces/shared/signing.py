"""Staff sign in, choose the post they act in, and sign out; who does nothing for half an hour is signed out.

GB/T 22239-2019 8.1.4.1 (等保): sessions end after a time without a request (IDLE_S); failed sign-ins lock (settings,
AXES_*). Sessions lie in the database; a post is asked for anew at every request (`actors`).
"""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yimen.faces.shared.actors import POST_KEY
from yimen.faces.shared.now import now, today
from yimen.journal import demonstration
from yimen.journal.errors import NotYours
from yimen.office.models import Post, Role, Staff
from yimen.office.signing_in import posts_of

IDLE_S = 30 * 60
LANDINGS: dict[str, str] = {
    Role.WINDOW: "/counter/",
    Role.REPLY: "/counter/",
    Role.GUIDE: "/counter/guide-desk/",
    Role.OFFICER: "/desk/",
    Role.HEAD: "/desk/",
    Role.SUPERVISOR: "/lead/",
    Role.LEADER: "/lead/",
    Role.DIRECTOR: "/manage/",
    Role.NETWORK: "/manage/",
    Role.EDITOR: "/manage/",
}
GLANCE = "X-Glance"  # the header of what a page asks by itself
_SEEN_KEY = "seen_minute"
_CHOOSE = "/sign-in/post/"


class SignInForm(AuthenticationForm):
    """User name and password; says the same whatever was wrong with them."""

    use_required_attribute = False
    error_messages = {
        "invalid_login": _("用户名或密码不对，请核对大小写后再输。连续输错5次，账号会锁定15分钟。"),
        "inactive": _("用户名或密码不对，请核对大小写后再输。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("username", _("用户名")), ("password", _("密码"))):
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = _("请输入%(label)s") % {"label": label}


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; whoever is signed in already goes on to choose a post."""
    onward = _onward(request)
    if request.user.is_authenticated and request.method != "POST":
        return _to_choosing(onward)
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        auth.login(request, form.get_user())
        request.session.set_expiry(IDLE_S)
        return _to_choosing(onward)
    page = {"form": form, "next": onward, "sign_ins": _demonstration_sign_ins()}
    return render(request, "shared/sign_in.html", page, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_post(request: HttpRequest) -> HttpResponse:
    """Put the person in a post they hold or cover today; one with a single post is put in it at once."""
    onward = _onward(request)
    if not isinstance(request.user, Staff):
        return redirect("/sign-in/?" + urlencode({"next": onward}) if onward else "/sign-in/")
    posts, problem = posts_of(request.user.pk, today()), None
    chosen = posts[0] if len(posts) == 1 else None
    if request.method == "POST":
        chosen = next((post for post in posts if str(post.pk) == request.POST.get("post")), None)
        problem = NotYours(_("您今天不在这个岗位上，请另选一个。")) if chosen is None else None
    if chosen is not None:
        return _take(request, chosen, onward)
    page = {"posts": posts, "next": onward, "problem": problem}
    return render(request, "shared/choose_post.html", page, status=problem.status if problem else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, post and all."""
    auth.logout(request)
    return redirect("/sign-in/")


def awake(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a request of someone signed in lengthens the session by IDLE_S; written once a minute at most.

    What a page asks by itself (GLANCE) does not: nobody need be sitting there.
    """

    def passed(request: HttpRequest) -> HttpResponse:
        is_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and auth.SESSION_KEY in request.session
        if is_signed_in and GLANCE not in request.headers:
            minute = int(now().timestamp()) // 60
            if request.session.get(_SEEN_KEY) != minute:
                request.session[_SEEN_KEY] = minute
        return get_response(request)

    return passed


def _take(request: HttpRequest, post: Post, onward: str) -> HttpResponse:
    request.session[POST_KEY] = str(post.pk)
    return redirect(onward or LANDINGS[post.role])


def _onward(request: HttpRequest) -> str:
    """Where the person wanted to go, if it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if allowed and not wanted.startswith(("/sign-in/", "/sign-out/")) else ""


def _to_choosing(onward: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(_CHOOSE + ("?" + urlencode({"next": onward}) if onward else ""))


def _demonstration_sign_ins() -> list[dict[str, str]]:
    """What DATA/demo.json lists, in a demonstration only; nothing where it has not been written."""
    if demonstration.offset() is None or not settings.DEMO_FILE.is_file():
        return []
    rows = json.loads(settings.DEMO_FILE.read_text("utf-8")).get("sign_ins", [])
    return [{**row, "title": row["post"]} for row in rows]
