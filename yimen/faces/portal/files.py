"""A blank form or sample of a guide, to take along: for everybody (A2)."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from yimen.catalogue.models import GuideFile
from yimen.papers import guide_files


@require_safe
@cache_control(max_age=300)
def file(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """The bytes under the file's own name, saved and never shown inside the page. 404 once it was taken off."""
    found = GuideFile.objects.filter(pk=file_id, item__code=code, removed_on__isnull=True).first()
    if found is None:
        raise Http404
    named = content_disposition_header(True, found.name) or "attachment"
    return HttpResponse(
        guide_files.content(found), content_type=found.media_type, headers={"Content-Disposition": named}
    )
