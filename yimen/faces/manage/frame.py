"""The frame of manage: which pages a role sees, and how a form meets its verb."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from yimen.faces.manage.forms import ActForm
from yimen.faces.shared import faces
from yimen.faces.shared.now import now
from yimen.journal.errors import Malformed, NotNow, NotYours, Sentence
from yimen.office.access import offered
from yimen.office.actor import Actor
from yimen.office.models import Centre, Role

KEEPERS = (Role.NETWORK, Role.DIRECTOR)
READERS = (*KEEPERS, Role.EDITOR)
EDITORS = (Role.EDITOR, Role.NETWORK)  # who writes the catalogue
# name of the page, its words, who sees it
PAGES: tuple[tuple[str, Sentence, tuple[str, ...]], ...] = (
    ("home", _("运行状况"), KEEPERS),
    ("centre", _("中心信息"), KEEPERS),
    ("posts", _("岗位与任职"), KEEPERS),
    ("accounts", _("账号"), KEEPERS),
    ("windows", _("窗口设置"), KEEPERS),
    ("lines", _("业务类别"), KEEPERS),
    ("visiting", _("驻点窗口"), KEEPERS),
    ("devices", _("设备"), KEEPERS),
    ("bulletins", _("屏幕公告"), KEEPERS),
    ("calendar", _("工作日历"), KEEPERS),
    ("hours", _("开放时间"), KEEPERS),
    ("policies", _("政策参数"), KEEPERS),
    ("entrustments", _("委托"), KEEPERS),
    ("catalogue", _("事项目录"), READERS),
    ("claims", _("事项认领"), READERS),
    ("care", _("指南维护"), tuple(Role)),
    ("elements", _("数据元"), READERS),
    ("indicators", _("目录指标"), READERS),
)


def actor_of(request: HttpRequest) -> Actor:
    """Who acts: put on the request by `staff_only`."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # see `staff_only`
    return actor


def centre_of(request: HttpRequest) -> Centre:
    """The centre of the actor's post."""
    centre: Centre = get_object_or_404(Centre, pk=actor_of(request).centre_id)
    return centre


def insist(request: HttpRequest, act: str) -> None:
    """Refuse the form of an act that this actor may not do."""
    if act not in offered(actor_of(request)):
        raise NotYours(_("日历和政策参数由平台统一设定，您的岗位不能改动。"))


def show(request: HttpRequest, name: str, here: str, *, status: int = 200, **page: Any) -> HttpResponse:
    """A page of manage; `may` names the acts this actor may do, so that only these get buttons."""
    role = actor_of(request).role
    page |= {
        "here": here,
        "pages": [
            {"name": f"manage:{key}", "key": key, "words": words} for key, words, roles in PAGES if role in roles
        ],
        "may": offered(actor_of(request)),
        "own_home": faces.first(role) if role not in READERS else "",  # who comes from another face goes back there
        "centre": centre_of(request),
        "now": now(),
    }
    return render(request, f"manage/{name}.html", page, status=status)


def show_form(request: HttpRequest, form: ActForm, here: str, **page: Any) -> HttpResponse:
    """A page with one form: `title`, `words` of its button, `back` (a name of manage's addresses), `intro`."""
    return show(request, page.pop("template", "form"), here, form=form, status=422 if form.errors else 200, **page)


def done(form: ActForm, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was sent, is sound, and the verb did it; what it refused stands at the fields."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except (Malformed, NotNow) as refused:
        form.refuse(refused)
        return False
    return True
