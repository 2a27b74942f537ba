"""A version as people will see it, before it is published: the guide page, the 告知单, the file."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yimen.catalogue import defining, definitions
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import State
from yimen.catalogue.models import ItemVersion
from yimen.catalogue.writing import write
from yimen.faces.manage.frame import READERS, centre_of
from yimen.faces.manage.handbook import offer
from yimen.faces.manage.ownership import versions_of
from yimen.faces.shared import guides, handouts
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now
from yimen.journal.errors import NotThere
from yimen.papers import leaflets


@require_safe
@staff_only(*READERS)
def guide(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """The guide page, marked where it is no guide yet."""
    found, definition = _version(request, code, version)
    shown = guides.shown(definition, [offer(definition, centre_of(request))], defining.current())
    return render(request, "manage/preview.html", {"guide": shown, "version": found, "is_draft": _is_draft(found)})


@require_safe
@staff_only(*READERS)
def leaflet(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """The 告知单 as a PDF; of what is not published with 草稿 before its name and at its foot."""
    found, definition = _version(request, code, version)
    centre, note = centre_of(request), handouts.note()
    sheet = handouts.leaflet(definition, [offer(definition, centre)], centre=centre.name)
    if _is_draft(found):
        sheet = replace(sheet, name=_("【草稿】%(name)s") % {"name": sheet.name})
        note = _("草稿，没有发布，不得对外发放。") + note
    headers = {"Content-Disposition": f'inline; filename="{code}-{version}.pdf"'}
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
    found = versions_of(request, code).filter(number=number).first()
    if found is None:
        raise NotThere()
    return found, definitions.of_version(found.pk)


def _is_draft(version: ItemVersion) -> bool:
    """Whether it was never published."""
    return not version.states.filter(state=State.PUBLISHED.value).exists()
