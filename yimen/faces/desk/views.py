"""The desk: the inbox of a post, a case with its step, what the post has worked on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yimen.cases import handled as handling
from yimen.cases import reading
from yimen.cases.models import Case, Task
from yimen.faces.desk import acting, case_page, looking, walking
from yimen.faces.desk.access import actor, case_for, task_for
from yimen.faces.desk.forms import explain
from yimen.faces.shared import lights, paging
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal import source
from yimen.journal.errors import Refused

WRONG = 422


@never_cache
@require_safe
@staff_only()
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits at the post, what is due first on top."""
    return render(request, "desk/inbox.html", _beside(request))


@never_cache
@require_safe
@staff_only()
def handled(request: HttpRequest) -> HttpResponse:
    """Cases the post has worked on, the newest first."""
    after = paging.by_moment(request.GET.get("after", ""))
    found, following = handling.handled(actor(request), on=today(), after=after)
    listed = [{"row": one, "light": lights.shown(one.light, one.light_words)} for one in found]
    newer = reverse("desk:handled") if after else ""
    older = f"?{paging.query(paging.write(following))}" if following else ""
    return render(request, "desk/handled.html", {"tab": "handled", "rows": listed, "newer": newer, "older": older})


@never_cache
@require_safe
@staff_only()
def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """A case at the step that waits, or waited, at the post."""
    found = task_for(actor(request), task_id)
    return _page(request, found.case, found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only()
def act(request: HttpRequest, task_id: UUID, act: str) -> HttpResponse:
    """Do something with a task; then the next task of the inbox opens. What was refused keeps what was typed."""
    by, found, button = actor(request), task_for(actor(request), task_id), _button(act)
    if request.method != "POST":
        return redirect("desk:task", task_id)
    forms = acting.forms_for(found, name=act, posted=request.POST)
    status = _act(request, found, button, forms[button.form])
    if status:
        return _refused(request, task_for(by, task_id), forms, button, status)
    messages.success(request, f"{button.words}：{found.case.number}")
    return redirect(walking.behind(found, by=by, on=today()) + walking.here(request.GET.get("after", "")))


@never_cache
@require_safe
@staff_only()
def case(request: HttpRequest, number: str) -> HttpResponse:
    """A case that the post may see; where a task of it waits here, the page of the task."""
    found = case_for(actor(request), number)
    waiting = reading.open_task_of(found, actor(request))
    return redirect("desk:task", waiting.pk) if waiting else _page(request, found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only()
def look(request: HttpRequest, number: str) -> HttpResponse:
    """查看: the applicant in full, for this one page; the look is kept. Sent again, the page stays closed."""
    by, found = actor(request), case_for(actor(request), number)
    full = looking.look(found, key=request.POST.get("key", ""), by=by, at=now()) if request.method == "POST" else None
    if full is None:
        return redirect("desk:case", number)
    opened = case_page.applicant(found, by=by, on=today(), full=full)
    if request.headers.get("HX-Request"):
        return render(request, "desk/_applicant.html", opened)
    return _page(request, found, reading.open_task_of(found, by), more=opened)


def _act(request: HttpRequest, found: Task, button: acting.Button, form: Form) -> int:
    """Do it; 0, or the status of the refusal, whose words then stand in the form."""
    if not form.is_valid():
        return WRONG
    try:
        acting.perform(found, button, form, key=request.POST.get("key", ""), by=actor(request), at=now())
    except Refused as refused:
        explain(form, refused)
        return refused.status
    return 0


def _refused(
    request: HttpRequest, task: Task, forms: dict[str, Any], button: acting.Button, status: int
) -> HttpResponse:
    """The page again: what was typed still stands, and the same key lets it be sent again."""
    more = {"forms": forms, "form": forms[button.form], "pressed": button.form, "key": request.POST.get("key", "")}
    return _page(request, task.case, task, more=more, status=status)


def _button(name: str) -> acting.Button:
    try:
        return acting.named(name)
    except KeyError as missing:
        raise Http404 from missing


def _beside(request: HttpRequest) -> dict[str, Any]:
    return {"tab": "inbox", **walking.rows(actor(request), on=today(), after=request.GET.get("after", ""))}


def _page(
    request: HttpRequest, case: Case, task: Task | None = None, *, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The case, the inbox beside it, and its step where a task is given; `more` goes over what is shown anyway."""
    by, at = actor(request), now()
    page = _beside(request) | case_page.shown(case, by=by, at=at) | {"key": source.new_token()}
    if task:
        page |= {"task": task, "forms": acting.forms_for(task), **case_page.step(task, by=by, on=today())}
    page |= more or {}
    page["buttons"] = [(one, page["forms"][one.form]) for one in page.get("buttons", ())]
    return render(request, "desk/case.html", page, status=status)
