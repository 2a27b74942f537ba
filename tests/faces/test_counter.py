"""The counter through HTTP: each page, who may see it, wrong input kept, every act once."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.town import Cast
from yimen.cases import completion, drafts, endings, intake
from yimen.cases.models import Case, Completion, Draft
from yimen.catalogue import definitions
from yimen.catalogue.definitions import Definition
from yimen.faces.shared.now import now, today
from yimen.journal import jobs, source
from yimen.journal.errors import NotThere
from yimen.journal.models import Job
from yimen.office import entrustments
from yimen.office.models import Centre, Duty, Entrustment, Post, Role
from yimen.office.signing_in import issue_token
from yimen.papers.models import Paper
from yimen.registry.models import Look, Person

NUMBER = "510722195203140021"


@pytest.fixture
def hall(cast: Cast) -> Cast:
    """The town, and the server's own clock: pages ask the time themselves."""
    source.unseed()
    return cast


def client(cast: Cast, key: str) -> Client:
    """Someone of the town signed in and in their post."""
    signed_in = Client(raise_request_exception=False)
    signed_in.force_login(cast.town.staff[key], backend="django.contrib.auth.backends.ModelBackend")
    session = signed_in.session
    session["post_id"] = str(cast.town.posts[key].pk)
    session.save()
    return signed_in


def item(code: str = "MZ-01") -> Definition:
    return definitions.published(code, on=today())


def typed(cast: Cast, code: str = "MZ-01", *, given: bool = True, **more: Any) -> dict[str, Any]:
    """A whole page of intake, as a browser sends it."""
    ids = [str(one.id) for one in item(code).requirements] if given else []
    return {
        "key": source.new_token(), "document_kind": "resident", "number": NUMBER, "name": "王秀英",
        "phone": "13800001234", "address": "柳树村3组18号", "seat": str(cast.town.divisions["liushu"].pk),
        "given": ids, "remark": "", "act": "accept", **more,
    }  # fmt: skip


def case_of(cast: Cast, *, given: bool = True) -> Case:
    at = now()
    return intake.receive(cast.handed(at, given=given, definition=item()), by=cast.window, at=at)


def shown(answer: Any) -> str:
    return str(answer.content.decode())


def key_on(page: str, act: str) -> str:
    found = re.search(rf'name="{act}-key" value="([a-z0-9]+)"', page)
    assert found
    return found[1]


def test_every_page_is_there_for_the_window(hall: Cast):
    case = case_of(hall)
    lin = client(hall, "window")

    for path in ("", "?q=zdsh", f"?person={case.applicant_id}", "waiting/received/", "intake/MZ-01/", "intake/JS-03/",
                 f"cases/{case.number}/"):  # fmt: skip
        answer = lin.get(f"/counter/{path}")
        assert answer.status_code == 200, path
        assert not re.search(r"\sstyle=|<style|\son\w+=", shown(answer)), path


def test_who_is_not_signed_in_is_sent_to_sign_in_and_other_posts_are_told_no(hall: Cast):
    assert Client().get("/counter/").headers["Location"].startswith("/sign-in/")
    for key in ("town_civil", "director", "network"):
        assert client(hall, key).get("/counter/").status_code == 403


def test_the_reply_window_sees_what_is_to_be_handed_out_and_takes_nothing_in(hall: Cast):
    huang = client(hall, "reply")
    page = shown(huang.get("/counter/"))

    assert "待领取" in page
    assert "已收件待受理" not in page
    assert "办什么事" not in page
    assert huang.get("/counter/intake/MZ-01/").status_code == 403
    assert huang.get("/counter/waiting/received/").status_code == 404


def test_another_centres_case_is_not_there(hall: Cast):
    case = case_of(hall)
    elsewhere = Post.objects.create(
        centre=Centre.objects.get(code="DYTY"), title="桃园村窗口", role=Role.WINDOW.value, department=None
    )
    Duty.objects.create(post=elsewhere, line="*")
    hall.town.posts["elsewhere"] = elsewhere
    hall.town.staff["elsewhere"] = hall.town.staff["village2"]
    elsewhere.holdings.create(staff=hall.town.staff["village2"], from_on="2026-01-01")
    ma = client(hall, "elsewhere")

    assert ma.get("/counter/").status_code == 200
    assert ma.get(f"/counter/cases/{case.number}/").status_code == 404
    assert ma.post(f"/counter/cases/{case.number}/withdraw/", {"withdraw-key": "k"}).status_code == 404
    assert ma.get(f"/counter/?person={case.applicant_id}").status_code == 404
    assert ma.post(f"/counter/persons/{case.applicant_id}/look/", {"purpose": "case"}).status_code == 404


