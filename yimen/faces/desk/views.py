"""The desk: the inbox of a post, a case with its step, what the post has worked on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.cases import handled as handling
from yimen.cases import reading
from yimen.cases.models import Case, Task
from yimen.faces.desk import acting, case_page, paging, walking
from yimen.faces.shared import lights
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal import source
from yimen.journal.errors import NotThere, Refused
from yimen.journal.once import once
from yimen.office.actor import Actor
from yimen.registry import looks
from yimen.registry.models import Purpose


@never_cache
@require_safe
@staff_only()
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits at the post, what is due first on top."""
    page = walking.rows(_actor(request), on=today(), after=request.GET.get("after", ""))
    return render(request, "desk/inbox.html", {"tab": "inbox", **page})


@never_cache
@require_safe
@staff_only()
def handled(request: HttpRequest) -> HttpResponse:
    """Cases the post has worked on, the newest first."""
    after = paging.read(request.GET.get("after", ""))
    found, following = handling.handled(_actor(request), on=today(), after=after)
    listed = [{"row": one, "light": lights.shown(one.light, one.light_words)} for one in found]
    older = f"?after={paging.write(following)}" if following else ""
    page = {"tab": "handled", "rows": listed, "older": older, "newer": reverse("desk:handled") if after else ""}
    return render(request, "desk/handled.html", page)


@never_cache
@require_safe
@staff_only()
def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """A case at the step that waits, or waited, at the post."""
    found = task_for(_actor(request), task_id)
    return _task_page(request, found, acting.forms_for(found))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only()
def act(request: HttpRequest, task_id: UUID, act: str) -> HttpResponse:
    """Do something with a task; then the next task of the inbox opens. What was refused keeps what was typed."""
    by, at, found = _actor(request), now(), task_for(_actor(request), task_id)
    if request.method != "POST":
        return redirect("desk:task", task_id)
    button = _button(act)
    forms = acting.forms_for(found, name=act, posted=request.POST)
    form = forms[button.form]
    if form.is_valid():
        try:
            acting.perform(found, button, form, key=request.POST.get("key", ""), by=by, at=at)
        except Refused as refused:
            return _refused(request, found, forms, form, refused)
        messages.success(request, f"{button.words}：{found.case.number}")
        return redirect(walking.behind(found, by=by, on=today()))
    return _task_page(request, found, forms, wrong=form, status=422)
