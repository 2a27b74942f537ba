"""The way through the inbox: the rows beside the case, and which task opens when one is done."""

from datetime import date
from typing import Any

from django.urls import reverse

from yimen.cases import reading
from yimen.cases.models import Task
from yimen.faces.shared import lights, paging
from yimen.office.actor import Actor


def rows(by: Actor, *, on: date, after: str = "") -> dict[str, Any]:
    """A page of the inbox, as the list on the left shows it; links keep the page."""
    found, following = reading.inbox(by, on=on, after=paging.by_day(after))
    listed = [{"row": one, "light": lights.shown(one.light, one.light_words)} for one in found]
    first = next((one for one in found if not one.waits), None)
    older = f"{reverse('desk:inbox')}?{paging.query(paging.write(following))}" if following else ""
    return {
        "rows": listed,
        "here": here(after),
        "first": first,
        "newer": reverse("desk:inbox") if here(after) else "",
        "older": older,
    }


def here(after: str) -> str:
    """What keeps the list on its page when another address opens; empty on its first page."""
    return f"?{paging.query(after)}" if paging.by_day(after) else ""


def behind(task: Task, *, by: Actor, on: date) -> str:
    """The address that opens when this task is done: the next that can be done, else the first, else the inbox."""
    day = task.due_on.isoformat() if task.due_on else ""
    following, _more = reading.inbox(by, on=on, after=(day, str(task.pk)))
    ready = _ready(following, task) or _ready(reading.inbox(by, on=on)[0], task)
    return reverse("desk:task", args=[ready]) if ready else reverse("desk:inbox")


def _ready(found: list[reading.InboxRow], task: Task) -> Any:
    return next((one.task_id for one in found if not one.waits and one.task_id != task.pk), None)
