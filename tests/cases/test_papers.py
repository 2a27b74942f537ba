"""The papers of a case stand with the journal, however many an act issues."""

from dataclasses import replace

from tests.cases.walking import taken_in
from tests.town import Cast
from yimen.cases import intake
from yimen.journal import doctor
from yimen.papers import verifying
from yimen.papers.models import Paper


def test_each_paper_of_an_act_that_issues_two_stands_with_its_entry(everyone: Cast):
    at = everyone.clock.at(3, 2)
    first = taken_in(everyone, "MZ-01", at)
    handed = everyone.handed(at, code="YX-01", variant="plain", applicant=first.applicant)
    second = intake.take_in(replace(handed, joins=first), by=everyone.window, at=at)

    of_one_act = Paper.objects.filter(subject_id=second.pk)
    assert {paper.kind for paper in of_one_act} == {"acceptance", "joint"}
    assert len({paper.entry_id for paper in of_one_act}) == 1
    assert all(verifying.is_as_issued(paper) for paper in of_one_act)
    assert not [one for one in doctor.examine() if one[0] == "papers"]
