"""Pages of which posts there are: open one, close one, the lines it answers for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yimen.catalogue.models import Item
from yimen.faces.manage import forms
from yimen.faces.manage.frame import KEEPERS, actor_of, centre_of, done, show_form
from yimen.faces.manage.posts import post_of
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now
from yimen.office import posting as verbs
from yimen.office.actor import ANY_LINE
from yimen.office.models import Centre, Department, Duty

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@staff_only(*KEEPERS)
def new(request: HttpRequest) -> HttpResponse:
    """设立岗位."""
    centre = centre_of(request)
    form = forms.OpenPostForm(_sent(request), centre=centre, lines=_lines(centre))
    if done(form, lambda typed: verbs.open_post(centre, **typed, by=actor_of(request), at=now())):
        said = _("已设立岗位“%(title)s”。接下来请登记由谁任职。")
        messages.success(request, said % {"title": form.cleaned_data["title"]})
        return redirect("manage:posts")
    intro = _("岗位设立后还没有人，要再登记任职。名称记在办件的经过里，以后不改。")
    return show_form(request, form, "posts", title=_("设立岗位"), intro=intro, words=_("设立岗位"), back="manage:posts")


@FORM
@staff_only(*KEEPERS)
def duties(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """岗位职责."""
    post = post_of(request, post_id)
    now_held = list(Duty.objects.filter(post=post).values_list("line", flat=True))
    form = forms.DutiesForm(_sent(request), lines=_lines(post.centre), initial={"lines": now_held})
    if done(form, lambda typed: verbs.set_duties(post, **typed, by=actor_of(request), at=now())):
        messages.success(request, _("已调整“%(title)s”的职责，马上生效。") % {"title": post.title})
        return redirect("manage:posts")
    title = _("职责：%(post)s") % {"post": post.title}
    intro = _("已经派到这个岗位的环节仍在这里办；以后的办件按新的职责派。")
    return show_form(request, form, "posts", title=title, intro=intro, words=_("调整职责"), back="manage:posts")


@FORM
@staff_only(*KEEPERS)
def close(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """撤销岗位."""
    post = post_of(request, post_id)
    form = forms.ActForm(_sent(request))
    if done(form, lambda _typed: verbs.close_post(post, by=actor_of(request), at=now())):
        messages.success(request, _("已撤销岗位“%(title)s”。") % {"title": post.title})
        return redirect("manage:posts")
    title = _("撤销岗位：%(post)s") % {"post": post.title}
    intro = _("撤销后没有人能以这个岗位办事，新的环节也不再派到这里；办过的事仍记在这个岗位名下。")
    return show_form(request, form, "posts", title=title, intro=intro, words=_("撤销岗位"), back="manage:posts")


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, also where nothing was chosen."""
    return request.POST if request.method == "POST" else None


def _lines(centre: Centre) -> list[tuple[str, Any]]:
    """The lines that items, departments and the centre's posts know, as choices."""
    named = Item.objects.values_list("line"), Department.objects.values_list("line")
    held = Duty.objects.filter(post__centre=centre).values_list("line")
    known = {line for (line,) in held.union(*named)}
    return [(ANY_LINE, _("全部条线")), *((line, line) for line in sorted(known - {ANY_LINE}))]
