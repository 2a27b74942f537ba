"""Pages of opening hours: the week of the centre, and days that differ."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import CheckboxSelectMultiple, ChoiceField, MultipleChoiceField, RadioSelect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yimen.faces.manage import forms
from yimen.faces.manage.frame import KEEPERS, actor_of, centre_of, done, show_form
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.office import market as days
from yimen.office import opening
from yimen.office.models import OpeningException

FORM = require_http_methods(["GET", "HEAD", "POST"])
# of market days: 逢一 to 逢九, 逢十
FIGURES = [(str(one), f"逢{days.FIGURES[one]}") for one in (*range(1, 10), 0)]


class MarketForm(forms.ActForm):
    """The hours on market days."""

    figures = MultipleChoiceField(
        label=_("逢几"), required=False, choices=FIGURES, widget=CheckboxSelectMultiple,
        help_text=_("逢三就是初三、十三、二十三；没有赶集日的都不选"),
    )  # fmt: skip
    lunar = ChoiceField(label=_("按"), choices=[("on", _("农历")), ("", _("公历"))], required=False, widget=RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spans"] = forms.SpansField(label=_("赶集日几点到几点"))


@FORM
@staff_only(*KEEPERS)
def hours(request: HttpRequest) -> HttpResponse:
    """The week, a line a day."""
    centre = centre_of(request)
    initial = {f"day_{weekday}": words(spans) for weekday, spans in opening.week(centre).items()}
    initial |= {f"duty_{weekday}": words(spans) for weekday, spans in opening.week(centre, duty=True).items()}
    form = forms.WeekForm(request.POST or None, initial=initial)
    if done(form, lambda _typed: _set_week(request, form)):
        messages.success(request, _("已更新每周开放时间。"))
        return redirect("manage:hours")
    differing = OpeningException.objects.filter(centre=centre, day__gte=today()).order_by("day", "opens")
    return show_form(
        request, form, "hours", template="hours", title=_("开放时间"), differing=differing, market=_market(centre.pk)
    )


@FORM
@staff_only(*KEEPERS)
def market(request: HttpRequest) -> HttpResponse:
    """The hours on market days, in place of the weekday's."""
    centre = centre_of(request)
    found = opening.market_of(centre.pk)
    initial = {
        "figures": list(map(str, found.figures)), "lunar": "on" if found.lunar else "", "spans": words(found.spans)
    }  # fmt: skip
    form = MarketForm(request.POST or None, initial=initial)
    if done(form, lambda typed: opening.set_market(centre, _read(typed), by=actor_of(request), at=now())):
        messages.success(request, _("已更新赶集日的开放时间。"))
        return redirect("manage:hours")
    intro = _("赶集日按这里的时间开放，代替当天的每周时间；某一天另行登记的，按登记的。")
    page = {"title": _("赶集日"), "intro": intro, "words": _("更新赶集日"), "back": "manage:hours"}
    return show_form(request, form, "hours", **page)


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


def _set_week(request: HttpRequest, form: forms.WeekForm) -> None:
    opening.set_week(centre_of(request), form.week(), duty=form.week("duty"), by=actor_of(request), at=now())


def _read(typed: dict[str, Any]) -> opening.Market:
    return opening.Market(frozenset(map(int, typed["figures"])), typed["lunar"] == "on", tuple(typed["spans"]))


def _market(centre_id: UUID) -> str:
    """农历逢三、八 08:00-12:00; nothing where there are no market days."""
    found = opening.market_of(centre_id)
    return f"{days.words(found.figures, lunar=found.lunar)} {words(found.spans)}" if found.figures else ""


def words(spans: Iterable[opening.Span]) -> str:
    """As they are typed: 08:30-11:30、13:30-16:30."""
    return "、".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in spans)
