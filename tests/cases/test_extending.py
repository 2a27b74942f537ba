"""延期: asked with reasons, the supervisor's word, the leader's consent, and caps; the person is told (E4, E2)."""

from datetime import date

import pytest

from tests.cases.walking import decide, finish, taken_in, told
from tests.town import Cast
from yimen.cases import consenting, extending, proposals
from yimen.cases.models import Case, Extension, Proposal, Task
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.fold import replay
from yimen.journal.models import Entry
from yimen.office.actor import Actor
from yimen.papers.models import Paper

WHY = "户籍资料正在核对"


def asked(cast: Cast, *, days: int = 5, by: Actor | None = None) -> Case:
    """An allowance accepted on Monday 2 March 2026 (due 14 April); the village asks for more days on Tuesday."""
    case = taken_in(cast, "MZ-01", cast.clock.at(3, 2))
    return extending.ask_extension(case, days=days, reason=WHY, by=by or cast.village, at=cast.clock.at(3, 3))


def test_with_two_words_the_day_moves_and_the_person_is_told(everyone: Cast):
    case = asked(everyone)
    was = case.due_on

    case = extending.endorse(case, opinion="情况属实", by=everyone.supervisor, at=everyone.clock.at(3, 4))
    case = extending.extend(case, by=everyone.leader, at=everyone.clock.at(3, 5))

    assert (was, case.due_on) == (date(2026, 4, 14), date(2026, 4, 21))
    assert Task.objects.get(case=case, state="open").due_on == case.due_on
    paper = Paper.objects.get(kind="extension").data
    assert paper["new_due_on"] == "2026-04-21"
    assert (paper["consented_by"], paper["clerk"]) == ("李建国（分管领导）", "林晓燕")  # the leader sits at no window
    assert told(case)[-3:] == ["ask_extension", "endorse", "extend"]
    assert replay(everyone.hall.pk) == []


def test_the_leader_consents_to_nothing_that_the_supervisor_has_not_endorsed(everyone: Cast):
    case = asked(everyone)

    with pytest.raises(NotNow, match="主管"):
        extending.extend(case, by=everyone.leader, at=everyone.clock.at(3, 4))
    assert not Extension.objects.exists()


@pytest.mark.parametrize("post", ["window", "village", "leader", "director"])
def test_nobody_endorses_but_the_supervisor(everyone: Cast, post: str):
    case = asked(everyone)

    with pytest.raises(NotYours):
        extending.endorse(case, by=getattr(everyone, post), at=everyone.clock.at(3, 4))


def test_nobody_answers_what_they_asked_themselves(everyone: Cast):
    case = asked(everyone, by=everyone.supervisor)

    with pytest.raises(NotYours, match="自己"):
        extending.endorse(case, by=everyone.supervisor, at=everyone.clock.at(3, 4))


@pytest.mark.parametrize(("days", "may"), [(10, True), (11, False), (0, False), (9999, False)])
def test_no_more_than_ten_working_days_are_added(everyone: Cast, days: int, may: bool):
    if may:
        assert asked(everyone, days=days).proposals.get().added == f"{days} working days"
    else:
        with pytest.raises(Malformed) as refused:
            asked(everyone, days=days)
        assert "days" in refused.value.fields


def test_what_is_overdue_is_not_lengthened(everyone: Cast):
    case = taken_in(everyone, "MZ-01", everyone.clock.at(3, 2))

    extending.ask_extension(case, days=1, reason=WHY, by=everyone.village, at=everyone.clock.at(4, 14))
    other = taken_in(everyone, "MZ-01", everyone.clock.at(4, 14))
    with pytest.raises(NotNow, match="超过"):
        extending.ask_extension(other, days=1, reason=WHY, by=everyone.village, at=everyone.clock.at(6, 30))


def test_whoever_has_nothing_to_do_with_the_case_asks_for_nothing(everyone: Cast):
    with pytest.raises(NotYours):
        asked(everyone, by=everyone.county)
    assert not Proposal.objects.exists()


def test_the_same_is_not_asked_twice_and_what_was_declined_may_be_asked_again(everyone: Cast):
    case = asked(everyone)
    with pytest.raises(NotNow, match="不必再提"):
        extending.ask_extension(case, days=1, reason=WHY, by=everyone.village, at=everyone.clock.at(3, 4))

    waiting = case.proposals.get()
    case = proposals.decline(
        case, proposal_id=waiting.pk, reason="不够充分", by=everyone.supervisor, at=everyone.clock.at(3, 5)
    )

    extending.ask_extension(case, days=1, reason=WHY, by=everyone.village, at=everyone.clock.at(3, 6))
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["asked", "declined"]


def test_the_reason_is_sealed_and_not_in_the_chain(everyone: Cast):
    case = asked(everyone)

    assert case.proposals.get().reason == WHY
    assert not Entry.objects.filter(body__contains=WHY).exists()


def test_what_waits_for_an_answer_lapses_with_the_decision(everyone: Cast):
    case = taken_in(everyone, "YX-01", everyone.clock.at(3, 2), variant="plain")
    case = extending.ask_extension(case, days=1, reason=WHY, by=everyone.town_civil, at=everyone.clock.at(3, 3))
    case = finish(everyone, case, "check", everyone.clock.at(3, 4))
    case = decide(everyone, case, everyone.clock.at(3, 5))

    assert case.proposals.get().state == "lapsed"
    with pytest.raises(NotNow):
        extending.endorse(case, by=everyone.supervisor, at=everyone.clock.at(3, 6))


def test_most_days_says_what_is_left(everyone: Cast):
    case = asked(everyone, days=4)
    assert extending.most_days(case) == (10, "个工作日")

    case = extending.endorse(case, by=everyone.supervisor, at=everyone.clock.at(3, 4))
    case = extending.extend(case, by=everyone.director, at=everyone.clock.at(3, 5))

    assert extending.most_days(case) == (6, "个工作日")


def test_after_the_due_day_nobody_lengthens_it_any_more(everyone: Cast):
    """行政许可法 42: the consent comes within the time that it lengthens. Due on 14 April; on that day still."""
    case = asked(everyone)
    case = extending.endorse(case, by=everyone.supervisor, at=everyone.clock.at(4, 14))

    assert consenting.of_case(case, everyone.leader, on=date(2026, 4, 14))[0].grant == "extend"
    [shown] = consenting.of_case(case, everyone.leader, on=date(2026, 4, 15))
    assert (shown.grant, "只能答复不同意" in shown.why_not) == ("", True)
    with pytest.raises(NotNow, match="超过应办结日"):
        extending.extend(case, by=everyone.leader, at=everyone.clock.at(4, 15))
    assert not Extension.objects.exists()


def test_nor_does_the_supervisor_say_a_word_for_it_then(everyone: Cast):
    with pytest.raises(NotNow, match="超过应办结日"):
        extending.endorse(asked(everyone), by=everyone.supervisor, at=everyone.clock.at(4, 15))
