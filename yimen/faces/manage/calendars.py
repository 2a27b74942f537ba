"""Pages of the legal calendar: a year at a glance, publishing a year after a preview, setting one day."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.faces.manage import forms, months
from yimen.faces.manage.frame import KEEPERS, actor_of, done, insist, show, show_form
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.office import calendar as legal
from yimen.office.acts import Act
from yimen.office.models import CalendarYear, Role
from yimen.office.workdays import FIRST, LAST, Calendar

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only(*KEEPERS)
def year(request: HttpRequest) -> HttpResponse:
    """A year at a glance: this one, or `?year=`."""
    shown = _asked(request.GET)
    published = CalendarYear.objects.filter(year=shown).first()
    neighbours = [other for other in (shown - 1, shown + 1) if FIRST.year <= other <= LAST.year]
    page = _glance(shown, legal.current()) | {"published": published, "neighbours": neighbours}
    return show(request, "calendar", "calendar", until=legal.current().published_until, **page)


@FORM
@staff_only(Role.NETWORK)
def publish(request: HttpRequest) -> HttpResponse:
    """Publish a year: first a preview, and only what was previewed can be published; a change is previewed again."""
    insist(request, Act.PUBLISH_YEAR)
    until = legal.current().published_until
    form = forms.YearForm(request.POST or None, initial={"year": until.year + 1})
    if request.POST.get("act") == "publish" and done(form, lambda typed: _publish(request, typed)):
        messages.success(request, _("已公布%(year)s年的放假安排。") % {"year": form.cleaned_data["year"]})
        return redirect(f"{reverse('manage:calendar')}?year={form.cleaned_data['year']}")
    page: dict[str, Any] = {"title": _("公布一年的放假安排"), "template": "publish", "until": until}
    proposals: list[Calendar] = []
    if done(form, lambda typed: proposals.append(legal.proposed(**_said(typed)))):
        page |= {"preview": _glance(form.cleaned_data["year"], proposals[0])}
    return show_form(request, form, "calendar", **page)


@FORM
@staff_only(Role.NETWORK)
def day(request: HttpRequest) -> HttpResponse:
    """Set one day of a published year."""
    insist(request, Act.SET_DAY)
    form = forms.LegalDayForm(request.POST or None)
    if done(form, lambda typed: _set_day(request, typed)):
        messages.success(request, _("已调整%(day)s。") % {"day": form.cleaned_data["day"]})
        return redirect(f"{reverse('manage:calendar')}?year={form.cleaned_data['day'].year}")
    intro = _("只用于有文件依据的个别日子。它影响所有办件的时限；中心哪天开门，请在“开放时间”中设。")
    page = {"title": _("调整某一天"), "intro": intro, "words": _("调整这一天"), "back": "manage:calendar"}
    return show_form(request, form, "calendar", **page)


def _said(typed: dict[str, Any]) -> dict[str, Any]:
    return {name: typed[name] for name in ("year", "days_off", "make_up_days", "document")}


def _publish(request: HttpRequest, typed: dict[str, Any]) -> CalendarYear:
    return legal.publish_year(**_said(typed), by=actor_of(request), at=now())


def _set_day(request: HttpRequest, typed: dict[str, Any]) -> object:
    works = typed["works"] == "yes"
    said = {name: typed[name] for name in ("day", "name", "document")}
    return legal.set_day(**said, works=works, by=actor_of(request), at=now())


def _glance(shown: int, calendar: Calendar) -> dict[str, Any]:
    drawn = months.months(shown, calendar, today())
    total = sum(month.working_days for month in drawn)
    return {"year": shown, "months": drawn, "spans": months.spans(shown, calendar), "working_days": total}


def _asked(query: QueryDict) -> int:
    """The year of the address; anything that is none shows this year."""
    typed = query.get("year", "")
    asked = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else today().year
    return min(max(asked, FIRST.year), LAST.year)
