"""The page on which staff change their own password."""

from typing import Any

from django import forms
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yimen.faces.shared import acting
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now
from yimen.faces.shared.signing import LANDINGS
from yimen.journal.errors import Malformed
from yimen.office import accounts
from yimen.office.actor import Actor
from yimen.office.models import Staff

_RULES = _("至少10个字符，同时有字母和数字，不含用户名。")


def _field(label: Any, complete: str, **more: Any) -> forms.CharField:
    wrong = {"required": _("请填写“%(label)s”") % {"label": label}}
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, strip=False, widget=widget, error_messages=wrong, **more)


class PasswordForm(forms.Form):
    """The old password, and the new one twice."""

    use_required_attribute = False  # the page names what is missing, in its own words

    old = _field(_("原密码"), "current-password")
    password = _field(_("新密码"), "new-password", help_text=_RULES)
    again = _field(_("再输一遍新密码"), "new-password")

    def clean(self) -> dict[str, Any]:
        typed = dict(super().clean() or self.cleaned_data)
        if typed.get("password") and typed.get("again") and typed["password"] != typed["again"]:
            self.add_error("again", _("两遍密码不一样，请重新输入"))
        return self.cleaned_data


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only()
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; whoever is signed in elsewhere with the old one is signed out, not here."""
    by: Actor = request.actor  # type: ignore[attr-defined]  # put there by staff_only
    form, staff = PasswordForm(request.POST or None), request.user
    if isinstance(staff, Staff) and form.is_bound and form.is_valid() and _change(form, staff, by):
        auth.update_session_auth_hash(request, Staff.objects.get(pk=staff.pk))
        messages.success(request, _("密码已修改，其他地方的登录已退出。"))
        return redirect(LANDINGS[by.role])
    page = {"form": form, "back": LANDINGS[by.role]}
    return render(request, "shared/password.html", page, status=422 if form.errors else 200)


def _change(form: PasswordForm, staff: Staff, by: Actor) -> bool:
    typed = form.cleaned_data
    try:
        accounts.change_password(staff, old=typed["old"], password=typed["password"], by=by, at=now())
    except Malformed as refused:
        acting.tell(form, refused)
        return False
    return True
