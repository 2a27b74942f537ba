"""Pages of entrustments: what the windows may decide, by whose document; entering one, revoking one."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.catalogue import definitions
from yimen.catalogue.models import ItemVersion
from yimen.faces.manage import forms
from yimen.faces.manage.frame import KEEPERS, actor_of, centre_of, done, show, show_form
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import NotThere
from yimen.office import entrustments as verbs
from yimen.office.models import Entrustment

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only(*KEEPERS)
def entrustments(request: HttpRequest) -> HttpResponse:
    """Those of the centre, the newest first."""
    rows, on = Entrustment.objects.filter(centre=centre_of(request)).order_by("-from_on", "item_code"), today()
    names = dict(ItemVersion.objects.order_by("number").values_list("item__code", "name"))
    shown = [{"row": row, "name": names.get(row.item_code, ""), "status": _status(row, on)} for row in rows]
    return show(request, "entrustments", "entrustments", entrustments=shown, on=on)


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
    mine = Entrustment.objects.filter(pk=entrustment_id, centre=centre_of(request))
    row = mine.select_related("centre").first()
    if row is None:
        raise NotThere
    return row


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
