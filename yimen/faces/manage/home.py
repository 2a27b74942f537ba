"""The first page of manage: how the installation is, and trying again what failed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yimen.faces.manage import health
from yimen.faces.manage.frame import KEEPERS, READERS, actor_of, show
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now
from yimen.journal import alarms, followers, jobs
from yimen.office.models import Role
from yimen.safekeeping import hourly


@require_safe
@staff_only(*READERS)
def home(request: HttpRequest) -> HttpResponse:
    """Health in sentences; an editor, who keeps nothing running, is shown the catalogue."""
    if actor_of(request).role == Role.EDITOR:
        return redirect("manage:catalogue")
    found = health.findings(now())
    wrong = sum(1 for one in found if one.colour != "green")
    return show(request, "home", "home", findings=found, wrong=wrong)


@require_POST
@staff_only(*KEEPERS)
def retry(request: HttpRequest) -> HttpResponse:
    """Let what is stuck or set aside be tried again."""
    at = now()
    waiting, mended, ringing = jobs.retry_stuck(at=at), followers.retry(at=at), alarms.retry(at=at)
    said = _("已重新排队%(waiting)s项后台工作和%(ringing)s项到期事项，补做了%(mended)s条记录的后续处理。")
    messages.success(request, said % {"waiting": waiting, "mended": mended, "ringing": ringing})
    return redirect("manage:home")


@require_POST
@staff_only(*KEEPERS)
def back_up(request: HttpRequest) -> HttpResponse:
    """Ask for a backup now; the worker begins it."""
    hourly.ask(at=now())
    messages.success(request, _("已经安排，马上开始备份；办理不受影响。过一会儿刷新本页，可以看到新的一份。"))
    return redirect("manage:home")