def test_initials_find_the_item_and_htmx_gets_the_results_alone(hall: Cast):
    answer = client(hall, "window").get("/counter/?q=zdsh", headers={"HX-Request": "true", "HX-Target": "results"})

    assert "/counter/intake/MZ-01/" in shown(answer)
    assert "JS-03" not in shown(answer)
    assert "<html" not in shown(answer)


def test_a_promised_case_is_accepted_from_one_page(hall: Cast):
    answer = client(hall, "window").post("/counter/intake/MZ-01/", typed(hall))

    case = Case.objects.get()
    assert answer.headers["Location"] == f"/counter/cases/{case.number}/"
    assert case.state == "in_process"
    assert case.application.window == hall.town.posts["window"].window


def test_sent_twice_it_is_one_case(hall: Cast):
    lin, page = client(hall, "window"), typed(hall)
    first, second = lin.post("/counter/intake/MZ-01/", page), lin.post("/counter/intake/MZ-01/", page)

    assert Case.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]
    assert lin.post("/counter/intake/MZ-01/", page | {"key": source.new_token()}).status_code == 302
    assert Case.objects.count() == 2


def test_the_same_page_sent_again_with_other_words_is_refused_and_kept(hall: Cast):
    lin, page = client(hall, "window"), typed(hall)
    lin.post("/counter/intake/MZ-01/", page)
    answer = lin.post("/counter/intake/MZ-01/", page | {"remark": "另一份"})

    assert answer.status_code == 409
    assert "另一份" in shown(answer)
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": NUMBER[:17]}, "身份证号应为18位，您输入了17位"),
        ({"number": ""}, "请填写证件号码"),
        ({"name": ""}, "请填写姓名"),
        ({"phone": "138"}, "手机号应为11位，您输入了3位"),
        ({"seat": ""}, "请选择村（社区）"),
        ({"seat": "0190f3a1-0000-7000-8000-000000000000"}, "不在本中心辖区内"),
    ],
)
def test_wrong_input_is_named_on_top_and_at_the_field_and_nothing_typed_is_lost(
    hall: Cast, wrong: dict[str, str], said: str
):
    answer = client(hall, "window").post("/counter/intake/MZ-01/", typed(hall) | wrong)
    page = shown(answer)

    assert answer.status_code == 422
    assert "<title>错误：" in page
    assert page.count(said) == 2
    assert 'value="柳树村3组18号"' in page
    assert page.count(" checked") == 1
    assert not Case.objects.exists()
    assert not Person.objects.exists()


def test_a_wrong_check_digit_warns_and_does_not_block(hall: Cast):
    lin, page = client(hall, "window"), typed(hall, number="510722195203140029")
    answer = lin.post("/counter/intake/MZ-01/", page | {"act": "look_up"}, headers={"HX-Target": "applicant"})

    assert "校验位不符" in shown(answer)
    assert "<html" not in shown(answer)
    assert lin.post("/counter/intake/MZ-01/", page).status_code == 302


def test_a_known_person_is_filled_in_and_the_look_is_kept_and_a_stranger_is_not(hall: Cast):
    hall.mrs_wang(now(), number=NUMBER)
    looks = Look.objects.count()
    asked = {"document_kind": "resident", "number": NUMBER, "act": "look_up"}

    assert 'value="王秀英"' in shown(client(hall, "window").post("/counter/intake/MZ-01/", asked))
    assert Look.objects.count() == looks + 1
    assert "王秀英" not in shown(client(hall, "window2").post("/counter/intake/MZ-01/", asked))


def test_without_all_materials_it_is_not_accepted_but_told_at_once(hall: Cast):
    lin, page = client(hall, "window"), typed(hall, given=False)
    refused = lin.post("/counter/intake/MZ-01/", page)
    told = lin.post("/counter/intake/MZ-01/", page | {"act": "ask"})

    assert refused.status_code == 409
    assert "还缺户主申请" in shown(refused)
    assert told.status_code == 302
    assert Case.objects.get().state == "completing"
    assert Paper.objects.get().kind == "completion"


