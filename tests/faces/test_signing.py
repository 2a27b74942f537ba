"""Signing in, choosing a post, signing out; locks, idle sessions, and the way to one's face."""

import json
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.conf import settings as here
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.test import Client

from tests.faces.doors import BACKEND, signed_in
from tests.town import Cast
from yimen.faces.shared.actors import POST_KEY
from yimen.faces.shared.now import today
from yimen.faces.shared.signing import IDLE_S, LANDINGS
from yimen.journal import kept, source
from yimen.journal.models import Demonstration
from yimen.office.models import Cover, Holding, Role

PASSWORD = "yimen-demo"


def sign_in(client: Client, username: str = "lin", password: str = PASSWORD, **more: str):
    return client.post("/sign-in/", {"username": username, "password": password, **more}, follow=True)


def cover(house: Cast, key: str, username_of: str) -> None:
    """The person of a post covers another one for today."""
    staff, post = house.town.staff[username_of], house.town.posts[key]
    Cover.objects.create(post=post, staff=staff, from_on=today(), until_on=today(), reason="年休假")


@pytest.mark.parametrize(
    ("username", "landing"),
    [("lin", "/counter/"), ("zhao", "/desk/"), ("sun", "/lead/"), ("zhou", "/manage/"), ("wu", "/manage/")],
)
def test_who_holds_one_post_is_put_in_it_at_once_and_lands_on_its_face(house: Cast, username: str, landing: str):
    client = Client()
    answer = sign_in(client, username)

    assert answer.redirect_chain[-1][0] == landing
    assert client.session[POST_KEY]


def test_every_role_has_a_face_to_land_on():
    assert set(LANDINGS) == set(Role.values)


def test_a_wrong_password_is_told_without_saying_which_was_wrong(house: Cast):
    known, unknown = sign_in(Client(), "lin", "wrong"), sign_in(Client(), "nobody", "wrong")

    assert known.status_code == unknown.status_code == 422
    for answer in (known, unknown):
        assert "用户名或密码不对" in answer.content.decode()
    assert 'value="lin"' in known.content.decode()
    assert "wrong" not in known.content.decode()


def test_nothing_typed_is_named_field_by_field(house: Cast):
    shown = sign_in(Client(), "", "").content.decode()

    assert "请输入用户名" in shown
    assert "请输入密码" in shown


def test_after_five_wrong_passwords_the_right_one_is_refused_and_the_page_says_for_how_long(house: Cast):
    client = Client()
    answers = [sign_in(client, "lin", "wrong") for _time in range(here.AXES_FAILURE_LIMIT)]
    locked = sign_in(client)

    assert answers[0].status_code == 422
    assert (answers[-1].status_code, locked.status_code) == (429, 429)
    minutes = here.AXES_COOLOFF_TIME // timedelta(minutes=1)
    assert f"请过{minutes}分钟再试" in locked.content.decode()
    assert sign_in(client, "chen").status_code != 429


def test_after_signing_in_one_comes_to_the_page_one_wanted(house: Cast):
    client = Client()
    wanted = client.get("/manage/posts/?a=1")
    assert wanted["Location"] == "/sign-in/?next=" + quote("/manage/posts/?a=1", safe="")

    answer = sign_in(client, "wu", next="/manage/posts/?a=1")
    assert (answer.redirect_chain[-1][0], answer.status_code) == ("/manage/posts/?a=1", 200)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/sign-in/"])
def test_a_page_of_others_is_never_gone_to(house: Cast, elsewhere: str):
    assert sign_in(Client(), "wu", next=elsewhere).redirect_chain[-1][0] == "/manage/"


def test_who_has_two_posts_chooses_and_may_change(house: Cast):
    cover(house, "window2", "window")
    client = Client()
    shown = sign_in(client)
    assert POST_KEY not in client.session
    assert "综合受理窗口" in shown.content.decode()
    assert "民政残联窗口" in shown.content.decode()

    for key in ("window2", "window"):
        post = house.town.posts[key]
        assert client.post("/sign-in/post/", {"post": str(post.pk)})["Location"] == "/counter/"
        assert client.session[POST_KEY] == str(post.pk)


