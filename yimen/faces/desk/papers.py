"""What leaves the desk on paper: a case's papers as kept, and the public notice for the village's wall."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yimen.cases import reading
from yimen.catalogue import definitions
from yimen.faces.desk.access import actor, case_for, task_for
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now
from yimen.journal.errors import Refused
from yimen.papers import rendering
from yimen.registry import looks
from yimen.registry.models import Purpose


@never_cache
@require_safe
@staff_only()
def paper(request: HttpRequest, number: str, paper_number: str) -> HttpResponse:
    """A paper of a case that the post may see, as it was handed out: it bears the full name, so the look is kept."""
    by, case = actor(request), case_for(actor(request), number)
    found = next((one for one in reading.papers(case) if one.number == paper_number), None)
    if found is None:
        raise Http404
    try:
        pdf = rendering.content(found)
    except Refused as refused:
        page = {"problem": refused, "back": f"/desk/cases/{case.number}/"}
        return render(request, "shared/refused.html", page, status=refused.status)
    looks.keep(case.applicant, purpose=Purpose.CASE, by=by, at=now())
    name = f'inline; filename="{found.number}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


@never_cache
@require_safe
@staff_only()
def notice(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """The public notice of a task as a sheet to post up: masked, with its term and where to object."""
    task = task_for(actor(request), task_id)
    hung = getattr(task, "notice", None)
    if hung is None:
        raise Http404
    definition = definitions.of_version(task.case.version_id)
    department = task.post.department
    page = {
        "notice": hung,
        "case": task.case,
        "task": task,
        "item_name": definition.name,
        "step_name": reading.step_name(definition, task),
        "issuer": department.name if department else task.post.centre.name,
        "centre": task.post.centre,
    }
    return render(request, "desk/notice.html", page)
