"""A leader with a telephone consents in three taps; a supervisor reads of red cases without one, and who answers in two."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.stories.conftest import House
from tests.stories.hands import PASSWORD, comes_back, remember
from tests.stories.test_look_reach import PHONE, cut_off, violations

pytestmark = pytest.mark.engine("sqlite")  # a page looks the same on both


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    # bypass_csp: axe is put into the page by hand, which the page's own policy rightly forbids.
    size = {"width": PHONE[0], "height": PHONE[1]}
    context = chromium.new_context(locale="zh-CN", viewport=size, has_touch=True, bypass_csp=True)  # type: ignore[arg-type]  # two numbers
    yield context.new_page()
    context.close()


def sign_in(page: Page, house: House, username: str) -> None:
    if comes_back(page, house, username):
        return
    page.goto(f"{house.url}/sign-in/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(f"{house.url}/lead/")
    remember(page, house, username)


def test_a_supervisor_sees_red_at_once_and_reaches_the_person_answerable_in_two_taps(house: House, phone: Page):
    sign_in(phone, house, "sun")
    assert "超期" in phone.inner_text("#watch-red")

    phone.tap("a[href='#watch-red']")
    phone.tap("#watch-red a[href$='#answerable']")
    phone.wait_for_url("**/lead/cases/**")
    told = phone.inner_text("#answerable")
    assert "陈国栋" in told and "民政残联窗口" in told
    assert phone.locator("#answerable a[href^='tel:']").is_visible()


@pytest.mark.parametrize("address", ["/lead/", "/lead/refusals/", "/lead/watch/red/"])
def test_every_page_fits_the_telephone(house: House, phone: Page, address: str):
    sign_in(phone, house, "li")
    phone.goto(house.url + address)

    assert (violations(phone), cut_off(phone)) == ([], 0)


def test_a_leader_consents_to_an_extension_in_three_taps(house: House, phone: Page):
    sign_in(phone, house, "li")
    card = phone.locator(".asked", has_text="延长3个工作日")

    card.locator("a").first.tap()  # one: the case
    phone.wait_for_url("**/lead/cases/**")
    assert (violations(phone), cut_off(phone)) == ([], 0)
    phone.tap("text=为什么是这一天")  # two: why it is due on this day
    phone.tap("button:has-text('批准延期')")  # three

    phone.wait_for_selector("text=已批准延期，告知书已发出")
    phone.goto(f"{house.url}/lead/")
    assert card.count() == 0
