"""The page on which an item is written: all of it at once, as a draft; nothing typed is lost on a mistake (A1, A4, A6)."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from yimen.catalogue import defining, definitions, editing, item_typed, owning, standing
from yimen.catalogue.codes import Codes
from yimen.catalogue.elements import Content, Seat, State
from yimen.catalogue.item_typed import Taken, Typed
from yimen.catalogue.models import ItemVersion
from yimen.faces.manage import findings, item_page, previews
from yimen.faces.manage.forms import ActForm
from yimen.faces.manage.frame import EDITORS, actor_of, done, show, show_form
from yimen.faces.manage.item_page import Fault
from yimen.faces.manage.ownership import may_for_all, may_write, whose
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now
from yimen.journal.errors import Malformed, NotNow, NotYours, Sentence
from yimen.office.models import Level

FORM = require_http_methods(["GET", "HEAD", "POST"])
# What is seen beside the form, its words, its key with Alt.
_BESIDE = (("lint", gettext_lazy("检查结果"), "j"), ("guide", gettext_lazy("指南样子"), "g"))
_PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class NewItemForm(ActForm):
    """新写事项; `local`: the code of the centre whose own item it becomes, "" for all. Who may write for all is asked which."""

    whose = forms.ChoiceField(
        label=gettext_lazy("是谁的事项"), widget=forms.RadioSelect, initial="all",
        choices=[
            ("all", gettext_lazy("上级统一规定的事项，各中心认领")),
            ("own", gettext_lazy("本中心自有事项，处处标明“本地事项”")),
        ],
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("事项名称"), max_length=120, widget=forms.TextInput(_PLAIN))
    line = forms.CharField(
        label=gettext_lazy("条线"),
        max_length=20,
        help_text=gettext_lazy("例如：民政、残联、计生"),
        widget=forms.TextInput(_PLAIN),
    )
    code = forms.CharField(
        label=gettext_lazy("事项编码"), max_length=40, required=False, widget=forms.TextInput(_PLAIN),
        help_text=gettext_lazy("大写字母、数字和连字符，例如 MZ-21；不写：接着已有的编"),
    )  # fmt: skip

    def __init__(self, *args: Any, local: str, may_for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.local = local
        if not may_for_all:
            del self.fields["whose"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        typed.pop("whose", None)
        return typed

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip().upper()
        code = code or Codes(self.local).next(self.cleaned_data.get("line", ""))
        if not re.fullmatch("[A-Z0-9][A-Z0-9-]{0,39}", code):
            raise ValidationError(_("编码只含大写字母、数字和连字符，用字母或数字开头"))
        return code


@FORM
@staff_only(*EDITORS)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The newest version on one page; what is saved is the next draft."""
    latest = owning.versions_for(actor_of(request), code)[0]
    if not may_write(request, latest.item):
        raise NotYours(_("这个事项由上级统一规定，您的岗位不能改动；有意见请告诉上级。"))
    if request.method != "POST":
        if standing.state_of(latest) is State.REVIEW:
            messages.warning(request, _("这一版正在审核。要修改的，先退回。"))
            return redirect("manage:version", code, latest.number)
        typed = item_typed.of_content(definitions.of_version(_begun_from(latest).pk))
        return _page(request, latest, typed, after=latest.number)
    return _typed(request, latest, _of_post(request.POST))


@FORM
@staff_only(*EDITORS)
def new(request: HttpRequest) -> HttpResponse:
    """A new item out of nothing: its name, its line, its code."""
    form = NewItemForm(request.POST or None, local=whose(request), may_for_all=may_for_all(request))
    if done(
        form, lambda typed: editing.keep(_bare(**typed, local=form.local), after=0, by=actor_of(request), at=now())
    ):
        return redirect("manage:edit_item", form.cleaned_data["code"])
    intro = _("写下名称、条线和编码，接着在下一页写内容。编码是这个事项自己的，以后不改。")
    return show_form(
        request, form, "catalogue", title=_("新写事项"), intro=intro, words=_("开始写"), back="manage:catalogue"
    )


# What is typed, seen whole in another tab before it is saved.
_SEEN = {"guide": previews.typed_guide, "leaflet": previews.typed_leaflet}


