"""Nobody's full name stands on a page that nobody opened: lists, pages, timelines; what bears it keeps a look."""

import pytest

from tests.cases import items
from tests.cases.walking import ready
from tests.faces.desk_office import Office, office, words
from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.cases import delivery, intake
from yimen.cases.models import Case
from yimen.catalogue import definitions
from yimen.faces.shared.now import now
from yimen.journal import jobs, source
from yimen.journal.models import Fact
from yimen.office.signing_in import issue_token
from yimen.papers.models import Paper
from yimen.registry.models import Look

__all__ = ["office"]


@pytest.fixture
def decided(cast: Cast) -> Case:
    """Mrs Wang's case, decided in March, to be handed out; the server's own clock."""
    definitions._kept.clear()
    items.load(cast, cast.clock.at(1, 5), px=items.PARALLEL)
    case = ready(cast, cast.clock.at(3, 2))
    source.unseed()
    return case


def deliver(cast: Cast, case: Case, **typed: str) -> tuple[int, str]:
    page = {"deliver-key": source.new_token(), "deliver-way": "window", **typed}
    answer = signed_in(cast, "reply").post(f"/counter/cases/{case.number}/deliver/", page)
    return answer.status_code, answer.content.decode()


def receiver() -> str:
    return str(Fact.objects.get(name="receiver").value)


def test_the_page_of_a_ready_case_names_nobody(cast: Cast, decided: Case):
    page = words(signed_in(cast, "reply").get(f"/counter/cases/{decided.number}/"))

    assert "申请人本人签收" in page
    assert "王**" in page
    assert "王秀英" not in page


def test_signed_by_the_applicant_it_is_the_applicants_name(cast: Cast, decided: Case):
    status, _page = deliver(cast, decided, **{"deliver-in_person": "on", "deliver-receiver": ""})

    assert status == 302
    assert receiver() == "王秀英"


def test_signed_by_another_it_is_the_others_name(cast: Cast, decided: Case):
    status, _page = deliver(cast, decided, **{"deliver-in_person": "on", "deliver-receiver": "王小宝"})

    assert status == 302
    assert receiver() == "王小宝"


def test_signed_by_nobody_it_is_not_handed_out(cast: Cast, decided: Case):
    status, page = deliver(cast, decided)

    assert status == 422
    assert "请写明签收人姓名" in page
    assert Case.objects.get().state == "ready"


def test_who_signed_is_masked_in_every_timeline(cast: Cast, decided: Case):
    delivery.deliver(decided, way="agent", receiver="王小宝", by=cast.reply, at=now())
    token = issue_token(cast.town.staff["reply"], cast.town.posts["reply"], label="测试")
    path, headers = f"/api/v1/cases/{decided.number}/timeline", {"Authorization": f"Bearer {token}"}
    pages = [
        words(signed_in(cast, "reply").get(f"/counter/cases/{decided.number}/")),
        words(signed_in(cast, "county").get(f"/desk/cases/{decided.number}/")),
        words(signed_in(cast, "reply").get(path, headers=headers)),
    ]

    assert all("王**" in page for page in pages)
    assert not any("王小宝" in page for page in pages)
    assert "属实" in pages[0]  # the office's own words stay


def test_who_opens_the_applicant_at_the_desk_reads_who_signed(cast: Cast, decided: Case):
    delivery.deliver(decided, way="agent", receiver="王小宝", by=cast.reply, at=now())
    opened = signed_in(cast, "county").post(f"/desk/cases/{decided.number}/look/", {"key": "k"})

    assert "王小宝" in words(opened)
    assert Look.objects.filter(post_id=str(cast.county.post_id), purpose="case").count() == 1


def test_a_paper_printed_at_the_counter_keeps_a_look(cast: Cast):
    source.unseed()
    at = now()
    case = intake.take_in(cast.handed(at), by=cast.window, at=at)
    path, lin = f"/counter/papers/{Paper.objects.get().number}/print/", signed_in(cast, "window")
    seen = Look.objects.filter(purpose="case", person=case.applicant)
    assert (lin.post(path).status_code, seen.count()) == (409, 0)  # not made yet: nothing was seen
    jobs.work(at=now())

    assert lin.post(path).status_code == 200
    assert [one.post_id for one in seen] == [cast.window.post_id]


def test_a_paper_read_at_the_desk_keeps_a_look(office: Office):
    case = office.case()
    browser = office.at("village")
    jobs.work(at=now())
    answer = browser.get(f"/desk/cases/{case.number}/papers/{Paper.objects.get().number}/")

    assert answer.status_code == 200
    assert Look.objects.filter(purpose="case", person=case.applicant, post_id=str(office.cast.village.post_id)).exists()
