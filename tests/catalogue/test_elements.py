"""Data elements: their files, the items that ask for them, what the lint says, and what stands in the database."""

from dataclasses import replace

import pytest

from tests.catalogue.cast import CATALOGUE, ELEMENTS, ON, SHORT, bring, load_short
from yimen.catalogue import defining, models
from yimen.catalogue.definitions import published
from yimen.catalogue.dictionary import OF_EVERYBODY, Dictionary, Sensitivity
from yimen.catalogue.elements import Check, Content, FieldDef, FieldKind, Known
from yimen.catalogue.lint.examining import examine
from yimen.catalogue.reading import Unreadable, read
from yimen.catalogue.writing import write

[ACCOUNT] = [one for one in ELEMENTS.elements if one.key == "account"]
[BIRTH_ON] = [one for one in ELEMENTS.elements if one.key == "birth_on"]
ASKED = "form:\n  - element: account\n  - {element: household_size, name: 家里几口人, required: false}\n"


def item(form: str, dictionary: Dictionary = ELEMENTS) -> Content:
    return read(SHORT + form, file="ln.yaml", dictionary=dictionary).content


def test_a_field_that_names_an_element_has_its_kind_and_check_and_keeps_its_own_words():
    account, size = item(ASKED).form_fields

    assert account == FieldDef(
        "account", "收款账号", note="本人社保卡或者银行卡账号", element="account", checked=Check.BANK_ACCOUNT
    )
    assert (size.name, size.kind, size.required, size.checked) == ("家里几口人", FieldKind.NUMBER, False, Check.COUNT)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("form: [{element: nobody_knows}]", "ln.yaml:15：没有数据元“nobody_knows”"),
        ("form: [{element: account, kind: number}]", "由数据元定，这里不写"),
        ("form: [{element: account, key: konto}]", "由数据元定，这里不写"),
        ("form: [{name: 株数}]", "缺少“key”"),
        ("form: [{key: trees}]", "缺少“name”"),
        ("form: [{key: trees, name: 株数, check: guess}]", "不认识“guess”"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_line(form: str, said: str):
    with pytest.raises(Unreadable) as refused:
        item(form + "\n")
    assert said in str(refused.value)


def test_an_item_is_written_with_the_elements_it_names_and_read_back_the_same():
    text = write(item(ASKED), dictionary=ELEMENTS)

    assert "  - element: account\n  - element: household_size\n    name: 家里几口人\n    required: false\n" in text
    assert read(text, file="x", dictionary=ELEMENTS).content == item(ASKED)


def test_a_field_of_its_own_that_repeats_an_element_is_told_by_its_name_and_by_another_word_for_it():
    content = item("form: [{key: konto, name: 银行账号}, {key: trees, name: 株数, kind: number}]\n")

    found = [(one.place, one.says) for one in examine(content, ELEMENTS) if one.rule == "repeats_element"]
    assert [place for place, _says in found] == ["form[0]"]
    assert "“银行账号”就是数据元“收款账号”" in found[0][1]
    assert not [one for one in examine(content) if one.rule == "repeats_element"]


def test_a_secret_without_purpose_or_basis_keeps_an_item_from_being_published():
    bare = Dictionary((replace(ACCOUNT, purpose=""),))

    assert ACCOUNT.sensitivity is Sensitivity.SENSITIVE
    assert "sensitive_without_ground" in {one.rule for one in examine(item("form: [{element: account}]\n"), bare)}
    assert "sensitive_without_ground" not in {one.rule for one in examine(item(ASKED), ELEMENTS)}


def test_the_dictionary_that_is_shipped_gives_every_person_a_reason():
    for one in ELEMENTS.elements:
        assert one.purpose, one.key
        assert one.sensitivity is Sensitivity.GENERAL or (one.basis and one.retention_years), one.key
        assert one.to_confirm, one.key
    assert set(OF_EVERYBODY) <= {one.key for one in ELEMENTS.elements if one.known}
    assert BIRTH_ON.known is Known.BIRTH_ON


@pytest.mark.parametrize(
    ("elements", "said"),
    [
        ("elements: [{key: a, name: 甲}]", "缺少“sensitivity”"),
        ("elements: [{key: a, name: 甲, sensitivity: secret}]", "不认识“secret”"),
        ("elements: [{key: a, name: 甲, sensitivity: general, kind: choice}]", "要写 choices"),
        ("elements: [{key: a, name: 甲, sensitivity: general}, {key: a, name: 乙, sensitivity: general}]", "不止一次"),
    ],
)
def test_a_mistake_in_the_dictionary_is_told_at_its_line(elements: str, said: str):
    with pytest.raises(Unreadable) as refused:
        defining.read({"e.yaml": elements})
    assert said in str(refused.value)
    assert "e.yaml:1：" in str(refused.value)


@pytest.mark.django_db
def test_what_is_loaded_is_read_back_and_loading_again_changes_nothing():
    first = bring(CATALOGUE / "elements")
    again = bring(CATALOGUE / "elements")

    assert defining.stored().elements == ELEMENTS.elements
    assert (len(first.elements), again.elements) == (len(ELEMENTS.elements), [])


@pytest.mark.django_db
def test_a_published_version_keeps_the_words_it_was_published_with():
    bring(CATALOGUE / "elements")
    load_short(("materials:", ASKED + "materials:"))
    models.DataElement.objects.filter(key="account").update(name="账号")

    assert published("LN-01", on=ON).form_fields == item(ASKED).form_fields


def test_the_dictionary_is_written_and_read_back_the_same():
    assert defining.read({"e.yaml": defining.write(ELEMENTS)}).elements == ELEMENTS.elements