def _typed(request: HttpRequest, latest: ItemVersion, typed: Typed) -> HttpResponse:
    """A press on the page: save, look again, or a row that moves, goes or comes."""
    act, after = request.POST.get("do", ""), request.POST.get("after", "")
    number = int(after) if after.isdecimal() else 0
    if act == "look" and getattr(getattr(request, "htmx", None), "target", None) == "beside":
        taken = _taken(latest, typed)
        faults = item_page.faults(taken, item_page.sections(typed, taken, "")) if taken.wrong else []
        return render(request, "manage/_edit_beside.html", _beside(request, latest, taken, faults))
    if act not in ("save", "guide", "leaflet"):
        typed, here = item_typed.changed(typed, act)
        return _page(request, latest, typed, after=number, here=here)
    taken = _taken(latest, typed)
    if taken.content is None:
        return _page(request, latest, typed, after=number, is_refused=True)
    if act != "save":
        return _SEEN[act](request, latest, definitions.as_next(taken.content, latest))
    try:
        version = editing.keep(taken.content, after=number, by=actor_of(request), at=now())
    except (Malformed, NotNow) as refused:
        return _page(request, latest, typed, after=number, problem=refused.message)
    messages.success(request, _("已存为草稿：第%(number)s版。") % {"number": version.number})
    answer = redirect("manage:version", latest.item.code, version.number)
    return HttpResponseClientRedirect(answer.url) if getattr(request, "htmx", False) else answer


def _of_post(post: QueryDict) -> Typed:
    """What a browser sent, line ends as we write them."""
    return {name: [one.replace("\r\n", "\n") for one in post.getlist(name)] for name in post}


def _page(  # noqa: PLR0913  # the page is these
    request: HttpRequest,
    latest: ItemVersion,
    typed: Typed,
    *,
    after: int,
    here: str = "",
    is_refused: bool = False,
    problem: Sentence = "",
) -> HttpResponse:
    taken = _taken(latest, typed)
    shown = item_page.sections(typed, taken if is_refused else Taken(None), here)
    faults = item_page.faults(taken, item_page.sections(typed, taken, here)) if taken.wrong else []
    page: dict[str, Any] = {
        "after": after, "latest": latest, "sections": shown, "is_refused": is_refused, "problem": problem,
        **_beside(request, latest, taken, faults),
    }  # fmt: skip
    return show(request, "edit_item", "catalogue", status=422 if is_refused or problem else 200, **page)


def _beside(request: HttpRequest, latest: ItemVersion, taken: Taken, faults: list[Fault]) -> dict[str, Any]:
    """What stands beside the form, of what is typed: the lint, or the guide as people would read it."""
    kind = request.POST.get("beside", "lint")
    page: dict[str, Any] = {
        "code": latest.item.code, "beside": kind, "beside_kinds": _BESIDE, "faults": faults,
        "is_whole": taken.content is not None,
    }  # fmt: skip
    if taken.content is None:
        return page
    page["tallies"] = findings.tallies(taken.content, defining.current())
    if kind == "guide":
        return page | {"guide": previews.guide_of(request, definitions.as_next(taken.content, latest))}
    return page | {"pointed": item_page.pointed(taken)}


def _taken(latest: ItemVersion, typed: Typed) -> Taken:
    return item_typed.taken(typed, defining.current(), code=latest.item.code, local=_local(latest))


def _begun_from(latest: ItemVersion) -> ItemVersion:
    """What an editor goes on from: the newest version, or, where that was put aside, the newest that was published."""
    if standing.state_of(latest) is not State.RETIRED:
        return latest
    published = ItemVersion.objects.filter(item_id=latest.item_id, states__state=State.PUBLISHED.value)
    return published.order_by("-number").first() or latest


def _local(version: ItemVersion) -> str:
    return version.item.centre.code if version.item.centre else ""


def _bare(code: str, name: str, line: str, local: str) -> Content:
    return Content(
        code=code, name=name, line=line, local=local, seat=Seat.HOUSEHOLD, seat_level=Level.TOWN, decided_at_window=True,
        who_accepts_may_decide=True,
    )  # fmt: skip
