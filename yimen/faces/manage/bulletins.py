"""屏幕公告: what hangs on the waiting-area displays, from which day to which, and on which of them (B9)."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.faces.manage.forms import ActForm, DayField
from yimen.faces.manage.frame import KEEPERS, actor_of, centre_of, done, show, show_form
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.office import bulletins as verbs
from yimen.office.models import Bulletin, Centre, Device

FORM = require_http_methods(["GET", "HEAD", "POST"])
_SHORT = {"autocomplete": "off", "spellcheck": "false"}


class BulletinForm(ActForm):
    """What it says, from when to when, and where."""

    kind = forms.ChoiceField(label=_("种类"), choices=Bulletin.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("标题"), help_text=_("最多18个字，例如：医保缴费延长到年底"), widget=forms.TextInput(_SHORT)
    )
    text = forms.CharField(
        label=_("正文"), help_text=_("最多120个字、5行；不要写个人信息"), widget=forms.Textarea({"rows": 5, **_SHORT})
    )  # fmt: skip
    from_on = DayField(label=_("从哪天起"))
    until_on = DayField(label=_("到哪天止"), help_text=_("最后一天过了自己取下"))
    displays = forms.ModelMultipleChoiceField(
        label=_("挂在哪些屏上"), queryset=Device.objects.none(), required=False,
        help_text=_("不选就是等候区所有的屏"), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, displays: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["displays"].queryset = displays  # type: ignore[attr-defined]  # a choice of rows has one

    def words(self) -> verbs.Words:
        """As the verbs take it."""
        return verbs.Words(**self.cleaned_data)


class TakeDownForm(ActForm):
    """取下: nothing to type."""


@require_safe
@staff_only(*KEEPERS)
def bulletins(request: HttpRequest) -> HttpResponse:
    """What hangs or will hang, the first to end first."""
    centre = centre_of(request)
    return show(
        request, "bulletins", "bulletins", bulletins=verbs.kept(centre, on=today()), displays=_displays(centre).exists()
    )


@FORM
@staff_only(*KEEPERS)
def hang(request: HttpRequest) -> HttpResponse:
    """张挂公告."""
    centre = centre_of(request)
    form = BulletinForm(
        request.POST or None, displays=_displays(centre), initial={"kind": Bulletin.Kind.NOTICE, "from_on": today()}
    )
    if done(form, lambda _typed: verbs.hang(centre, form.words(), by=actor_of(request), at=now())):
        messages.success(request, _("已张挂“%(title)s”，一分钟内出现在屏上。") % form.cleaned_data)
        return redirect("manage:bulletins")
    page = {"title": _("张挂公告"), "words": _("张挂"), "back": "manage:bulletins"}
    return show_form(request, form, "bulletins", **page)


@FORM
@staff_only(*KEEPERS)
def rewrite(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    """修改公告."""
    bulletin = verbs.bulletin_of(centre_of(request), bulletin_id=bulletin_id)
    known = {
        "kind": bulletin.kind, "title": bulletin.title, "text": bulletin.text, "from_on": bulletin.from_on,
        "until_on": bulletin.until_on, "displays": [one.device_id for one in bulletin.displays.all()],
    }  # fmt: skip
    form = BulletinForm(request.POST or None, displays=_displays(bulletin.centre), initial=known)
    if done(form, lambda _typed: verbs.rewrite(bulletin, form.words(), by=actor_of(request), at=now())):
        messages.success(request, _("已修改“%(title)s”，一分钟内屏上换成新的。") % form.cleaned_data)
        return redirect("manage:bulletins")
    page = {"title": _("修改公告：%(title)s") % {"title": bulletin.title}, "words": _("修改")}
    return show_form(request, form, "bulletins", back="manage:bulletins", **page)


@FORM
@staff_only(*KEEPERS)
def take_down(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    """取下公告."""
    bulletin = verbs.bulletin_of(centre_of(request), bulletin_id=bulletin_id)
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if done(form, lambda _typed: verbs.take_down(bulletin, by=actor_of(request), at=now())):
        messages.success(request, _("已取下“%(title)s”。") % {"title": bulletin.title})
        return redirect("manage:bulletins")
    intro = _("取下以后一分钟内屏上不再出现；要再挂就另写一条。")
    page = {"title": _("取下公告：%(title)s") % {"title": bulletin.title}, "intro": intro}
    return show_form(request, form, "bulletins", words=_("取下"), back="manage:bulletins", **page)


def _displays(centre: Centre) -> Any:
    return Device.objects.filter(centre=centre, shows=Device.Shows.WAITING, is_open=True).order_by("name")
