"""Pages of posts: who holds them, who covers; appoint, end, cover."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db.models import F, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.faces.manage import forms
from yimen.faces.manage.frame import KEEPERS, actor_of, centre_of, done, show, show_form
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import NotThere
from yimen.office import posts as verbs
from yimen.office.models import Cover, Duty, Holding, Post

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only(*KEEPERS)
def posts(request: HttpRequest) -> HttpResponse:
    """The open posts of the centre, with who holds and covers them now or later."""
    on = today()
    return show(request, "posts", "posts", posts=_posts(request, on), on=on)


@FORM
@staff_only(*KEEPERS)
def appoint(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """任职."""
    post, form = post_of(request, post_id), forms.AppointForm(request.POST or None, initial={"from_on": today()})
    if done(form, lambda typed: verbs.appoint(post, **typed, by=actor_of(request), at=now())):
        words = {"name": form.cleaned_data["staff"].name, "post": post.title}
        messages.success(request, _("已登记：%(name)s任“%(post)s”。") % words)
        return redirect("manage:posts")
    intro = _("登记之后，此人从该日起可以选这个岗位办事。原任职的人不会因此结束任职。")
    title = _("任职：%(post)s") % {"post": post.title}
    return show_form(request, form, "posts", title=title, intro=intro, words=_("登记任职"), back="manage:posts")


@FORM
@staff_only(*KEEPERS)
def end(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """结束任职."""
    holding, form = _holding(request, holding_id), forms.EndForm(request.POST or None, initial={"on": today()})
    words = {"name": holding.staff.name, "post": holding.post.title}
    if done(form, lambda typed: verbs.end(holding, **typed, by=actor_of(request), at=now())):
        messages.success(request, _("已登记：%(name)s结束“%(post)s”的任职。") % words)
        return redirect("manage:posts")
    title = _("结束任职：%(name)s · %(post)s") % words
    intro = _("结束日期登记后不能更改。手上没有办完的事仍在这个岗位，由接任的人办理。")
    return show_form(request, form, "posts", title=title, intro=intro, words=_("结束任职"), back="manage:posts")


@FORM
@staff_only(*KEEPERS)
def cover(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """AB 岗顶岗."""
    post, form = post_of(request, post_id), forms.CoverForm(request.POST or None, initial={"from_on": today()})
    if done(form, lambda typed: verbs.cover(post, **typed, by=actor_of(request), at=now())):
        words = {"name": form.cleaned_data["staff"].name, "post": post.title}
        messages.success(request, _("已登记：%(name)s顶岗“%(post)s”。") % words)
        return redirect("manage:posts")
    title = _("AB岗顶岗：%(post)s") % {"post": post.title}
    intro = _("顶岗期间，此人有这个岗位的全部职权和职责，所办的事记在此人名下。")
    return show_form(request, form, "posts", title=title, intro=intro, words=_("登记顶岗"), back="manage:posts")


def post_of(request: HttpRequest, post_id: UUID) -> Post:
    """An open post of the actor's centre. Raises NotThere."""
    post = Post.objects.filter(pk=post_id, centre=centre_of(request), is_open=True).first()
    if post is None:
        raise NotThere
    return post


def _posts(request: HttpRequest, on: date) -> list[Post]:
    running = Holding.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on)).select_related("staff")
    covers = Cover.objects.filter(until_on__gte=on).select_related("staff")
    mine = Post.objects.filter(centre=centre_of(request), is_open=True)
    rows = mine.select_related("department", "window").order_by(F("window__number").asc(nulls_last=True), "title")
    return list(
        rows.prefetch_related(
            Prefetch("duties", Duty.objects.order_by("line")),
            Prefetch("holdings", running.order_by("from_on"), "running"),
            Prefetch("covers", covers.order_by("from_on"), "standing_in"),
        )
    )


def _holding(request: HttpRequest, holding_id: UUID) -> Holding:
    mine = Holding.objects.filter(pk=holding_id, post__centre=centre_of(request))
    holding = mine.select_related("post__centre", "staff").first()
    if holding is None:
        raise NotThere
    return holding
