"""Indicators over the catalogue: what is counted, what is not, and what is silent (A8)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue.cast import ELEMENTS, FOLDER, SHORT
from yimen.catalogue.elements import Content, Online, Visits
from yimen.catalogue.indicators import Indicator, Standing, all_of
from yimen.catalogue.reading import read

ITEM = read(SHORT, file="ln.yaml").content
TWO_WAYS = SHORT.replace("level: town, decides", "level: town, variants: [one, two], decides") + (
    "variants: [{key: one, name: 甲, promised: on the spot}, {key: two, name: 乙}]\n"
)


def item(old: str = "", new: str = "", text: str = SHORT) -> Content:
    assert old in text
    return read(text.replace(old, new), file="ln.yaml").content


def indicator(key: str, *items: Content, claimed: str = "") -> Indicator:
    return next(one for one in all_of(items, frozenset(claimed.split())) if one.key == key)


def standing(key: str, one: Content) -> tuple[str, str]:
    [row] = indicator(key, one).rows
    return row.standing.value, row.words


ON_THE_SPOT = item("30 working days", "on the spot")
TWO_STEPS = item("steps:\n", "steps:\n  - {key: see, name: 村初核, kind: check, level: village}\n", SHORT)


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (ON_THE_SPOT, ("counted", "即办")),
        (ITEM, ("not_counted", "30个工作日")),
        (item("promised: 30 working days\n", ""), ("not_counted", "没有写承诺时限")),
        (item(text=TWO_WAYS), ("not_counted", "即办、30个工作日")),
        (item("30 working days", "on the spot", TWO_WAYS), ("counted", "即办")),
        (replace(TWO_STEPS, promised=ON_THE_SPOT.promised), ("not_counted", "承诺即办，却要经过村初核、办证")),
    ],
)
def test_on_the_spot_is_what_is_promised_in_every_variant_and_can_be_kept(one: Content, told: tuple[str, str]) -> None:
    assert standing("on_the_spot", one) == told


@pytest.mark.parametrize(
    ("visits", "online", "told"),
    [
        (Visits.NONE, None, ("counted", "不用到现场")),
        (None, Online.FULL, ("counted", "全程网上办")),
        (Visits.ONCE, None, ("not_counted", "到现场1次")),
        (Visits.TWICE, Online.FULL, ("not_counted", "到现场2次")),
        (None, Online.APPLY, ("silent", "没有载明到现场次数")),
        (None, None, ("silent", "没有载明到现场次数")),
    ],
)
def test_without_a_visit_is_what_says_so(visits: Visits | None, online: Online | None, told: tuple[str, str]) -> None:
    assert standing("no_visit", replace(ITEM, visits=visits, online=online)) == told


@pytest.mark.parametrize(
    ("online", "told"),
    [
        (Online.FULL, ("counted", "全程网上办")),
        (Online.APPLY, ("counted", "网上申请")),
        (Online.NONE, ("not_counted", "不能网上办")),
        (None, ("silent", "没有载明能不能网上办")),
    ],
)
def test_online_is_what_can_at_least_be_applied_for(online: Online | None, told: tuple[str, str]) -> None:
    assert standing("online", replace(ITEM, online=online)) == told


@pytest.mark.parametrize(
    ("promised", "statutory", "saved", "of"),
    [
        ("30 working days", "40 working days", 10, 40),
        ("30 working days", "30 working days", 0, 30),
        ("on the spot", "20 working days", 20, 20),
        ("10 working days", "35 calendar days", 15, 25),
        ("40 working days", "30 working days", -10, 30),
    ],
)
def test_days_saved_are_working_days_of_the_statutory_ones(promised: str, statutory: str, saved: int, of: int) -> None:
    one = item("promised: 30 working days", f"promised: {promised}\nstatutory: {statutory}")

    [row] = indicator("shortening", one).rows
    assert (row.part, row.whole, row.standing is Standing.COUNTED) == (saved, of, saved > 0)


def test_of_several_variants_the_longest_promise_is_held_against_the_law() -> None:
    one = item("promised: 30 working days", "promised: 30 working days\nstatutory: 40 working days", TWO_WAYS)

    assert indicator("shortening", one).permille == 250


@pytest.mark.parametrize("promised", ["promised: 30 working days", "statutory: 30 working days", "promised: yearly"])
def test_an_item_with_one_limit_only_says_nothing_of_shortening(promised: str) -> None:
    assert standing("shortening", item("promised: 30 working days", promised))[0] == "silent"


def test_days_are_summed_over_the_items_and_silent_ones_left_out() -> None:
    half = item("promised: 30 working days", "promised: 10 working days\nstatutory: 20 working days")
    none = item("promised: 30 working days", "promised: 60 working days\nstatutory: 60 working days")

    found = indicator("shortening", half, none, ITEM)

    assert (found.part, found.whole, found.heard, found.silent, found.permille) == (10, 80, 2, 1, 125)


def test_the_claimed_share_is_of_all_items() -> None:
    found = indicator("claimed", ITEM, replace(ITEM, code="LN-02"), replace(ITEM, code="LN-03"), claimed="LN-02 XX-01")

    assert (found.part, found.whole, found.permille) == (1, 3, 333)
    assert [row.words for row in found.rows] == ["未认领", "已认领", "未认领"]


def test_nothing_can_be_said_of_what_no_item_says_and_of_no_items() -> None:
    assert indicator("online", ITEM).permille is None
    assert [one.permille for one in all_of([], frozenset())] == [None] * 6


@given(st.lists(st.tuples(st.sampled_from([None, *Visits]), st.sampled_from([None, *Online])), max_size=6))
def test_a_share_lies_between_nothing_and_all_and_every_item_is_behind_it(
    said: list[tuple[Visits | None, Online | None]],
) -> None:
    items = [replace(ITEM, visits=visits, online=online) for visits, online in said]

    for one in all_of(items, frozenset()):
        assert len(one.rows) == len(items) == one.heard + one.silent
        assert one.permille is None or 0 <= one.permille <= 1000


def test_of_the_printed_sixteen_one_is_done_on_the_spot_and_no_page_speaks_of_visits() -> None:
    items = [
        read(file.read_text("utf-8"), file=file.name, dictionary=ELEMENTS).content for file in FOLDER.glob("*.yaml")
    ]
    printed = [one for one in items if one.as_printed]

    found = {one.key: one for one in all_of(printed, frozenset())}

    assert [row.item.code for row in found["on_the_spot"].rows if row.part] == ["JS-03"]
    assert (found["on_the_spot"].whole, found["on_the_spot"].permille) == (16, 62)
    assert {found[key].permille for key in ("no_visit", "online", "shortening")} == {None}
