"""The demonstration shows every state, item, office and light; and its journal is sound."""

from collections import Counter

import pytest

from tests.demonstration.conftest import NOW, TODAY
from yimen.cases import progress
from yimen.cases.lifecycle import State
from yimen.cases.models import Case, Pause, Proposal, PublicNotice, Task
from yimen.demonstration import people
from yimen.demonstration.tales import TALES
from yimen.demonstration.town import Town
from yimen.journal import doctor
from yimen.journal.fold import replay
from yimen.journal.models import Entry, Job
from yimen.registry import identity

pytestmark = pytest.mark.django_db


def test_a_case_stands_in_every_state_that_an_act_leads_to(built: Town):
    assert set(Case.objects.values_list("state", flat=True)) == {*State} - {State.ARCHIVED}


def test_all_sixteen_items_are_there(built: Town):
    assert Case.objects.values("item__code").distinct().count() == 16


def test_every_tale_has_come_to_the_end_of_its_way(built: Town):
    acts = Counter(Entry.objects.filter(act__startswith="cases.").values_list("act", flat=True))

    wanted = Counter(leg.verb.__name__.rstrip("_") for tale in TALES for leg in tale.way if not isinstance(leg, str))

    assert Case.objects.count() == len(TALES)
    assert [word for word, times in wanted.items() if acts[f"cases.{word}"] < times] == []


def test_green_amber_and_red_wait_at_the_village_the_town_and_the_county(built: Town):
    waiting = Task.objects.filter(state="open", case__state="in_process").select_related("case", "post__centre")
    lights = {(one.post.centre.kind, progress.light(one.case, TODAY)[0]) for one in waiting}

    assert {("point", "green"), ("point", "red")} <= lights
    assert {("hall", "green"), ("hall", "amber"), ("hall", "red")} <= lights
    assert {("bureau", "green"), ("bureau", "amber"), ("bureau", "red")} <= lights


def test_proposals_have_been_asked_endorsed_granted_and_declined(built: Town):
    found = set(Proposal.objects.values_list("kind", "state"))

    assert {("extension", one) for one in ("asked", "endorsed", "granted", "declined")} <= found
    assert ("refusal", "asked") in found


def test_notices_run_and_one_result_was_never_collected(built: Town):
    assert PublicNotice.objects.filter(until_on__gte=TODAY).count() >= 4
    assert Case.objects.filter(state="ready", collect_by_on__lt=TODAY).exists()


def test_the_clock_accepted_one_case_and_returned_another(built: Town):
    assert Entry.objects.filter(act="cases.deem_accepted").count() == 1
    assert Entry.objects.filter(act="cases.return_unanswered").count() == 1


def test_two_cases_of_one_person_are_handled_together(built: Town):
    assert Case.objects.filter(joined_on__isnull=False).count() == 2


def test_entries_follow_one_another_in_time(built: Town):
    home = built.centres["DY"].pk
    recorded = list(Entry.objects.filter(centre_id=home).order_by("number").values_list("recorded_at", flat=True))

    assert recorded == sorted(recorded)


def test_the_fold_agrees_and_the_doctor_finds_nothing(built: Town):
    assert replay(built.centres["DY"].pk) == []
    assert doctor.examine() == []


def test_papers_fall_due_one_after_the_other(built: Town):
    due = list(Job.objects.order_by("next_at").values_list("next_at", flat=True))

    assert due[0] == NOW
    assert len(set(due)) == len(due)


def test_no_clock_of_the_printed_items_stands_by_a_special_procedure(built: Town):
    assert not Pause.objects.exists()


def test_every_number_has_its_check_digit_and_nobody_elses_area(built: Town):
    for one in people.PEOPLE:
        if one.number:
            assert one.number[-1] == identity.check_digit(one.number[:17])
        assert one.document_kind != "resident" or one.number.startswith("519921")


def test_names_are_unique(built: Town):
    assert len(people.BY_NAME) == len(people.PEOPLE)
