"""Acts at the desk: the next task opens, a page sent twice acts once, what was refused keeps what was typed."""

import re
from typing import Any

import pytest

from tests.faces.desk_office import Office, office, task_page, words
from tests.town import CATALOGUE
from yimen.cases.models import Case, Task
from yimen.catalogue import claiming, loading
from yimen.catalogue.models import Item
from yimen.demonstration import town as demonstration
from yimen.journal.models import Entry

__all__ = ["office"]


def send(office: Office, post: str, task: Task, act: str, **said: Any) -> Any:
    return office.at(post).post(f"{task_page(task)}{act}/", {"key": str(task.pk), **said})


def acts_of(case: Case) -> list[str]:
    return [one.act for one in Entry.objects.filter(subject_id=case.pk).order_by("number")]


def test_when_one_is_done_the_next_opens(office: Office) -> None:
    first, second = office.task(office.case(1)), office.task(office.case(2))

    answer = send(office, "village", first, "finish", phrase="1")

    assert answer.headers["Location"] == task_page(second)
    assert "办结环节：DY26-000001" in words(office.at("village").get(answer.headers["Location"]))


def test_behind_the_last_the_first_opens(office: Office) -> None:
    first, last = office.task(office.case(1)), office.task(office.case(2))

    answer = send(office, "village", last, "return", code="not_eligible", reason="户籍不在本村")

    assert answer.headers["Location"] == task_page(first)


def test_a_task_that_cannot_be_done_now_is_passed_over(office: Office) -> None:
    hung, check, last = (
        office.task(office.finished(office.case(1), "village")),
        *(office.task(office.case(n)) for n in (2, 3)),
    )
    send(office, "village", hung, "post_notice")
    send(office, "village", check, "finish")
    notice = office.task(check.case)

    assert send(office, "village", last, "finish").headers["Location"] == task_page(notice)


def test_after_the_last_the_empty_inbox_opens(office: Office) -> None:
    case = office.at_county()
    answer = send(office, "county", office.task(case), "grant", phrase="3")

    assert answer.headers["Location"] == "/desk/"
    assert "都办完了" in words(office.at("county").get("/desk/"))
    assert Case.objects.get(pk=case.pk).outcome == "granted"


def test_ready_words_and_own_words_make_one_opinion(office: Office) -> None:
    case = office.case()
    send(office, "village", office.task(case), "finish", phrase="1", opinion="家中一人\r\n重残。")

    page = words(office.at("village").get(task_page(Task.objects.get(case=case, state="done"))))
    assert "经核查，情况属实。家中一人 重残。" in page


def test_a_page_sent_twice_acts_once(office: Office) -> None:
    case = office.case()
    task = office.task(case)
    first = send(office, "village", task, "finish", opinion="属实")
    second = send(office, "village", task, "finish", opinion="属实")

    assert (first.status_code, second.status_code) == (302, 302)
    assert acts_of(case) == ["cases.receive", "cases.accept", "cases.finish"]


def test_other_words_under_the_same_key_are_refused_and_kept(office: Office) -> None:
    case = office.case()
    task = office.task(case)
    send(office, "village", task, "finish", opinion="属实")
    answer = send(office, "village", task, "finish", opinion="另有情况")

    assert answer.status_code == 409
    assert "另有情况" in words(answer)
    assert acts_of(case).count("cases.finish") == 1


def test_a_form_without_its_key_does_nothing(office: Office) -> None:
    case = office.case()
    answer = send(office, "village", office.task(case), "finish", key="")

    assert answer.status_code == 422
    assert "cases.finish" not in acts_of(case)


def test_refusing_needs_reasons_in_words_and_keeps_what_was_typed(office: Office) -> None:
    case = office.at_county()
    for act, typed in (("refuse", ""), ("refuse", "不行"), ("send_back", ""), ("send_back", "不行")):
        answer = send(office, "county", office.task(case), act, phrase="1", opinion=typed)
        page = words(answer)

        assert answer.status_code == 422
        assert "<title>错误：" in page and "至少4个字" in page
        assert f">\n{typed}</textarea>" in page
        assert re.search(r'<input[^>]*value="1"[^>]* checked', page)
    assert Case.objects.get(pk=case.pk).state == "in_process"


def test_a_refusal_with_reasons_stands(office: Office) -> None:
    case = office.at_county()
    send(office, "county", office.task(case), "refuse", opinion="家庭人均收入高于标准")

    assert Case.objects.get(pk=case.pk).outcome == "refused"