def test_nothing_missing_there_is_nothing_to_tell(hall: Cast):
    answer = client(hall, "window").post("/counter/intake/MZ-01/", typed(hall, act="ask"))

    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_without_an_entrustment_it_is_accepted_and_decided_when_there_is_one(hall: Cast):
    entrusted = Entrustment.objects.get(item_code="JS-03", centre=hall.hall)
    entrustments.revoke(entrusted, on=today(), by=hall.director, at=now())
    lin = client(hall, "window")

    page = shown(lin.get("/counter/intake/JS-03/"))
    lin.post("/counter/intake/JS-03/", typed(hall, "JS-03", act="accept"))

    assert "没有有效委托" in page and "当场办结<" not in page
    assert Case.objects.get().state == "in_process"


def test_on_the_spot_it_is_closed_at_once(hall: Cast):
    client(hall, "window").post("/counter/intake/JS-03/", typed(hall, "JS-03", act="spot"))

    assert Case.objects.get().state == "closed"


def test_a_refusal_needs_its_reason(hall: Cast):
    lin, page = client(hall, "window"), typed(hall, act="refuse")
    bare = lin.post("/counter/intake/MZ-01/", page)
    lin.post("/counter/intake/MZ-01/", page | {"code": "not_eligible", "reason": "户籍不在本街道"})

    assert bare.status_code == 422
    assert "请从列表中选择理由" in shown(bare)
    assert Case.objects.get().state == "not_accepted"


def test_the_person_in_hand_stays_for_a_second_item_and_is_shown_masked(hall: Cast):
    lin = client(hall, "window")
    lin.post("/counter/intake/MZ-01/", typed(hall))
    case = Case.objects.get()
    page = shown(lin.get(f"/counter/intake/JS-03/?person={case.applicant_id}"))
    second = {name: value for name, value in typed(hall, "JS-03", act="spot").items()
              if name not in ("document_kind", "number", "name", "phone", "address")}  # fmt: skip

    assert f"/counter/?person={case.applicant_id}" in shown(lin.get(f"/counter/cases/{case.number}/"))
    assert "王**" in page
    assert "王秀英" not in page
    assert re.search(rf'value="{case.seat_id}" selected', page)
    assert lin.post("/counter/intake/JS-03/", second | {"person": str(case.applicant_id)}).status_code == 302
    assert set(Case.objects.values_list("applicant_id", flat=True)) == {case.applicant_id}


def test_a_look_in_full_is_kept_with_its_purpose_and_one_without_is_refused(hall: Cast):
    case, lin = case_of(hall), client(hall, "window")
    path = f"/counter/persons/{case.applicant_id}/look/"

    assert "王秀英" not in shown(lin.get(f"/counter/cases/{case.number}/"))
    assert "王秀英" in shown(lin.post(path, {"purpose": "case"}))
    assert Look.objects.order_by("-at").values_list("purpose", flat=True)[0] == "case"
    assert lin.post(path).status_code == 422


def test_a_case_is_completed_and_accepted_on_its_page_once(hall: Cast):
    case = case_of(hall, given=False)
    completion.ask_completion(case, by=hall.window, at=now())
    lin, path = client(hall, "window"), f"/counter/cases/{case.number}/"
    key = key_on(shown(lin.get(path)), "complete")
    given = [str(one.id) for one in item().requirements]
    lacking = lin.post(f"{path}complete/", {"complete-key": key})
    for _again in range(2):
        assert lin.post(f"{path}complete/", {"complete-key": key, "complete-given": given}).status_code == 302
    key = key_on(shown(lin.get(path)), "accept")

    assert lacking.status_code == 409
    assert "仍缺：户主申请" in shown(lacking)
    assert Completion.objects.get().answered_on == today()
    assert lin.post(f"{path}accept/", {"accept-key": key}).status_code == 302
    assert Case.objects.get().state == "in_process"


def test_an_act_that_is_not_possible_now_has_no_button_and_is_refused(hall: Cast):
    case, lin = case_of(hall), client(hall, "window")
    page = shown(lin.get(f"/counter/cases/{case.number}/"))
    answer = lin.post(
        f"/counter/cases/{case.number}/deliver/",
        {"deliver-key": "abc", "deliver-way": "window", "deliver-receiver": "王秀英"},
    )

    assert "/deliver/" not in page
    assert answer.status_code == 409
    assert lin.post(f"/counter/cases/{case.number}/abolish/").status_code == 404


