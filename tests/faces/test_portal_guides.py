"""A guide says everything its definition says, and nothing it does not say."""

from dataclasses import replace
from uuid import UUID

import pytest

from yimen.catalogue import conditions, promise
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import (
    FeeDef,
    FieldDef,
    Keeping,
    Necessity,
    Phase,
    RequirementDef,
    Seat,
    SpecialDef,
    SpecialKind,
    StepDef,
    StepKind,
    VariantDef,
)
from yimen.faces.shared import guides, situations
from yimen.faces.shared.guides import Offer
from yimen.office.models import Level

NOBODY = UUID(int=0)
BARE = Definition(
    version_id=NOBODY,
    item_id=NOBODY,
    number=1,
    code="LN-01",
    name="老年证",
    line="民政",
    seat=Seat.HOUSEHOLD,
    seat_level=Level.VILLAGE,
)
CHECK = StepDef("check", "初审", StepKind.CHECK, Phase.BEFORE, 1, Level.VILLAGE, "民政")


def facts(found: guides.Facts) -> dict[str, list[str]]:
    return {str(fact.label): [str(line) for line in fact.lines] for fact in found.stated}


def missing(found: guides.Facts) -> list[str]:
    return [str(label) for label in found.not_stated]


def test_what_is_not_printed_is_named_as_not_stated():
    guide = guides.shown(BARE, [])

    assert missing(guide.limits) == ["承诺时限", "法定时限"]
    assert missing(guide.where) == ["办理地点", "办理时间", "咨询电话", "监督投诉电话"]
    assert missing(guide.law) == ["设定依据", "实施主体", "联办部门", "事项类型", "服务对象"]


def test_both_limits_are_shown_each_under_its_name():
    item = replace(BARE, promised=promise.parse("30 working days"), statutory=promise.parse("60 calendar days"))

    limits = facts(guides.shown(item, []).limits)

    assert limits["承诺时限"] == ["30个工作日"]
    assert limits["法定时限"] == ["60个自然日"]


def test_a_material_says_how_many_and_what_becomes_of_it():
    card = RequirementDef("id", "身份证", "id", originals=1, copies=2, keep_or_inspect=Keeping.INSPECT)

    (material,) = guides.shown(replace(BARE, requirements=(card,)), []).materials

    assert (str(material.copies), str(material.need)) == ("原件1份，复印件2份", "必须提供")
    assert [str(one) for one in material.remarks] == ["只核对原件，当场退还"]


def test_a_material_of_one_variant_and_condition_names_both():
    married = conditions.parse({"field": "marital", "is": "已婚"})
    paper = RequirementDef(
        "m", "结婚证", "m", necessity=Necessity.CONDITIONAL, variants=frozenset({"couple"}), condition=married
    )
    item = replace(
        BARE,
        requirements=(paper,),
        variants=(VariantDef("couple", "夫妻共同申请"), VariantDef("alone", "一人申请")),
        form_fields=(FieldDef("marital", "婚姻状况"),),
    )

    (material,) = guides.shown(item, []).materials

    assert [str(one) for one in material.remarks] == ["限于：夫妻共同申请", "婚姻状况为“已婚”"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"field": "age", "at_least": 60}, "年龄不少于60"),
        ({"field": "hk", "is": True}, "hk为“是”"),
        (
            {"all": [{"field": "age", "at_most": 18}, {"field": "hk", "one_of": ["a", "b"]}]},
            "年龄不多于18，并且hk为“a、b”之一",
        ),
        ({"none": [{"field": "hk", "is_not": "x"}]}, "不是：hk不为“x”"),
    ],
)
def test_a_condition_is_a_sentence(given: object, said: str):
    item = replace(
        BARE,
        form_fields=(FieldDef("age", "年龄"),),
        variants=(VariantDef("v", "情形", conditions.parse(given)),),
    )

    (variant,) = guides.shown(item, []).variants

    assert [str(line) for line in variant.lines] == [said]


def test_steps_of_one_stage_are_told_to_run_side_by_side_and_others_are_not():
    other = replace(
        CHECK, key="visit", name="入户", limit=promise.parse("3 working days"), counts=False, basis="某法9条"
    )
    last = replace(CHECK, key="review", name="审核", stage=2, level=Level.TOWN, line="*")

    first, second, third = guides.shown(replace(BARE, steps=(CHECK, other, last)), []).stations

    assert (str(first.words), str(first.holder)) == ("", "村（社区） · 民政")
    assert str(second.words) == "限 3个工作日；与上一环节同时进行；所用时间不计入承诺时限（某法9条）"
    assert (str(third.words), str(third.holder)) == ("", "乡镇（街道）")


def test_steps_of_two_variants_are_told_apart_and_never_run_side_by_side():
    few = replace(CHECK, variants=frozenset({"few"}))
    many = replace(CHECK, key="examine", name="审核", variants=frozenset({"many"}))
    item = replace(BARE, variants=(VariantDef("few", "30株以内"), VariantDef("many", "30株以上")), steps=(few, many))

    assert [str(one.words) for one in guides.shown(item, []).stations] == ["限于：30株以内", "限于：30株以上"]


def test_a_place_shows_what_it_has_and_what_it_lacks():
    hall = Offer("东岳街道受理中心", "迎春路18号", "", "028-5550 0100", "")

    (place,) = guides.shown(BARE, [hall]).places

    assert [(str(fact.label), len(fact.lines)) for fact in place.facts] == [
        ("地址", 1),
        ("时间", 0),
        ("电话", 1),
        ("投诉", 0),
    ]


def test_a_promise_of_one_variant_is_told_with_its_name():
    item = replace(BARE, variants=(VariantDef("few", "30株以内", promised=promise.parse("1 working day")),))

    guide = guides.shown(item, [])

    assert facts(guide.limits)["承诺时限"] == ["30株以内：1个工作日"]
    assert [str(line) for line in guide.summary[0].lines] == ["30株以内：1个工作日"]


def test_what_the_clock_may_stop_for_is_told_with_its_basis():
    hearing = SpecialDef(SpecialKind.HEARING, "听证", "某法45条", promise.parse("20 working days"))

    (fact,) = guides.shown(replace(BARE, special=(hearing,)), []).special

    assert [str(line) for line in (fact.label, *fact.lines)] == ["听证", "最长 20个工作日", "某法45条"]


def test_fees_are_shown_as_printed():
    (fee,) = guides.shown(replace(BARE, fees=(FeeDef("收费", "免费"),)), []).fees

    assert [str(line) for line in fee.lines] == ["免费"]


def test_a_situation_without_matters_is_left_out_and_a_long_one_is_cut():
    many = [replace(BARE, code=f"LN-{n:02}") for n in range(1, situations.SHOWN + 2)]

    (group,) = situations.grouped(many)

    assert len(group.entries) == situations.SHOWN
    assert group.more == ("民政",)
    assert situations.grouped(many[:2])[0].more == ()


def test_a_line_that_no_situation_names_is_found_by_department():
    other = replace(BARE, line="气象")

    assert situations.grouped([other]) == ()
    assert situations.lines([BARE, other, BARE]) == (("民政", 2), ("气象", 1))


def test_demonstration_content_says_so_and_where_the_matter_is_named():
    guide = guides.shown(replace(BARE, to_confirm=True, source="嘉府发〔2007〕36号 三（五）"), [])

    assert guide.to_confirm and facts(guide.law)["事项出处"] == ["嘉府发〔2007〕36号 三（五）"]
    assert "事项出处" not in facts(guides.shown(BARE, []).law)
