"""Bundles (一件事) and what is not done here (这里不办) by HTTP, for everybody (A12, H2)."""

from django.http import HttpRequest
from ninja import P, PathEx, Router

from yimen.catalogue import finding, signposting
from yimen.faces.api import guide_shapes
from yimen.faces.api.items import CODE, Query
from yimen.journal.errors import NotThere

router = Router(tags=["事项"])


@router.get("/bundles", response=guide_shapes.Bundles, summary="一件事", operation_id="bundles")
def bundles(request: HttpRequest, q: Query = "") -> guide_shapes.Bundles:
    """全部一件事，或者与 q 相符的。无须令牌。"""
    every = signposting.bundles()
    found = finding.find(q, every) if q.strip() else every
    return guide_shapes.Bundles(bundles=[guide_shapes.Bundle.model_validate(one) for one in found])


@router.get("/bundles/{code}", response=guide_shapes.Bundle, summary="一件事的全部内容", operation_id="bundle")
def bundle(request: HttpRequest, code: PathEx[str, P(pattern=CODE, description="编码")]) -> guide_shapes.Bundle:
    """要办的事项、谁要办，以及不在这里办的事。无须令牌。"""
    found = next((one for one in signposting.bundles() if one.code == code), None)
    if found is None:
        raise NotThere()
    return guide_shapes.Bundle.model_validate(found)


@router.get("/elsewhere", response=guide_shapes.ElsewhereList, summary="这里不办的事", operation_id="elsewhere")
def elsewhere(request: HttpRequest, q: Query = "") -> guide_shapes.ElsewhereList:
    """全部不在这里办的事，或者与 q 相符的：谁办、在哪里、电话、时间。无须令牌。"""
    every = signposting.elsewhere()
    found = finding.find(q, every) if q.strip() else every
    return guide_shapes.ElsewhereList(elsewhere=[guide_shapes.Elsewhere.model_validate(one) for one in found])
