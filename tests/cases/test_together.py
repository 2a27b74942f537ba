"""一表办: several items on one form; what is asked once reaches each case, and all are taken in or none (H1, H2)."""

from dataclasses import replace
from datetime import date

import pytest

from tests.cases import items
from tests.town import Cast
from yimen.cases import known, together
from yimen.cases.intake import Handed
from yimen.cases.models import Application, Case
from yimen.catalogue import definitions
from yimen.catalogue.elements import FieldDef, Known
from yimen.journal import doctor
from yimen.journal.errors import Malformed, NotNow
from yimen.journal.fold import replay
from yimen.journal.models import Entry
from yimen.papers.models import Paper
from yimen.registry.models import Person

ITEM = """
code: {code}
name: 一表{code}
state: published
from: 2026-01-01
line: 民政
promised: {days} working days
seat: household
form:
  - element: account
  - element: contact_phone
{own}
materials: [{{key: id_card, name: 身份证}}]
steps: [{{key: approve, name: 审批, kind: approval, level: town, decides: true}}]
as_printed: 测试用事项
printed: 测试用事项
"""
ACCOUNT, OTHER = "6228480000000000000", "6217000000000000000"


@pytest.fixture
def two(cast: Cast) -> Cast:
    definitions._kept.clear()
    own = "  - {key: trees, name: 株数, kind: number, check: count}"
    items.load(
        cast, cast.clock.at(1, 5),
        a=ITEM.format(code="YB-91", days=5, own=own), b=ITEM.format(code="YB-92", days=9, own=""),
    )  # fmt: skip
    return cast


def handed(cast: Cast, *, given: bool = True, **form: str) -> list[Handed]:
    at = cast.clock.at(3, 2)
    first = cast.handed(at, code="YB-91", form={"account": ACCOUNT, "trees": "3"} | form)
    second = cast.handed(at, code="YB-92", form={"account": ACCOUNT} | form, applicant=first.applicant)
    return [first, second if given else replace(second, given=frozenset())]


def test_what_is_asked_once_reaches_each_case_and_the_record_fills_in_what_it_knows(two: Cast):
    cases = together.take_in(handed(two), by=two.window, at=two.clock.at(3, 2))

    form = Application.objects.get().form
    assert form == {"account": ACCOUNT, "trees": "3", "contact_phone": cases[0].applicant.phone}
    assert {one.application_id for one in Case.objects.all()} == {Application.objects.get().pk}
    assert [one.state for one in Case.objects.order_by("number")] == ["in_process"] * 2


def test_each_has_its_own_clock_the_person_one_day_and_one_notice(two: Cast):
    together.take_in(handed(two), by=two.window, at=two.clock.at(3, 2))

    assert [one.due_on for one in Case.objects.order_by("number")] == [date(2026, 3, 9), date(2026, 3, 13)]
    assert Application.objects.get().joint_due_on == date(2026, 3, 13)
    assert {part["item_name"] for part in Paper.objects.get(kind="joint").data["parts"]} == {"一表YB-91", "一表YB-92"}
    assert replay(two.hall.pk) == []
    assert doctor.examine() == []


def test_what_lacks_a_material_is_told_at_once_and_the_other_goes_its_way(two: Cast):
    together.take_in_or_ask(handed(two, given=False), remark="", by=two.window, at=two.clock.at(3, 2))

    assert [one.state for one in Case.objects.order_by("number")] == ["in_process", "completing"]
    with pytest.raises(NotNow, match="身份证"):
        together.take_in(handed(two, given=False), by=two.window, at=two.clock.at(3, 2))
    assert Case.objects.count() == 2


def test_a_fault_in_one_form_keeps_all_of_them_out_and_is_said_in_a_sentence(two: Cast):
    with pytest.raises(Malformed) as refused:
        together.take_in(handed(two, account="6228"), by=two.window, at=two.clock.at(3, 2))

    assert "账号应为8至32位数字，您填了4位" in str(refused.value.fields["form.account"])
    assert not Case.objects.exists()


def test_an_item_chosen_twice_is_told(two: Cast):
    first, _second = handed(two)
    with pytest.raises(Malformed, match="选了两次"):
        together.take_in([first, first], by=two.window, at=two.clock.at(3, 2))


def test_no_account_stands_in_the_journal(two: Cast):
    together.take_in(handed(two), by=two.window, at=two.clock.at(3, 2))

    assert not [one.pk for one in Entry.objects.all() if ACCOUNT in one.body]


def test_a_record_fills_what_is_empty_never_what_was_written_and_shows_itself_masked(two: Cast):
    person = two.handed(two.clock.at(3, 2), code="YB-91").applicant
    fields = tuple(FieldDef(one.value, "栏", known=one) for one in Known)

    told = known.filled(fields, {"phone": "02150001234"}, person)
    assert told["phone"] == "02150001234"
    assert told["birth_on"] == f"{person.number[6:10]}-{person.number[10:12]}-{person.number[12:14]}"
    for one in fields:
        shown = known.masked(one, person)
        assert shown != told.get(one.key)
        assert "*" in shown or not told.get(one.key)
    assert known.filled(fields, {}, Person(document_kind="none", name="新生儿")) == {"name": "新生儿"}
