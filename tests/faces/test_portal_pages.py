"""The portal's pages, once through HTTP: Chinese, light, without inline styles, and discreet."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from yimen.catalogue import defining
from yimen.catalogue.loading import load_texts
from yimen.catalogue.models import Claim, Item
from yimen.faces.portal import attempts
from yimen.office.actor import Actor
from yimen.office.models import Centre, Division, Level, OpeningHour

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue"
PAGES = [
    "/",
    "/items/",
    "/items/?q=zdsh",
    "/items/?line=民政",
    "/items/?q=没有这件事",
    "/items/MZ-01/",
    "/progress/",
    "/verify/",
]
WRONG = {"number": "DY26-000123", "last_four": "123X"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_attempts():
    cache.clear()


@pytest.fixture(scope="module")
def offered(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Centre]:
    """A hall of the sub-district that offers the printed matters; it stays for the module's tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        texts = {path.name: path.read_text("utf-8") for path in CATALOGUE.glob("*.yaml")}
        defining.load(defining.texts_near(CATALOGUE))
        load_texts(texts, by=Actor.clock(), at=datetime(2026, 3, 2, 1, 30, tzinfo=UTC))
        division = Division.objects.create(name="东岳街道", level=Level.TOWN)
        centre = Centre.objects.create(
            code="DY", kind="hall", name="东岳街道受理中心", short_name="东岳", division=division, address="迎春路18号"
        )
        for item in Item.objects.all():
            Claim.objects.create(centre=centre, item=item, from_on=date(2026, 1, 1))
        with django_db_blocker.block():
            yield centre
        transaction.set_rollback(True)


@pytest.fixture
def hall(offered: Centre, db: None) -> Centre:
    """The same, for one test."""
    return Centre.objects.get(pk=offered.pk)


def text(path: str) -> str:
    return Client().get(path).content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there_in_chinese_and_asks_nothing_of_others(hall: Centre, path: str):
    answer = Client().get(path)
    shown = answer.content.decode()

    assert answer.status_code == 200
    assert '<html lang="zh-Hans"' in shown
    assert re.search("[一-鿿]{4}", shown)
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|https?://(?!www\.w3\.org)", shown)


def test_the_first_page_stays_below_150_kilobytes(hall: Centre):
    shown = text("/")
    assets = re.findall(r'(?:href|src)="/static/([^"#]+)', shown)
    files = [Path(str(finders.find(path))) for path in set(assets)]

    assert len(files) >= 4
    assert len(shown.encode()) + sum(file.stat().st_size for file in files) <= 150_000


def test_a_matter_is_two_clicks_from_the_first_page(hall: Centre):
    assert 'href="/items/MZ-01/"' in text("/")
    assert 'href="/items/MZ-01/"' in text("/items/?line=民政")


def test_a_search_by_initials_finds_the_matter_and_not_the_others(hall: Centre):
    shown = text("/items/?q=zdsh")

    assert "/items/MZ-01/" in shown
    assert "/items/JS-03/" not in shown


def test_a_search_without_a_result_says_what_to_do(hall: Centre):
    assert "也可以到窗口或打电话询问" in text("/items/?q=没有这件事")


def test_the_guide_says_what_is_printed_and_what_is_not(hall: Centre):
    shown = text("/items/MZ-01/")

    assert "30个工作日" in shown
    assert "户主申请" in shown
    assert "县民政局审批" in shown
    assert "迎春路18号" in shown
    assert "未载明" in shown


@pytest.mark.parametrize("path", ["/items/XX-99/", "/progress/aaaaaaaaaaaaaaaaaaaaaaaaaa/"])
def test_what_is_not_there_is_a_page_that_helps(hall: Centre, path: str):
    answer = Client().get(path)

    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()


def test_the_home_page_asks_the_database_hardly_anything(hall: Centre, django_assert_max_num_queries):
    client = Client()
    client.get("/")

    with django_assert_max_num_queries(3):
        client.get("/")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": "", "last_four": "1234"}, "请输入办件编号"),
        ({"number": "26000123", "last_four": "1234"}, "办件编号应像 DY26-000123，您输入了“26000123”"),
        ({"number": "DY26-000123", "last_four": "123"}, "后4位应为4位，您输入了3位"),
        ({"number": "DY26-000123", "last_four": "12A4"}, "后4位应为数字"),
    ],
)
def test_bad_input_is_named_at_the_field_and_kept(typed: dict[str, str], said: str):
    answer = Client().post("/progress/", typed)
    shown = answer.content.decode()

    assert answer.status_code == 422
    assert "<title>错误：" in shown
    assert shown.count(said) == 2  # in the summary and at the field
    assert f'value="{typed["last_four"]}"' in shown


def test_full_width_and_small_letters_are_understood():
    shown = Client().post("/progress/", {"number": "ｄｙ26—000123 ", "last_four": "１２３x"}).content.decode()

    assert "没有找到相符的办件" in shown


def test_asking_again_and_again_for_one_case_is_stopped_and_another_address_is_not():
    client = Client()
    answers = [client.post("/progress/", WRONG).status_code for _ in range(attempts.PER_CASE + 1)]

    assert answers == [422] * attempts.PER_CASE + [429]
    assert Client(REMOTE_ADDR="10.0.0.2").post("/progress/", WRONG).status_code == 422


def test_asking_for_one_case_after_another_is_stopped_too():
    client = Client()
    for number in range(attempts.PER_ADDRESS):
        client.post("/progress/", {**WRONG, "number": f"DY26-{number:06}"})

    assert client.post("/progress/", {**WRONG, "number": "DY26-999999"}).status_code == 429


def test_progress_is_kept_by_no_cache():
    assert "no-store" in Client().get("/progress/").headers["Cache-Control"]


def test_the_number_on_a_receipt_may_be_filled_in_beforehand():
    assert 'value="DY26-000123"' in text("/progress/?number=DY26-000123")


def test_the_guide_shows_when_the_centre_is_open(hall: Centre):
    assert "周三 09:00-17:00" not in text("/items/MZ-01/")

    OpeningHour.objects.create(centre=hall, weekday=2, opens=time(9), closes=time(17))

    assert "周三 09:00-17:00" in text("/items/MZ-01/")
