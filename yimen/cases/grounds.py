"""On what law a refusal of intake stands: the item's own, what always holds for its sort, or what the window names."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.cases.refusals import REASONS
from yimen.catalogue.definitions import Definition
from yimen.journal.errors import Malformed

LONGEST = 200  # of a basis that is typed
_LICENSING, _AID = "《中华人民共和国行政许可法》", "《社会救助暂行办法》"
_PETITIONS = "《信访工作条例》"
# Which sort an item is, by what its page says of itself: the first that fits.
_SORTS: Final[tuple[tuple[str, Callable[[Definition], bool]], ...]] = (
    ("licence", lambda item: item.kind == "行政许可" or item.deemed_acceptance),
    ("petition", lambda item: item.line == "综治信访"),
    ("allowance", lambda item: "最低生活保障" in item.name),
)
# (sort, reason) → what holds whatever the page prints. A pair that is not here has no such law: the window names one.
HOLDS: Final[dict[tuple[str, str], str]] = {
    # 行政许可法 32 (1): no licence is needed; (2): not this organ's; (4): what was asked for did not come. 78: false papers.
    ("licence", "not_needed"): f"{_LICENSING}第三十二条第一款第（一）项",
    ("licence", "not_ours"): f"{_LICENSING}第三十二条第一款第（二）项",
    ("licence", "not_completed"): f"{_LICENSING}第三十二条第一款第（四）项",
    ("licence", "material_false"): f"{_LICENSING}第七十八条",
    # 信访工作条例 23: who is not competent tells the person to whom it is to be brought.
    ("petition", "not_ours"): f"{_PETITIONS}第二十三条第一款",
    # 社会救助暂行办法 11: asked for where the household is registered; who does not meet the conditions is told why.
    ("allowance", "not_ours"): f"{_AID}第十一条",
    ("allowance", "not_eligible"): f"{_AID}第十一条",
}


def always(definition: Definition, code: str) -> tuple[str, ...]:
    """What the paper can name without being told: the item's own basis, else the law that holds for its sort and this
    reason; empty where neither is known."""
    if definition.basis:
        return definition.basis
    sort = next((name for name, fits in _SORTS if fits(definition)), "")
    return (HOLDS[sort, code],) if (sort, code) in HOLDS else ()


def is_named_by_window(definition: Definition) -> bool:
    """Whether nothing is known for any reason: then every refusal of this item needs a typed basis."""
    return not any(always(definition, code) for code in REASONS)


def of_refusal(definition: Definition, code: str, typed: str = "") -> tuple[str, ...]:
    """What stands on the paper under 依据: what the window named, and what is known anyway. Raises Malformed where that is
    nothing: nobody is turned away on no basis (C6)."""
    named = tuple(filter(None, (typed.strip(),)))
    if basis := (*named, *(one for one in always(definition, code) if one not in named)):
        return basis
    words = _("这个事项的办事指南没有印依据，请在“依据”一栏写明所依据的法律、法规或者文件及条款，再作出不予受理。")
    raise Malformed(words, fields={"basis": words}, code="no_basis")
