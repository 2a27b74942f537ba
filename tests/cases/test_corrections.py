"""更正: one's own slip is mended by a new entry, and what stood before stays in the journal (L4)."""

import pytest

from tests.cases.walking import ready, taken_in, told
from tests.town import Cast
from yimen.cases import answerable, corrections, delivery, timeline
from yimen.cases.models import Case, CaseMaterial
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.fold import replay
from yimen.journal.models import Entry, Fact
from yimen.office.models import Staff

WHY = "录入时看错了"


def case_of(cast: Cast) -> Case:
    """Accepted on Monday 2 March 2026 by Lin, with three in the household."""
    return taken_in(cast, "TX-01", cast.clock.at(3, 2), form={"household": "3"})


def test_a_wrong_tick_is_taken_back_and_the_entry_names_it(everyone: Cast):
    case = case_of(everyone)
    application = next(one for one in everyone.item("TX-01").requirements if one.key == "application")

    case = corrections.correct_materials(
        case, given=[application.id], reason=WHY, by=everyone.window, at=everyone.clock.at(3, 2, 11)
    )

    assert [row.requirement_id for row in CaseMaterial.objects.filter(case=case, is_given=True)] == [application.id]
    assert '"removed":["photo"]' in Entry.objects.get(act="cases.correct_materials").body
    assert replay(everyone.hall.pk) == []


def test_the_form_as_it_should_have_been_stands_and_what_stood_is_a_personal_fact(everyone: Cast):
    case = case_of(everyone)

    case = corrections.correct_form(
        case, values={"household": "4"}, reason=WHY, by=everyone.window, at=everyone.clock.at(3, 2, 11)
    )

    assert Case.objects.get(pk=case.pk).application.form == {"household": "4"}
    entry = Entry.objects.get(act="cases.correct_form")
    assert '"fields":["household"]' in entry.body
    assert Fact.objects.get(entry=entry, name="was").value == "家庭人口：3"


def test_faults_of_the_form_are_named_and_nothing_is_changed(everyone: Cast):
    case = case_of(everyone)

    with pytest.raises(Malformed) as refused:
        corrections.correct_form(
            case, values={"household": "四"}, reason=WHY, by=everyone.window, at=everyone.clock.at(3, 2, 11)
        )
    assert list(refused.value.fields) == ["form.household"]
    assert Case.objects.get(pk=case.pk).application.form == {"household": "3"}


@pytest.mark.parametrize("post", ["window2", "supervisor", "reply"])
def test_nobody_mends_what_another_entered(everyone: Cast, post: str):
    case = case_of(everyone)

    with pytest.raises(NotYours):
        corrections.correct_materials(
            case, given=[], reason=WHY, by=getattr(everyone, post), at=everyone.clock.at(3, 2, 11)
        )


def test_what_changes_nothing_is_no_correction(everyone: Cast):
    case, at = case_of(everyone), everyone.clock.at(3, 2, 11)
    everything = [one.id for one in everyone.item("TX-01").requirements]

    with pytest.raises(Malformed):
        corrections.correct_materials(case, given=everything, reason=WHY, by=everyone.window, at=at)
    with pytest.raises(Malformed):
        corrections.correct_form(case, values={"household": "3"}, reason=WHY, by=everyone.window, at=at)
    assert told(case) == ["receive", "accept"]


def test_who_signed_is_mended_on_the_day_and_not_later(everyone: Cast):
    case = ready(everyone, everyone.clock.at(3, 2))
    case = delivery.deliver(case, way="window", receiver="王秀英", by=everyone.reply, at=everyone.clock.at(3, 10))

    case = corrections.correct_receipt(
        case, way="agent", receiver="王小军", reason=WHY, by=everyone.reply, at=everyone.clock.at(3, 10, 10)
    )

    assert timeline.signed_by(case) == "王小军"
    with pytest.raises(NotNow):
        corrections.correct_receipt(
            case, way="window", receiver="王秀英", reason=WHY, by=everyone.reply, at=everyone.clock.at(3, 11)
        )


def test_the_timeline_names_the_field_and_why_but_not_what_stood_there(everyone: Cast):
    case, at = case_of(everyone), everyone.clock.at(3, 2, 11)
    corrections.correct_form(case, values={"household": "4"}, reason=WHY, by=everyone.window, at=at)

    last = timeline.of_case(case)[-1]

    assert (last.word, last.text) == ("更正申请表", f"更正的栏目：家庭人口；{WHY}")


def test_the_timeline_names_who_signed_masked_and_why_it_was_put_right(everyone: Cast):
    case, at = ready(everyone, everyone.clock.at(3, 2)), everyone.clock.at(3, 10)
    case = delivery.deliver(case, way="agent", receiver="王小单", by=everyone.reply, at=at)
    corrections.correct_receipt(case, way="agent", receiver="王小军", reason=WHY, by=everyone.reply, at=at)

    signed, corrected = (one.text for one in timeline.of_case(case)[-2:])

    assert (signed, corrected) == ("签收人：王**", f"签收人：王**；{WHY}")


def test_the_timeline_names_who_answers_from_then_on(everyone: Cast):
    case, chen = case_of(everyone), everyone.window2
    at = everyone.clock.at(3, 2, 11)
    answerable.hand_over(case, staff_id=chen.id, reason="林晓燕休年假", by=everyone.supervisor, at=at)

    assert timeline.of_case(case)[-1].text == f"改由{Staff.objects.get(pk=chen.id).name}负责；林晓燕休年假"
