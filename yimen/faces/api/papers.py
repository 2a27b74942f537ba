"""Papers by HTTP: the PDF as it was issued, for those who see its case."""

from django.http import HttpRequest, HttpResponse
from ninja import P, PathEx, Router

from yimen.cases import reading
from yimen.cases.models import Case
from yimen.faces.api.signed import Token, actor
from yimen.faces.shared.now import now
from yimen.papers import rendering
from yimen.papers.models import NUMBER
from yimen.registry import looks
from yimen.registry.models import Purpose

Number = PathEx[str, P(pattern=NUMBER, description="文书编号，如 DY26-S000123")]
router = Router(tags=["文书"], auth=Token())
PDF = {"responses": {200: {"description": "PDF", "content": {"application/pdf": {"schema": {"type": "string"}}}}}}


@router.get("/papers/{number}", summary="文书的 PDF", operation_id="paper", openapi_extra=PDF)
def paper(request: HttpRequest, number: Number) -> HttpResponse:
    """文书上有申请人的姓名，每次调取都留下查看记录。还未生成时为 409 paper_not_ready，稍后再取。"""
    by = actor(request)
    found = reading.paper_for(by, number=number)
    case = Case.objects.visible_to(by).select_related("applicant").get(pk=found.subject_id)
    pdf = rendering.content(found)
    looks.keep(case.applicant, purpose=Purpose.CASE, by=by, at=now())
    name = f'inline; filename="{found.number}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})
