"""情形: what was written says which variant is the one; its promise and its way are its own (D4, E1)."""

from datetime import date

import pytest

from tests.cases.walking import open_steps, taken_in
from tests.town import Cast
from yimen.cases.models import Case
from yimen.journal.errors import Malformed
from yimen.papers.models import Paper


@pytest.mark.parametrize(("trees", "variant", "fits"), [("30", "above", "30株以内"), ("31", "within", "30株以上")])
def test_a_variant_that_the_form_contradicts_is_refused_and_the_right_one_named(
    cast: Cast, trees: str, variant: str, fits: str
):
    keys = [one.key for one in cast.item("LY-01").variants]
    wrong = keys[0] if variant == "within" else keys[1]

    with pytest.raises(Malformed) as refused:
        taken_in(cast, "LY-01", cast.clock.at(3, 2), variant=wrong, form={own(cast): trees})
    assert fits in str(refused.value.fields["variant"])
    assert not Case.objects.exists()


@pytest.mark.parametrize(("trees", "index", "due_on"), [("30", 0, date(2026, 3, 3)), ("31", 1, date(2026, 3, 16))])
def test_each_variant_has_its_own_promise_and_way(cast: Cast, trees: str, index: int, due_on: date):
    variant = cast.item("LY-01").variants[index]

    case = taken_in(cast, "LY-01", cast.clock.at(3, 2), variant=variant.key, form={own(cast): trees})

    assert case.due_on == due_on
    assert len(open_steps(case)) == 1


def test_where_the_guide_is_silent_the_receipt_names_the_policy_and_says_nothing_of_fees(cast: Cast):
    variant = cast.item("LY-01").variants[1]
    taken_in(cast, "LY-01", cast.clock.at(3, 2), variant=variant.key, form={own(cast): "31"})

    said = Paper.objects.get(kind="acceptance").data
    assert "限时办结制度" in said["limit_basis"]
    assert said["fee"] == ""


def own(cast: Cast) -> str:
    """The key of the field of its form that counts the trees."""
    [field] = [one for one in cast.item("LY-01").form_fields if one.kind == "number"]
    return field.key
