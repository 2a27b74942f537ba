"""Staff change their own password: by the old one, twice the new; here they stay, elsewhere they are signed out."""

from typing import Any

import pytest
from django.test import Client

from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.demonstration.town import PASSWORD
from yimen.office.models import Staff

NEW = "spring-2026-rain"
TYPED = {"old": PASSWORD, "password": NEW, "again": NEW}


def send(client: Client, **change: str) -> Any:
    return client.post("/sign-in/password/", TYPED | change)


@pytest.mark.parametrize(
    ("who", "landing"), [("window", "/counter/"), ("village", "/desk/"), ("leader", "/lead/"), ("editor", "/manage/")]
)
def test_the_password_is_changed_and_the_person_stays(house: Cast, who: str, landing: str):
    here, elsewhere = signed_in(house, who), signed_in(house, who)
    assert "/sign-in/password/" in here.get(landing, follow=True).content.decode()

    assert send(here)["Location"] == landing
    assert Staff.objects.get(pk=house.town.staff[who].pk).check_password(NEW)
    assert here.get("/sign-in/password/").status_code == 200
    assert elsewhere.get("/sign-in/password/").status_code == 302


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"old": "wrong"}, "原密码不对"),
        ({"old": ""}, "请填写“原密码”"),
        ({"password": "short1", "again": "short1"}, "密码至少10个字符"),
        ({"again": "spring-2026-snow"}, "两遍密码不一样"),
        ({"password": PASSWORD, "again": PASSWORD}, "密码要同时有字母和数字"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_changes(house: Cast, change: dict[str, str], sentence: str):
    answer = send(signed_in(house, "window"), **change)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert NEW not in answer.content.decode()
    assert Staff.objects.get(pk=house.town.staff["window"].pk).check_password(PASSWORD)


def test_who_is_not_signed_in_changes_nothing(house: Cast):
    assert Client().get("/sign-in/password/").status_code == 302
    assert send(Client()).status_code == 302
