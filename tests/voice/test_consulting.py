"""来访登记: kept with its answer, or waiting for it; masked, and read by whose it is; what is told in the journal is sealed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.town import Cast
from yimen.journal import doctor, fold
from yimen.journal.errors import Malformed, NotNow, NotThere, NotYours
from yimen.journal.models import Entry, Fact
from yimen.office.actor import Actor
from yimen.voice import consulting, register
from yimen.voice.consulting import Asked
from yimen.voice.models import Consultation

pytestmark = pytest.mark.django_db
ASKED = Asked(kind="ask", how="answered", about="问低保怎么申请", answer="带身份证和户口簿到1号窗口", name="王秀英",
              phone="13800001234")  # fmt: skip


def heard(cast: Cast, by: Actor, **more: Any) -> Consultation:
    return consulting.register(replace(ASKED, **more), by=by, at=cast.clock.now)


def test_what_was_asked_is_kept_with_its_answer_and_the_journal_seals_the_words(cast: Cast):
    cast.clock.at(3, 2)
    one = heard(cast, cast.guide)

    assert (one.state, one.how, one.answered_by_id) == ("answered", "answered", cast.guide.id)
    told = Entry.objects.get(subject_id=one.pk)
    for secret in ("王秀英", "13800001234", "低保", "户口簿"):
        assert secret not in told.body
    assert set(Fact.objects.filter(entry=told).values_list("name", flat=True)) == {"about", "answer"}
    assert (one.masked_name, one.masked_phone) == ("王**", "138****1234")


def test_what_must_be_found_out_first_waits_and_is_answered_once(cast: Cast):
    cast.clock.at(3, 2)
    one = heard(cast, cast.guide, how="later", answer="")
    assert register.waiting(cast.guide) == [one]

    answered = consulting.answer(one, answer="可以异地办，已电话告知", by=cast.supervisor, at=cast.clock.at(3, 3))

    assert (answered.state, answered.how) == ("answered", "later")
    assert register.waiting(cast.guide) == []
    with pytest.raises(NotNow):
        consulting.answer(one, answer="再答复一次", by=cast.guide, at=cast.clock.now)
    assert fold.replay(cast.hall.pk) == [] and doctor.examine() == []


def test_a_window_sees_what_it_registered_and_the_guide_desk_sees_all(cast: Cast):
    cast.clock.at(3, 2)
    mine, other = heard(cast, cast.window), heard(cast, cast.window2)

    assert register.page(cast.window)[0] == [mine]
    assert register.page(cast.guide)[0] == [other, mine]
    for stranger in (cast.town_civil, cast.desk_liushu, Actor.public()):
        assert register.page(stranger)[0] == []
    with pytest.raises(NotThere):
        register.consultation_for(cast.window, consultation_id=other.pk)
    with pytest.raises(NotYours):
        consulting.read(other, by=cast.window, at=cast.clock.now)


def test_who_may_not_hear_anybody_registers_nobody(cast: Cast):
    for stranger in (cast.town_civil, Actor.public()):
        with pytest.raises(NotYours):
            heard(cast, stranger)
    with pytest.raises(NotYours):
        consulting.print_register(cast.hall, on=cast.clock.now.date(), by=cast.window, at=cast.clock.at(3, 2))


def test_a_village_keeps_a_register_of_its_own(cast: Cast):
    cast.clock.at(3, 2)
    one = heard(cast, cast.desk_liushu)

    assert one.centre_id == cast.town.centres["DYLS"].pk
    assert register.page(cast.guide)[0] == []


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"about": ""}, {"about"}),
        ({"answer": "好"}, {"answer"}),
        ({"kind": "x", "way": "x", "how": "x"}, {"kind", "way", "how"}),
        ({"about": "字" * 501, "name": "王\x00", "phone": "1" * 21}, {"about", "name", "phone"}),
    ],
)
def test_what_cannot_be_kept_is_named_field_by_field(cast: Cast, given: dict[str, str], fields: set[str]):
    cast.clock.at(3, 2)
    with pytest.raises(Malformed) as refused:
        heard(cast, cast.guide, **given)

    assert set(refused.value.fields) == fields
    assert not Consultation.objects.exists()


def test_a_page_goes_on_where_the_one_before_ended_and_a_day_is_a_day(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(register, "PAGE", 2)
    moments = [(2, 9, 0), (2, 10, 0), (2, 23, 59), (3, 0, 0)]
    first, second, late, next_day = [
        consulting.register(ASKED, by=cast.guide, at=cast.clock.at(3, day, hour, minute))
        for day, hour, minute in moments
    ]

    rows, last = register.page(cast.guide)
    assert (rows, register.page(cast.guide, after=last)) == ([next_day, late], ([second, first], None))
    assert register.of_day(cast.guide, on=date(2026, 3, 2)) == [first, second, late]
    assert register.page(cast.guide, on=date(2026, 3, 3)) == ([next_day], None)
