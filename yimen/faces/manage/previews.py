"""A version as people will see it, before it is published: the guide page, the 告知单, the file."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yimen.catalogue import defining, definitions, owning
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import State
from yimen.catalogue.models import ItemVersion
from yimen.catalogue.writing import write
from yimen.faces.manage.frame import READERS, actor_of, centre_of
from yimen.faces.manage.handbook import offer
from yimen.faces.shared import guides, handouts
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.guides import Guide
from yimen.faces.shared.now import now
from yimen.papers import leaflets


@require_safe
@staff_only(*READERS)
def guide(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """The guide page, marked where it is no guide yet."""
    found, definition = _version(request, code, version)
    page = {"guide": guide_of(request, definition), "version": found, "is_draft": _is_draft(found)}
    return render(request, "manage/preview.html", page)


@require_safe
@staff_only(*READERS)
def leaflet(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """The 告知单 as a PDF; of what is not published with 草稿 before its name and at its foot."""
    found, definition = _version(request, code, version)
    return _leaflet(request, definition, is_draft=_is_draft(found))


def typed_guide(request: HttpRequest, latest: ItemVersion, typed: Definition) -> HttpResponse:
    """The guide page of what is being typed: it is not saved."""
    return render(
        request, "manage/preview.html", {"guide": guide_of(request, typed), "version": latest, "is_typed": True}
    )


def typed_leaflet(request: HttpRequest, _latest: ItemVersion, typed: Definition) -> HttpResponse:
    """The 告知单 of what is being typed."""
    return _leaflet(request, typed, is_draft=True)


def guide_of(request: HttpRequest, definition: Definition) -> Guide:
    """The guide as it is read at the actor's centre."""
    return guides.shown(definition, [offer(definition, centre_of(request))], defining.current())


def _leaflet(request: HttpRequest, definition: Definition, *, is_draft: bool) -> HttpResponse:
    centre, note = centre_of(request), handouts.note()
    sheet = handouts.leaflet(definition, [offer(definition, centre)], centre=centre.name)
    if is_draft:
        sheet = replace(sheet, name=_("【草稿】%(name)s") % {"name": sheet.name})
        note = _("草稿，没有发布，不得对外发放。") + note
    headers = {"Content-Disposition": f'inline; filename="{definition.code}-{definition.number}.pdf"'}
    return HttpResponse(leaflets.leaflet(sheet, note=note, at=now()), content_type="application/pdf", headers=headers)


@require_safe
@staff_only(*READERS)
def file(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """The file of the item, to keep, to mend elsewhere and to bring back."""
    _found, definition = _version(request, code, version)
    headers = {"Content-Disposition": f'attachment; filename="{code.lower()}.yaml"'}
    return HttpResponse(
        write(definition, dictionary=defining.current()),
        content_type="application/yaml; charset=utf-8",
        headers=headers,
    )


def _version(request: HttpRequest, code: str, number: int) -> tuple[ItemVersion, Definition]:
    found = owning.version_for(actor_of(request), code, number)
    return found, definitions.of_version(found.pk)


def _is_draft(version: ItemVersion) -> bool:
    """Whether it was never published."""
    return not version.states.filter(state=State.PUBLISHED.value).exists()
