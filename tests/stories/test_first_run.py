"""The first run: what demo.json names is there, in Chinese, for whoever has just typed `make run`."""

import re
import urllib.request

import pytest
from playwright.sync_api import Page

from tests.stories.conftest import House
from tests.stories.hands import PASSWORD

STAFF = ("counter", "desk", "lead", "manage")
MACHINES = ("health", "openapi")


def test_the_house_says_that_it_is_ready(house: House):
    with urllib.request.urlopen(f"{house.url}/healthz") as answer:
        assert answer.status == 200


def test_every_screen_answers_in_chinese(house: House):
    for name, address in house.demo["screens"].items():
        with urllib.request.urlopen(address) as answer:
            said = answer.read().decode()
        assert (name, answer.status) == (name, 200)
        assert name in MACHINES or ('lang="zh-Hans"' in said and re.search(r"[\u4e00-\u9fff]{4}", said)), name


def test_a_staff_screen_asks_to_sign_in(house: House, page: Page):
    for name in STAFF:
        page.goto(house.demo["screens"][name])
        assert (name, page.inner_text("h1")) == (name, "工作人员登录")


@pytest.mark.engine("sqlite")
def test_every_sign_in_of_the_demonstration_opens_a_first_page(house: House, page: Page):
    one_of_each = {one["role"]: one for one in house.demo["sign_ins"]}
    assert {one["password"] for one in one_of_each.values()} == {PASSWORD}

    for role, one in one_of_each.items():
        page.goto(f"{house.url}/sign-in/", wait_until="domcontentloaded")
        page.fill("#id_username", one["username"])
        page.fill("#id_password", one["password"])
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/(counter|desk|lead|manage)/"), wait_until="domcontentloaded")
        assert (role, one["name"] in page.inner_text("header")) == (role, True)
        page.context.clear_cookies()
