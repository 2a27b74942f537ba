"""The desk's pages: the inbox of a post, the case, what was handled, the sheet for the wall; nothing of other posts."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.faces.desk_office import Office, office, task_page, words
from yimen.cases import steps
from yimen.catalogue.definitions import StepKind
from yimen.faces.desk import phrases
from yimen.faces.shared import paging
from yimen.faces.shared.now import now
from yimen.journal import jobs
from yimen.office import calendar
from yimen.registry.models import Look

__all__ = ["office"]


def queries(browser: Client, address: str) -> int:
    browser.get(address)  # what a process keeps in memory is there
    calendar.forget()
    calendar.current()  # and has just been looked at
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert browser.get(address).status_code == 200
    return len(seen)


def test_the_inbox_shows_what_waits_and_masks_who(office: Office) -> None:
    case = office.case()
    page = words(office.at("village").get("/desk/"))

    assert case.number in page
    assert "村委会初审" in page
    assert "超期" in page and "light-red" in page
    assert "李**" in page and "李大力" not in page


def test_what_is_due_first_stands_first(office: Office) -> None:
    later, sooner = office.case(1), office.case(2)
    office.task(later)
    at = office.cast.clock.at(3, 4)
    steps_done = steps.finish(sooner, task_id=office.task(sooner).pk, by=office.cast.village, at=at)
    page = words(office.at("village").get("/desk/"))

    assert page.index(later.number) < page.index(steps_done.number)


def test_an_empty_inbox_has_kind_words(office: Office) -> None:
    office.case()

    assert "都办完了，辛苦了" in words(office.at("village2").get("/desk/"))
    assert "都办完了" not in words(office.at("village").get("/desk/"))


@pytest.mark.parametrize("address", ["/desk/", "/desk/handled/"])
def test_a_list_costs_the_same_empty_or_full(office: Office, address: str) -> None:
    empty = queries(office.at("village"), address)
    fill(office, 35)

    assert queries(office.at("village"), address) == empty


def fill(office: Office, most: int) -> None:
    for n in range(most):
        office.finished(office.case(n), "village")


def test_a_case_costs_the_same_beside_a_full_inbox(office: Office) -> None:
    task = office.task(office.case())
    alone = queries(office.at("village"), task_page(task))
    fill(office, 31)

    assert queries(office.at("village"), task_page(task)) == alone


def test_the_lists_go_on_where_they_ended(office: Office) -> None:
    fill(office, 33)
    for address in ("/desk/", "/desk/handled/"):
        first = words(office.at("village").get(address))
        older = re.search(r'href="([^"]*)" rel="next"', first)
        assert older is not None
        second = words(office.at("village").get(older[1] if older[1].startswith("/") else address + older[1]))
        numbers = [set(re.findall(r"DY26-\d{6}", page)) for page in (first, second)]

        assert [len(one) for one in numbers] == [30, 3]
        assert not numbers[0] & numbers[1]


BROKEN = ("", "x", "2026-13-01,0", "2026-03-02,zzz", "'; DROP,x", "2026-03-02")
ROW = "01a151b2-9320-741e-b245-1196a64ff295"


def test_a_broken_page_key_begins_at_the_top(office: Office) -> None:
    office.case()
    # the last three are keys of the other list, or of no moment there is
    for text in (*BROKEN, f"2026-03-02T10:00,{ROW}", f"2026-03-02T10:00+08:00,{ROW}", f"0001-01-01T00:00+14:00,{ROW}"):
        assert paging.by_day(text) is None
        for address in ("/desk/", "/desk/handled/"):
            assert office.at("village").get(address, {"after": text}).status_code == 200


def test_a_page_key_reads_back() -> None:
    day, moment = ("2026-03-02", ROW), ("2026-03-02T02:00:00+00:00", ROW)

    assert paging.by_day(paging.write(day)) == day
    assert paging.by_day(paging.write(("", ROW))) == ("", ROW)
    assert paging.by_moment(paging.write(moment)) == moment
    for broken in (*BROKEN, f",{ROW}", f"2026-03-02T10:00,{ROW}", f"0001-01-01T00:00+14:00,{ROW}"):
        assert paging.by_moment(broken) is None


def test_the_case_shows_route_materials_opinions_and_papers_but_no_name(office: Office) -> None:
    case = office.at_county()
    page = words(office.at("county").get(task_page(office.task(case))))

    for shown in ("户主申请", "街道办事处审核", "情况属实", "受理通知书", "2026年4月14日（周二）", "承诺30个工作日"):
        assert shown in page
    for hidden in ("李大力", "510722195203140021", "13800001234", "柳树村3组18号"):
        assert hidden not in page


def test_why_this_day_is_told_day_by_day(office: Office) -> None:
    page = words(office.at("village").get(task_page(office.task(office.case()))))

    assert "为什么是这一天" in page
    assert "受理当日，次日起算" in page
    assert page.count('class="not-counted"') == 14  # 2 March itself, six weekends, and Qingming on Monday 6 April
    assert "节假日（清明）" in page


def test_another_posts_task_is_not_there(office: Office) -> None:
    task = office.task(office.case())

    assert office.at("village").get(task_page(task)).status_code == 200
    for stranger in ("village2", "county", "network"):
        for address in (task_page(task), f"{task_page(task)}notice/"):
            assert office.at(stranger).get(address).status_code == 404
        assert office.at(stranger).post(f"{task_page(task)}finish/", {"key": "k"}).status_code == 404


def test_another_villages_case_is_not_there(office: Office) -> None:
    case = office.finished(office.case(), "village")

    assert office.at("village").get(f"/desk/cases/{case.number}/", follow=True).status_code == 200
    assert office.at("village2").get(f"/desk/cases/{case.number}/").status_code == 404
    assert office.at("village2").post(f"/desk/cases/{case.number}/look/", {"key": "k"}).status_code == 404


def test_who_is_not_signed_in_is_asked_to(office: Office, client: Client) -> None:
    task = office.task(office.case())
    for address in ("/desk/", "/desk/handled/", task_page(task)):
        answer = client.get(address)

        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/sign-in/?next=")


def test_any_staff_post_may_open_the_desk(office: Office) -> None:
    for key in ("window", "reply", "supervisor", "leader", "director", "network", "editor"):
        assert office.at(key).get("/desk/").status_code == 200


def test_looking_shows_everything_once_and_is_kept(office: Office) -> None:
    case = office.case()
    look = f"/desk/cases/{case.number}/look/"
    kept = Look.objects.filter(purpose="case")
    page = words(office.at("village").post(look, {"key": "one"}))

    assert "李大力" in page and "510722195203140021" in page and "13800001234" in page
    assert kept.count() == 1
    again = office.at("village").post(look, {"key": "one"}, follow=True)
    assert "李大力" not in words(again)
    assert kept.count() == 1
    assert "李大力" in words(office.at("village").post(look, {"key": "two"}))
    assert kept.count() == 2


def test_looking_without_a_page_of_its_own_answers_with_the_section(office: Office) -> None:
    case = office.case()
    page = words(
        office.at("village").post(f"/desk/cases/{case.number}/look/", {"key": "k"}, headers={"HX-Request": "1"})
    )

    assert page.lstrip().startswith('<section class="section" id="applicant"')
    assert "李大力" in page


def test_who_may_see_the_case_but_not_the_person_has_no_look(office: Office) -> None:
    case = office.case()
    page = words(office.at("supervisor").get(f"/desk/cases/{case.number}/"))

    assert case.number in page and "查看全部信息" not in page
    assert office.at("supervisor").post(f"/desk/cases/{case.number}/look/", {"key": "k"}).status_code == 404
    assert not Look.objects.filter(purpose="case").exists()


def test_handled_lists_what_was_worked_on_and_not_what_waits(office: Office) -> None:
    done, waiting = office.finished(office.case(1), "village"), office.case(2)
    page = words(office.at("village").get("/desk/handled/"))

    assert done.number in page and waiting.number not in page
    assert "李**" in page and "李大力" not in page
    assert "还没有经办过的办件" in words(office.at("village2").get("/desk/handled/"))


def test_a_case_from_the_handled_list_opens_without_a_step(office: Office) -> None:
    case = office.at_county()
    page = words(office.at("town_civil").get(f"/desk/cases/{case.number}/"))

    assert case.number in page
    assert "desk-step" not in page


def test_the_notice_for_the_wall_is_masked(office: Office) -> None:
    case = office.finished(office.case(), "village")
    task = office.task(case)
    before = office.at("village").get(f"{task_page(task)}notice/")
    office.at("village").post(f"{task_page(task)}post_notice/", {"key": "k"})
    sheet = words(office.at("village").get(f"{task_page(task)}notice/"))

    assert before.status_code == 404
    assert "李**" in sheet and "柳树村村民委员会" in sheet and case.number in sheet
    for hidden in ("李大力", "510722195203140021", "0021", "13800001234", "3组18号"):
        assert hidden not in sheet


def test_a_paper_opens_when_it_is_made_and_for_those_who_see_the_case(office: Office) -> None:
    case = office.case()
    address = f"/desk/cases/{case.number}/papers/DY26-S000001/"
    early = office.at("village").get(address)
    jobs.work(at=now())
    made: Any = office.at("village").get(address)

    assert early.status_code == 409 and "文书正在生成" in words(early)
    assert made.headers["Content-Type"] == "application/pdf" and made.content.startswith(b"%PDF")
    assert address in words(office.at("village").get(task_page(office.task(case))))
    assert office.at("village2").get(address).status_code == 404
    assert office.at("village").get(address.replace("S000001", "S000002")).status_code == 404


@pytest.mark.parametrize("kind", [*StepKind, None])
def test_every_step_has_two_or_three_ready_opinions(kind: StepKind | None) -> None:
    assert 2 <= len(phrases.for_kind(kind)) <= 3
