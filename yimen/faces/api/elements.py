"""The dictionary of data elements by HTTP, for everybody: what forms ask for, why, and how long it is kept (PIPL 17)."""

from django.http import HttpRequest
from ninja import P, PathEx, Router

from yimen.catalogue import defining
from yimen.faces.api import element_shapes as shapes
from yimen.journal.errors import NotThere

router = Router(tags=["数据元"])


@router.get("/elements", response=shapes.Elements, summary="数据元", operation_id="elements")
def elements(request: HttpRequest) -> shapes.Elements:
    """申请表里可能要填的全部信息，按字典的次序。无须令牌。"""
    return shapes.Elements(elements=[shapes.Element.model_validate(one) for one in defining.current().elements])


@router.get("/elements/{key}", response=shapes.Element, summary="一个数据元", operation_id="element")
def element(
    request: HttpRequest, key: PathEx[str, P(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="数据元的 key")]
) -> shapes.Element:
    """它是什么、怎样核对、为什么填、依据什么、保存几年。无须令牌。"""
    found = defining.current().element(key)
    if found is None:
        raise NotThere()
    return shapes.Element.model_validate(found)
