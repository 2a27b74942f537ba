"""请示待办: each post finds what waits for its word, and nothing that it could not answer (E4, E7, C6)."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases import leads
from tests.cases.plans import plan
from tests.cases.walking import taken_in
from tests.town import Cast
from yimen.cases import completion, consenting, extending, intake, offering, pausing, proposals, refusing
from yimen.cases.models import Case, Proposal
from yimen.office.actor import Actor
from yimen.office.models import Role

WHY, ON = "户籍资料正在核对", date(2026, 3, 5)


def in_process(cast: Cast) -> Case:
    """Accepted in the morning of Tuesday 3 March 2026."""
    return taken_in(cast, "TX-01", cast.clock.at(3, 3), form={"household": "3"})


def lengthened(cast: Cast) -> Case:
    """Five working days more are asked for at once."""
    return extending.ask_extension(in_process(cast), days=5, reason=WHY, by=cast.town_civil, at=cast.clock.at(3, 3))


def stopped(cast: Cast) -> Case:
    """A pause for a hearing is asked for."""
    until = date(2026, 3, 20)
    return pausing.ask_pause(
        in_process(cast), special="听证", until_on=until, reason=WHY, by=cast.town_civil, at=cast.clock.at(3, 3)
    )


def refused(cast: Cast) -> Case:
    """A refusal is asked for by the window."""
    at = cast.clock.at(3, 3)
    case = intake.receive(cast.handed(at, code="TX-01", form={"household": "3"}), by=cast.window, at=at)
    return refusing.ask_refusal(case, code="not_ours", reason=WHY, by=cast.window, at=at)


def waiting(by: Actor) -> list[tuple[str, str]]:
    return [(one.wanted, one.grant) for one in consenting.waiting(by, on=ON)[0]]


def test_more_days_wait_for_the_supervisor_and_then_for_the_leader(everyone: Cast):
    case = lengthened(everyone)
    assert waiting(everyone.supervisor) == [("延长5个工作日", "endorse")]
    assert waiting(everyone.leader) == waiting(everyone.director) == []

    extending.endorse(case, by=everyone.supervisor, at=everyone.clock.at(3, 4))

    assert waiting(everyone.supervisor) == []
    assert waiting(everyone.leader) == waiting(everyone.director) == [("延长5个工作日", "extend")]


def test_a_pause_waits_for_either_and_a_refusal_for_the_leader(everyone: Cast):
    stopped(everyone), refused(everyone)
    pause, refusal = ("听证期间停表，预计至3月20日", "pause"), ("不予受理：不属于本机关职权范围", "allow_refusal")

    assert waiting(everyone.supervisor) == [pause]
    assert set(waiting(everyone.leader)) == {pause, refusal}


def test_the_line_says_who_asked_when_and_why(everyone: Cast):
    case = extending.endorse(lengthened(everyone), by=everyone.supervisor, at=everyone.clock.at(3, 4))

    [line] = consenting.waiting(everyone.leader, on=ON)[0]
    assert (line.case.number, line.item_name, line.reason) == (case.number, "特别程序试验事项", WHY)
    assert (line.asked_by, line.asked_on) == ("赵敏", date(2026, 3, 3))
    assert (line.endorsed_by, line.endorsed_on) == ("孙志强", date(2026, 3, 4))
    assert (line.light, line.light_words) == ("green", "剩 18 个工作日")


def test_what_was_answered_or_cannot_be_answered_waits_for_nobody(everyone: Cast):
    case, other = lengthened(everyone), stopped(everyone)
    proposals.decline(
        case,
        proposal_id=case.proposals.get().pk,
        reason="可以按期办结",
        by=everyone.supervisor,
        at=everyone.clock.at(3, 4),
    )
    Case.objects.filter(pk=other.pk).update(state="completing")  # the papers are being completed: then it waits

    assert waiting(everyone.supervisor) == []


def test_while_the_clock_stands_more_days_can_be_declined_but_not_granted(everyone: Cast):
    case = lengthened(everyone)
    extending.endorse(case, by=everyone.supervisor, at=everyone.clock.at(3, 4))
    at = everyone.clock.at(3, 5)
    case = pausing.ask_pause(
        case, special="听证", until_on=date(2026, 3, 20), reason=WHY, by=everyone.town_civil, at=at
    )
    case = pausing.pause(case, by=everyone.supervisor, at=at)

    assert waiting(everyone.leader) == [("延长5个工作日", "")]
    assert {"extend", "decline"} & offering.acts_now(case, everyone.leader, on=ON) == {"decline"}


def test_other_posts_are_asked_nothing(everyone: Cast):
    stopped(everyone)

    for by in (everyone.window, everyone.town_civil, everyone.network, leads.at_county(everyone, Role.LEADER)):
        assert waiting(by) == []
    assert waiting(leads.one_line(everyone, "林业")) == []
    assert waiting(leads.one_line(everyone, "民政")) != []


# only more days are endorsed
STANDINGS = [
    (kind, state)
    for kind in Proposal.Kind.values
    for state in Proposal.State.values
    if kind == "extension" or state != "endorsed"
]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.LEADER, Role.DIRECTOR, Role.OFFICER])
@pytest.mark.parametrize(("kind", "state"), STANDINGS)
def test_the_list_and_the_verbs_agree_on_whose_word_it_is(everyone: Cast, role: str, kind: str, state: str):
    make = {"extension": lengthened, "pause": stopped, "refusal": refused}[kind]
    found = make(everyone).proposals.get()
    by, other = leads.one_line(everyone, "民政", role), everyone.supervisor.id
    Proposal.objects.filter(pk=found.pk).update(state=state, endorsed_by=other, answered_by=other)
    found.refresh_from_db()

    assert bool(waiting(by)) == proposals.answers(found, by)


@pytest.mark.parametrize("field", ["asked_by", "endorsed_by"])
def test_nobody_finds_what_they_asked_or_endorsed_themselves(everyone: Cast, field: str):
    found = lengthened(everyone).proposals.get()
    by: UUID = everyone.leader.id
    others = {"asked_by": everyone.window.id, "endorsed_by": everyone.supervisor.id, field: by}
    Proposal.objects.filter(pk=found.pk).update(state="endorsed", **others)

    assert waiting(everyone.leader) == []
    assert waiting(everyone.director) != []


def test_the_list_goes_on_where_its_page_ended(everyone: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(consenting, "PAGE", 2)
    made = [stopped(everyone).number for _ in range(3)]
    first, after = consenting.waiting(everyone.supervisor, on=ON)
    second, end = consenting.waiting(everyone.supervisor, on=ON, after=after)

    assert sorted(one.case.number for one in (*first, *second)) == sorted(made)
    assert (len(first), len(second), end) == (2, 1, None)


def test_a_case_page_asks_for_its_own_proposals_only(everyone: Cast):
    case, _other = stopped(everyone), stopped(everyone)

    assert [one.case.pk for one in consenting.of_case(case, everyone.supervisor, on=ON)] == [case.pk]
    assert consenting.of_case(case, everyone.window, on=ON) == []


def test_the_list_is_found_by_an_index_and_costs_one_query(everyone: Cast):
    stopped(everyone), stopped(everyone)
    consenting.waiting(everyone.supervisor, on=ON)  # what a process keeps in memory is there
    with CaptureQueriesContext(connection) as seen:
        consenting.waiting(everyone.supervisor, on=ON)

    said = plan(consenting._of(everyone.supervisor).order_by("asked_on", "id")[:31])
    assert len(seen) == 1
    assert "SCAN cases_" not in said and "Seq Scan on cases_" not in said


def test_what_waits_while_papers_are_completed_is_asked_again_after_it(everyone: Cast):
    case = refused(everyone)
    asked = [one.requirement_id for one in case.materials.all()][:1]
    at = everyone.clock.at(3, 4)
    case = completion.ask_completion(case, requirement_ids=asked, remark="请补签名", by=everyone.window, at=at)
    assert waiting(everyone.leader) == []

    completion.complete(case, given=asked, by=everyone.window, at=everyone.clock.at(3, 5))
    assert [grant for _wanted, grant in waiting(everyone.leader)] == ["allow_refusal"]
