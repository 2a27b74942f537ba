"""What was refused becomes a page with its status and a sentence; nothing of the person reaches the log."""

import logging

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxMiddleware

from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.faces.shared.refusals import Refusals
from yimen.journal.errors import Broken, Malformed, NotNow, NotThere, NotYours, Refused


def refuse(refused: Exception, path: str = "/desk/", **headers: str) -> HttpResponse | None:
    request = RequestFactory().get(path, headers=headers)
    request.user = type("Nobody", (), {"is_authenticated": False})()  # a stranger
    HtmxMiddleware(lambda _request: HttpResponse())(request)
    return Refusals(lambda _request: HttpResponse()).process_exception(request, refused)


@pytest.mark.parametrize(
    ("refused", "status"),
    [
        (NotYours("您的岗位不能办理。"), 403),
        (NotNow("已经受理。"), 409),
        (Malformed("内容有误。", fields={"number": "身份证号应为18位。"}), 422),
        (Broken("密钥缺失。"), 500),
    ],
)
@pytest.mark.django_db
def test_a_refusal_is_a_page_with_its_status_and_sentences(refused: Refused, status: int):
    answer = refuse(refused)

    assert answer is not None
    assert answer.status_code == status
    assert str(refused.message) in answer.content.decode()
    assert all(str(said) in answer.content.decode() for said in refused.fields.values())


@pytest.mark.django_db
def test_what_is_not_there_is_the_plain_404_for_a_stranger():
    answer = refuse(NotThere())

    assert answer is not None
    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()


@pytest.mark.django_db
def test_htmx_gets_a_note_laid_over_the_page():
    answer = refuse(NotNow("已经受理。"), **{"HX-Request": "true"})

    assert answer is not None
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (409, "body", "beforeend")
    assert "已经受理。" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_other_errors_and_the_api_are_left_alone():
    assert refuse(ValueError("x")) is None
    assert refuse(NotNow("已经受理。"), "/api/v1/cases/") is None


@pytest.mark.django_db
def test_only_what_is_broken_is_logged_and_only_by_its_code(capsys: pytest.CaptureFixture[str], caplog):
    with caplog.at_level(logging.DEBUG):
        refuse(Malformed("王秀英的身份证号有误。"), "/progress/sometoken/")
        quiet = capsys.readouterr().out + caplog.text
        refuse(Broken("王秀英的材料打不开。", code="keys_missing"), "/progress/sometoken/")
    said = capsys.readouterr().out + caplog.text

    assert quiet == ""
    assert "keys_missing" in said
    assert "王秀英" not in said
    assert "sometoken" not in said


def test_a_role_without_the_right_is_told_so_in_its_own_frame(house: Cast):
    answer = signed_in(house, "window").get("/manage/")
    shown = answer.content.decode()

    assert answer.status_code == 403
    assert "您现在的岗位不能使用这个页面" in shown
    assert "综合受理窗口" in shown
    assert 'href="/counter/"' in shown
    assert 'href="/sign-in/post/"' in shown


def test_the_way_back_is_a_page_of_ours(house: Cast):
    client = signed_in(house, "window")
    ours = client.get("/manage/", headers={"Referer": "http://testserver/counter/?a=1"}).content.decode()
    theirs = client.get("/manage/", headers={"Referer": "https://evil.example/x"}).content.decode()

    assert 'href="/counter/?a=1"' in ours
    assert "evil" not in theirs


def test_what_another_centre_has_is_not_there(house: Cast):
    post = house.town.posts["village"]
    answer = signed_in(house, "network").get(f"/manage/posts/{post.pk}/appoint/")

    assert answer.status_code == 404
    assert "网络管理员" in answer.content.decode()
    assert Client().get(f"/manage/posts/{post.pk}/appoint/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/progress/%00/", "/counter/cases/%00/"])
def test_an_address_with_a_null_character_is_not_there(path: str):
    assert Client().get(path).status_code == 404
