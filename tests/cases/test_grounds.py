"""The law on which a refusal stands: the item's own, what always holds for its sort and the reason, or what is typed."""

from dataclasses import replace

import pytest

from tests.town import Cast
from yimen.cases import grounds, intake
from yimen.cases.models import Case
from yimen.cases.refusals import REASONS
from yimen.catalogue.definitions import Definition
from yimen.journal.errors import Malformed
from yimen.journal.models import Fact
from yimen.papers.models import Paper

LICENCE, PETITIONS, AID = "《中华人民共和国行政许可法》", "《信访工作条例》", "《社会救助暂行办法》"
# What is printed of the item, the reason, and the basis; empty: the window must name one.
TABLE = (
    ({"kind": "行政许可"}, "not_needed", f"{LICENCE}第三十二条第一款第（一）项"),
    ({"kind": "行政许可"}, "not_ours", f"{LICENCE}第三十二条第一款第（二）项"),
    ({"kind": "行政许可"}, "not_completed", f"{LICENCE}第三十二条第一款第（四）项"),
    ({"kind": "行政许可"}, "material_false", f"{LICENCE}第七十八条"),
    ({"kind": "行政许可"}, "duplicate", ""),
    ({"deemed_acceptance": True}, "not_ours", f"{LICENCE}第三十二条第一款第（二）项"),
    ({"line": "综治信访"}, "not_ours", f"{PETITIONS}第二十三条第一款"),
    ({"line": "综治信访"}, "duplicate", ""),
    ({"name": "城市居民最低生活保障"}, "not_eligible", f"{AID}第十一条"),
    ({"name": "城市居民最低生活保障"}, "other", ""),
    ({"name": "医疗救助"}, "not_eligible", ""),
    ({"kind": "公共服务"}, "not_ours", ""),
)


@pytest.fixture
def bare(cast: Cast) -> Definition:
    """An item of which nothing is printed that a basis could be read from."""
    return replace(cast.item("MZ-07"), basis=(), kind="", name="某项服务")


@pytest.mark.parametrize(("printed", "code", "basis"), TABLE)
def test_the_law_is_chosen_by_the_sort_of_item_and_the_reason(
    bare: Definition, printed: dict[str, object], code: str, basis: str
):
    item = replace(bare, **printed)  # type: ignore[arg-type]  # fields of an item

    assert grounds.always(item, code) == ((basis,) if basis else ())


def test_every_reason_in_the_table_is_one_that_the_window_can_choose():
    assert {code for _sort, code in grounds.HOLDS} <= set(REASONS)


def test_an_items_own_basis_comes_before_any_table_and_after_what_the_window_names(bare: Definition):
    item = replace(bare, kind="行政许可", basis=("《森林法》第五十六条",))

    assert grounds.of_refusal(item, "not_needed") == ("《森林法》第五十六条",)
    assert grounds.of_refusal(item, "not_needed", " 《条例》第二条 ") == ("《条例》第二条", "《森林法》第五十六条")


# The six items of the printed guide that name no basis: none is refused without one.
@pytest.mark.parametrize("code", ["MZ-01", "MZ-02", "MZ-07", "JS-04", "LD-01", "LD-02"])
def test_an_item_without_a_basis_is_refused_only_on_one_that_is_named(cast: Cast, code: str):
    at = cast.clock.at(3, 2)
    handed = cast.handed(at, code=code)
    with pytest.raises(Malformed, match="办事指南没有印依据") as refused:
        intake.turn_away(handed, code="duplicate", reason="上月已经申请", by=cast.window, at=at)
    assert "basis" in refused.value.fields
    assert not Case.objects.exists()

    intake.turn_away(handed, code="duplicate", reason="上月已经申请", basis="《某办法》第三条", by=cast.window, at=at)

    assert Paper.objects.get(kind="refusal").data["basis"] == ["《某办法》第三条"]
    assert Fact.objects.get(name="basis").value == "《某办法》第三条"  # sealed as the reason is: free words


def test_the_allowance_names_its_law_of_itself(cast: Cast):
    at = cast.clock.at(3, 2)

    intake.turn_away(cast.handed(at), code="not_ours", reason="户籍不在本街道", by=cast.window, at=at)

    assert Paper.objects.get(kind="refusal").data["basis"] == [f"{AID}第十一条"]
