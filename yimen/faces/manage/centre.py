"""The page of the centre: where people reach it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yimen.faces.manage import forms
from yimen.faces.manage.frame import KEEPERS, actor_of, centre_of, done, show_form
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now
from yimen.office import centres

_CONTACT = ("telephone", "complaint_telephone", "address")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*KEEPERS)
def centre(request: HttpRequest) -> HttpResponse:
    """Telephones and address; name and code are shown, and stay."""
    here = centre_of(request)
    form = forms.CentreForm(request.POST or None, initial={name: getattr(here, name) for name in _CONTACT})
    if done(form, lambda typed: centres.set_contact(here, **typed, by=actor_of(request), at=now())):
        messages.success(request, _("已更新中心信息，指南、文书和网页从现在起用新的。"))
        return redirect("manage:centre")
    words = {"name": here.name, "short": here.short_name, "code": here.code}
    intro = _("%(name)s，简称%(short)s，代码%(code)s：名称和代码写在文书和编号里，不在这里改。") % words
    page = {"title": _("中心信息"), "intro": intro, "words": _("更新中心信息"), "back": "manage:home"}
    return show_form(request, form, "centre", **page)
