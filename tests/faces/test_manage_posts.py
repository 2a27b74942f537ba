"""Manage: the centre's telephones, posts opened and closed and their lines, accounts closed, versions to be read."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.cases import intake
from yimen.cases.models import Task
from yimen.journal import source
from yimen.journal.models import Entry
from yimen.office.models import Centre, Department, Duty, Post, Staff


def page(house: Cast, path: str, who: str = "network") -> str:
    return str(signed_in(house, who).get(f"/manage/{path}").content.decode())


def send(house: Cast, path: str, who: str = "network", **typed: Any) -> Any:
    return signed_in(house, who).post(f"/manage/{path}", typed)


def last_act() -> str:
    return Entry.objects.latest("recorded_at", "number").act


def test_the_centre_shows_what_stays_and_changes_what_may(house: Cast):
    shown = page(house, "centre/")
    assert "新安县德源街道便民服务中心" in shown and "代码DY" in shown and 'value="0000-6600001"' in shown

    typed = {"telephone": "0000-1234567", "complaint_telephone": "", "address": "长安路26号"}
    assert send(house, "centre/", **typed)["Location"] == "/manage/centre/"

    assert Centre.objects.get(code="DY").telephone == "0000-1234567"
    assert last_act() == "office.set_centre"
    assert "0000-1234567" in str(Client().get("/items/MZ-01/").content.decode())


def test_a_telephone_too_long_is_refused_at_its_field(house: Cast):
    answer = send(house, "centre/", telephone="0" * 41)

    assert answer.status_code == 422
    assert "最多40个字符" in answer.content.decode()


def new_post(house: Cast, **change: Any) -> Any:
    department = Department.objects.get(centre=house.hall, posts__title="社会事务办经办")
    typed = {"title": "救助经办", "role": "officer", "department": str(department.pk), "lines": ["民政"]} | change
    return send(house, "posts/new/", **typed)


def test_a_post_is_opened_with_its_lines_and_stands_in_the_list(house: Cast):
    assert new_post(house)["Location"] == "/manage/posts/"

    post = Post.objects.get(title="救助经办")
    assert list(post.duties.values_list("line", flat=True)) == ["民政"]
    shown = page(house, "posts/")
    assert "救助经办" in shown and "空岗" in shown


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "请填写“岗位名称”"),
        ({"title": "中心主任"}, "本中心已有这个岗位名称"),
        ({"role": ""}, "请填写“岗位类型”"),
        ({"department": ""}, "承办和部门负责人岗位须属于一个部门"),
        ({"lines": []}, "请至少选择一条条线"),
    ],
)
def test_a_post_that_cannot_be_is_refused_at_its_field_and_the_rest_stays(
    house: Cast, change: dict[str, Any], sentence: str
):
    answer = new_post(house, **change)
    shown = answer.content.decode()

    assert (answer.status_code, sentence in shown) == (422, True)
    assert "title" in change or 'value="救助经办"' in shown
    assert not Post.objects.filter(title="救助经办").exists()


def test_a_department_of_another_centre_cannot_be_chosen(house: Cast):
    theirs = Department.objects.exclude(centre=house.hall)[0]

    assert "请选择本中心的部门" in new_post(house, department=str(theirs.pk)).content.decode()


def test_the_lines_of_a_post_are_changed(house: Cast):
    post = house.town.posts["window2"]
    shown = page(house, f"posts/{post.pk}/duties/")
    assert re.search(r'value="民政"[^>]* checked', shown)

    send(house, f"posts/{post.pk}/duties/", lines=["计生", "民政"])
    assert set(Duty.objects.filter(post=post).values_list("line", flat=True)) == {"计生", "民政"}
    assert last_act() == "office.set_duties"
    assert send(house, f"posts/{post.pk}/duties/", lines=[]).status_code == 422


def test_a_post_is_closed_and_gone_from_the_list_but_not_while_something_waits_there(house: Cast):
    post = house.town.posts["reply"]
    assert send(house, f"posts/{post.pk}/close/")["Location"] == "/manage/posts/"
    assert "办结回复窗口" not in page(house, "posts/")
    assert send(house, f"posts/{post.pk}/close/").status_code == 404


def test_a_post_at_which_a_step_waits_is_not_closed(cast: Cast):
    at = cast.clock.at(3, 2)
    case = intake.take_in(cast.handed(at, code="GT-01"), by=cast.window, at=at)
    post = Task.objects.filter(case=case, post__centre=cast.hall)[0].post
    source.unseed()

    answer = send(cast, f"posts/{post.pk}/close/")
    assert answer.status_code == 422
    assert "这个岗位还有待办的环节" in answer.content.decode()
    assert Post.objects.get(pk=post.pk).is_open


def test_the_own_post_and_the_own_account_are_left_alone(house: Cast):
    post, staff = house.town.posts["network"], house.town.staff["network"]

    assert f"posts/{post.pk}/close/" not in page(house, "posts/")
    assert f"accounts/{staff.pk}/close/" not in page(house, "accounts/")
    assert send(house, f"posts/{post.pk}/close/").status_code == 403
    assert send(house, f"posts/{post.pk}/duties/", lines=["*"]).status_code == 403
    assert send(house, f"accounts/{staff.pk}/close/").status_code == 403


def test_an_account_is_closed_and_its_session_ends(house: Cast):
    client = signed_in(house, "window")
    assert client.get("/counter/").status_code == 200

    staff = house.town.staff["window"]
    assert "停用账号" in page(house, f"accounts/{staff.pk}/close/")
    assert send(house, f"accounts/{staff.pk}/close/")["Location"] == "/manage/accounts/"

    assert client.get("/counter/")["Location"].startswith("/sign-in/")
    assert not Staff.objects.get(pk=staff.pk).is_active
    assert "已停用" in page(house, "accounts/")
    assert send(house, f"accounts/{staff.pk}/close/").status_code == 422


def test_an_account_of_another_centre_is_not_there(house: Cast):
    assert send(house, f"accounts/{house.town.staff['village'].pk}/close/").status_code == 404


@pytest.mark.parametrize("who", ["network", "director", "editor"])
def test_a_version_is_read_with_its_rules_its_guide_and_its_file(house: Cast, who: str):
    shown = page(house, "catalogue/MZ-01/1/", who)

    for words in ("农村居民最低生活保障", "第1版", "现行", "2026年1月1日", "户籍所在地", "办理规则", "要带的材料",
                  "code: MZ-01"):  # fmt: skip
        assert words in shown


def test_the_catalogue_leads_to_each_version_and_marks_what_is_as_printed(house: Cast):
    shown = page(house, "catalogue/")

    assert "/manage/catalogue/MZ-01/1/" in shown
    assert "照印制文本，3处待修订" in shown
    assert signed_in(house, "network").get("/manage/catalogue/MZ-01/9/").status_code == 404
    assert signed_in(house, "network").get("/manage/catalogue/XX-01/1/").status_code == 404
    assert signed_in(house, "supervisor").get("/manage/catalogue/MZ-01/1/").status_code == 403
