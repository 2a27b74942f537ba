"""求助 from the kiosks: who stands in the hall sees it at the guide desk and in the top line, and says that they go."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from yimen.faces.counter import hand
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now
from yimen.tickets import helping


@require_POST
@staff_only(*hand.GUIDES)
def answer(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """我去: somebody goes to the kiosk. Raises NotThere."""
    by = hand.by(request)
    helping.answer(helping.one(by, call_id=call_id), by=by, at=now())
    messages.success(request, _("已应答，取号机前的人看到您马上过去。"))
    return redirect("counter:guide_desk")