def test_a_refused_page_can_be_sent_again_with_its_key(office: Office) -> None:
    case = office.at_county()
    send(office, "county", office.task(case), "refuse", opinion="")
    send(office, "county", office.task(case), "refuse", opinion="家庭人均收入高于标准")

    assert acts_of(case).count("cases.decide") == 1


def test_sent_back_the_earlier_post_has_it_again(office: Office) -> None:
    case = office.at_county()
    send(office, "county", office.task(case), "send_back", opinion="请补充收入核查")

    assert office.task(case).post_id == office.cast.town_civil.post_id
    assert "请补充收入核查" in words(office.at("town_civil").get(task_page(office.task(case))))


def test_a_first_step_cannot_be_sent_back(office: Office) -> None:
    task = office.task(office.case())

    assert "退回上一环节" not in words(office.at("village").get(task_page(task)))
    assert send(office, "village", task, "send_back", opinion="材料不清楚").status_code == 409


def test_a_notice_hangs_before_its_step_ends(office: Office) -> None:
    case = office.finished(office.case(), "village")
    task = office.task(case)
    before = words(office.at("village").get(task_page(task)))
    send(office, "village", task, "post_notice")
    after = words(office.at("village").get(task_page(task)))
    early = send(office, "village", task, "finish", opinion="无异议")

    assert "张榜公示" in before and "/finish/" not in before
    assert "期满后才能办结" in after and "disabled" in after and "/post_notice/" not in after
    assert "list-waits" in words(office.at("village").get("/desk/"))
    assert early.status_code == 409 and "无异议" in words(early)


def test_only_what_may_be_done_now_has_a_button(office: Office) -> None:
    check, case = office.task(office.case(2)), office.at_county()
    county = words(office.at("county").get(task_page(office.task(case))))
    village = words(office.at("village").get(task_page(check)))

    for act in ("grant", "refuse", "send_back", "return"):
        assert f"/{act}/" in county
    assert "/finish/" not in county and "/ask_completion/" not in county
    assert "/finish/" in village and "/grant/" not in village


def test_returning_needs_a_reason_from_the_list_and_words(office: Office) -> None:
    case = office.case()
    wrong = (("", "与申请不符的情况"), ("not_eligible", ""), ("not_eligible", "不行"), ("made_up", "与申请不符的情况"))
    for code, reason in wrong:
        answer = send(office, "village", office.task(case), "return", code=code, reason=reason)

        assert answer.status_code == 422
        assert '<details class="more" open>' in words(answer) and reason in words(answer)
    assert Case.objects.get(pk=case.pk).state == "in_process"


def test_returned_with_its_reason(office: Office) -> None:
    case = office.case()
    answer = send(office, "village", office.task(case), "return", code="not_eligible", reason="户籍不在本村")

    assert answer.status_code == 302
    assert Case.objects.get(pk=case.pk).state == "returned"


@pytest.fixture
def completable(office: Office) -> Case:
    """A case of an item that may be asked to be completed in process."""
    text = (CATALOGUE / "ncdb.yaml").read_text("utf-8").replace("MZ-01", "MZ-91")
    text = text.replace("promised:", "completion_in_process: true\npromised:").replace("低保", "试办")
    text = text.replace("农村居民最低生活保障", "试办事项")
    loading.load_texts({"trial.yaml": text}, by=office.cast.editor, at=office.moment())
    items, began = Item.objects.filter(code="MZ-91"), demonstration.BEGAN
    claiming.claim(items, centre=office.cast.hall, from_on=began, by=office.cast.editor, at=office.moment())
    return office.case(code="MZ-91")


def test_what_is_missing_is_asked_for_at_one_time(office: Office, completable: Case) -> None:
    task = office.task(completable)
    page = words(office.at("village").get(task_page(task)))
    nothing = send(office, "village", task, "ask_completion")
    asked = send(office, "village", task, "ask_completion", remark="补充收入证明")

    assert "/ask_completion/" in page
    assert nothing.status_code == 422 and "请指明需要补正的材料" in words(nothing)
    assert asked.status_code == 302
    waiting = words(office.at("village").get(task_page(task)))
    assert "等待申请人补正" in waiting and "/finish/" not in waiting and "停表" in waiting


def test_unseen_characters_are_refused_and_unknown_acts_are_not_there(office: Office) -> None:
    task = office.task(office.case())

    assert send(office, "village", task, "finish", opinion="属\x07实").status_code == 422
    assert send(office, "village", task, "deliver").status_code == 404
    assert office.at("village").get(f"{task_page(task)}finish/").headers["Location"] == task_page(task)
