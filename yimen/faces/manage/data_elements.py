"""Manage: the dictionary of data elements, and one of them with the items that ask for it (H2; PIPL 17)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yimen.catalogue import defining, definitions, form
from yimen.catalogue.definitions import Definition
from yimen.catalogue.dictionary import OF_EVERYBODY, SENSITIVITIES, DataElement, Sensitivity
from yimen.catalogue.models import ItemVersion
from yimen.faces.manage.frame import READERS, show
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import today
from yimen.journal.errors import NotThere

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
    return show(request, "element", "elements", row=_row(found, _in_force()))


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
