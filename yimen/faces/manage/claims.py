"""事项认领: every item defined above, what this centre has claimed of it and set for itself; by ticks, or one by one (A5)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.catalogue import claiming, definitions, finding
from yimen.catalogue.definitions import Definition
from yimen.catalogue.models import Claim, Item, ItemVersion
from yimen.faces.manage import indicators
from yimen.faces.manage.forms import ActForm, DayField
from yimen.faces.manage.frame import EDITORS, READERS, actor_of, centre_of, done, show, show_form
from yimen.faces.shared import paging
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import Malformed, NotNow, NotThere, Refused, Sentence
from yimen.office.models import Centre, Window

FORM = require_http_methods(["GET", "HEAD", "POST"])
_SHORT = {"autocomplete": "off", "spellcheck": "false"}
SHOWN: tuple[tuple[str, Sentence], ...] = (("", _("全部")), ("open", _("未认领")), ("claimed", _("已认领")))
_LONGEST_QUERY = 60
_MOST = 60  # items at a time


@dataclass(frozen=True, slots=True)
class Row:
    """An item in force, the claim of this centre (None: none; one that ends has its day), and what is local in it."""

    one: Definition
    claim: Claim | None
    local: tuple[str, ...]
    is_ticked: bool


class LocalForm(ActForm):
    """What a centre may set for itself; nothing typed: as the item or the centre says."""

    windows = forms.ModelMultipleChoiceField(
        label=_("由哪些窗口办"), queryset=Window.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("都不勾：综合窗口都办"), error_messages={"invalid_choice": _("请选本中心的窗口")},
    )  # fmt: skip
    place = forms.CharField(
        label=_("办理地点"), required=False, help_text=_("不写：按中心地址"), widget=forms.TextInput(_SHORT)
    )
    hours = forms.CharField(
        label=_("办理时间"), required=False, help_text=_("例如：逢周一、周四上午；不写：按中心开放时间"),
        widget=forms.TextInput(_SHORT),
    )  # fmt: skip
    telephone = forms.CharField(
        label=_("咨询电话"), required=False, help_text=_("不写：按中心电话"), widget=forms.TextInput(_SHORT)
    )

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        windows = Window.objects.filter(centre=centre).order_by("number")
        self.fields["windows"].queryset = windows  # type: ignore[attr-defined]  # a choice of rows has one
        if not windows:
            del self.fields["windows"]


class ClaimForm(LocalForm):
    """A claim: from which day on, and what is local."""

    from_on = DayField(label=_("从哪天起"))
    field_order = ["from_on"]


class GiveUpForm(ActForm):
    """取消认领."""

    until_on = DayField(label=_("从哪天起不再办理"), help_text=_("今天或以后；已经收下的办件照常办完"))


@require_safe
@staff_only(*READERS)
def claims(request: HttpRequest) -> HttpResponse:
    """Every item in force, by line and code; those that a search found, those not claimed yet."""
    return _page(request)


@require_POST
@staff_only(*EDITORS)
def take(request: HttpRequest) -> HttpResponse:
    """认领所选: all that are ticked, from one day on."""
    ticked = request.POST.getlist("items")
    typed, field = request.POST.get("from_on", ""), DayField()
    try:
        from_on = field.clean(typed)
    except forms.ValidationError as wrong:
        return _page(request, problem=Malformed(_("没有认领。"), fields={"from_on": str(wrong.messages[0])}))
    items = Item.objects.filter(code__in=ticked)
    try:
        made = claiming.claim(items, centre=centre_of(request), from_on=from_on, by=actor_of(request), at=now())
    except (Malformed, NotNow) as refused:
        return _page(request, problem=refused)
    messages.success(request, _("已认领%(count)s个事项。") % {"count": len(made)})
    return redirect(_back(request.POST))


@FORM
@staff_only(*EDITORS)
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """认领 one item with what is local, or set what is local anew."""
    centre, item, standing = centre_of(request), _item(request, code), _standing(request, code)
    by, sent = actor_of(request), request.POST or None
    if standing is not None:
        form: LocalForm = LocalForm(sent, centre=centre, initial=_initial(standing))
        is_done = done(form, lambda typed: claiming.change(standing, _local(typed), by=by, at=now()))
        words, said = _("保存设置"), _("已保存%(name)s在本中心的设置，马上对外显示。")
    else:
        form = ClaimForm(sent, centre=centre, initial={"from_on": today()})
        is_done = done(
            form,
            lambda typed: claiming.claim(
                [item], centre=centre, from_on=typed.pop("from_on"), local=_local(typed), by=by, at=now()
            ),
        )
        words, said = _("认领"), _("已认领%(name)s。")
    name = _name(item)
    if is_done:
        messages.success(request, said % {"name": name})
        return redirect("manage:claims")
    intro = _("事项内容由上级统一规定，本中心只能设定下面几项；其余内容上级一改，这里同时改。")
    page = {"title": name, "intro": intro, "words": words, "back": "manage:claims"}
    return show_form(request, form, "claims", **page)


@FORM
@staff_only(*EDITORS)
def give_up(request: HttpRequest, code: str) -> HttpResponse:
    """取消认领."""
    standing = _standing(request, code)
    if standing is None:
        raise NotThere()
    form = GiveUpForm(request.POST or None, initial={"until_on": today()})
    name = _name(standing.item)
    if done(form, lambda typed: claiming.give_up(standing, **typed, by=actor_of(request), at=now())):
        messages.success(request, _("已取消认领%(name)s。") % {"name": name})
        return redirect("manage:claims")
    intro = _("取消后，从那天起取号、网上和窗口都不再受理这个事项；认领率随之下降。以后可以重新认领。")
    page = {"title": _("取消认领：%(name)s") % {"name": name}, "intro": intro, "words": _("取消认领")}
    return show_form(request, form, "claims", back="manage:claims", **page)


def _page(request: HttpRequest, *, problem: Refused | None = None) -> HttpResponse:
    """The table, filtered as asked; after a refusal with the ticks as they were."""
    on, centre, asked = today(), centre_of(request), _asked(request)
    ticked, is_every = frozenset(request.POST.getlist("items")), request.GET.get("all") == "1"
    found = definitions.of_versions(_in_force(centre, on))
    ending = Claim.objects.filter(centre=centre, until_on__gt=on).prefetch_related("claim_windows__window")
    mine = {one.item_id: one for one in (*ending, *_claims(centre))}
    rows = [_row(one, mine.get(one.item_id), ticked, is_every=is_every) for one in sorted(found, key=_own_first)]
    may = actor_of(request).role in EDITORS
    above = [row for row in rows if not row.one.local]
    claimed = sum(1 for row in above if row.claim and row.claim.from_on <= on)
    found_rows, following = _filtered(rows, asked), ""
    if not is_every and problem is None:  # what is ticked stays on one page
        found_rows, following = paging.part(found_rows, lambda row: row.one.code, request.GET.get("after", ""), _MOST)
    page = {
        "rows": found_rows, "following": following, "is_first": not request.GET.get("after"), "asked": asked,
        "shown": SHOWN, "count": len(above), "claimed": claimed,
        "share": indicators.percent(claimed * 1000 // len(above) if above else None),
        "shares": indicators.shares(len(above), on) if above else [], "problem": problem,
        "may_claim": may, "can_take": may and any(row.claim is None for row in rows),
        "from_on": request.POST.get("from_on", f"{on}"),
    }  # fmt: skip
    return show(request, "claims", "claims", status=problem.status if problem else 200, **page)


def _in_force(centre: Centre, on: date) -> Any:
    """The versions that the centre may claim: those defined above, its own, and those of the centres above it."""
    seen = Item.objects.seen_at(centre.pk).values("pk")
    return ItemVersion.objects.in_force(on).filter(item__in=seen).values_list("pk", flat=True)


def _own_first(one: Definition) -> tuple[bool, str, str]:
    return not one.local, one.line, one.code


def _asked(request: HttpRequest) -> dict[str, str]:
    """What was asked for, in the address or, after ticking, in the form."""
    typed = request.POST if request.method == "POST" else request.GET
    show_only = typed.get("show", "")
    return {"q": typed.get("q", "").strip()[:_LONGEST_QUERY], "show": show_only if show_only in dict(SHOWN) else ""}


def _filtered(rows: list[Row], asked: dict[str, str]) -> list[Row]:
    kept = [row for row in rows if not asked["show"] or (asked["show"] == "claimed") == bool(row.claim)]
    if not asked["q"]:
        return kept
    by_code = {row.one.code: row for row in kept}
    return [by_code[one.code] for one in finding.find(asked["q"], [row.one for row in kept])]


def _row(one: Definition, claim: Claim | None, ticked: frozenset[str], *, is_every: bool) -> Row:
    local: tuple[str, ...] = ()
    if claim is not None:
        windows = "、".join(sorted(each.window.name for each in claim.claim_windows.all()))
        local = tuple(filter(None, (windows, claim.place, claim.hours, claim.telephone)))
    return Row(one, claim, local, is_every or one.code in ticked)


def _claims(centre: Centre) -> Any:
    """Those that are not given up; one from a later day on too."""
    return Claim.objects.filter(centre=centre, until_on=None).prefetch_related("claim_windows__window")


def _standing(request: HttpRequest, code: str) -> Claim | None:
    found: Claim | None = _claims(centre_of(request)).filter(item__code=code).select_related("item", "centre").first()
    return found


def _item(request: HttpRequest, code: str) -> Item:
    item = Item.objects.visible_to(actor_of(request)).filter(code=code).first()
    if item is None:
        raise NotThere()
    return item


def _name(item: Item) -> str:
    newest = ItemVersion.objects.filter(item=item).order_by("-number").first()
    return f"{newest.name if newest else ''}（{item.code}）"


def _initial(claim: Claim) -> dict[str, Any]:
    windows = [one.window_id for one in claim.claim_windows.all()]
    return {"windows": windows, "place": claim.place, "hours": claim.hours, "telephone": claim.telephone}


def _local(typed: dict[str, Any]) -> claiming.Local:
    return claiming.Local(
        place=typed["place"],
        telephone=typed["telephone"],
        hours=typed["hours"],
        windows=tuple(typed.get("windows", ())),
    )


def _back(typed: Any) -> str:
    """The table as it was filtered."""
    kept = {name: typed.get(name, "") for name in ("q", "show") if typed.get(name)}
    return reverse("manage:claims") + (f"?{urlencode(kept)}" if kept else "")
