"""A real case on the portal: by its token, by number and four digits; nothing that names the person."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from tests.town import Cast
from yimen.cases import completion, endings, intake
from yimen.cases.models import Case
from yimen.journal.kept import forget
from yimen.office import policies


@pytest.fixture
def case(cast: Cast) -> Case:
    """农村居民最低生活保障 for Mrs Wang: received and accepted on Monday 2 March 2026."""
    cache.clear()
    at = cast.clock.at(3, 2, 9, 30)
    received = intake.receive(cast.handed(at), by=cast.window, at=at)
    return intake.accept(received, by=cast.window, at=at)


def ask(case: Case, last_four: str) -> tuple[int, str]:
    answer = Client().post("/progress/", {"number": case.number, "last_four": last_four})
    return answer.status_code, answer.content.decode()


def test_the_token_opens_the_progress_and_another_token_does_not(case: Case):
    answer = Client().get(f"/progress/{case.token}/")

    assert answer.status_code == 200
    assert case.number in answer.content.decode()
    assert Client().get(f"/progress/{case.token[::-1]}/").status_code == 404


@pytest.mark.parametrize("last_four", ["0021", "1234"])
def test_the_end_of_the_identity_number_or_of_the_telephone_opens_it(case: Case, last_four: str):
    status, shown = ask(case, last_four)

    assert status == 200
    assert "2026年4月14日（周二）" in shown
    assert case.due_on == date(2026, 4, 14)


def test_a_wrong_number_and_wrong_digits_get_the_same_answer(case: Case):
    wrong_digits = ask(case, "9999")
    case.number = "DY26-999999"
    wrong_number = ask(case, "0021")

    assert wrong_digits[0] == wrong_number[0] == 422
    for shown in (wrong_digits[1], wrong_number[1]):
        assert "没有找到相符的办件" in shown
        assert "农村居民最低生活保障" not in shown


def test_after_five_wrong_tries_the_right_digits_open_nothing_either(case: Case):
    for digits in ("0001", "0002", "0003", "0004", "0005"):
        ask(case, digits)

    assert ask(case, "0021")[0] == 429


def test_nothing_on_the_page_names_the_person(case: Case):
    shown = Client().get(f"/progress/{case.token}/").content.decode()

    assert "王**" in shown
    for secret in ("秀英", "510722195203140021", "0021", "13800001234", "柳树村3组"):
        assert secret not in shown


def page(case: Case) -> str:
    return Client().get(f"/progress/{case.token}/").content.decode()


def received(cast: Cast) -> Case:
    at = cast.clock.at(3, 2, 9, 31)
    return intake.receive(cast.handed(at, given=False), by=cast.window, at=at)


def test_what_is_missing_is_asked_for_only_while_it_is_awaited(cast: Cast):
    case = completion.ask_completion(received(cast), by=cast.window, at=cast.clock.at(3, 2, 9, 32))
    awaited = page(case)
    endings.withdraw(case, reason="家人已另行办理", by=cast.window, at=cast.clock.at(3, 3))
    ended = page(case)

    assert "请您补齐材料" in awaited
    assert "户主申请" in awaited
    assert "请您补齐材料" not in ended
    assert "最迟" not in ended
    assert "补办件通知书" in ended


@pytest.mark.parametrize(
    ("code", "words"),
    [("not_ours", "不属于本机关职权范围"), ("other", "其他原因，具体说明请向窗口询问")],
)
def test_who_is_refused_reads_the_reason_and_is_sent_to_no_paper_that_there_is_not(cast: Cast, code: str, words: str):
    case = received(cast)
    assert "理由" not in page(case)
    basis, at = "《某办法》第三条", cast.clock.at(3, 3)
    intake.refuse_intake(case, code=code, reason="户籍不在本街道", basis=basis, by=cast.window, at=at)
    shown = page(case)

    assert "不予受理。" in shown
    assert f"理由：{words}" in shown
    assert "见通知书" not in shown
    assert "户籍不在本街道" not in shown


def test_returned_and_withdrawn_and_terminated_cases_say_why(cast: Cast, case: Case):
    withdrawn = received(cast)
    endings.terminate(case, code="duplicate", reason="同一申请已在办理", by=cast.director, at=cast.clock.at(3, 3))
    endings.withdraw(withdrawn, reason="家人已另行办理", by=cast.window, at=cast.clock.at(3, 3))

    assert "理由：同一事项已在办理" in page(case)
    assert "见通知书" not in page(case)
    assert "理由：申请人提出" in page(withdrawn)


def test_within_how_many_days_we_answer_is_the_policy_of_that_day(cast: Cast):
    assert "5个工作日内答复您" in page(received(cast))
    policies.set_policy(
        cast.town.centres["PT"], key="intake.answer", new="3 working days",
        basis="测试", from_on=date(2026, 3, 2), by=cast.network, at=cast.clock.at(3, 2, 9, 32),
    )  # fmt: skip
    forget()  # as after the commit
    assert "3个工作日内答复您" in page(received(cast))