def test_withdrawal_and_refusal_keep_what_was_typed(hall: Cast):
    case, lin = case_of(hall), client(hall, "window")
    path = f"/counter/cases/{case.number}/"
    short = lin.post(f"{path}refuse_intake/", {"refuse_intake-key": "k1", "refuse_intake-code": "other",
                                               "refuse_intake-reason": "不符"})  # fmt: skip
    lin.post(f"{path}withdraw/", {"withdraw-key": "k2", "withdraw-reason": "申请人改由儿子申请"})

    assert short.status_code == 422
    assert 'value="不符"' in shown(short)
    assert Case.objects.get().state == "withdrawn"


def test_a_refusal_asks_for_the_basis_that_no_guide_prints_and_keeps_what_was_typed(hall: Cast):
    case, lin = case_of(hall), client(hall, "window")
    path, word = f"/counter/cases/{case.number}/refuse_intake/", "refuse_intake"
    sent = {f"{word}-key": "k1", f"{word}-code": "duplicate", f"{word}-reason": "上月已经申请过"}

    asked = lin.post(path, sent)
    at_intake = lin.post(
        "/counter/intake/MZ-07/", typed(hall, "MZ-07", act="refuse", reason="上月已经申请过") | {"code": "duplicate"}
    )
    done = lin.post(path, {**sent, f"{word}-basis": "《某办法》第三条"})

    for page, words in ((asked, "请在“依据”一栏写明"), (at_intake, "请写明不予受理的依据")):
        assert page.status_code == 422
        assert words in shown(page)
        assert 'value="上月已经申请过"' in shown(page)
    assert done.status_code == 302


def test_a_paper_is_printed_by_a_post_and_the_print_counted(hall: Cast):
    at = now()
    intake.take_in(hall.handed(at, definition=item()), by=hall.window, at=at)
    paper, lin = Paper.objects.get(), client(hall, "window")
    path = f"/counter/papers/{paper.number}/print/"
    early = lin.post(path)
    jobs.work(at=now())
    pdf = lin.post(path)

    assert early.status_code == 409
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert Paper.objects.get().printed == 1
    assert lin.get(path).status_code == 405
    assert 'data-key="f2"' in shown(lin.get(f"/counter/cases/{Case.objects.get().number}/"))


def test_a_paper_that_failed_for_good_is_shown_so_and_made_again_at_a_word(hall: Cast):
    at = now()
    case = intake.take_in(hall.handed(at, definition=item()), by=hall.window, at=at)
    paper, lin, page = Paper.objects.get(), client(hall, "window"), f"/counter/cases/{case.number}/"
    waiting = shown(lin.get(page))
    Job.objects.filter(kind="papers.render").update(state="stuck", attempts=7)
    stopped = shown(lin.get(page))

    lin.post(f"/counter/papers/{paper.number}/retry/")
    jobs.work(at=now())

    assert "hx-trigger" in waiting and "重新生成" not in waiting
    assert "重新生成" in stopped and 'id="papers" class="section" aria-labelledby="papers-title">' in stopped
    assert Paper.objects.get().state == "rendered"


def test_a_case_is_found_by_its_number_and_a_person_by_what_is_known(hall: Cast):
    case, lin = case_of(hall), client(hall, "window")
    found = [shown(lin.post("/counter/find/", {"q": q})) for q in ("510722195203140021", "王秀英", "wxy")]

    assert lin.post("/counter/find/", {"q": "dy26-1"}).headers["Location"] == f"/counter/cases/{case.number}/"
    assert all(f"?person={case.applicant_id}" in page and "王**" in page for page in found)
    assert "没有找到" in shown(lin.post("/counter/find/", {"q": "李四"}))
    assert lin.post("/counter/find/", {"q": "DY26-999999"}).status_code == 404
    assert lin.post("/counter/find/", {"q": ""}).status_code == 422


def test_a_draft_is_kept_sealed_and_opened_again_and_gone_once_it_is_a_case(hall: Cast):
    lin = client(hall, "window")
    key = str(source.new_id())
    page = typed(hall, draft=key, remark="等户口簿")
    kept = lin.post("/counter/intake/MZ-01/", page | {"act": "draft"}, headers={"X-Requested-With": "autosave"})
    lin.post("/counter/intake/MZ-01/", page | {"act": "draft"})
    opened = shown(lin.get(f"/counter/intake/MZ-01/?draft={key}"))

    assert kept.status_code == 204
    assert Draft.objects.count() == 1
    assert "王秀英" not in shown(lin.get("/counter/"))
    assert all(f'value="{text}"' in opened for text in (NUMBER, "王秀英", "等户口簿", key))
    assert " checked" in opened
    assert client(hall, "window2").get(f"/counter/intake/MZ-01/?draft={key}").status_code == 404

    lin.post("/counter/intake/MZ-01/", page)
    assert not Draft.objects.exists()


