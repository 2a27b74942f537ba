"""The catalogue by HTTP, for everybody: what is in force, found as on the pages, and the whole guide of each item."""

from django.http import HttpRequest
from ninja import P, PathEx, QueryEx, Router

from yimen.cases import using
from yimen.catalogue import definitions, finding
from yimen.catalogue.models import Claim, ItemVersion
from yimen.faces.api import answers, showing
from yimen.faces.shared.now import today

PAGE = 100
CODE = r"^[A-Z0-9][A-Z0-9-]{0,39}$"
Query = QueryEx[str, P(max_length=60, description="名称、日常说法、拼音首字母或编码；有它时最相符的在前")]
router = Router(tags=["事项"])


@router.get("/items", response=answers.Items, summary="已发布的事项", operation_id="items")
def items(
    request: HttpRequest, q: Query = "", after: QueryEx[str, P(pattern=CODE, description="上一页的 next")] = ""
) -> answers.Items:
    """按编码排列，每页100项；有 q 时是最相符的100项，最相符的在前，没有下一页。无须令牌。"""
    if q.strip():
        return _found(q)
    on = today()
    versions = ItemVersion.objects.in_force(on).filter(item__code__gt=after).order_by("item__code")
    found = definitions.of_versions(versions.values_list("id", flat=True)[: PAGE + 1])
    shown = [showing.brief(one, on) for one in found[:PAGE]]
    return answers.Items(items=shown, next=shown[-1].code if len(found) > PAGE else None)


@router.get("/items/{code}", response=answers.Item, summary="一个事项的办事指南", operation_id="item")
def item(request: HttpRequest, code: PathEx[str, P(pattern=CODE, description="事项编码")]) -> answers.Item:
    """办事指南的全部内容，含每份材料的编号和 key。无须令牌。"""
    on = today()
    definition = definitions.published(code, on=on)
    claims = Claim.objects.in_force(on).filter(item=definition.item_id)
    return showing.item(definition, on, list(claims.order_by("centre__code").values_list("centre__code", flat=True)))


def _found(q: str) -> answers.Items:
    """What the portal's search finds: of the matters that some centre offers."""
    on = today()
    found = finding.find(q, definitions.offered_anywhere(on=on), used=using.times(on=on))
    return answers.Items(items=[showing.brief(one, on) for one in found[:PAGE]], next=None)
