"""Pages of entrustments: what the windows may decide, by whose document; entering one, revoking one."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.catalogue import definitions
from yimen.catalogue.models import ItemVersion
from yimen.faces.manage import entrusting as forms
from yimen.faces.manage.frame import KEEPERS, actor_of, centre_of, done, show, show_form
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import NotThere
from yimen.office import centres
from yimen.office import entrustments as verbs
from yimen.office.models import Entrustment

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only(*KEEPERS)
def entrustments(request: HttpRequest) -> HttpResponse:
    """Those of the centre and of the villages that take in for it, the newest first."""
    rows, on = _ours(request).order_by("-from_on", "item_code"), today()
    names = dict(ItemVersion.objects.order_by("number").values_list("item__code", "name"))
    shown = [{"row": row, "name": names.get(row.item_code, ""), "status": _status(row, on)} for row in rows]
    points = centres.points_of(centre_of(request).pk)
    return show(request, "entrustments", "entrustments", entrustments=shown, on=on, has_points=bool(points))


@FORM
@staff_only(*KEEPERS)
def entrust(request: HttpRequest) -> HttpResponse:
    """登记委托."""
    centre = centre_of(request)
    form = forms.EntrustForm(request.POST or None, initial={"from_on": today()}, items=_items(centre.pk))
    if done(form, lambda typed: verbs.entrust(centre, **typed, by=actor_of(request), at=now())):
        messages.success(request, _("已登记对%(code)s的委托。") % {"code": form.cleaned_data["item_code"]})
        return redirect("manage:entrustments")
    intro = _("没有责任机关的有效委托，窗口不能作决定。登记后不能更改，只能撤销后另行登记。")
    page = {"title": _("登记委托"), "intro": intro, "words": _("登记委托"), "back": "manage:entrustments"}
    return show_form(request, form, "entrustments", **page)


@FORM
@staff_only(*KEEPERS)
def receive(request: HttpRequest) -> HttpResponse:
    """登记受理点: a village receives an item for the centre, in law too. NotThere where no village takes in for it."""
    centre = centre_of(request)
    points = {str(one.pk): one for one in centres.points_of(centre.pk)}
    if not points:
        raise NotThere
    named = [(key, one.short_name) for key, one in points.items()]
    items = [(one.code, f"{one.code} {one.name}") for one in definitions.offered(centre.pk, on=today())]
    form = forms.ReceiveForm(request.POST or None, initial={"from_on": today()}, items=items, points=named)
    if done(form, lambda typed: verbs.entrust(points[typed.pop("point")], **typed, by=actor_of(request), at=now())):
        messages.success(request, _("已登记%(code)s的受理点。") % {"code": form.cleaned_data["item_code"]})
        return redirect("manage:entrustments")
    intro = _("登记后，村（社区）收件的当天就是收件日，答复期限从那天起算；没有登记的，村（社区）只能代收转送。")
    page = {"title": _("登记受理点"), "intro": intro, "words": _("登记受理点"), "back": "manage:entrustments"}
    return show_form(request, form, "entrustments", **page)


@FORM
@staff_only(*KEEPERS)
def revoke(request: HttpRequest, id: UUID) -> HttpResponse:
    """撤销委托."""
    row = _entrustment(request, id)
    form = forms.RevokeForm(request.POST or None, initial={"on": today()})
    if done(form, lambda typed: verbs.revoke(row, **typed, by=actor_of(request), at=now())):
        messages.success(request, _("已撤销对%(code)s的委托。") % {"code": row.item_code})
        return redirect("manage:entrustments")
    title = _("撤销委托：%(code)s · %(document)s") % {"code": row.item_code, "document": row.document}
    intro = _("撤销日期登记后不能更改。已经作出的决定不受影响。")
    page = {"title": title, "intro": intro, "words": _("撤销委托"), "back": "manage:entrustments"}
    return show_form(request, form, "entrustments", **page)


def _entrustment(request: HttpRequest, entrustment_id: UUID) -> Entrustment:
    row = _ours(request).filter(pk=entrustment_id).first()
    if row is None:
        raise NotThere
    return row


def _ours(request: HttpRequest) -> "QuerySet[Entrustment]":
    """Of the centre and of the villages that take in for it."""
    centre = centre_of(request)
    keys = [centre.pk, *(one.pk for one in centres.points_of(centre.pk))]
    return Entrustment.objects.filter(centre_id__in=keys).select_related("centre")


def _items(centre_id: UUID) -> list[tuple[str, str]]:
    """What the centre offers and the window decides."""
    items = definitions.offered(centre_id, on=today())
    return [(one.code, f"{one.code} {one.name}") for one in items if one.decided_at_window]


def _status(row: Entrustment, on: date) -> str:
    """How the entrustment stands on a day: revoked, past, future or now."""
    if row.revoked_on is not None and row.revoked_on <= on:
        return "revoked"
    if row.until_on is not None and row.until_on < on:
        return "past"
    return "future" if row.from_on > on else "now"