def test_a_post_of_another_person_may_not_be_chosen(house: Cast):
    cover(house, "window2", "window")
    client = Client()
    sign_in(client)
    answer = client.post("/sign-in/post/", {"post": str(house.town.posts["network"].pk)})

    assert answer.status_code == 403
    assert "您今天不在这个岗位上" in answer.content.decode()
    assert POST_KEY not in client.session


def test_who_holds_no_post_is_told_who_gives_one(house: Cast):
    Holding.objects.filter(staff=house.town.staff["window"]).update(until_on=date(2026, 1, 2))
    answer = sign_in(Client())

    assert answer.status_code == 200
    assert "您现在没有岗位" in answer.content.decode()


def test_a_post_no_longer_held_must_be_chosen_anew(house: Cast):
    client = signed_in(house, "network")
    assert client.get("/manage/posts/").status_code == 200

    Holding.objects.filter(staff=house.town.staff["network"]).update(until_on=date(2026, 1, 2))
    cover(house, "window2", "network")
    cover(house, "window", "network")
    answer = client.get("/manage/posts/")
    assert answer["Location"] == "/sign-in/post/?next=" + quote("/manage/posts/", safe="")
    assert "民政残联窗口" in client.get(answer["Location"]).content.decode()


def test_a_closed_account_cannot_sign_in_and_a_running_session_ends(house: Cast):
    client = signed_in(house, "network")
    staff = house.town.staff["network"]
    staff.is_active = False
    staff.save(update_fields=["is_active"])

    assert sign_in(Client(), "wu").status_code == 422
    assert client.get("/manage/")["Location"].startswith("/sign-in/")


def test_a_new_password_ends_open_sessions(house: Cast):
    client = signed_in(house, "network")
    staff = house.town.staff["network"]
    staff.password = make_password("another-1-password")
    staff.save(update_fields=["password"])

    assert client.get("/manage/")["Location"].startswith("/sign-in/")


def test_signing_out_is_a_post_and_forgets_everything(house: Cast):
    client = signed_in(house, "network")
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/manage/").status_code == 200

    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/manage/")["Location"].startswith("/sign-in/")


def test_a_session_ends_half_an_hour_after_the_last_request(house: Cast):
    client = Client()
    sign_in(client, "wu")
    left = Session.objects.get(pk=client.session.session_key).expire_date - source.recorded_at()
    assert timedelta(seconds=IDLE_S - 60) < left <= timedelta(seconds=IDLE_S)

    Session.objects.update(expire_date=source.recorded_at())
    assert client.get("/manage/")["Location"].startswith("/sign-in/?next=")


def test_a_request_lengthens_the_session_but_writes_once_a_minute(house: Cast):
    client = Client()
    sign_in(client, "wu")
    session = client.session
    session["seen_minute"] = 0
    session.save()
    soon = source.recorded_at() + timedelta(minutes=5)
    Session.objects.update(expire_date=soon)

    client.get("/manage/")
    assert Session.objects.get().expire_date > soon
    Session.objects.update(expire_date=soon)
    before = client.session["seen_minute"]
    client.get("/manage/")
    has_written = Session.objects.get().expire_date != soon
    assert has_written is (client.session["seen_minute"] != before)  # a minute may begin between the two


def test_who_is_signed_in_already_need_not_do_it_again(house: Cast):
    assert signed_in(house, "network").get("/sign-in/")["Location"] == "/sign-in/post/"


def test_a_demonstration_lists_its_sign_ins_and_nothing_else_does(house: Cast):
    rows = [{"post": "综合受理窗口", "name": "林晓燕", "username": "lin", "password": PASSWORD}]
    here.DEMO_FILE.write_text(json.dumps({"sign_ins": rows}), "utf-8")
    try:
        assert PASSWORD not in Client().get("/sign-in/").content.decode()
        Demonstration.objects.create()
        kept.forget()
        shown = Client().get("/sign-in/").content.decode()
    finally:
        here.DEMO_FILE.unlink()

    assert f"密码都是 {PASSWORD}" in shown
    assert "林晓燕" in shown


def test_choosing_a_post_needs_a_sign_in(house: Cast):
    assert Client().get("/sign-in/post/?next=/manage/")["Location"] == "/sign-in/?next=%2Fmanage%2F"


def test_a_session_without_a_post_is_led_to_choose_one(house: Cast):
    client = Client()
    client.force_login(house.town.staff["network"], backend=BACKEND)

    assert client.get("/manage/posts/")["Location"].startswith("/sign-in/post/")