def test_drafts_belong_to_their_post_and_are_wiped_after_30_days(hall: Cast):
    began = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    draft = drafts.keep({"code": "MZ-01"}, by=hall.window, at=began)

    with pytest.raises(NotThere):
        drafts.keep({}, by=hall.window2, at=began, draft_id=draft.pk)
    drafts.wipe(draft.pk, by=hall.window2)
    assert [one.pk for one in drafts.of_post(hall.window)] == [draft.pk]
    assert drafts.of_post(hall.window2) == []
    assert drafts.wipe_old(at=datetime(2026, 4, 1, 1, 0, tzinfo=UTC)) == 0
    assert drafts.wipe_old(at=datetime(2026, 4, 1, 1, 1, tzinfo=UTC)) == 1


def test_the_waiting_list_goes_on_where_the_page_before_ended(hall: Cast):
    for _n in range(31):
        case_of(hall)
    lin = client(hall, "window")
    first = shown(lin.get("/counter/waiting/received/"))
    older = re.search(r'href="([^"]+)" rel="next"', first)
    assert older
    second = shown(lin.get(older[1].replace("&amp;", "&")))

    assert first.count("data-item") == 30
    assert second.count("data-item") == 1
    assert "DY26-000001" in second


def test_the_first_page_asks_the_database_as_often_for_many_cases_as_for_one(hall: Cast):
    lin = client(hall, "window")
    case_of(hall)
    lin.get("/counter/")
    asked = []
    for more in (0, 4):
        for _n in range(more):
            case_of(hall)
        with CaptureQueriesContext(connection) as queries:
            lin.get("/counter/")
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 22  # six of them for the queue


def test_how_many_wait_is_never_counted_to_the_end(hall: Cast):
    for _n in range(31):
        case_of(hall)
    with CaptureQueriesContext(connection) as queries:
        page = shown(client(hall, "window").get("/counter/"))

    assert "30+" in page
    assert page.count("data-item") == 4
    counted = [one["sql"] for one in queries if "COUNT(" in one["sql"].upper()]
    assert all("\"state\" = 'waiting'" in sql and "taken_on" in sql for sql in counted)  # who waits in the hall today
    assert not [one["sql"] for one in queries if "cases_application" in one["sql"]]


def test_few_that_wait_are_told_to_the_last(hall: Cast):
    case_of(hall)
    page = shown(client(hall, "window").get("/counter/"))

    assert re.search(r"已收件待受理 <b>1</b>", page)
    assert "30+" not in page


def test_a_broken_page_key_begins_at_the_top(hall: Cast):
    case, lin = case_of(hall), client(hall, "window")
    row = "01a151b2-9320-741e-b245-1196a64ff295"

    for after in ("x~y", "x,y", f"2026-03-02,{row}", f"2026-03-02T10:00,{row}", f",{row}", "\x00"):
        answer = lin.get("/counter/waiting/received/", {"after": after})
        assert answer.status_code == 200
        assert case.number in shown(answer)


def test_what_a_notice_asked_for_is_not_asked_of_a_case_that_has_ended(hall: Cast):
    case = case_of(hall, given=False)
    case = completion.ask_completion(case, remark="户口簿缺页", by=hall.window, at=now())
    lin, path = client(hall, "window"), f"/counter/cases/{case.number}/"
    token = issue_token(hall.town.staff["window"], hall.town.posts["window"], label="测试")
    api, headers = f"/api/v1/cases/{case.number}", {"Authorization": f"Bearer {token}"}
    asked = ("补正说明</b>" in shown(lin.get(path)), lin.get(api, headers=headers).json()["asked"]["remark"])
    endings.withdraw(case, reason="家人已另行办理", by=hall.window, at=now())

    assert asked == (True, "户口簿缺页")
    assert "补正说明</b>" not in shown(lin.get(path))
    assert lin.get(api, headers=headers).json()["asked"] is None
