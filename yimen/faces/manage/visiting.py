"""Pages of visiting offices (驻点窗口): which sits here on which days; add one, change it, end it (B10)."""

import re
import unicodedata
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.faces.manage.forms import ActForm, DayField, SpansField
from yimen.faces.manage.frame import KEEPERS, actor_of, centre_of, done, show, show_form
from yimen.faces.manage.hours import FIGURES
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.tickets import halls
from yimen.tickets import visiting as verbs
from yimen.tickets.models import Line, Visiting
from yimen.tickets.visiting_days import WEEKDAYS, Days

FORM = require_http_methods(["GET", "HEAD", "POST"])
_SHORT = {"autocomplete": "off", "spellcheck": "false"}


class VisitingForm(ActForm):
    """Which office, where, when."""

    office = forms.CharField(label=_("来办公的单位"), help_text=_("例如：县人社局"), widget=forms.TextInput(_SHORT))
    place = forms.CharField(
        label=_("在哪里"), required=False, help_text=_("例如：一楼3号窗口"), widget=forms.TextInput(_SHORT)
    )
    line = forms.ChoiceField(
        label=_("业务类别"), required=False, help_text=_("选了的，这类业务只在它来的日子取号和预约"),
        error_messages={"invalid_choice": _("请从列表中选一类业务")},
    )  # fmt: skip
    hours = SpansField(label=_("几点到几点"), help_text=_("写成 09:00-11:30"))
    weekdays = forms.MultipleChoiceField(
        label=_("每周哪几天"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(str(place), f"周{word}") for place, word in enumerate(WEEKDAYS)],
    )  # fmt: skip
    figures = forms.MultipleChoiceField(
        label=_("赶集日"), required=False, choices=FIGURES, widget=forms.CheckboxSelectMultiple,
        help_text=_("逢三就是初三、十三、二十三"),
    )  # fmt: skip
    lunar = forms.ChoiceField(
        label=_("赶集日按"), choices=[("on", _("农历")), ("", _("公历"))], initial="on", required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    dates = forms.CharField(
        label=_("另外的日子"), required=False, help_text=_("写成 2026-03-05、2026-03-19"),
        widget=forms.Textarea({"rows": 2, **_SHORT}),
    )  # fmt: skip
    from_on = DayField(label=_("从哪天起"))
    until_on = DayField(label=_("到哪天为止"), required=False, help_text=_("不写：一直到另行通知"))

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {str(one.pk): one for one in lines}
        choices = [("", _("不取号，直接到窗口")), *((key, str(one)) for key, one in self.lines.items())]
        self.fields["line"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_hours(self) -> Any:
        spans = self.cleaned_data["hours"]
        if len(spans) != 1:
            raise forms.ValidationError(_("请写一个时段，写成 09:00-11:30；上下午都来的，登记两次"))
        return spans[0]

    def clean_dates(self) -> Any:
        words = re.split(r"[、，,;；\s]+", unicodedata.normalize("NFKC", self.cleaned_data["dates"]).strip())
        try:
            return [date.fromisoformat(one) for one in words if one]
        except ValueError:
            raise forms.ValidationError(_("请写成 2026-03-05、2026-03-19")) from None

    def plan(self) -> verbs.Plan:
        """What was typed, as the verb takes it."""
        typed = self.cleaned_data
        days = Days(
            typed["from_on"], typed["until_on"], frozenset(map(int, typed["weekdays"])),
            frozenset(map(int, typed["figures"])), typed["lunar"] == "on", frozenset(typed["dates"]),
        )  # fmt: skip
        opens, closes = typed["hours"]
        return verbs.Plan(typed["office"], typed["place"], self.lines.get(typed["line"]), days, opens, closes)


@require_safe
@staff_only(*KEEPERS)
def visiting(request: HttpRequest) -> HttpResponse:
    """Those that sit here, with their next days."""
    return show(request, "visiting", "visiting", coming=verbs.of_centre(centre_of(request).pk, on=today()))


@FORM
@staff_only(*KEEPERS)
def add(request: HttpRequest) -> HttpResponse:
    """增设驻点窗口."""
    form, centre = _form(request, {"from_on": today()}), centre_of(request)
    if done(form, lambda _typed: verbs.add(centre, form.plan(), by=actor_of(request), at=now())):
        messages.success(request, _("已增设，网上和取号机上马上看得到。"))
        return redirect("manage:visiting")
    intro = _("哪个单位、哪几天、到哪里来办公。公布在网上和取号机上；选了业务类别的，只在那些日子取号和预约。")
    page = {"title": _("增设驻点窗口"), "intro": intro, "words": _("增设"), "back": "manage:visiting"}
    return show_form(request, form, "visiting", **page)


@FORM
@staff_only(*KEEPERS)
def change(request: HttpRequest, visiting_id: UUID) -> HttpResponse:
    """调整驻点窗口."""
    found = verbs.visiting_for(actor_of(request), visiting_id=visiting_id)
    form = _form(request, _initial(found))
    if done(form, lambda _typed: verbs.change(found, form.plan(), by=actor_of(request), at=now())):
        messages.success(request, _("已调整。"))
        return redirect("manage:visiting")
    intro = _("已经约好的不会自动取消，请在“预约”中核对，打电话改约。")
    page = {"title": found.office, "intro": intro, "words": _("调整"), "back": "manage:visiting"}
    return show_form(request, form, "visiting", **page)


@require_POST
@staff_only(*KEEPERS)
def end(request: HttpRequest, visiting_id: UUID) -> HttpResponse:
    """停办."""
    found = verbs.visiting_for(actor_of(request), visiting_id=visiting_id)
    verbs.end(found, by=actor_of(request), at=now())
    messages.success(request, _("“%(office)s”不再来这里办公。") % {"office": found.office})
    return redirect("manage:visiting")


def _form(request: HttpRequest, initial: dict[str, Any]) -> VisitingForm:
    centre = centre_of(request)
    lines = [one.line for one in halls.hall(centre.pk, on=today()).lines if one.line.is_open]
    return VisitingForm(request.POST or None, initial=initial, lines=lines)


def _initial(found: Visiting) -> dict[str, Any]:
    return {
        "office": found.office, "place": found.place, "line": str(found.line_id or ""),
        "hours": f"{found.opens:%H:%M}-{found.closes:%H:%M}", "weekdays": list(found.weekdays),
        "figures": list(found.figures), "lunar": "on" if found.lunar else "", "dates": "、".join(found.dates),
        "from_on": found.from_on, "until_on": found.until_on,
    }  # fmt: skip
