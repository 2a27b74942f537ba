"""Manage: the dictionary of data elements, and one of them with the items that ask for it (H2; PIPL 17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.catalogue import defining, definitions, describing, form
from yimen.catalogue.access import may
from yimen.catalogue.acts import Act
from yimen.catalogue.definitions import Definition
from yimen.catalogue.describing import Ground
from yimen.catalogue.dictionary import OF_EVERYBODY, SENSITIVITIES, DataElement, Sensitivity
from yimen.catalogue.models import ItemVersion
from yimen.faces.manage.forms import ActForm
from yimen.faces.manage.frame import EDITORS, READERS, actor_of, done, show, show_form
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import NotThere, NotYours
from yimen.office import installation

_LIGHTS = {
    Sensitivity.GENERAL: "tag",
    Sensitivity.PERSONAL: "light light-grey",
    Sensitivity.SENSITIVE: "light light-amber",
}


@dataclass(frozen=True, slots=True)
class Row:
    """An element as it is shown; `items` ask for it, `is_of_everybody`: at every intake, whatever the item."""

    element: DataElement
    kind: str
    check: str
    known: str
    sensitivity: str
    light: str
    items: tuple[Definition, ...]
    is_of_everybody: bool


class GroundForm(ActForm):
    """写明数据元: on which ground a fact is asked."""

    sensitivity = forms.ChoiceField(label=_("敏感程度"), choices=list(SENSITIVITIES.items()))
    purpose = forms.CharField(label=_("用途"), required=False, help_text=_("办事人会看到：为什么要填。"))
    basis = forms.CharField(
        label=_("依据"), required=False, help_text=_("法律、法规的名称和条款，例如《××条例》第×条。")
    )
    retention_years = forms.IntegerField(
        label=_("保存年限（年）"), help_text=_("0为不载明。"), widget=forms.NumberInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("保存年限请填整数，例如10")},
    )  # fmt: skip


@require_safe
@staff_only(*READERS)
def elements(request: HttpRequest) -> HttpResponse:
    """All elements, in their order."""
    items = _in_force()
    rows = [_row(one, items) for one in defining.current().elements]
    return show(request, "elements", "elements", rows=rows)


@require_safe
@staff_only(*READERS)
def element(request: HttpRequest, key: str) -> HttpResponse:
    """One element."""
    found = defining.current().element(key)
    if found is None:
        raise NotThere()
    return show(request, "element", "elements", row=_row(found, _in_force()), may_describe=_may(request))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EDITORS)
def ground(request: HttpRequest, key: str) -> HttpResponse:
    """On which ground it is asked, said by the site."""
    found = defining.current().element(key)
    if found is None:
        raise NotThere()
    if not _may(request):
        raise NotYours(_("数据元由平台统一写明，您的岗位不能改动。"))
    form = GroundForm(request.POST or None, initial={name: getattr(found, name) for name in GroundForm.base_fields})
    by, at = actor_of(request), now()
    if done(form, lambda typed: describing.describe(key, _ground(typed), by=by, at=at)):
        messages.success(request, _("已写明：%(name)s") % {"name": found.name})
        return redirect("manage:element", key)
    intro = _("办事指南上“要填的信息”照这里显示。是什么、怎样核对，由目录文件定；已发布的事项不受影响。")
    page = {"title": found.name, "intro": intro, "words": _("写明"), "back": "manage:elements"}
    return show_form(request, form, "elements", **page)


def _ground(typed: dict[str, Any]) -> Ground:
    return Ground(**typed | {"sensitivity": Sensitivity(typed["sensitivity"])})


def _may(request: HttpRequest) -> bool:
    return may(actor_of(request), Act.DESCRIBE_ELEMENT, installation.root())


def _in_force() -> list[Definition]:
    versions = ItemVersion.objects.in_force(today()).order_by("item__code")
    return definitions.of_versions(versions.values_list("id", flat=True))


def _row(one: DataElement, items: Iterable[Definition]) -> Row:
    asking = tuple(item for item in items if any(field.element == one.key for field in item.form_fields))
    return Row(
        element=one, kind=form.FIELDS[one.kind], check=form.CHECKS[one.checked] if one.checked else "",
        known=form.KNOWN[one.known] if one.known else "", sensitivity=SENSITIVITIES[one.sensitivity],
        light=_LIGHTS[one.sensitivity], items=asking, is_of_everybody=one.key in OF_EVERYBODY,
    )  # fmt: skip
