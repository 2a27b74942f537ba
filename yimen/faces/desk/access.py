"""What the signed-in post may see at the desk; anything else is not there (404)."""

from uuid import UUID

from django.http import Http404, HttpRequest

from yimen.cases import reading
from yimen.cases.models import Case, Task
from yimen.journal.errors import NotThere
from yimen.office.actor import Actor


def actor(request: HttpRequest) -> Actor:
    """Who acts, as `staff_only` found it."""
    by: Actor = request.actor  # type: ignore[attr-defined]  # put there by staff_only
    return by


def task_for(by: Actor, task_id: UUID) -> Task:
    """A task of the actor's post, with its case. Raises Http404."""
    try:
        return reading.task_for(by, task_id=task_id)
    except NotThere as missing:
        raise Http404 from missing


def case_for(by: Actor, number: str) -> Case:
    """A case that the actor may see. Raises Http404."""
    try:
        return reading.case_for(by, number=number)
    except NotThere as missing:
        raise Http404 from missing
