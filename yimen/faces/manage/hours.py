"""Pages of opening hours: the week of the centre, and days that differ."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yimen.faces.manage import forms
from yimen.faces.manage.frame import KEEPERS, actor_of, centre_of, done, show_form
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.office import opening
from yimen.office.models import OpeningException

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@staff_only(*KEEPERS)
def hours(request: HttpRequest) -> HttpResponse:
    """The week, a line a day."""
    centre = centre_of(request)
    initial = {f"day_{weekday}": words(spans) for weekday, spans in opening.week(centre).items()}
    form = forms.WeekForm(request.POST or None, initial=initial)
    if done(form, lambda _typed: opening.set_week(centre, form.week(), by=actor_of(request), at=now())):
        messages.success(request, _("已更新每周开放时间。"))
        return redirect("manage:hours")
    differing = OpeningException.objects.filter(centre=centre, day__gte=today()).order_by("day", "opens")
    return show_form(request, form, "hours", template="hours", title=_("开放时间"), differing=differing)


@FORM
@staff_only(*KEEPERS)
def day(request: HttpRequest) -> HttpResponse:
    """A day on which the centre opens otherwise."""
    form, centre = forms.OpeningDayForm(request.POST or None), centre_of(request)
    if done(form, lambda typed: opening.set_day(centre, **typed, by=actor_of(request), at=now())):
        messages.success(request, _("已登记%(day)s的开放时间。") % {"day": form.cleaned_data["day"]})
        return redirect("manage:hours")
    intro = _("只改这一天群众能来的时间，不影响办件时限。")
    page = {"title": _("某一天另行开放"), "intro": intro, "words": _("登记这一天"), "back": "manage:hours"}
    return show_form(request, form, "hours", **page)


def words(spans: list[opening.Span]) -> str:
    """As they are typed: 08:30-11:30、13:30-16:30."""
    return "、".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in spans)
