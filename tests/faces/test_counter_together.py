"""At the counter: several items on one form, chosen one by one or from a moment of life (H2)."""

import re
from typing import Any

import pytest

from tests.faces.doors import signed_in
from tests.faces.test_counter import hall, item, shown, typed
from tests.town import Cast
from yimen.cases.models import Application, Case, Draft
from yimen.catalogue import models

__all__ = ["hall"]
BOTH = "/counter/intake/MZ-02+MZ-05/"


def page_of_both(cast: Cast, *, given: bool = True, **more: Any) -> dict[str, Any]:
    """What a browser sends: each material once, by the line in which it stands."""
    lines = re.findall(r'name="given" value="([^"]+)"', shown(signed_in(cast, "window").get(BOTH)))
    return typed(cast, given=False) | {"given": lines if given else lines[:1], "act": "accept"} | more


def test_one_page_asks_each_fact_and_each_material_once(hall: Cast):
    page = shown(signed_in(hall, "window").get(BOTH))

    assert page.count('name="own_household_size"') == 1
    assert "一张表办2件事" in page
    assert page.count(">身份证<") + page.count(">本人身份证复印件<") == 2  # by the names of the two papers
    assert "出生日期：取自登记信息" in page
    assert 'value="refuse"' not in page


def test_one_act_makes_two_cases_of_one_application_with_one_form(hall: Cast):
    lin, page = signed_in(hall, "window"), page_of_both(hall, own_household_size="3", own_monthly_income="800")
    for _again in range(2):
        assert lin.post(BOTH, page).status_code == 302

    assert [one.state for one in Case.objects.all()] == ["in_process"] * 2
    assert Application.objects.get().form == {
        "household_size": "3", "monthly_income": "800", "birth_on": "1952-03-14",
    }  # fmt: skip


def test_what_lacks_material_is_asked_the_rest_is_not_taken_in_by_the_wrong_key(hall: Cast):
    lin = signed_in(hall, "window")
    refused = lin.post(BOTH, page_of_both(hall, given=False))
    asked = lin.post(BOTH, page_of_both(hall, given=False, act="ask"))

    assert refused.status_code == 409
    assert "材料不齐" in shown(refused)
    assert asked.status_code == 302
    assert {one.state for one in Case.objects.all()} == {"completing"}


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(hall: Cast):
    answer = signed_in(hall, "window").post(
        BOTH, page_of_both(hall, own_household_size="两口", own_monthly_income="800")
    )

    assert answer.status_code == 422
    assert 'id="id_own_household_size_error"' in shown(answer)
    assert 'value="800"' in shown(answer)
    assert not Case.objects.exists()


def test_a_further_item_is_added_from_the_page_and_what_was_typed_goes_along(hall: Cast):
    lin = signed_in(hall, "window")
    on = lin.post("/counter/intake/MZ-02/", typed(hall, "MZ-02", act="more", own_household_size="4"))
    home = shown(lin.get(f"{on['Location']}&q=lnz"))
    [onward] = re.findall(r'href="(/counter/intake/MZ-02\+MZ-05/[^"]*)"', home)
    page = shown(lin.get(onward.replace("&amp;", "&")))

    assert "和它一张表办" in home
    assert 'value="王秀英"' in page
    assert re.search(r'name="own_household_size"[^>]*value="4"', page)
    lin.post(BOTH, page_of_both(hall, draft=str(Draft.objects.get().pk)))
    assert (Case.objects.count(), Draft.objects.count()) == (2, 0)


def test_what_is_not_offered_here_is_not_there(hall: Cast):
    lin = signed_in(hall, "window")

    assert lin.get("/counter/intake/MZ-01+XX-99/").status_code == 404
    assert lin.get("/counter/intake/MZ-01+/").status_code == 404
    assert lin.get("/counter/bundles/YJS-99/").status_code == 404


def test_a_moment_of_life_is_found_and_its_items_go_onto_one_form(hall: Cast):
    models.Bundle.objects.create(
        code="YJS-03", name="困难家庭救助一件事", also=[], words="家里遇到困难", to_confirm=True,
        parts=[{"code": "MZ-02", "when": "城市居民"}, {"code": "MZ-05", "when": ""}, {"code": "ZF-04", "when": ""}],
    )  # fmt: skip
    lin = signed_in(hall, "window")
    address = "/counter/bundles/YJS-03/"

    assert "/counter/together/YJS-03/" in shown(lin.get("/counter/?q=困难家庭"))
    assert address in shown(lin.get("/counter/together/YJS-03/"))
    page = shown(lin.get(address))
    assert "城市居民" in page
    assert "ZF-04" not in page  # not offered here
    assert "请至少勾选一个事项" in shown(lin.get(f"{address}?chosen=1"))
    assert lin.get(f"{address}?chosen=1&item=MZ-02&item=MZ-05")["Location"] == BOTH


def test_one_item_without_a_form_asks_nothing_more_than_before(hall: Cast):
    page = shown(signed_in(hall, "window").get("/counter/intake/LD-01/"))

    assert not item("LD-01").form_fields
    assert 'name="own_' not in page


@pytest.mark.parametrize("told", [{"phone": ""}, {}])
def test_a_fact_of_the_record_is_not_typed(hall: Cast, told: dict[str, Any]):
    lin = signed_in(hall, "window")
    lin.post("/counter/intake/MZ-05/", typed(hall, "MZ-05", **told))

    assert Application.objects.get().form == {"birth_on": "1952-03-14"}


def test_what_was_written_for_the_first_is_not_typed_for_the_one_that_joins_it_nor_shown_in_clear(hall: Cast):
    lin = signed_in(hall, "window")
    lin.post("/counter/intake/MZ-02/", typed(hall, "MZ-02", own_household_size="7931"))
    first = Case.objects.get()
    page = shown(lin.get(f"/counter/intake/MZ-01/?person={first.applicant_id}&joins={first.number}"))
    second = {name: value for name, value in typed(hall, "MZ-01").items()
              if name not in ("document_kind", "number", "name", "phone", "address")}  # fmt: skip
    lin.post("/counter/intake/MZ-01/", second | {"person": str(first.applicant_id), "joins": first.number})

    assert "家庭人口数：已经有了，不用再填" in page
    assert "7931" not in page
    assert Application.objects.get().form == {"household_size": "7931"}
    assert Case.objects.count() == 2
