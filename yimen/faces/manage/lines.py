"""业务类别: what people choose at the kiosk; add one, rename it, move it, close it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.faces.manage.forms import ActForm
from yimen.faces.manage.frame import KEEPERS, actor_of, centre_of, done, show, show_form
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.tickets import halls
from yimen.tickets import lines as verbs

FORM = require_http_methods(["GET", "HEAD", "POST"])
_SHORT = {"autocomplete": "off", "spellcheck": "false"}
_WRONG = {"min_value": _("次序从1开始"), "max_value": _("次序最多99"), "invalid": _("次序请写数字")}


class LineForm(ActForm):
    """A line's name, its place on the kiosk, whether it is open."""

    name = forms.CharField(
        label=_("名称"), help_text=_("取号机上显示的字，例如：社会保障"), widget=forms.TextInput(_SHORT)
    )
    position = forms.IntegerField(
        label=_("在取号机上排第几"), min_value=1, max_value=99, error_messages=_WRONG,
        widget=forms.TextInput({"inputmode": "numeric", **_SHORT}),
    )  # fmt: skip
    is_open = forms.BooleanField(label=_("可以取号（不勾选：不再发新号，已取的号照常叫）"), required=False)


class NewLineForm(ActForm):
    """A new line: its letter is for good."""

    letter = forms.CharField(
        label=_("字母"), max_length=1, help_text=_("号码前面的字母，例如 A；定了不能改，也不再给别的业务"),
        widget=forms.TextInput({"autocapitalize": "characters", **_SHORT}), error_messages={"max_length": _("只写一个字母")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("名称"), help_text=_("取号机上显示的字，例如：社会保障"), widget=forms.TextInput(_SHORT)
    )


@require_safe
@staff_only(*KEEPERS)
def lines(request: HttpRequest) -> HttpResponse:
    """All lines in the kiosk's order, with who waits and which windows call them; closed ones last."""
    hall = halls.hall(centre_of(request).pk, on=today())
    return show(request, "lines", "lines", lines=hall.lines, closed=halls.closed_lines(actor_of(request)))


@FORM
@staff_only(*KEEPERS)
def add(request: HttpRequest) -> HttpResponse:
    """增设业务类别."""
    form, centre = NewLineForm(request.POST or None), centre_of(request)
    if done(form, lambda typed: verbs.add(centre, **typed, by=actor_of(request), at=now())):
        messages.success(request, _("已增设，请在“窗口设置”中安排窗口。"))
        return redirect("manage:lines")
    intro = _("增设后马上可以取号；全部业务的窗口自动办理，其他窗口要在“窗口设置”中勾选。")
    page = {"title": _("增设业务类别"), "intro": intro, "words": _("增设"), "back": "manage:lines"}
    return show_form(request, form, "lines", **page)


@FORM
@staff_only(*KEEPERS)
def change(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """调整业务类别."""
    line = halls.line_for(actor_of(request), line_id=line_id)
    initial = {"name": line.name, "position": line.position + 1, "is_open": line.is_open}
    form = LineForm(request.POST or None, initial=initial)
    if done(form, lambda typed: verbs.change(line, **_read(typed), by=actor_of(request), at=now())):
        messages.success(request, _("已调整。"))
        return redirect("manage:lines")
    page = {"title": _("调整业务类别：%(line)s") % {"line": line}, "words": _("调整"), "back": "manage:lines"}
    return show_form(request, form, "lines", **page)


def _read(typed: dict[str, Any]) -> dict[str, Any]:
    """People count from one."""
    return {**typed, "position": typed["position"] - 1}
