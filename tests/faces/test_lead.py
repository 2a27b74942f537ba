"""Lead's pages: the answer one tap away, red before yellow, who has it since when; and no page for who leads nothing."""

import re
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cases import items, leads
from tests.faces.desk_office import Office, office, words
from yimen.cases import answerable, extending, intake, pausing, refusing
from yimen.cases.models import Case, Proposal, Task
from yimen.faces.shared.actors import POST_KEY
from yimen.faces.shared.now import now
from yimen.journal import jobs, source
from yimen.journal.models import Entry
from yimen.office import calendar
from yimen.office.actor import Actor
from yimen.office.models import Staff
from yimen.registry.models import Look
from yimen.tickets import lines, taking

__all__ = ["office"]
WHY = "户籍资料正在核对"
SECRETS = ("王秀英", "李大力", "510722195203140021", "13800001234", "柳树村3组18号")


@pytest.fixture
def in_march(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages act in March as well, while the case's day is not over."""

    class Then(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return office.moment()

    monkeypatch.setattr("yimen.faces.shared.now.datetime", Then)


def asked(office: Office, n: int = 1) -> Case:
    """The village asks for five working days more."""
    return extending.ask_extension(office.case(n), days=5, reason=WHY, by=office.cast.village, at=office.moment())


def endorsed(office: Office, n: int = 1) -> Case:
    return extending.endorse(asked(office, n), by=office.cast.supervisor, at=office.moment())


def refusal(office: Office) -> Case:
    """The window asks whether it may refuse."""
    at = office.moment()
    person = office.cast.mrs_wang(at, number="519921195203140023")
    case = intake.receive(office.cast.handed(at, applicant=person), by=office.cast.window, at=at)
    return refusing.ask_refusal(case, code="not_ours", reason=WHY, by=office.cast.window, at=office.moment())


def send(office: Office, post: str, case: Case, word: str, *, listed: bool = False, **said: Any) -> Any:
    said = {"key": source.new_token(), **said}
    address = f"/lead/cases/{case.number}/{word}/{'?listed=1' if listed else ''}"
    return office.at(post).post(address, {f"{word}-{name}": value for name, value in said.items()})


def state(case: Case) -> str:
    return Proposal.objects.get(case=case).state


def acts_of(case: Case) -> list[str]:
    return [one.act.removeprefix("cases.") for one in Entry.objects.filter(subject_id=case.pk).order_by("number")]


def seen_by(actor: Actor) -> Client:
    """A browser of somebody outside the cast."""
    client = Client()
    client.force_login(Staff.objects.get(pk=actor.id), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[POST_KEY] = str(actor.post_id)
    session.save()
    return client


@pytest.mark.usefixtures("in_march")
def test_what_waits_for_the_post_stands_on_top_with_its_answer(office: Office) -> None:
    case = asked(office)
    page = words(office.at("supervisor").get("/lead/"))

    for shown in (case.number, "延长5个工作日", WHY, "刘大山", "同意延期", "不同意", "农村居民最低生活保障"):
        assert shown in page
    assert not [one for one in SECRETS if one in page]
    assert "没有等您答复的请示" in words(office.at("leader").get("/lead/"))


@pytest.mark.usefixtures("in_march")
def test_one_tap_on_the_list_answers_and_the_list_is_there_again(office: Office) -> None:
    case = endorsed(office)

    answer = send(office, "leader", case, "extend", listed=True)

    assert answer.headers["Location"] == "/lead/"
    assert Case.objects.get(pk=case.pk).due_on == date(2026, 4, 21)
    page = words(office.at("leader").get("/lead/"))
    assert f"已批准延期，告知书已发出：{case.number}" in page
    assert "没有等您答复的请示" in page


@pytest.mark.usefixtures("in_march")
def test_on_the_page_of_the_case_the_supervisor_endorses_in_words(office: Office) -> None:
    case = asked(office)

    page = words(office.at("supervisor").get(f"/lead/cases/{case.number}/"))
    assert "延长后应办结 <strong>2026年4月21日（周二）</strong>" in page
    answer = send(office, "supervisor", case, "endorse", opinion="情况属实")

    assert answer.headers["Location"] == f"/lead/cases/{case.number}/"
    assert state(case) == "endorsed"
    assert "情况属实" in words(office.at("leader").get(f"/lead/cases/{case.number}/"))


def test_what_was_asked_in_time_and_is_answered_too_late_can_only_be_declined(office: Office) -> None:
    asked(office)

    page = words(office.at("supervisor").get("/lead/"))

    assert "已经超过应办结日，不能再延期，只能答复不同意。" in page
    assert "同意延期" not in page
    assert "不同意" in page


@pytest.mark.usefixtures("in_march")
def test_a_page_sent_twice_answers_once(office: Office) -> None:
    case, key = endorsed(office), source.new_token()
    answers = [send(office, "leader", case, "extend", key=key) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert acts_of(case).count("extend") == 1


def test_without_a_reason_nothing_is_declined_and_the_words_stand_at_the_field(office: Office) -> None:
    case = asked(office)
    proposal = str(Proposal.objects.get(case=case).pk)

    for said in ("", "不行"):
        answer = send(office, "supervisor", case, "decline", proposal=proposal, reason=said)
        assert answer.status_code == 422
        assert "请写明理由，至少4个字" in words(answer)
    assert state(case) == "asked"

    send(office, "supervisor", case, "decline", proposal=proposal, reason="可以按期办结")
    assert state(case) == "declined"


@pytest.mark.usefixtures("in_march")
def test_what_another_answered_meanwhile_is_said_and_the_words_are_kept(office: Office) -> None:
    case = endorsed(office)
    proposal = str(Proposal.objects.get(case=case).pk)
    send(office, "director", case, "extend")

    answer = send(office, "leader", case, "decline", proposal=proposal, reason="可以按期办结")

    assert answer.status_code == 409
    assert "这份请示已经答复或者已经失效" in words(answer)
    assert "可以按期办结" in words(answer)


def test_a_leader_may_not_endorse_nor_the_supervisor_allow_a_refusal(office: Office) -> None:
    first, second = asked(office), refusal(office)

    assert send(office, "leader", first, "endorse").status_code == 403
    assert send(office, "supervisor", second, "allow_refusal").status_code == 403
    assert {one.state for one in Proposal.objects.all()} == {"asked"}


def test_a_refusal_is_allowed_by_the_leader(office: Office) -> None:
    case = refusal(office)
    assert "不予受理：不属于本机关职权范围" in words(office.at("leader").get("/lead/"))

    send(office, "leader", case, "allow_refusal", listed=True)
    assert state(case) == "granted"


def test_the_clock_is_stopped_by_leave_and_goes_on_again(office: Office) -> None:
    items.load(office.cast, office.cast.clock.at(1, 5), tx=items.SPECIAL)
    case = office.case(code="TX-01", form={"household": "3"})
    ask: dict[str, Any] = {"special": "听证", "until_on": date(2026, 3, 20), "reason": "申请人要求听证"}
    case = pausing.ask_pause(case, **ask, by=office.cast.town_civil, at=office.moment())
    assert "听证期间停表，预计至3月20日" in words(office.at("supervisor").get("/lead/"))

    send(office, "supervisor", case, "pause", listed=True)
    assert Case.objects.get(pk=case.pk).due_on is None
    assert "停表超过计划" in words(office.at("leader").get("/lead/"))
    send(office, "supervisor", case, "resume", special="听证")
    assert Case.objects.get(pk=case.pk).due_on is not None


def test_the_supervisor_hands_a_case_over_marks_it_and_ends_it(office: Office) -> None:
    case, town = office.case(), office.cast.town
    page = words(office.at("supervisor").get(f"/lead/cases/{case.number}/"))
    assert "变更责任人" in page and "列为重点" in page and "终止办理" in page
    assert "陈国栋（" in page  # forty names alone find nobody: each with the posts

    send(office, "supervisor", case, "hand_over", staff=str(town.staff["window2"].pk), reason="林晓燕休年假")
    send(office, "supervisor", case, "mark", staff=str(town.staff["leader"].pk), reason="群众来信反映")
    send(office, "supervisor", case, "terminate", code="other", reason="申请人已迁出本市")

    case = Case.objects.get(pk=case.pk)
    assert (case.answerable_id, case.led_by_id) == (town.staff["window2"].pk, town.staff["leader"].pk)
    assert (case.state, case.reason_code) == ("terminated", "other")


@pytest.mark.parametrize(
    ("word", "said", "field"),
    [
        ("hand_over", {"reason": "休年假期间"}, "请选择一位工作人员"),
        ("hand_over", {"staff": "x", "reason": "休年假期间"}, "选择一个有效的选项"),
        ("mark", {"reason": "来信"}, "请选择一位领导"),
        ("terminate", {"code": "", "reason": "已迁出"}, "请从列表中选择理由"),
        ("terminate", {"code": "other", "reason": "迁"}, "请写明理由，至少4个字"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    office: Office, word: str, said: dict[str, Any], field: str
) -> None:
    case = office.case()
    answer = send(office, "supervisor", case, word, **said)

    assert answer.status_code == 422
    assert field in words(answer)
    assert said["reason"] in words(answer)
    assert acts_of(case) == ["receive", "accept"]


def test_red_stands_before_yellow_with_its_step_and_who_answers(office: Office) -> None:
    case = office.case()  # due in April: long over by the server's clock
    page = words(office.at("supervisor").get("/lead/"))

    assert page.index('id="watch-red"') < page.index('id="watch-yellow"')
    for shown in (
        "超期",
        "light-red",
        "村委会初审",
        "柳树村便民服务员",
        "林晓燕",
        f"/lead/cases/{case.number}/#answerable",
    ):
        assert shown in page


def test_the_case_names_the_person_answerable_the_post_and_a_telephone(office: Office) -> None:
    case = office.case()
    page = words(office.at("leader").get(f"/lead/cases/{case.number}/"))

    for shown in ("林晓燕", office.cast.window.post_title, "0000-6600001", "户主申请", "受理通知书", "为什么是这一天"):
        assert shown in page
    assert not [one for one in SECRETS if one in page]


def test_a_paper_bears_the_name_so_the_look_is_kept(office: Office) -> None:
    case = office.case()
    jobs.work(at=office.moment())
    number = re.search(r"DY26-S\d{6}", words(office.at("leader").get(f"/lead/cases/{case.number}/")))
    assert number is not None
    before = Look.objects.count()

    answer = office.at("leader").get(f"/lead/cases/{case.number}/papers/{number[0]}/")
    assert answer["Content-Type"] == "application/pdf"
    assert Look.objects.count() == before + 1
    assert office.at("leader").get(f"/lead/cases/{case.number}/papers/DY26-S999999/").status_code == 404


def test_a_lead_above_watches_and_answers_nothing(office: Office) -> None:
    case = asked(office)
    above = leads.at_county(office.cast)
    office.at("leader")
    page = words(seen_by(above).get("/lead/"))

    assert case.number in page
    assert "没有等您答复的请示" in page
    shown = words(seen_by(above).get(f"/lead/cases/{case.number}/"))
    assert case.number in shown and "同意延期" not in shown and "终止办理" not in shown


def test_a_lead_elsewhere_does_not_find_it(office: Office) -> None:
    case = asked(office)
    other = leads.elsewhere(office.cast)
    office.at("leader")

    assert seen_by(other).get(f"/lead/cases/{case.number}/").status_code == 404
    assert case.number not in words(seen_by(other).get("/lead/"))


@pytest.mark.parametrize("post", ["window", "town_civil", "network", "editor", "reply"])
def test_who_leads_nothing_has_no_such_page(office: Office, post: str) -> None:
    case = asked(office)

    for address in ("/lead/", "/lead/watch/red/", "/lead/refusals/", f"/lead/cases/{case.number}/"):
        assert office.at(post).get(address).status_code == 403
    assert send(office, post, case, "endorse").status_code == 403


def test_words_that_are_no_list_and_no_act_are_not_there(office: Office) -> None:
    case = office.case()

    assert office.at("leader").get("/lead/watch/blue/").status_code == 404
    assert send(office, "leader", case, "deliver").status_code == 404
    assert office.at("leader").get(f"/lead/cases/{case.number}/extend/").status_code == 302


def test_the_ledger_of_the_month_and_its_way_to_the_month_before(office: Office) -> None:
    case = office.case()
    send(office, "supervisor", case, "terminate", code="other", reason="申请人已迁出本市")
    page = words(office.at("leader").get("/lead/refusals/"))

    for shown in ("否定报备登记表", case.number, "已终止", "其他（须写明）", "孙志强", "未请示", "打印登记表"):
        assert shown in page
    assert "李大力" not in page
    assert case.number not in words(office.at("leader").get("/lead/refusals/?month=2026-03"))
    assert office.at("leader").get("/lead/refusals/?month=x").status_code == 200


def queries(browser: Client, address: str) -> int:
    browser.get(address)  # what a process keeps in memory is there
    calendar.forget()
    calendar.current()  # and has just been looked at
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("address", ["/lead/", "/lead/asked/", "/lead/watch/red/"])
def test_a_list_costs_the_same_for_one_and_for_many(office: Office, address: str) -> None:
    asked(office)
    one = queries(office.at("supervisor"), address)
    for n in range(2, 14):
        asked(office, n)

    assert queries(office.at("supervisor"), address) == one


def test_many_are_counted_no_further_than_a_page_and_the_rest_is_a_page_away(office: Office) -> None:
    for n in range(32):
        asked(office, n)
    page = words(office.at("supervisor").get("/lead/"))
    assert "30+" in page
    assert page.count('class="card asked') == 10

    first = words(office.at("supervisor").get("/lead/asked/"))
    older = re.search(r'href="([^"]*)" rel="next"', first)
    assert older is not None
    second = words(office.at("supervisor").get(older[1].replace("&amp;", "&")))
    assert (first.count('class="card asked'), second.count('class="card asked')) == (30, 2)


def test_what_a_leader_follows_and_what_is_in_a_hurry_is_marked_as_such(office: Office) -> None:
    case, leader = office.case(), office.cast.leader
    at = office.moment()
    case = answerable.mark(case, staff_id=leader.id, reason="群众来信反映", by=office.cast.supervisor, at=at)
    answerable.hurry(case, wanted_on=date(2026, 3, 9), reason="孩子入学", by=office.cast.window, at=office.moment())

    home, page = (words(office.at("leader").get(one)) for one in ("/lead/", f"/lead/cases/{case.number}/"))
    assert "我牵头的重点办件" in home and "申请人要求加急" in home
    assert "重点办理：李建国牵头" in page and "申请人要求加急，希望3月9日前办好" in page


def test_todays_hall_stands_beside_where_there_is_one(office: Office) -> None:
    assert "今日大厅" not in words(office.at("leader").get("/lead/"))
    hall, at = office.cast.hall, now()
    line = lines.add(hall, letter="A", name="综合业务", by=office.cast.network, at=at)
    for _ in range(2):
        taking.take(line, by=office.cast.window, at=at)

    page = words(office.at("leader").get("/lead/"))
    for shown in ("今日大厅", "A 综合业务", "2人", "0分钟"):
        assert shown in page


def test_the_faces_of_a_post_stand_in_the_top_line(office: Office) -> None:
    supervisor, leader = (words(office.at(post).get("/lead/")) for post in ("supervisor", "leader"))

    for address in ("/counter/", "/desk/", "/lead/"):
        assert f'<a href="{address}"' in supervisor
    assert 'class="faces"' not in leader
    assert '<a href="/lead/"' in words(office.at("director").get("/manage/"))


def test_the_open_task_is_unharmed_by_a_look(office: Office) -> None:
    case = office.case()
    office.at("leader").get(f"/lead/cases/{case.number}/")

    assert Task.objects.get(case=case).state == "open"
    assert acts_of(case) == ["receive", "accept"]
