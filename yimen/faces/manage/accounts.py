"""Pages of accounts: who has one, opening one, giving a new password, closing one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from yimen.faces.manage import forms
from yimen.faces.manage.frame import KEEPERS, actor_of, centre_of, done, show, show_form
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import NotThere
from yimen.office import accounts as verbs
from yimen.office.models import Holding, Staff

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only(*KEEPERS)
def accounts(request: HttpRequest) -> HttpResponse:
    """People with a post in this centre, now or later, and those who have none anywhere."""
    on = today()
    running = Holding.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on)).select_related("post__centre")
    of_one = running.filter(staff=OuterRef("pk"))
    here, anywhere = Exists(of_one.filter(post__centre=centre_of(request))), Exists(of_one)
    ours = verbs.looked_after(centre_of(request), on=on).filter(pk=OuterRef("pk"))
    rows = Staff.objects.filter(here | ~anywhere).annotate(is_ours=Exists(ours)).order_by("name", "username")
    return show(
        request, "accounts", "accounts", accounts=rows.prefetch_related(Prefetch("holdings", running, "running"))
    )


@FORM
@never_cache
@sensitive_post_parameters()
@staff_only(*KEEPERS)
def new(request: HttpRequest) -> HttpResponse:
    """Open an account."""
    form, centre = forms.AccountForm(request.POST or None), centre_of(request)
    if done(form, lambda typed: verbs.open_account(centre, **_but(typed), by=actor_of(request), at=now())):
        said = _("已开设账号“%(username)s”。接下来请在“岗位与任职”中给此人登记任职。")
        messages.success(request, said % {"username": form.cleaned_data["username"]})
        return redirect("manage:accounts")
    intro = _("一人一个账号，不得合用。开设后还没有岗位，不能办事。")
    page = {"title": _("开设账号"), "intro": intro, "words": _("开设账号"), "back": "manage:accounts"}
    return show_form(request, form, "accounts", **page)


@FORM
@never_cache
@sensitive_post_parameters()
@staff_only(*KEEPERS)
def password(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Give someone a new password."""
    staff = _staff(request, staff_id)
    form = forms.PasswordForm(request.POST or None, username=staff.username)
    form.fields["password"].label = _("新密码")
    if done(form, lambda typed: _reset(request, staff, typed)):
        messages.success(request, _("已为%(name)s重设密码，其他地方的登录已退出。") % {"name": staff.name})
        return redirect("manage:accounts")
    title = _("重设密码：%(name)s（%(username)s）") % {"name": staff.name, "username": staff.username}
    intro = _("请先当面核对是本人。")
    return show_form(request, form, "accounts", title=title, intro=intro, words=_("重设密码"), back="manage:accounts")


@FORM
@staff_only(*KEEPERS)
def close(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Close an account."""
    staff, centre = _staff(request, staff_id), centre_of(request)
    form = forms.ActForm(request.POST if request.method == "POST" else None)
    if done(form, lambda _typed: verbs.close_account(centre, staff=staff, by=actor_of(request), at=now())):
        messages.success(request, _("已停用%(name)s的账号，各处的登录已退出。") % {"name": staff.name})
        return redirect("manage:accounts")
    title = _("停用账号：%(name)s（%(username)s）") % {"name": staff.name, "username": staff.username}
    intro = _("停用后此人不能再登录，办过的事仍记在其名下。由其负责的办件，请业务主管先变更办理责任人。")
    return show_form(request, form, "accounts", title=title, intro=intro, words=_("停用账号"), back="manage:accounts")


def _reset(request: HttpRequest, staff: Staff, typed: dict[str, Any]) -> Staff:
    return verbs.reset_password(
        centre_of(request), staff=staff, password=typed["password"], by=actor_of(request), at=now()
    )


def _but(typed: dict[str, str]) -> dict[str, str]:
    """What was typed, without the password's repetition."""
    return {name: said for name, said in typed.items() if name != "again"}


def _staff(request: HttpRequest, staff_id: UUID) -> Staff:
    staff = Staff.objects.filter(pk=staff_id).first()
    if staff is None or not verbs.belongs(staff, centre_of(request), on=today()):
        raise NotThere
    return staff
