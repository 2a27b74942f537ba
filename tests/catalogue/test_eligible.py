"""The conditions that can be tested are those that the item's own text states; a table holds a few, word for word (A5)."""

from typing import Any

import pytest

from tests.catalogue.cast import CATALOGUE, ELEMENTS
from yimen.catalogue import situation
from yimen.catalogue.conditions import Verdict
from yimen.catalogue.elements import Content
from yimen.catalogue.reading import read
from yimen.catalogue.situation import only_tested

NOT_TESTABLE = {
    "JS-04",
    "LD-01",
    "LD-02",
    "CG-01",
}  # of the printed page: a document's conditions, none, or an article of law
# item, what is answered, whether one may, what stands in the way or is open
SAID: list[tuple[str, dict[str, Any], Verdict, tuple[str, ...]]] = [
    ("MZ-01", {"of_this_town": True, "yearly_income_a_head": 1195}, Verdict.YES, ()),
    ("MZ-01", {"of_this_town": True, "gravely_ill": True, "yearly_income_a_head": 9000}, Verdict.YES, ()),
    ("MZ-01", {"of_this_town": True, "gravely_ill": False, "yearly_income_a_head": 1196}, Verdict.NO,
     ("重病、重残人员，或者村民家庭年人均收入低于1196元",)),
    ("MZ-04", {"who": "老人", "able_to_work": False, "has_supporter": True, "has_means": False}, Verdict.NO,
     ("无法定抚养义务人",)),
    ("MZ-05", {"registered_here": True, "age": 60}, Verdict.YES, ()),
    ("MZ-05", {"registered_here": True, "age": 59}, Verdict.NO, ("年满60周岁以上",)),
    ("MZ-05", {"age": 70}, Verdict.UNKNOWN, ("本人户籍在本街道内",)),
    ("MZ-07", {"allowance": "都不是"}, Verdict.NO, ("低保、五保人员",)),
    ("JS-01", {"married": True, "has_child": False}, Verdict.YES, ()),
    ("JS-01", {"married": True, "has_child": True}, Verdict.NO, ("无孩",)),
    ("JS-03", {"registered_here": True, "of_childbearing_age": True}, Verdict.UNKNOWN,
     ("离开我县行政区域，从事务工、经商等活动",)),
    ("LY-01", {"owns_the_wood": False, "trees": 10}, Verdict.NO, ("林权所有者",)),
    ("GT-01", {"sold_or_let": True}, Verdict.NO, ("没有出卖、出租宅基地",)),
    ("SB-03", {"age": 60, "years_paid": 14, "draws_pension": False}, Verdict.NO, ("累计缴费满十五年",)),
    ("BZ-01", {"deceased_of_county": True, "cremated_here": True, "drew_grant": False}, Verdict.YES, ()),
]  # fmt: skip


def _items() -> dict[str, Content]:
    files = [one for one in CATALOGUE.rglob("*.yaml") if one.parent.name not in ("bundles", "elsewhere", "elements")]
    found = (read(one.read_text("utf-8"), file=one.name, dictionary=ELEMENTS).content for one in files)
    return {one.code: one for one in found}


ITEMS = _items()


@pytest.mark.parametrize(("code", "answers", "may", "says"), SAID)
def test_what_an_item_says_to_what_is_known(
    code: str, answers: dict[str, Any], may: Verdict, says: tuple[str, ...]
) -> None:
    said = situation.judge(ITEMS[code], answers)

    assert (said.may, said.against or said.open) == (may, says)


def test_of_the_printed_page_every_item_that_states_something_testable_is_tested() -> None:
    printed = {code: one for code, one in ITEMS.items() if one.as_printed}

    assert {code for code, one in printed.items() if not one.eligibility} == NOT_TESTABLE
    assert len(printed) == 16


def test_what_is_only_tested_need_not_be_written_and_means_one_thing_everywhere() -> None:
    meant: dict[str, set[tuple[str, str]]] = {}
    for one in ITEMS.values():
        for field in one.form_fields:
            if field.key in only_tested(one):
                meant.setdefault(field.key, set()).add((field.name, field.kind.value))

    assert {key: names for key, names in meant.items() if len(names) > 1} == {}
    assert only_tested(ITEMS["MZ-05"]) == {"registered_here", "age"}
    assert "trees" not in only_tested(ITEMS["LY-01"])  # decides over the variant
