"""One form for several items: each fact once, required where any requires it, with those that need it (H2)."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogue.cast import ELEMENTS, SHORT
from yimen.catalogue.dictionary import DataElement
from yimen.catalogue.elements import Content, FieldDef, FieldKind
from yimen.catalogue.merging import asked, at_odds
from yimen.catalogue.reading import read

PLAIN = read(SHORT, file="ln.yaml").content
ACCOUNT, TREES = FieldDef("account", "收款账号", element="account"), FieldDef("trees", "株数", FieldKind.NUMBER)


def item(code: str, *fields: FieldDef) -> Content:
    return replace(PLAIN, code=code, form_fields=fields)


def test_an_element_is_asked_once_and_required_where_one_item_requires_it():
    first = item("A-1", replace(ACCOUNT, required=False), TREES)
    second = item("B-1", replace(ACCOUNT, name="社保卡账号"))

    account, trees = asked([first, second])

    assert (account.field.name, account.field.required, account.items) == ("收款账号", True, ("A-1", "B-1"))
    assert trees.items == ("A-1",)
    assert at_odds([first, second]) == ()


def test_fields_of_their_own_that_mean_different_things_have_no_common_form():
    kind = FieldDef("sort", "类别", FieldKind.CHOICE, choices=("甲", "乙"))

    assert at_odds([item("A-1", kind), item("B-1", kind)]) == ()
    assert at_odds([item("A-1", kind), item("B-1", replace(kind, choices=("丙",)))]) == ("类别",)


@settings(max_examples=30)
@given(st.lists(st.lists(st.sampled_from(ELEMENTS.elements), unique=True, max_size=4), min_size=1, max_size=4))
def test_nothing_is_lost_and_nothing_asked_twice(wanted: list[list[DataElement]]) -> None:
    contents = [
        item(f"A-{at}", *(one.asked(name=one.name, required=True, note="") for one in elements))
        for at, elements in enumerate(wanted)
    ]
    found = asked(contents)

    assert [one.field.key for one in found] == list(dict.fromkeys(one.key for each in wanted for one in each))
    for content in contents:
        assert {one.key for one in content.form_fields} == {one.field.key for one in found if content.code in one.items}
